/**
 * How the records of a shard are split up: into lanes by partition key (ParallelizationFactor), and lanes into batches.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html
 * A batch goes out when it is full (BatchSize, 6 MB) or its window is over. Choice: lanes are told by a hash of the key that is ours;
 * with tumbling windows there is one lane, because their state is one a shard.
 */
import type { ShardState } from '../../kinesis/stream-state.ts';
import type { LambdaConsumerSpec } from '../consumer-spec.ts';
import type { LambdaBatch, LambdaLane, LambdaReader } from './lambda-state.ts';
import { payloadBytes } from './record-view.ts';

const PAYLOAD_BYTES = 6 * 1024 * 1024;

export const laneCount = ({ parallelizationFactor, tumblingWindowSeconds }: LambdaConsumerSpec): number =>
  tumblingWindowSeconds > 0 ? 1 : parallelizationFactor;

export const emptyLanes = (spec: LambdaConsumerSpec): LambdaLane[] =>
  Array.from({ length: laneCount(spec) }, () => ({
    batch: null,
    halves: [],
    pending: [],
    gatheringSinceUs: null,
    turn: 0,
    processedTo: -1,
  }));

/** FNV-1a over the key's UTF-16 units. */
export function laneOfKey(key: string, lanes: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return (hash >>> 0) % lanes;
}

export const isIdle = ({ lanes }: LambdaReader): boolean =>
  lanes.every(({ batch, halves, pending }) => batch === null && halves.length === 0 && pending.length === 0);

/** The mapping fetches no more than one batch a lane ahead: a lane that stands still stops its shard. */
export const hasRoom = (reader: LambdaReader, spec: LambdaConsumerSpec): boolean =>
  reader.lanes.reduce((sum, { pending }) => sum + pending.length, 0) < spec.batchSize * reader.lanes.length;

/** Everything before it is done or given up. */
export function checkpointOf({ lanes, fetchedTo }: LambdaReader): number {
  let least = fetchedTo;
  for (const { batch, halves, pending } of lanes) {
    for (const { positions } of batch === null ? halves : [batch, ...halves])
      if (positions.length > 0) least = Math.min(least, positions[0]);
    if (pending.length > 0) least = Math.min(least, pending[0]);
  }
  return least;
}

export const createBatch = (positions: number[], window: LambdaBatch['window'], wasInvoked = false): LambdaBatch => ({
  positions,
  wasInvoked,
  failures: 0,
  firstFailedUs: null,
  functionError: null,
  invocation: null,
  retryAtUs: null,
  window,
});

/** How many pending records go into one batch, and whether it is as full as it can be. `cut`: the first one that may not be in it. */
export function fullness(
  shard: ShardState,
  { pending }: LambdaLane,
  batchSize: number,
  cut: number | null,
): { records: number; isFull: boolean } {
  const limit = Math.min(batchSize, pending.length);
  let bytes = 0;
  for (let i = 0; i < limit; i++) {
    if (cut !== null && pending[i] >= cut) return { records: i, isFull: true };
    bytes += payloadBytes(shard, pending[i]);
    if (bytes > PAYLOAD_BYTES && i > 0) return { records: i, isFull: true };
  }
  return { records: limit, isFull: limit === batchSize };
}
