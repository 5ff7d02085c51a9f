/**
 * Every limit in one place, in dated profiles. `2026` is the service as documented and observed in 2026;
 * `classic` is what notes and exams of 2019 say. A run names its profile; every number can show its source.
 */
export type QuotaProfileName = '2026' | 'classic';

export interface Quotas {
  shardWriteRecordsPerSecond: number;
  shardWriteBytesPerSecond: number;
  /** Seconds of unused write budget that a shard may save up. */
  shardWriteBurstSeconds: number;
  /** The same for streams whose records may be larger than 1 MiB. */
  largeRecordBurstSeconds: number;
  shardReadBytesPerSecond: number;
  shardReadCallsPerSecond: number;
  /** A page stops at the record with which its data reaches this size. */
  readPageTargetBytes: number;
  readPageRecords: number;
  recordBytes: number;
  putRecordsRecords: number;
  putRecordsBytes: number;
  partitionKeyCharacters: number;
  iteratorLifeSeconds: number;
  iteratorCallsPerSecond: number;
  nextTokenLifeSeconds: number;
  retentionHoursMin: number;
  retentionHoursMax: number;
  shardsPerAccount: number;
  creatingStreams: number;
  /** Time from CreateStream, SplitShard … to ACTIVE. */
  streamTransitionSeconds: number;
  /** From SplitShard or MergeShards to the second in which the parent closes. */
  reshardSettleSeconds: number;
}

export interface QuotaSource {
  key: keyof Quotas;
  title: string;
  unit: string;
  source: string;
  asOf: string;
  /** What older notes say, where it differs. */
  older: string | null;
}

const PROFILE_2026: Quotas = {
  shardWriteRecordsPerSecond: 1000,
  shardWriteBytesPerSecond: 1_048_576,
  shardWriteBurstSeconds: 1,
  largeRecordBurstSeconds: 15,
  shardReadBytesPerSecond: 2_097_152,
  shardReadCallsPerSecond: 5,
  readPageTargetBytes: 7_340_032,
  readPageRecords: 10_000,
  recordBytes: 1_048_576,
  putRecordsRecords: 500,
  putRecordsBytes: 10_485_760,
  partitionKeyCharacters: 256,
  iteratorLifeSeconds: 300,
  iteratorCallsPerSecond: 5,
  nextTokenLifeSeconds: 300,
  retentionHoursMin: 24,
  retentionHoursMax: 8760,
  shardsPerAccount: 20_000,
  creatingStreams: 5,
  streamTransitionSeconds: 3.8,
  reshardSettleSeconds: 25,
};

const PROFILES: Record<QuotaProfileName, Quotas> = {
  '2026': PROFILE_2026,
  classic: { ...PROFILE_2026, putRecordsBytes: 5_242_880, retentionHoursMax: 168, shardsPerAccount: 500 },
};

export const quotasOf = (profile: QuotaProfileName, changes: Partial<Quotas> = {}): Quotas => ({ ...PROFILES[profile], ...changes });

const API = 'Amazon Kinesis Data Streams API reference';
const GUIDE = 'Amazon Kinesis Data Streams developer guide, Quotas and limits';
const OBSERVED = 'recorded answers of the service (radkawar/stackd, us-east-1)';

