/**
 * Prices of Kinesis Data Streams, provisioned mode, us-east-1, USD, as of September 2026.
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
  gbBytes: 1024 ** 3,
} as const;
