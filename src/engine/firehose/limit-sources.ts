/** Where the figures of limits.ts come from, as shown to learners. */
import {
  ACTIVE_PARTITIONS_MAX,
  BACKUP_HINTS,
  CONTROL_CALLS_PER_SECOND,
  deliveryStreamsMax,
  directPutQuota,
  HINT_RANGES,
  KEPT_HOURS,
  LAMBDA_LIMITS,
  PUT_LIMITS,
  RETRY_SECONDS_MAX,
  type DirectPutQuota,
  type HintRange,
} from './limits.ts';

export interface FirehoseLimitSource {
  key: string;
  title: string;
  value: string;
  source: string;
  asOf: string;
  /** What older notes say, where it differs. */
  older: string | null;
}

const MIB = 1024 * 1024;
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const hints = (range: HintRange): string =>
  `${range.sizeMiBMin}–${range.sizeMiBMax} MiB (${range.sizeMiBDefault}), ${range.intervalSecondsMin}–${range.intervalSecondsMax} s (${range.intervalSecondsDefault})`;
const quota = ({ recordsPerSecond, requestsPerSecond, bytesPerSecond }: DirectPutQuota): string =>
  `${grouped(recordsPerSecond)} records/s, ${grouped(requestsPerSecond)} requests/s, ${bytesPerSecond / MIB} MiB/s`;

const LIMITS = 'Amazon Data Firehose developer guide, Quota';
const HINTS = 'Amazon Data Firehose developer guide, Buffering hints';
const API = 'Amazon Data Firehose API reference';
const GUIDE = 'Amazon Data Firehose developer guide';

export const FIREHOSE_LIMIT_SOURCES: readonly FirehoseLimitSource[] = [
  {
    key: 's3Hints',
    title: 'Buffering hints of S3 and Redshift',
    value: hints(HINT_RANGES.s3),
    source: HINTS,
    asOf: '2026-11',
    older: 'Until about December 2023: 60–900 s. The quota page still prints that.',
  },
  {
    key: 'openSearchHints',
    title: 'Buffering hints of OpenSearch',
    value: hints(HINT_RANGES.opensearch),
    source: HINTS,
    asOf: '2026-11',
    older: 'Until about December 2023: 60–900 s.',
  },
  {
    key: 'splunkHints',
    title: 'Buffering hints of Splunk',
    value: hints(HINT_RANGES.splunk),
    source: HINTS,
    asOf: '2026-11',
    older: 'Until about December 2023: fixed at 5 MB and 60 s.',
  },
  {
    key: 'httpHints',
    title: 'Buffering hints of an HTTP endpoint',
    value: hints(HINT_RANGES.http),
    source: HINTS,
    asOf: '2026-11',
    older: 'Until about December 2023: 60–900 s.',
  },
  {
    key: 'backupHints',
    title: 'Buffering hints of a backup bucket',
    value: hints(BACKUP_HINTS),
    source: `${HINTS}, and recorded answers of the service (radkawar/stackd, us-east-1)`,
    asOf: '2026-09',
    older: null,
  },
  {
    key: 'conversionHints',
    title: 'Size hint with format conversion or dynamic partitioning',
    value: '64–128 MiB (128)',
    source: `${GUIDE}, Record format conversion; the text of the refusal is a recorded one`,
    asOf: '2026-11',
    older: null,
  },
  {
    key: 'recordBytes',
    title: 'Size of one record',
    value: `${grouped(PUT_LIMITS.recordBytes)} B before base64`,
    source: LIMITS,
    asOf: '2026-11',
    older: null,
  },
  {
    key: 'batch',
    title: 'One PutRecordBatch call',
    value: `${PUT_LIMITS.batchRecords} records, ${PUT_LIMITS.batchBytes / MIB} MiB`,
    source: LIMITS,
    asOf: '2026-11',
    older: null,
  },
  {
    key: 'directPut',
    title: 'Direct PUT, us-east-1, us-west-2, eu-west-1',
    value: quota(directPutQuota('us-east-1')),
    source: LIMITS,
    asOf: '2026-11',
    older: '5,000 records/s in the documentation of 2019 and, still, on the page of PutRecord.',
  },
  {
    key: 'directPutOther',
    title: 'Direct PUT, other regions',
    value: quota(directPutQuota('eu-central-1')),
    source: LIMITS,
    asOf: '2026-11',
    older: '1,000 records/s in the documentation of 2019.',
  },
  {
    key: 'deliveryStreams',
    title: 'Delivery streams in the five largest regions',
    value: grouped(deliveryStreamsMax('us-east-1')),
    source: LIMITS,
    asOf: '2026-11',
    older: '50 until 2024.',
  },
  {
    key: 'controlCalls',
    title: 'Calls of each control operation',
    value: `${CONTROL_CALLS_PER_SECOND}/s`,
    source: LIMITS,
    asOf: '2026-11',
    older: null,
  },
  {
    key: 'lambdaPayload',
    title: 'Request and answer of the function',
    value: `${LAMBDA_LIMITS.payloadBytesMax / MIB} MiB, ${LAMBDA_LIMITS.timeoutSecondsMax / 60} minutes`,
    source: `${GUIDE}, Data transformation`,
    asOf: '2026-11',
    older: null,
  },
  {
    key: 'lambdaBuffer',
    title: 'Buffer in front of the function',
    value: `${LAMBDA_LIMITS.bufferMiBMin}–${LAMBDA_LIMITS.bufferMiBMax} MB (${LAMBDA_LIMITS.bufferMiBDefault}; 256 KB for Splunk), 0–${LAMBDA_LIMITS.bufferSecondsMax} s (${LAMBDA_LIMITS.bufferSecondsDefault})`,
    source: `${GUIDE}, Data transformation`,
    asOf: '2026-11',
    older: '1–3 MB and 60–900 s.',
  },
  {
    key: 'partitions',
    title: 'Partitions that are open at once',
    value: String(ACTIVE_PARTITIONS_MAX),
    source: LIMITS,
    asOf: '2026-11',
    older: 'The text of 2023 let 5,000 be asked for.',
  },
  {
    key: 'kept',
    title: 'Records kept for a destination that takes none',
    value: `${KEPT_HOURS} h (of a data stream: its retention)`,
    source: LIMITS,
    asOf: '2026-11',
    older: null,
  },
  {
    key: 'retry',
    title: 'Retry duration of Redshift, OpenSearch, Splunk, HTTP',
    value: `0–${grouped(RETRY_SECONDS_MAX)} s`,
    source: API,
    asOf: '2026-11',
    older: null,
  },
];
