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
  /** Whether call-rates.ts holds. */
  callRatesEnforced: boolean;
  /** Streams that may be on demand. */
  onDemandStreams: number;
  updateShardCountsPerDay: number;
  shardsPerUpdate: number;
  modeSwitchesPerDay: number;
  /** Of StartStreamEncryption, and as many of StopStreamEncryption. */
  encryptionChangesPerDay: number;
  tagsPerResource: number;
  consumersPerStream: number;
  /** With the account's minimum throughput billing commitment. */
  consumersPerStreamAdvantage: number;
  creatingConsumers: number;
  fanOutBytesPerSecond: number;
  fanOutSessionSeconds: number;
  /** A second SubscribeToShard within this time is refused. */
  fanOutPauseSeconds: number;
}

export interface QuotaSource {
  key: Exclude<keyof Quotas, 'callRatesEnforced'>;
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
  callRatesEnforced: true,
  onDemandStreams: 50,
  updateShardCountsPerDay: 10,
  shardsPerUpdate: 10_000,
  modeSwitchesPerDay: 2,
  encryptionChangesPerDay: 25,
  tagsPerResource: 50,
  consumersPerStream: 20,
  consumersPerStreamAdvantage: 50,
  creatingConsumers: 5,
  fanOutBytesPerSecond: 2_097_152,
  fanOutSessionSeconds: 300,
  fanOutPauseSeconds: 5,
};

const PROFILES: Record<QuotaProfileName, Quotas> = {
  '2026': PROFILE_2026,
  classic: {
    ...PROFILE_2026,
    putRecordsBytes: 5_242_880,
    retentionHoursMax: 168,
    shardsPerAccount: 500,
    updateShardCountsPerDay: 2,
    shardsPerUpdate: 500,
    tagsPerResource: 10,
    consumersPerStream: 5,
  },
};

export const quotasOf = (profile: QuotaProfileName, changes: Partial<Quotas> = {}): Quotas => ({ ...PROFILES[profile], ...changes });

const API = 'Amazon Kinesis Data Streams API reference';
const GUIDE = 'Amazon Kinesis Data Streams developer guide, Quotas and limits';
const OBSERVED = 'recorded answers of the service (radkawar/stackd, us-east-1)';

