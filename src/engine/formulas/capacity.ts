/**
 * How much a stream takes and gives, from the limits of a shard.
 * https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
 * Simplified: keys fall evenly on the shards unless it is said otherwise, and loads are steady.
 */
import { hashKeyOf, initialRanges } from '../kinesis/hash-key.ts';
import { quotasOf } from '../kinesis/quotas.ts';

const QUOTAS = quotasOf('2026');

export interface Load {
  recordsPerSecond: number;
  /** Data and partition key. */
  recordBytes: number;
  /** Applications that poll everything; fan-out takes nothing of what they share. */
  pollers: number;
}

/** How much of each limit of so many shards is used; 1 is all of it. `pollsPerSecond`: of each application on each shard. */
export function limitUse({ recordsPerSecond, recordBytes, pollers }: Load, shards: number, pollsPerSecond = 1) {
  const bytesPerSecond = recordsPerSecond * recordBytes;
  return {
    writeRecords: recordsPerSecond / QUOTAS.shardWriteRecordsPerSecond / shards,
    writeBytes: bytesPerSecond / QUOTAS.shardWriteBytesPerSecond / shards,
    readBytes: (bytesPerSecond * pollers) / QUOTAS.shardReadBytesPerSecond / shards,
    readCalls: (pollers * pollsPerSecond) / QUOTAS.shardReadCallsPerSecond,
  };
}

/** Shards that a steady load needs, and by which of the three limits that shards add up. */
export function shardsFor(load: Load): { shards: number; writeRecords: number; writeBytes: number; readBytes: number } {
  const { writeRecords, writeBytes, readBytes } = limitUse(load, 1);
  return { shards: Math.max(1, Math.ceil(Math.max(writeRecords, writeBytes, readBytes))), writeRecords, writeBytes, readBytes };
}

/** What each of so many applications has that poll one shard evenly. */
export const pollingShare = (pollers: number): { bytesPerSecond: number; callsPerSecond: number } => ({
  bytesPerSecond: QUOTAS.shardReadBytesPerSecond / pollers,
  callsPerSecond: QUOTAS.shardReadCallsPerSecond / pollers,
});

/** The shortest interval at which so many applications may all poll a shard. */
export const pollIntervalMs = (pollers: number): number => (1000 * pollers) / QUOTAS.shardReadCallsPerSecond;

/** What registered consumers can be sent in all: a pipe for each of them and each shard. */
export const fanOutBytesPerSecond = (shards: number, consumers: number): number => QUOTAS.fanOutBytesPerSecond * shards * consumers;

/** Bytes that all pollers of a stream can read in a second. */
export const pollingBytesPerSecond = (shards: number): number => QUOTAS.shardReadBytesPerSecond * shards;

/** The greatest share of a stream's records that one partition key can have before it alone fills its shard. */
export function hotKeyShare(recordsPerSecond: number, recordBytes: number): number {
  const taken = Math.min(QUOTAS.shardWriteRecordsPerSecond, QUOTAS.shardWriteBytesPerSecond / recordBytes);
  return Math.min(1, taken / recordsPerSecond);
}

/** The number, from 0, of the shard to which a key goes in a new stream. */
export function shardOf(partitionKey: string, shards: number): number {
  const hash = hashKeyOf(partitionKey);
  return initialRanges(shards).findIndex(({ end }) => hash <= end);
}

/** AggregationMaxSize, the default: https://github.com/awslabs/amazon-kinesis-producer */
export const KPL_AGGREGATE_BYTES = 51_200;

/** What aggregation makes of small records. The few bytes around each packed record are left out. */
export function kplGain(recordsPerSecond: number, recordBytes: number) {
  const perAggregate = Math.max(1, Math.floor(KPL_AGGREGATE_BYTES / recordBytes));
  const aggregatesPerSecond = recordsPerSecond / perAggregate;
  const plain = { recordsPerSecond, recordBytes, pollers: 0 };
  const packed = { recordsPerSecond: aggregatesPerSecond, recordBytes: recordBytes * perAggregate, pollers: 0 };
  return { perAggregate, aggregatesPerSecond, shardsBefore: shardsFor(plain).shards, shardsAfter: shardsFor(packed).shards };
}

/** UpdateShardCount calls from one count up to another: each reaches double the open shards at most. */
export function updateShardCountCalls(from: number, to: number): number {
  let calls = 0;
  for (let open = from; open < to; open = Math.min(to, open * 2)) calls++;
  return calls;
}

/** Calls that a stream may be given in 24 hours. */
export const UPDATE_SHARD_COUNTS_PER_DAY = QUOTAS.updateShardCountsPerDay;
