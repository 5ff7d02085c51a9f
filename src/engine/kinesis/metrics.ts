/**
 * What a stream sends to CloudWatch, call by call. https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
 * Bytes are those of the data, without partition keys and base64, as pages count them. Latencies are the model's own
 * constants: the service's part of a call, without the network.
 */
import { metricName, noteMetric, type MetricUnit } from '../aws/cloudwatch/metric-store.ts';
import { epochSecondsAt } from '../kernel/simulation.ts';
import type { Kinesis, KinesisCache } from './kinesis.ts';
import type { PutBatch, PutOutcome } from './put-batch.ts';
import { shardIdOf } from './shard-id.ts';
import type { ShardState, StreamState } from './stream-state.ts';

export const NAMESPACE = 'AWS/Kinesis';
const PUT_LATENCY_MS = 6;
const GET_LATENCY_MS = 9;

/** A sample of a stream's metric; with more dimensions where they are given. */
export function noteStreamMetric(
  { sim, state, cache }: Kinesis,
  stream: StreamState,
  metric: string,
  unit: MetricUnit,
  value: number,
  dimensions?: Record<string, string>,
): void {
  const name =
    dimensions === undefined
      ? nameOf(cache, stream.name, metric)
      : metricName(NAMESPACE, metric, { StreamName: stream.name, ...dimensions });
  noteMetric(state.metrics, name, unit, epochSecondsAt(sim, sim.nowUs), value);
}

function nameOf({ metricNames }: KinesisCache, stream: string, metric: string): string {
  let names = metricNames.get(stream);
  if (names === undefined) metricNames.set(stream, (names = new Map()));
  let name = names.get(metric);
  if (name === undefined) names.set(metric, (name = metricName(NAMESPACE, metric, { StreamName: stream })));
  return name;
}

function noteShardMetric(kinesis: Kinesis, stream: StreamState, shard: number, metric: string, unit: MetricUnit, value: number): void {
  if (stream.settings.shardLevelMetrics.includes(metric))
    noteStreamMetric(kinesis, stream, metric, unit, value, { ShardId: shardIdOf(shard) });
}

const CALLS = {
  PutRecord: { bytes: 'PutRecord.Bytes', latency: 'PutRecord.Latency', success: 'PutRecord.Success' },
  PutRecords: { bytes: 'PutRecords.Bytes', latency: 'PutRecords.Latency', success: 'PutRecords.Success' },
};

export function notePut(
  kinesis: Kinesis,
  stream: StreamState,
  api: 'PutRecord' | 'PutRecords',
  batch: PutBatch,
  outcome: PutOutcome,
): void {
  let bytes = 0;
  for (let i = 0; i < batch.count; i++) if (outcome.limit[i] === 0) bytes += batch.sizeBytes[i];
  const accepted = batch.count - outcome.failed;
  const note = (metric: string, unit: MetricUnit, value: number) => noteStreamMetric(kinesis, stream, metric, unit, value);
  if (accepted > 0) {
    note('IncomingBytes', 'Bytes', bytes);
    note('IncomingRecords', 'Count', accepted);
    note(CALLS[api].bytes, 'Bytes', bytes);
  }
  note(CALLS[api].latency, 'Milliseconds', PUT_LATENCY_MS);
  note(CALLS[api].success, 'Count', accepted > 0 ? 1 : 0);
  note('WriteProvisionedThroughputExceeded', 'Count', outcome.failed);
  if (api === 'PutRecords') {
    note('PutRecords.TotalRecords', 'Count', batch.count);
    note('PutRecords.SuccessfulRecords', 'Count', accepted);
    note('PutRecords.FailedRecords', 'Count', 0);
    note('PutRecords.ThrottledRecords', 'Count', outcome.failed);
  }
  if (stream.settings.shardLevelMetrics.length > 0) notePutPerShard(kinesis, stream, batch, outcome);
}

function notePutPerShard(kinesis: Kinesis, stream: StreamState, batch: PutBatch, outcome: PutOutcome): void {
  const perShard = new Map<number, { bytes: number; records: number; refused: number }>();
  for (let i = 0; i < batch.count; i++) {
    const shard = outcome.shard[i];
    const sums = perShard.get(shard) ?? { bytes: 0, records: 0, refused: 0 };
    perShard.set(shard, sums);
    if (outcome.limit[i] === 0) {
      sums.bytes += batch.sizeBytes[i];
      sums.records++;
    } else sums.refused++;
  }
  for (const [shard, { bytes, records, refused }] of perShard) {
    if (records > 0) {
      noteShardMetric(kinesis, stream, shard, 'IncomingBytes', 'Bytes', bytes);
      noteShardMetric(kinesis, stream, shard, 'IncomingRecords', 'Count', records);
    }
    noteShardMetric(kinesis, stream, shard, 'WriteProvisionedThroughputExceeded', 'Count', refused);
  }
}

/** A GetRecords call that was answered. The age of its iterator is what the answer says: 0 at the tip, whole seconds (recorded). */
export function noteGet(
  kinesis: Kinesis,
  stream: StreamState,
  shard: ShardState,
  { records, bytes, ageMs }: { records: number; bytes: number; ageMs: number },
): void {
  const note = (metric: string, unit: MetricUnit, value: number) => noteStreamMetric(kinesis, stream, metric, unit, value);
  note('GetRecords.Bytes', 'Bytes', bytes);
  note('GetRecords.Records', 'Count', records);
  note('GetRecords.Latency', 'Milliseconds', GET_LATENCY_MS);
  note('GetRecords.Success', 'Count', 1);
  note('GetRecords.IteratorAgeMilliseconds', 'Milliseconds', ageMs);
  note('ReadProvisionedThroughputExceeded', 'Count', 0);
  noteOutgoing(kinesis, stream, shard, records, bytes);
  noteShardMetric(kinesis, stream, shard.index, 'IteratorAgeMilliseconds', 'Milliseconds', ageMs);
  noteShardMetric(kinesis, stream, shard.index, 'ReadProvisionedThroughputExceeded', 'Count', 0);
}

export function noteRefusedGet(kinesis: Kinesis, stream: StreamState, shard: ShardState): void {
  noteStreamMetric(kinesis, stream, 'GetRecords.Success', 'Count', 0);
  noteStreamMetric(kinesis, stream, 'ReadProvisionedThroughputExceeded', 'Count', 1);
  noteShardMetric(kinesis, stream, shard.index, 'ReadProvisionedThroughputExceeded', 'Count', 1);
}

/** Shard level only: what GetRecords and fan-out took out together. */
export function noteOutgoing(kinesis: Kinesis, stream: StreamState, shard: ShardState, records: number, bytes: number): void {
  noteShardMetric(kinesis, stream, shard.index, 'OutgoingBytes', 'Bytes', bytes);
  noteShardMetric(kinesis, stream, shard.index, 'OutgoingRecords', 'Count', records);
}
