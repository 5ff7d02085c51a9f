/**
 * Limits of Amazon Data Firehose, each with its source: ranges of the buffering hints, sizes of puts, quotas by region, the function's limits.
 * https://docs.aws.amazon.com/firehose/latest/dev/limits.html and …/buffering-hints.html
 * Simplified: a quota that support has raised is not known here; Direct PUT's own raise is modelled in direct-put.ts.
 */
import type { BufferingHints, DeliveryStreamSpec, DestinationKind } from './delivery-stream-spec.ts';

const MIB = 1024 * 1024;

export interface HintRange {
  sizeMiBMin: number;
  sizeMiBMax: number;
  sizeMiBDefault: number;
  intervalSecondsMin: number;
  intervalSecondsMax: number;
  intervalSecondsDefault: number;
}

const range = (sizeMiBMax: number, sizeMiBDefault: number, intervalSecondsMax: number, intervalSecondsDefault: number): HintRange => ({
  sizeMiBMin: 1,
  sizeMiBMax,
  sizeMiBDefault,
  intervalSecondsMin: 0,
  intervalSecondsMax,
  intervalSecondsDefault,
});

/** Every destination that AWS's table of hints names, by the name that its guide uses; the lab delivers to five kinds of them. */
export const HINTS_BY_DESTINATION = {
  AmazonS3: range(128, 5, 900, 300),
  Iceberg: range(128, 5, 900, 300),
  Redshift: range(128, 5, 900, 300),
  OpenSearchServerless: range(100, 5, 900, 300),
  OpenSearch: range(100, 5, 900, 300),
  Splunk: range(5, 5, 60, 60),
  Datadog: range(4, 4, 900, 60),
  Coralogix: range(64, 6, 900, 60),
  Dynatrace: range(64, 5, 900, 60),
  Elastic: range(1, 1, 900, 60),
  Honeycomb: range(64, 15, 900, 60),
  HttpEndpoint: range(64, 5, 900, 60),
  LogicMonitor: range(64, 5, 900, 60),
  Logzio: range(64, 5, 900, 60),
  MongoDB: range(16, 5, 900, 60),
  NewRelic: range(64, 5, 900, 60),
  SumoLogic: range(64, 1, 900, 60),
  SplunkObservabilityCloud: range(64, 1, 900, 60),
  Snowflake: range(128, 1, 900, 0),
} as const satisfies Record<string, HintRange>;

export const HINT_RANGES: Readonly<Record<DestinationKind, HintRange>> = {
  s3: HINTS_BY_DESTINATION.AmazonS3,
  redshift: HINTS_BY_DESTINATION.Redshift,
  opensearch: HINTS_BY_DESTINATION.OpenSearch,
  splunk: HINTS_BY_DESTINATION.Splunk,
  http: HINTS_BY_DESTINATION.HttpEndpoint,
};

/** Of a bucket that keeps source records or failed ones. */
export const BACKUP_HINTS: HintRange = { ...HINTS_BY_DESTINATION.AmazonS3, intervalSecondsMin: 60 };

/** What conversion and dynamic partitioning make of the size hint. */
export const LARGE_FILES_SIZE_MIB_MIN = 64;
export const LARGE_FILES_SIZE_MIB_DEFAULT = 128;

/** The hints that a delivery stream may have, by what it does. Zero buffering goes not with dynamic partitioning (guide). */
export function hintRange({
  destination,
  conversion,
  partitioning,
}: Pick<DeliveryStreamSpec, 'destination' | 'conversion' | 'partitioning'>): HintRange {
  const plain = HINT_RANGES[destination.kind];
  if (conversion === null && partitioning === null) return plain;
  return {
    ...plain,
    sizeMiBMin: LARGE_FILES_SIZE_MIB_MIN,
    sizeMiBDefault: LARGE_FILES_SIZE_MIB_DEFAULT,
    intervalSecondsMin: partitioning === null ? plain.intervalSecondsMin : 1,
  };
}

export const defaultHints = ({ sizeMiBDefault, intervalSecondsDefault }: HintRange): BufferingHints => ({
  sizeMiB: sizeMiBDefault,
  intervalSeconds: intervalSecondsDefault,
});

/** Of the function: buffer in front of it, payload, how often and how long it is asked. */
export const LAMBDA_LIMITS = {
  bufferMiBMin: 0.2,
  bufferMiBMax: 3,
  bufferMiBDefault: 1,
  /** Splunk's. */
  bufferMiBSplunk: 0.25,
  bufferSecondsMax: 900,
  bufferSecondsDefault: 60,
  payloadBytesMax: 6_291_456,
  timeoutSecondsMax: 300,
  retriesDefault: 3,
  retriesMax: 300,
  /** Invocations at once for each shard. */
  outstanding: { s3: 5, redshift: 5, opensearch: 5, splunk: 10, http: 5 },
} as const;

/** Of the bytes themselves, before base64. */
export const PUT_LIMITS = { recordBytes: 1_024_000, batchRecords: 500, batchBytes: 4_194_304 } as const;

export interface DirectPutQuota {
  recordsPerSecond: number;
  requestsPerSecond: number;
  bytesPerSecond: number;
}

const LARGE_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'];
const LARGE_QUOTA: DirectPutQuota = { recordsPerSecond: 500_000, requestsPerSecond: 2_000, bytesPerSecond: 5 * MIB };
const OTHER_QUOTA: DirectPutQuota = { recordsPerSecond: 100_000, requestsPerSecond: 1_000, bytesPerSecond: MIB };

export const directPutQuota = (region: string): DirectPutQuota => (LARGE_REGIONS.includes(region) ? LARGE_QUOTA : OTHER_QUOTA);

/** The three go up together: with the bytes, in proportion. */
export function raisedQuota(region: string, bytesPerSecond: number): DirectPutQuota {
  const base = directPutQuota(region);
  const factor = bytesPerSecond / base.bytesPerSecond;
  return { recordsPerSecond: base.recordsPerSecond * factor, requestsPerSecond: base.requestsPerSecond * factor, bytesPerSecond };
}

const MOST_STREAMS = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'ap-northeast-1'];
/** Delivery streams in an account. The guide prints 2,000, 500 or 100 of the other regions; which of them has which was not readable: 500. */
export const deliveryStreamsMax = (region: string): number => (MOST_STREAMS.includes(region) ? 5_000 : 500);

/** Of every control operation. */
export const CONTROL_CALLS_PER_SECOND = 5;
export const TAGS_MAX = 50;
/** Starts and stops of encryption in 24 hours, each (API reference). */
export const ENCRYPTION_CHANGES_PER_DAY = 25;
/** Partitions that may be open at once. */
export const ACTIVE_PARTITIONS_MAX = 500;
/** Hours that records of Direct PUT are kept for a destination that takes none. */
export const KEPT_HOURS = 24;
export const RETRY_SECONDS_MAX = 7200;
export const SPLUNK_ACK_SECONDS = { min: 180, max: 600 } as const;
