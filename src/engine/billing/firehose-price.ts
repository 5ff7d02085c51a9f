/**
 * Prices of Amazon Data Firehose, us-east-1, USD. https://aws.amazon.com/firehose/pricing/
 * Only the rounding is documented where it could be read; the figures are second-hand (the tiers) or recalled (all else), and are shown as
 * such. Records of Direct PUT and of data streams are rounded up to 5 KB each, however they are put together in calls.
 */
export const FIREHOSE_PRICES = {
  asOf: '2026-11',
  region: 'us-east-1',
  source: 'https://aws.amazon.com/firehose/pricing/',
  /** What is to be said beside every amount. */
  certainty: 'rounding documented; prices second-hand or recalled: look them up before you count on them',
  /** A record is billed in steps of this many bytes, begun ones in full. */
  unitBytes: 5 * 1024,
  gbBytes: 1024 ** 3,
  /** For a GB, up to so many GB a month in all. */
  ingestTiers: [
    { upToGb: 512_000, usdPerGb: 0.029 },
    { upToGb: 2_048_000, usdPerGb: 0.025 },
    { upToGb: 5_120_000, usdPerGb: 0.02 },
  ],
  conversionGb: 0.018,
  vpcGb: 0.01,
  vpcZoneHour: 0.01,
  partitionedGb: 0.02,
  thousandPartitionObjects: 0.005,
  jqHour: 0.07,
} as const;
