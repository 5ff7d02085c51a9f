/**
 * GetShardIterator. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html
 * The iterator is opaque, lives five minutes, and is refused when a character of it is changed. AT_TIMESTAMP includes a
 * record of that very instant; a LATEST iterator reads what is written after it was taken (recorded). Simplified: a sequence
 * number of the shard that was never given out, or whose record has been trimmed, stands for the next record that is there.
 */
import { firstAtLeast } from '../../kernel/record-log.ts';
import { DRY_RUN, SEQUENCE_NUMBER, SHARD_ID, STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import { dryRunSucceeded, invalidArgument, throughputExceeded, type Answer, type AwsError } from '../errors.ts';
import { findShard, findStreamOfShards, shardDoesNotExist } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { admitCall, readRateExceeded } from '../read-limits.ts';
import { horizonPosition } from '../retention.ts';
import { LAST_COUNTER, readSequenceNumber } from '../sequence-number.ts';
import { parseShardId, shardIdOf } from '../shard-id.ts';
import type { ShardState, StreamState } from '../stream-state.ts';
import { sealToken } from '../token.ts';
import { structure, text } from '../validation.ts';

export const ITERATOR_TYPES = ['AFTER_SEQUENCE_NUMBER', 'LATEST', 'AT_TIMESTAMP', 'AT_SEQUENCE_NUMBER', 'TRIM_HORIZON'] as const;
type IteratorType = (typeof ITERATOR_TYPES)[number];

/** Where a reader stands. The API gives it out sealed; the lab's consumers hold it as it is. */
export interface ShardIterator {
  stream: number;
  shard: number;
  /** Position in the shard's log of the next record to return. */
  position: number;
  issuedUs: number;
}

export interface StartingPosition {
  type: IteratorType;
  sequenceNumber?: string;
  /** Epoch seconds. */
  timestamp?: number;
}

/** An iterator, charged against the shard's call rate. */
function getShardIterator(kinesis: Kinesis, stream: StreamState, shard: ShardState, start: StartingPosition): Answer<ShardIterator> {
  const { sim, state } = kinesis;
  const position = positionOf(kinesis, stream, shard, start);
  if (!position.ok) return position;
  if (!admitCall(shard.iteratorCalls, sim.nowUs, state.quotas.iteratorCallsPerSecond))
    return throughputExceeded(readRateExceeded(kinesis, stream, shard));
  return { ok: true, value: { stream: stream.number, shard: shard.index, position: position.value, issuedUs: sim.nowUs } };
}

/** Position in the shard's log of the first record to return. `operation` is named in refusals. */
export function positionOf(
  kinesis: Kinesis,
  stream: StreamState,
  shard: ShardState,
  start: StartingPosition,
  operation = 'GetShardIterator',
): Answer<number> {
  const { sim } = kinesis;
  const needsNumber = start.type === 'AT_SEQUENCE_NUMBER' || start.type === 'AFTER_SEQUENCE_NUMBER';
  if (start.type !== 'AT_TIMESTAMP' && needsNumber !== (start.sequenceNumber !== undefined)) {
    const had = start.sequenceNumber === undefined ? 'no StartingSequenceNumber' : 'also a StartingSequenceNumber';
    return invalidArgument(
      'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. ' +
        `Request specified ${start.type} and ${had}.`,
    );
  }
  switch (start.type) {
    case 'TRIM_HORIZON':
      return { ok: true, value: horizonPosition(stream, shard, sim.nowUs) };
    case 'LATEST':
      return { ok: true, value: shard.log.count };
    case 'AT_TIMESTAMP':
      return positionAtTimestamp(kinesis, stream, shard, start.timestamp);
    default:
      return positionAtNumber(kinesis, stream, shard, start.sequenceNumber!, start.type === 'AFTER_SEQUENCE_NUMBER', operation);
  }
}

function positionAtTimestamp({ sim }: Kinesis, stream: StreamState, shard: ShardState, timestamp: number | undefined): Answer<number> {
  if (timestamp === undefined)
    return invalidArgument(
      'Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.',
    );
  const wantedMs = Math.round(timestamp * 1000);
  const nowMs = Math.floor(sim.startEpochMs + sim.nowUs / 1000);
  if (wantedMs > nowMs)
    return invalidArgument(
      `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${wantedMs}, currentTimestampInMillis: ${nowMs}`,
    );
  const at = firstAtLeast(shard.log, 'arrivalUs', (wantedMs - sim.startEpochMs) * 1000);
  return { ok: true, value: Math.max(at, horizonPosition(stream, shard, sim.nowUs)) };
}

function positionAtNumber(
  { sim, state }: Kinesis,
  stream: StreamState,
  shard: ShardState,
  number: string,
  after: boolean,
  operation: string,
): Answer<number> {
  const parts = readSequenceNumber(number);
  const invalid = (why: string) =>
    invalidArgument(
      `StartingSequenceNumber ${parts?.text ?? number} used in ${operation} on shard ${shardIdOf(shard.index)} in stream ${stream.name} under account ${state.accountId} is invalid${why}`,
    );
  if (parts === null) return invalid('.');
  if (parts.shardIndex !== shard.index)
    return invalidArgument(
      `Invalid StartingSequenceNumber. It encodes ${shardIdOf(parts.shardIndex)}, while it was used in a call to a shard with ${shardIdOf(shard.index)}`,
    );
  if (parts.version !== 2 || parts.shardCreatedSeconds !== shard.createdSeconds)
    return invalid(' because it did not come from this stream.');
  if (parts.counter === LAST_COUNTER) return { ok: true, value: shard.log.count };
  const at = firstAtLeast(shard.log, 'counter', Number(parts.counter) + (after ? 1 : 0));
  return { ok: true, value: Math.max(at, horizonPosition(stream, shard, sim.nowUs)) };
}

/** GetShardIterator for clients that live in the world. */
export function getIterator(kinesis: Kinesis, streamName: string, shard: number, start: StartingPosition): Answer<ShardIterator> {
  const target = findIteratorTarget(kinesis, { StreamName: streamName, ShardId: shardIdOf(shard) });
  return target.ok ? getShardIterator(kinesis, target.value.stream, target.value.shard, start) : target;
}

interface Input extends StreamReference {
  ShardId: string;
  ShardIteratorType: IteratorType;
  StartingSequenceNumber?: string;
  Timestamp?: number;
  DryRun?: boolean;
}

function handle(kinesis: Kinesis, input: Input): Answer<Record<string, unknown>> {
  const target = findIteratorTarget(kinesis, input);
  if (!target.ok) return target;
  const { stream, shard } = target.value;
  const start = { type: input.ShardIteratorType, sequenceNumber: input.StartingSequenceNumber, timestamp: input.Timestamp };
  if (input.DryRun === true) {
    const position = positionOf(kinesis, stream, shard, start);
    return position.ok ? dryRunSucceeded() : position;
  }
  const iterator = getShardIterator(kinesis, stream, shard, start);
  if (!iterator.ok) return iterator;
  return { ok: true, value: { ShardIterator: sealIterator(kinesis, iterator.value) } };
}

function findIteratorTarget(
  kinesis: Kinesis,
  input: StreamReference & { ShardId: string },
): { ok: true; value: { stream: StreamState; shard: ShardState } } | { ok: false; error: AwsError } {
  const index = parseShardId(input.ShardId);
  const found = findStreamOfShards(kinesis, input, [input.ShardId]);
  if (!found.ok)
    return found.error.type === 'ResourceNotFoundException' && index !== null ? shardDoesNotExist(kinesis, input, index) : found;
  const stream = found.value;
  const shard = findShard(kinesis, stream, input.ShardId);
  if (!shard.ok || stream.life.state === 'CREATING') return shardDoesNotExist(kinesis, input, index!);
  return { ok: true, value: { stream, shard: shard.value } };
}

/** With the reads so far, so that each page hands on another iterator (LocalStack's tests, validated on AWS). */
export function sealIterator({ state }: Kinesis, { stream, shard, position, issuedUs }: ShardIterator): string {
  const { name, shards } = state.streams[stream];
  return sealToken(state.secret, 'iterator', [stream, shard, position, issuedUs, shards[shard].totals.readCalls], name.length);
}

export const GET_SHARD_ITERATOR: Action = {
  name: 'GetShardIterator',
  request: structure(
    {
      ...STREAM_MEMBERS,
      ...DRY_RUN,
      ShardId: SHARD_ID,
      ShardIteratorType: text({ values: ITERATOR_TYPES }),
      StartingSequenceNumber: SEQUENCE_NUMBER,
      Timestamp: { kind: 'timestamp' },
    },
    ['ShardId', 'ShardIteratorType'],
  ),
  handle,
};
