/** Capacity, cost and timing as pure functions: engine, explanations and questions use the same. */
import { FIREHOSE_PRICES } from './billing/firehose-price.ts';
import { PRICES } from './billing/price-book.ts';
import { putUnitsOf, putUnitsUsd } from './formulas/cost.ts';

/** USD an hour: shards, and PUT payload units at the given rate. */
export function provisionedCostPerHour(
  shards: number,
  recordsPerSecond: number,
  averageRecordBytes: number,
): { usd: number; shardUsd: number; putUsd: number } {
  const shardUsd = shards * PRICES.shardHour;
  const putUsd = putUnitsUsd(recordsPerSecond * 3600 * putUnitsOf(averageRecordBytes));
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

const MIB_BYTES = 1024 * 1024;

/**
 * Which buffering hint makes the next flush of one buffer, and how many seconds after its first record: the first that is reached. With
 * a stream as source there is a buffer a shard, with dynamic partitioning one a partition: give the rate of one.
 */
export function flushPrediction(
  hints: { sizeMiB: number; intervalSeconds: number },
  bytesPerSecond: number,
): { trigger: 'size' | 'interval' | 'no-buffering'; seconds: number; objectBytes: number } {
  const { sizeMiB, intervalSeconds } = hints;
  if (intervalSeconds === 0) return { trigger: 'no-buffering', seconds: 0, objectBytes: 0 };
  const sizeBytes = sizeMiB * MIB_BYTES;
  const fullAfter = bytesPerSecond > 0 ? sizeBytes / bytesPerSecond : Infinity;
  return fullAfter <= intervalSeconds
    ? { trigger: 'size', seconds: fullAfter, objectBytes: sizeBytes }
    : { trigger: 'interval', seconds: intervalSeconds, objectBytes: bytesPerSecond * intervalSeconds };
}

/** The rate at which both hints would be reached at the same moment: above it size comes first, below it time. Infinity without buffering. */
export const crossoverBytesPerSecond = ({ sizeMiB, intervalSeconds }: { sizeMiB: number; intervalSeconds: number }): number =>
  (sizeMiB * MIB_BYTES) / intervalSeconds;

/** Partitions that are open on average: each lives from its first record to its delivery. */
export const openPartitions = (newPerSecond: number, intervalSeconds: number): number => newPerSecond * intervalSeconds;

/** GetRecords calls a second that a shard has left when this many delivery streams read it, once a second each. */
export const callsLeftBesideFirehose = (deliveryStreams: number, callsPerSecond: number): number =>
  Math.max(0, callsPerSecond - deliveryStreams);

/** Bytes for which one record is billed. */
export const firehoseBilledBytes = (recordBytes: number): number =>
  Math.max(1, Math.ceil(recordBytes / FIREHOSE_PRICES.unitBytes)) * FIREHOSE_PRICES.unitBytes;

export interface FirehoseUse {
  records: number;
  averageRecordBytes: number;
  converts?: boolean;
  /** Into a VPC, over so many zones. */
  vpcZones?: number;
  /** Dynamic partitioning: objects delivered, and hours of jq. */
  partitioning?: { objects: number; jqHours: number } | null;
  /** GB billed earlier in the month, for the tier. */
  gbBefore?: number;
}

/** USD for what was ingested in so many hours, by part. Every part goes by the billed GB. */
export function firehoseCost(use: FirehoseUse, hours: number): { gb: number; usd: number; parts: { name: string; usd: number }[] } {
  const { records, averageRecordBytes, converts = false, vpcZones = 0, partitioning = null, gbBefore = 0 } = use;
  const gb = (records * firehoseBilledBytes(averageRecordBytes)) / FIREHOSE_PRICES.gbBytes;
  const parts = [{ name: 'ingestion', usd: tiered(gbBefore + gb) - tiered(gbBefore) }];
  if (converts) parts.push({ name: 'format conversion', usd: gb * FIREHOSE_PRICES.conversionGb });
  if (vpcZones > 0) parts.push({ name: 'VPC delivery', usd: gb * FIREHOSE_PRICES.vpcGb + hours * vpcZones * FIREHOSE_PRICES.vpcZoneHour });
  if (partitioning !== null) {
    const { partitionedGb, thousandPartitionObjects, jqHour } = FIREHOSE_PRICES;
    const usd = gb * partitionedGb + (partitioning.objects / 1000) * thousandPartitionObjects + partitioning.jqHours * jqHour;
    parts.push({ name: 'dynamic partitioning', usd });
  }
  return { gb, usd: parts.reduce((sum, part) => sum + part.usd, 0), parts };
}

/** USD for the first so many GB of a month. Beyond the last tier its price is kept: AWS asks to be called there. */
function tiered(gb: number): number {
  let usd = 0;
  let from = 0;
  for (const [i, { upToGb, usdPerGb }] of FIREHOSE_PRICES.ingestTiers.entries()) {
    const to = i === FIREHOSE_PRICES.ingestTiers.length - 1 ? gb : Math.min(gb, upToGb);
    if (to > from) usd += (to - from) * usdPerGb;
    from = upToGb;
  }
  return usd;
}

/** What `firehoseCost` goes by, to be shown beside it. */
export const FIREHOSE_PRICE_NOTE = {
  asOf: FIREHOSE_PRICES.asOf,
  region: FIREHOSE_PRICES.region,
  source: FIREHOSE_PRICES.source,
  certainty: FIREHOSE_PRICES.certainty,
} as const;
