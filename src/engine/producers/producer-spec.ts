/** A producer as data: what it sends, how fast, in which calls, and what it does with refusals. */

export type RateSpec =
  | { kind: 'constant'; perSecond: number }
  /** Linear from one rate to the other, counted from the moment the rate was set; then stays. */
  | { kind: 'ramp'; fromPerSecond: number; toPerSecond: number; overSeconds: number }
  /** A base rate with a rectangular peak every `everySeconds`, the first one after `afterSeconds`. */
  | { kind: 'spike'; basePerSecond: number; peakPerSecond: number; afterSeconds: number; lastsSeconds: number; everySeconds: number }
  /** A cosine over 24 hours of UTC, highest at `peakHour`. */
  | { kind: 'day'; lowPerSecond: number; highPerSecond: number; peakHour: number }
  /** Data sets only: as the rows' own timestamps say, `speed` times as fast. */
  | { kind: 'timestamps'; field: string; speed: number };

/** Bytes of data in a record, without the partition key. */
export type SizeSpec =
  | { kind: 'fixed'; bytes: number }
  | { kind: 'uniform'; minBytes: number; maxBytes: number }
  | { kind: 'log-normal'; medianBytes: number; sigma: number };

/** Which partition key a synthetic record carries. Keys are `names[i]`, or `<prefix><i>` where there is no name. */
export type KeySpec = (
  | { kind: 'uniform'; keys: number }
  | { kind: 'zipf'; keys: number; exponent: number }
  /** Key 0 takes `share` (0–1) of the records, the rest is uniform over the other keys. */
  | { kind: 'hot'; keys: number; share: number }
  | { kind: 'round-robin'; keys: number }
  | { kind: 'one' }
) & { prefix: string; names?: string[] };

export type SourceSpec =
  | { kind: 'synthetic'; size: SizeSpec; keys: KeySpec }
  /** Rows of a file. `keyField` null: the whole row is the partition key (first 256 characters). */
  | { kind: 'dataset'; dataset: string; keyField: string | null; loop: boolean };

export type CallSpec =
  | { api: 'PutRecord' }
  /** Flushes when `batchSize` records (1–500) are waiting, or `lingerMs` after the first of them. */
  | { api: 'PutRecords'; batchSize: number; lingerMs: number };

export interface FailurePolicy {
  /** What is sent again after a refusal: nothing, the whole call, or only the records that failed. */
  resend: 'ignore' | 'all' | 'failed';
  backoff: { kind: 'none' } | { kind: 'exponential'; baseMs: number; maxMs: number; jitter: boolean };
  /** Attempts in all, 1–20; after the last one the records count as lost. */
  maxAttempts: number;
}

export interface ProducerSpec {
  /** Also the name on screen; unique among producers. */
  id: string;
  /** Name of a data stream, or of a delivery stream where `to` says so. */
  stream: string;
  /** delivery-stream: PutRecordBatch or PutRecord of Firehose (Direct PUT). */
  to?: 'delivery-stream';
  source: SourceSpec;
  rate: RateSpec;
  calls: CallSpec;
  failures: FailurePolicy;
}
