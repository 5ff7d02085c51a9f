/**
 * What a delivery stream sends to CloudWatch, in namespace AWS/Firehose. https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
 * Recorded: bytes are those with which records came in; files of failed records count as deliveries too. One-minute sums, as now; the
 * guide of 2023 says five. Choices: latencies, and how long a query of dynamic partitioning takes.
 */
import { noteMetric, type MetricUnit } from '../aws/cloudwatch/metric-store.ts';
import { epochSecondsAt } from '../kernel/simulation.ts';
import type { DestinationKind } from './delivery-stream-spec.ts';
import type { DeliveryStream, Firehose } from './firehose-state.ts';

const NAMESPACE = 'AWS/Firehose';
/** The service's part of a put and of a control call, without the network. */
const PUT_LATENCY_MS = 8;
const CONTROL_LATENCY_MS = 40;
/** jq over one record. */
const JQ_MS = 0.05;

const TO: Record<DestinationKind, string> = {
  s3: 'DeliveryToS3',
  redshift: 'DeliveryToRedshift',
  opensearch: 'DeliveryToAmazonOpenSearchService',
  splunk: 'DeliveryToSplunk',
  http: 'DeliveryToHttpEndpoint',
};

const nameOf = (stream: DeliveryStream, metric: string): string => `${NAMESPACE}/${metric}/DeliveryStreamName=${stream.spec.id}`;

function note({ sim, kinesis }: Firehose, stream: DeliveryStream, metric: string, unit: MetricUnit, value: number): void {
  noteMetric(kinesis.state.metrics, nameOf(stream, metric), unit, epochSecondsAt(sim, sim.nowUs), value);
}

/** Seconds since the oldest of them came. */
const freshness = ({ sim }: Firehose, oldestMs: number): number => Math.max(0, (sim.startEpochMs + sim.nowUs / 1000 - oldestMs) / 1000);

export interface Incoming {
  /** Null: from a data stream. */
  api: 'PutRecord' | 'PutRecordBatch' | null;
  /** Taken in. */
  records: number;
  bytes: number;
  throttled: number;
}

export function noteIncoming(firehose: Firehose, stream: DeliveryStream, { api, records, bytes, throttled }: Incoming): void {
  if (records > 0) {
    note(firehose, stream, 'IncomingRecords', 'Count', records);
    note(firehose, stream, 'IncomingBytes', 'Bytes', bytes);
  }
  if (api === null) return;
  if (records > 0) note(firehose, stream, 'IncomingPutRequests', 'Count', 1); // "successful" ones
  if (throttled > 0) note(firehose, stream, 'ThrottledRecords', 'Count', throttled);
  note(firehose, stream, `${api}.Requests`, 'Count', 1);
  note(firehose, stream, `${api}.Latency`, 'Milliseconds', PUT_LATENCY_MS);
  note(firehose, stream, `${api}.Bytes`, 'Bytes', bytes);
  if (api === 'PutRecordBatch') note(firehose, stream, 'PutRecordBatch.Records', 'Count', records);
  const { bytesPerSecond, recordsPerSecond, requestsPerSecond } = stream.intake;
  note(firehose, stream, 'BytesPerSecondLimit', 'Bytes', bytesPerSecond);
  note(firehose, stream, 'RecordsPerSecondLimit', 'Count', recordsPerSecond);
  note(firehose, stream, 'PutRequestsPerSecondLimit', 'Count', requestsPerSecond);
}

export function noteSourceRead(
  firehose: Firehose,
  stream: DeliveryStream,
  { records, bytes, millisBehind }: { records: number; bytes: number; millisBehind: number },
): void {
  note(firehose, stream, 'DataReadFromKinesisStream.Records', 'Count', records);
  note(firehose, stream, 'DataReadFromKinesisStream.Bytes', 'Bytes', bytes);
  note(firehose, stream, 'KinesisMillisBehindLatest', 'Milliseconds', millisBehind);
}

export function noteThrottledRead(firehose: Firehose, stream: DeliveryStream): void {
  note(firehose, stream, 'ThrottledGetRecords', 'Count', 1);
}

export interface Delivered {
  records: number;
  /** With which they came in. */
  bytes: number;
  /** Arrival of the oldest, epoch milliseconds. */
  oldestMs: number;
  isSuccess: boolean;
}

/** An attempt to deliver to the destination; files of failed records beside it count as well. */
export function noteDelivery(firehose: Firehose, stream: DeliveryStream, { records, bytes, oldestMs, isSuccess }: Delivered): void {
  const to = TO[stream.spec.destination.kind];
  if (to === TO.http) {
    // attempts that fail count here
    note(firehose, stream, `${to}.ProcessedRecords`, 'Count', records);
    note(firehose, stream, `${to}.ProcessedBytes`, 'Bytes', bytes);
  }
  note(firehose, stream, `${to}.Success`, 'Count', isSuccess ? 1 : 0);
  // the older the records that cannot be delivered, the higher: what alarms go by
  if (to !== TO.redshift) note(firehose, stream, `${to}.DataFreshness`, 'Seconds', freshness(firehose, oldestMs));
  if (!isSuccess) return;
  note(firehose, stream, `${to}.Records`, 'Count', records);
  note(firehose, stream, `${to}.Bytes`, 'Bytes', bytes);
  if (to === TO.s3) note(firehose, stream, `${to}.ObjectCount`, 'Count', 1);
}

