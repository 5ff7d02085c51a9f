/** How much memory a run takes, and what it may take before it pauses: a tab never dies of a long run. */
import { keyTableBytes, logBytes, type World } from '../engine/index.ts';
import type { SlowFrame } from '../protocol/from-worker.ts';

export const MEMORY_BUDGET_BYTES = 512 * 1024 * 1024;
/** The run pauses at this share of the budget. */
const PAUSE_AT = 0.97;
/** An event of the history, roughly. */
const EVENT_BYTES = 240;

export function measureMemory(world: World, budgetBytes: number, keyframeBytes: number): SlowFrame['memory'] {
  let recordBytes = 0;
  let records = 0;
  for (const { shards } of world.kinesis.streams)
    for (const { log } of shards) {
      recordBytes += logBytes(log);
      records += log.count - log.trimmed;
    }
  let datasetBytes = 0;
  for (const { bytes, starts, ends, lines, keyFields } of world.datasets.values()) {
    datasetBytes += bytes.length + starts.byteLength + ends.byteLength + lines.byteLength;
    for (const { dictionary, codes } of keyFields) datasetBytes += codes.byteLength + dictionary.length * 40;
  }
  const given = world.kinesis.apiPayloads.reduce((sum, { length }) => sum + length, 0);
  const historyBytes =
    world.sim.history.length * EVENT_BYTES + waitingBytes(world) + given + keyTableBytes(world.kinesis.keys, world.cache.keys);
  const deliveryBytes = bytesOfDelivery(world);
  const usedBytes = recordBytes + datasetBytes + historyBytes + deliveryBytes + keyframeBytes;
  return { usedBytes, budgetBytes, recordBytes, records, datasetBytes, historyBytes, deliveryBytes, keyframeBytes };
}

/** An object in a listing, and a record beside its data, roughly. */
const OBJECT_BYTES = 400;
const BUFFERED_RECORD_BYTES = 16;

/** Objects in the buckets, and what is on its way to them. */
function bytesOfDelivery({ s3, firehose }: World): number {
  let bytes = s3.bodyBytes;
  for (const { objects } of s3.buckets) bytes += OBJECT_BYTES * objects.length;
  for (const { parcels } of firehose.list) for (const parcel of parcels) bytes += parcel.bytes + BUFFERED_RECORD_BYTES * parcel.records;
  return bytes;
}

/** Records that wait for their call or a retry. */
const waitingBytes = (world: World): number =>
  world.producers.list.reduce((sum, { inFlight, waiting }) => sum + 24 * (inFlight + waiting.index.length), 0);

export const isNearBudget = ({ usedBytes, budgetBytes }: SlowFrame['memory']): boolean => usedBytes > PAUSE_AT * budgetBytes;