/** The limits that are shown to learners, with their origin. */
export const QUOTA_SOURCES: readonly QuotaSource[] = [
  { key: 'shardWriteRecordsPerSecond', title: 'Write limit per shard, records', unit: 'records/s', source: `${API}, CreateStream`, asOf: '2026-10', older: null },
  { key: 'shardWriteBytesPerSecond', title: 'Write limit per shard, bytes (data and partition key)', unit: 'B/s', source: `${API}, CreateStream: 1 MiB`, asOf: '2026-10', older: 'Notes print 1 MB/s; the number in the API model is binary.' },
  { key: 'shardWriteBurstSeconds', title: 'Unused write budget a shard keeps', unit: 's', source: 'kinesalite pull request 87: about one second of capacity', asOf: '2019', older: null },
  { key: 'largeRecordBurstSeconds', title: 'The same where records may exceed 1 MiB', unit: 's', source: `${OBSERVED}: at least 14.5 MiB passed at once`, asOf: '2026-09', older: null },
  { key: 'shardReadBytesPerSecond', title: 'Read limit per shard, shared by all pollers', unit: 'B/s', source: `${API}, GetRecords: 2 MiB`, asOf: '2026-10', older: 'Notes print 2 MB/s.' },
  { key: 'shardReadCallsPerSecond', title: 'GetRecords calls per shard, shared by all pollers', unit: 'calls/s', source: `${API}, GetRecords`, asOf: '2026-10', older: null },
  { key: 'readPageTargetBytes', title: 'Size at which a GetRecords answer stops', unit: 'B', source: `${OBSERVED}: reproduces all eight pages`, asOf: '2026-09', older: 'Documentation: up to 10 MiB a call.' },
  { key: 'readPageRecords', title: 'Records in one GetRecords answer', unit: 'records', source: `${API}, GetRecords`, asOf: '2026-10', older: null },
  { key: 'recordBytes', title: 'Size of one record, data and partition key', unit: 'B', source: `${GUIDE}: 1 MiB, settable to 10 MiB`, asOf: '2025-10-28', older: 'Until October 2025: 1 MiB at most.' },
  { key: 'putRecordsRecords', title: 'Records in one PutRecords call', unit: 'records', source: `${API}, PutRecords`, asOf: '2026-10', older: null },
  { key: 'putRecordsBytes', title: 'Size of one PutRecords call, keys included', unit: 'B', source: `${API}, PutRecords: 10 MiB`, asOf: '2025-10-28', older: 'Until October 2025: 5 MiB.' },
  { key: 'partitionKeyCharacters', title: 'Length of a partition key', unit: 'characters', source: `${API}, PutRecord`, asOf: '2026-10', older: 'Some notes say 256 bytes.' },
  { key: 'iteratorLifeSeconds', title: 'Life of a shard iterator', unit: 's', source: `${API}, GetShardIterator`, asOf: '2026-10', older: null },
  { key: 'iteratorCallsPerSecond', title: 'GetShardIterator calls per shard', unit: 'calls/s', source: `${API}, GetShardIterator`, asOf: '2026-10', older: null },
  { key: 'nextTokenLifeSeconds', title: 'Life of a NextToken', unit: 's', source: `${API}, ListShards`, asOf: '2026-10', older: null },
  { key: 'shardsPerAccount', title: 'Shards per account in us-east-1', unit: 'shards', source: GUIDE, asOf: '2026-10', older: 'Notes of 2019: 500 (200 in most regions).' },
  { key: 'creatingStreams', title: 'Streams in CREATING at once', unit: 'streams', source: `${API}, CreateStream`, asOf: '2026-10', older: null },
  { key: 'retentionHoursMin', title: 'Shortest retention', unit: 'h', source: `${API}, DecreaseStreamRetentionPeriod`, asOf: '2026-10', older: null },
  { key: 'retentionHoursMax', title: 'Longest retention', unit: 'h', source: `${API}, IncreaseStreamRetentionPeriod`, asOf: '2026-10', older: 'Until November 2020: 168 h (7 days).' },
  { key: 'streamTransitionSeconds', title: 'Time in CREATING or UPDATING', unit: 's', source: `${OBSERVED}: 3.5 to 3.9 s`, asOf: '2026-09', older: 'Notes say "a few seconds"; older figure 30 s for each split.' },
  { key: 'reshardSettleSeconds', title: 'From SplitShard to the second in which the parent closes', unit: 's', source: `${OBSERVED}: 24.3 to 26.1 s over nine steps`, asOf: '2026-09', older: 'Not in the documentation: notes picture the split as immediate.' },
];
