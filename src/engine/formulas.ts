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