/** Of Redshift: the file in the bucket from which COPY loads. It counts whether COPY loads it or not. */
export function noteStaged(firehose: Firehose, stream: DeliveryStream, { records, bytes, oldestMs, isSuccess }: Delivered): void {
  note(firehose, stream, `${TO.s3}.Success`, 'Count', isSuccess ? 1 : 0);
  note(firehose, stream, `${TO.s3}.DataFreshness`, 'Seconds', freshness(firehose, oldestMs));
  if (!isSuccess) return;
  note(firehose, stream, `${TO.s3}.Records`, 'Count', records);
  note(firehose, stream, `${TO.s3}.Bytes`, 'Bytes', bytes);
}

export function noteBackup(firehose: Firehose, stream: DeliveryStream, { records, bytes, oldestMs, isSuccess }: Delivered): void {
  note(firehose, stream, 'BackupToS3.Success', 'Count', isSuccess ? 1 : 0);
  note(firehose, stream, 'BackupToS3.DataFreshness', 'Seconds', freshness(firehose, oldestMs));
  if (!isSuccess) return;
  note(firehose, stream, 'BackupToS3.Records', 'Count', records);
  note(firehose, stream, 'BackupToS3.Bytes', 'Bytes', bytes);
}

/** An invocation of the function. Dropped records succeed, and are not among the processed ones (recorded). */
export function noteProcessing(
  firehose: Firehose,
  stream: DeliveryStream,
  { durationMs, isSuccess, okRecords, okBytes }: { durationMs: number; isSuccess: boolean; okRecords: number; okBytes: number },
): void {
  note(firehose, stream, 'ExecuteProcessing.Duration', 'Milliseconds', durationMs);
  note(firehose, stream, 'ExecuteProcessing.Success', 'Count', isSuccess ? 1 : 0);
  if (!isSuccess) return;
  note(firehose, stream, 'SucceedProcessing.Records', 'Count', okRecords);
  note(firehose, stream, 'SucceedProcessing.Bytes', 'Bytes', okBytes);
}

export function noteConversion(
  firehose: Firehose,
  stream: DeliveryStream,
  counts: { okRecords: number; okBytes: number; failedRecords: number; failedBytes: number },
): void {
  note(firehose, stream, 'SucceedConversion.Records', 'Count', counts.okRecords);
  note(firehose, stream, 'SucceedConversion.Bytes', 'Bytes', counts.okBytes);
  note(firehose, stream, 'FailedConversion.Records', 'Count', counts.failedRecords);
  note(firehose, stream, 'FailedConversion.Bytes', 'Bytes', counts.failedBytes);
}

/** CloudWatch knows UpdateDestination by an older name. */
const CONTROL = {
  DescribeDeliveryStream: 'DescribeDeliveryStream',
  UpdateDestination: 'UpdateDeliveryStream',
  ListDeliveryStreams: 'ListDeliveryStreams',
} as const;

/** A call of a control operation that went through; `deliveryStream`: its name, where it was one's. */
export function noteControlCall({ sim, kinesis }: Firehose, operation: string, deliveryStream: unknown): void {
  if (!Object.hasOwn(CONTROL, operation)) return;
  const metric = `${NAMESPACE}/${CONTROL[operation as keyof typeof CONTROL]}`;
  const of = typeof deliveryStream === 'string' ? `DeliveryStreamName=${deliveryStream}` : '';
  const at = epochSecondsAt(sim, sim.nowUs);
  noteMetric(kinesis.state.metrics, `${metric}.Requests/${of}`, 'Count', at, 1);
  noteMetric(kinesis.state.metrics, `${metric}.Latency/${of}`, 'Milliseconds', at, CONTROL_LATENCY_MS);
}

/** Seconds from sending to Splunk's acknowledgement. */
export function noteAck(firehose: Firehose, stream: DeliveryStream, seconds: number): void {
  note(firehose, stream, `${TO.splunk}.DataAckLatency`, 'Seconds', seconds);
}

/** What a partition took in while it was open. */
export function notePartitionThroughput(firehose: Firehose, stream: DeliveryStream, bytesPerSecond: number): void {
  note(firehose, stream, 'PerPartitionThroughput', 'Bytes/Second', bytesPerSecond);
}

export function notePartitions(
  firehose: Firehose,
  stream: DeliveryStream,
  { active, isExceeded, queried }: { active: number; isExceeded: boolean; /** Records that the query was asked of. */ queried: number },
): void {
  if (queried > 0) note(firehose, stream, 'JQProcessing.Duration', 'Milliseconds', queried * JQ_MS);
  note(firehose, stream, 'PartitionCount', 'Count', active);
  note(firehose, stream, 'PartitionCountExceeded', 'Count', isExceeded ? 1 : 0);
}

/** By metric, of the last full minute, or of the one that runs: sums, or the highest of what is no count. For who looks. */
export function firehoseMetrics({ sim, kinesis }: Firehose, stream: DeliveryStream, isRunning = false): Record<string, number> {
  const minute = Math.floor(epochSecondsAt(sim, sim.nowUs) / 60) - (isRunning ? 0 : 1);
  const suffix = `/DeliveryStreamName=${stream.spec.id}`;
  const found: Record<string, number> = {};
  for (const [name, series] of Object.entries(kinesis.state.metrics)) {
    if (!name.startsWith(`${NAMESPACE}/`) || !name.endsWith(suffix)) continue;
    const i = series.minute.lastIndexOf(minute);
    if (i < 0) continue;
    const metric = name.slice(NAMESPACE.length + 1, -suffix.length);
    found[metric] = NO_COUNT.test(metric) ? series.high[i] : series.sum[i];
  }
  return found;
}

const NO_COUNT = /Freshness|Limit$|Duration|Latency|Behind|PartitionCount|Throughput$/;
