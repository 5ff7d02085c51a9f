/** The settings of producers, consumers and delivery streams as the bench names them: what a learner reads instead of a path. */

const PART_WORDS: Readonly<Record<string, string>> = {
  // Producers.
  stream: 'the stream',
  to: 'the target',
  source: 'the data',
  'source.keys': 'the partition key',
  'source.keys.share': 'the share of the hot key',
  'source.size': 'the record size',
  rate: 'the rate',
  calls: 'the calls',
  failures: 'the handling of refusals',
  'failures.backoff': 'the backoff',
  'failures.resend': 'the choice of what is sent again',
  'failures.maxAttempts': 'the number of attempts',
  // Consumers that poll or are pushed to.
  kind: 'the reading mode',
  start: 'the start position',
  pollIntervalMs: 'the pause between calls',
  limit: 'Limit',
  processingUsPerRecord: 'the time for a record',
  // KCL applications.
  version: 'the KCL version',
  retrieval: 'the reading mode',
  workers: 'the workers',
  failoverTimeMs: 'the failover time',
  checkpoint: 'the checkpoints',
  idleTimeBetweenReadsMs: 'the pause between reads',
  maxRecords: 'maxRecords',
  maxLeasesToSteal: 'the leases taken at one time',
  leaseTable: 'the lease table',
  // Lambda.
  batchSize: 'BatchSize',
  windowSeconds: 'the batching window',
  parallelizationFactor: 'ParallelizationFactor',
  tumblingWindowSeconds: 'the tumbling window',
  concurrencyLimit: 'the concurrency',
  invocationUs: 'the time per invocation',
  maximumRetryAttempts: 'MaximumRetryAttempts',
  maximumRecordAgeSeconds: 'MaximumRecordAgeInSeconds',
  bisectBatchOnFunctionError: 'BisectBatchOnFunctionError',
  reportBatchItemFailures: 'ReportBatchItemFailures',
  onFailureDestination: 'the on-failure destination',
  filter: 'the filter',
  // Delivery streams.
  buffering: 'the buffering hints',
  'buffering.sizeMiB': 'the buffer size',
  'buffering.intervalSeconds': 'the buffer interval',
  transform: 'the transform',
  'transform.functionName': 'the Lambda function',
  'transform.code': 'the function',
  'transform.timeoutSeconds': 'the timeout',
  'transform.numberOfRetries': 'the number of retries',
  'transform.bufferSizeMiB': 'the size that is gathered',
  'transform.bufferIntervalSeconds': 'the time of gathering',
  partitioning: 'dynamic partitioning',
  conversion: 'the format',
  appendDelimiter: 'the line feed between records',
  encryption: 'the encryption',
  destination: 'the destination',
  'destination.s3.bucket': 'the bucket',
  'destination.s3.prefix': 'the prefix',
  'destination.s3.errorOutputPrefix': 'the prefix of errors',
  'destination.s3.compression': 'the compression',
  'destination.s3.fileExtension': 'the file extension',
  'destination.sourceBackup': 'the source backup',
  'destination.retrySeconds': 'the retry duration',
  'destination.backupMode': 'the backup mode',
};

/** A part that has no name of its own goes by that of the whole it belongs to. */
function partWords(path: string): string {
  const cut = path.lastIndexOf('.');
  return PART_WORDS[path] ?? (cut < 0 ? 'a setting' : partWords(path.slice(0, cut)));
}

export const partsText = (paths: readonly string[]): string => [...new Set(paths.map(partWords))].join(', ');

/** As the head of a sentence: `The rate`. A name that AWS gave keeps its spelling. */
export function partHead(path: string): string {
  const words = partWords(path);
  return words[0]!.toUpperCase() + words.slice(1);
}

const CONSUMER_KINDS: Readonly<Record<string, string>> = {
  polling: 'polling',
  'fan-out': 'enhanced fan-out',
  kcl: 'KCL application',
  lambda: 'Lambda',
  firehose: 'Firehose',
};

export const kindsText = (kinds: readonly string[]): string => kinds.map((kind) => CONSUMER_KINDS[kind] ?? kind).join(', ');
