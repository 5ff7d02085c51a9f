/** Records go on to the buffers of the destination: through dynamic partitioning, where there is any. */
import type { DeliveryStream, Firehose } from '../firehose-state.ts';
import { notePartitions } from '../metrics.ts';
import { activePartitions, OVER_LIMIT_CODE, partition } from '../partitioning/partition.ts';
import type { RecordBatch } from '../record-batch.ts';
import { gatherFailures } from './failed-records.ts';
import { gather } from './gather.ts';
import { laneOfPartition } from './lanes.ts';

export type PartitionKeys = (Record<string, string> | null)[] | null;

/** `lane`: of the records so far. Partitions are lanes of their own, whatever shard their records came from. */
export function goOn(firehose: Firehose, stream: DeliveryStream, lane: string, batch: RecordBatch, partitionKeys: PartitionKeys): void {
  if (stream.spec.partitioning === null) return gather(firehose, stream, { way: 'main', lane, partition: null }, batch);
  const { groups, failures, split } = partition(stream, batch, partitionKeys);
  stream.account.accepted += split;
  stream.account.split += split;
  for (const { keys, batch: part } of groups) gather(firehose, stream, { way: 'main', lane: laneOfPartition(keys), partition: keys }, part);
  gatherFailures(firehose, stream, failures);
  const active = activePartitions(stream);
  const queried = stream.spec.partitioning.query === null ? 0 : batch.count + split;
  const isExceeded = failures.some(({ errorCode }) => errorCode === OVER_LIMIT_CODE);
  notePartitions(firehose, stream, { active, isExceeded, queried });
}
