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