/** The limits that are shown to learners, with their origin. */
export const QUOTA_SOURCES: readonly QuotaSource[] = [
  {
    key: 'shardWriteRecordsPerSecond',
    title: 'Write limit per shard, records',
    unit: 'records/s',
    source: `${API}, CreateStream`,
    asOf: '2026-10',
    older: null,
  },
  {
    key: 'shardWriteBytesPerSecond',
    title: 'Write limit per shard, bytes (data and partition key)',
    unit: 'B/s',
    source: `${API}, CreateStream: 1 MiB`,
    asOf: '2026-10',
    older: 'Notes print 1 MB/s; the number in the API model is binary.',
  },
  {
    key: 'shardWriteBurstSeconds',
    title: 'Unused write budget a shard keeps',
    unit: 's',
    source: 'kinesalite pull request 87: about one second of capacity',
    asOf: '2019',
    older: null,
  },
  {
    key: 'largeRecordBurstSeconds',
    title: 'The same where records may exceed 1 MiB',
    unit: 's',
    source: `${OBSERVED}: at least 14.5 MiB passed at once`,
    asOf: '2026-09',
    older: null,
  },
  {
    key: 'shardReadBytesPerSecond',
    title: 'Read limit per shard, shared by all pollers',
    unit: 'B/s',
    source: `${API}, GetRecords: 2 MiB`,
    asOf: '2026-10',
    older: 'Notes print 2 MB/s.',
  },
  {
    key: 'shardReadCallsPerSecond',
    title: 'GetRecords calls per shard, shared by all pollers',
    unit: 'calls/s',
    source: `${API}, GetRecords`,
    asOf: '2026-10',
    older: null,
  },
  {
    key: 'readPageTargetBytes',
    title: 'Size at which a GetRecords answer stops',
    unit: 'B',
    source: `${OBSERVED}: reproduces all eight pages`,
    asOf: '2026-09',
    older: 'Documentation: up to 10 MiB a call.',
  },
  {
    key: 'readPageRecords',
    title: 'Records in one GetRecords answer',
    unit: 'records',
    source: `${API}, GetRecords`,
    asOf: '2026-10',
    older: null,
  },
  {
    key: 'recordBytes',
    title: 'Size of one record, data and partition key',
    unit: 'B',
    source: `${GUIDE}: 1 MiB, settable to 10 MiB`,
    asOf: '2025-10-28',
    older: 'Until October 2025: 1 MiB at most.',
  },
  {
    key: 'putRecordsRecords',
    title: 'Records in one PutRecords call',
    unit: 'records',
    source: `${API}, PutRecords`,
    asOf: '2026-10',
    older: null,
  },
  {
    key: 'putRecordsBytes',
    title: 'Size of one PutRecords call, keys included',
    unit: 'B',
    source: `${API}, PutRecords: 10 MiB`,
    asOf: '2025-10-28',
    older: 'Until October 2025: 5 MiB.',
  },
  {
    key: 'partitionKeyCharacters',
    title: 'Length of a partition key',
    unit: 'characters',
    source: `${API}, PutRecord`,
    asOf: '2026-10',
    older: 'Some notes say 256 bytes.',
  },
  {
    key: 'iteratorLifeSeconds',
    title: 'Life of a shard iterator',
    unit: 's',
    source: `${API}, GetShardIterator`,
    asOf: '2026-10',
    older: null,
  },
  {
    key: 'iteratorCallsPerSecond',
    title: 'GetShardIterator calls per shard',
    unit: 'calls/s',
    source: `${API}, GetShardIterator`,
    asOf: '2026-10',
    older: null,
  },
  { key: 'nextTokenLifeSeconds', title: 'Life of a NextToken', unit: 's', source: `${API}, ListShards`, asOf: '2026-10', older: null },
  {
    key: 'shardsPerAccount',
    title: 'Shards per account in us-east-1',
    unit: 'shards',
    source: GUIDE,
    asOf: '2026-10',
    older: 'Notes of 2019: 500 (200 in most regions).',
  },
  {
    key: 'creatingStreams',
    title: 'Streams in CREATING at once',
    unit: 'streams',
    source: `${API}, CreateStream`,
    asOf: '2026-10',
    older: null,
  },
  {
    key: 'retentionHoursMin',
    title: 'Shortest retention',
    unit: 'h',
    source: `${API}, DecreaseStreamRetentionPeriod`,
    asOf: '2026-10',
    older: null,
  },
  {
    key: 'retentionHoursMax',
    title: 'Longest retention',
    unit: 'h',
    source: `${API}, IncreaseStreamRetentionPeriod`,
    asOf: '2026-10',
    older: 'Until November 2020: 168 h (7 days).',
  },
  { key: 'onDemandStreams', title: 'On-demand streams per account', unit: 'streams', source: GUIDE, asOf: '2026-10', older: null },
  {
    key: 'updateShardCountsPerDay',
    title: 'UpdateShardCount calls per stream in 24 h',
    unit: 'calls',
    source: `${API}, UpdateShardCount`,
    asOf: '2026-10',
    older: 'Until about 2021: 2.',
  },
  {
    key: 'shardsPerUpdate',
    title: 'Shards that UpdateShardCount may reach',
    unit: 'shards',
    source: `${API}, UpdateShardCount`,
    asOf: '2026-10',
    older: 'Until early 2022: 500.',
  },
  {
    key: 'modeSwitchesPerDay',
    title: 'Switches of capacity mode per stream in 24 h',
    unit: 'switches',
    source: `${API}, UpdateStreamMode`,
    asOf: '2026-10',
    older: null,
  },
  {
    key: 'encryptionChangesPerDay',
    title: 'Successful StartStreamEncryption calls per stream in 24 h, and StopStreamEncryption calls',
    unit: 'calls',
    source: `${API}, StartStreamEncryption`,
    asOf: '2026-10',
    older: null,
  },
  {
    key: 'tagsPerResource',
    title: 'Tags per stream or consumer',
    unit: 'tags',
    source: `${API}, AddTagsToStream`,
    asOf: '2026-10',
    older: 'Notes of 2019: 10.',
  },
  {
    key: 'consumersPerStream',
    title: 'Registered consumers per stream',
    unit: 'consumers',
    source: `${API}, RegisterStreamConsumer`,
    asOf: '2026-10',
    older: 'At the launch in 2018: 5.',
  },
  {
    key: 'consumersPerStreamAdvantage',
    title: 'The same with On-demand Advantage',
    unit: 'consumers',
    source: 'AWS blog, On-demand Advantage',
    asOf: '2025-11-04',
    older: null,
  },
  {
    key: 'creatingConsumers',
    title: 'Consumers in CREATING at once',
    unit: 'consumers',
    source: `${API}, RegisterStreamConsumer`,
    asOf: '2026-10',
    older: null,
  },
  {
    key: 'fanOutBytesPerSecond',
    title: 'Enhanced fan-out per consumer and shard',
    unit: 'B/s',
    source: `${API}, SubscribeToShard: 2 MiB`,
    asOf: '2026-10',
    older: 'Notes print 2 MB/s.',
  },
  {
    key: 'fanOutSessionSeconds',
    title: 'Length of a fan-out subscription',
    unit: 's',
    source: `${API}, SubscribeToShard`,
    asOf: '2026-10',
    older: null,
  },
  {
    key: 'fanOutPauseSeconds',
    title: 'Least time between two subscriptions to a shard',
    unit: 's',
    source: `${API}, SubscribeToShard`,
    asOf: '2026-10',
    older: null,
  },
];
