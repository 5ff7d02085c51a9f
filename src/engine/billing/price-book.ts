/**
 * Prices of Kinesis Data Streams, us-east-1, USD, as of September 2026.
 * https://aws.amazon.com/kinesis/data-streams/pricing/
 */
export const PRICES = {
  asOf: '2026-09',
  shardHour: 0.015,
  /** For a million PUT payload units. */
  millionPutUnits: 0.014,
  /** A record is billed in units of this many bytes, begun ones in full. */
  putUnitBytes: 25 * 1024,
  /** Enhanced fan-out: for one consumer on one shard, and for each GB that it is sent. */
  fanOutConsumerShardHour: 0.015,
  fanOutGb: 0.013,
  /** Retention beyond 24 hours, up to seven days. */
  extendedRetentionShardHour: 0.02,
  gbBytes: 1024 ** 3,
  /** On-demand standard: the stream's hours, and GB in and out. Records are rounded up to so many bytes; what reading costs is second-hand. */
  onDemandStreamHour: 0.04,
  onDemandInGb: 0.08,
  onDemandOutGb: 0.04,
  onDemandUnitBytes: 1024,
} as const;
