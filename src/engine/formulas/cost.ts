/**
 * What a data stream costs beside its shards' hours. https://aws.amazon.com/kinesis/data-streams/pricing/
 * us-east-1, as in the price book.
 */
import { PRICES } from '../billing/price-book.ts';

/** PUT payload units of one record: begun ones in full. */
export const putUnitsOf = (recordBytes: number): number => Math.max(1, Math.ceil(recordBytes / PRICES.putUnitBytes));

/** PUT payload units of a steady load, and USD for them. Calls do not count, records do. */
export function putUnits(recordsPerSecond: number, recordBytes: number, seconds: number): { units: number; usd: number } {
  const units = recordsPerSecond * seconds * putUnitsOf(recordBytes);
  return { units, usd: putUnitsUsd(units) };
}

export const putUnitsUsd = (units: number): number => (units * PRICES.millionPutUnits) / 1_000_000;

/** USD for retention of more than 24 hours and at most seven days: by the shard and hour, however long it is and whatever is kept. */
export const retentionCost = (shards: number, hours: number): number => shards * hours * PRICES.extendedRetentionShardHour;

/** USD an hour of a stream on demand (standard): its hour, what comes in, and what each of those who poll reads of it. */
export function onDemandCost(recordsPerSecond: number, recordBytes: number, readers: number) {
  const unit = PRICES.onDemandUnitBytes;
  const inGb = (recordsPerSecond * 3600 * Math.ceil(recordBytes / unit) * unit) / PRICES.gbBytes;
  const outGb = (recordsPerSecond * 3600 * recordBytes * readers) / PRICES.gbBytes;
  const inUsd = inGb * PRICES.onDemandInGb;
  const outUsd = outGb * PRICES.onDemandOutGb;
  return { usd: PRICES.onDemandStreamHour + inUsd + outUsd, streamUsd: PRICES.onDemandStreamHour, inUsd, outUsd, inGb };
}
