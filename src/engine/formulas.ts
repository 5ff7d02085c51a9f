/** Capacity, cost and timing as pure functions: engine, explanations and questions use the same. */
import { PRICES } from './billing/price-book.ts';

/** USD an hour: shards, and PUT payload units at the given rate. */
export function provisionedCostPerHour(
  shards: number,
  recordsPerSecond: number,
  averageRecordBytes: number,
): { usd: number; shardUsd: number; putUsd: number } {
  const shardUsd = shards * PRICES.shardHour;
  const units = Math.max(1, Math.ceil(averageRecordBytes / PRICES.putUnitBytes));
  const putUsd = (recordsPerSecond * 3600 * units * PRICES.millionPutUnits) / 1_000_000;
  return { usd: shardUsd + putUsd, shardUsd, putUsd };
}

/**
 * USD an hour that one consumer with enhanced fan-out costs: its hours on the shards, and what it is sent. Polling costs nothing beside
 * the shards themselves.
 */
export function fanOutCostPerHour(shards: number, bytesPerSecond: number): { usd: number; shardUsd: number; dataUsd: number } {
  const shardUsd = shards * PRICES.fanOutConsumerShardHour;
  const dataUsd = ((bytesPerSecond * 3600) / PRICES.gbBytes) * PRICES.fanOutGb;
  return { usd: shardUsd + dataUsd, shardUsd, dataUsd };
}

/** What `fanOutCostPerHour` goes by, to be shown beside it. */
export const FAN_OUT_PRICES = {
  consumerShardHour: PRICES.fanOutConsumerShardHour,
  gb: PRICES.fanOutGb,
  asOf: PRICES.asOf,
  region: 'us-east-1',
  source: 'https://aws.amazon.com/kinesis/data-streams/pricing/',
} as const;
