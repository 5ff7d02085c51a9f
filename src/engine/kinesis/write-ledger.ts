/**
 * The write budgets of a stream's shards, side by side in one array because every record touches one of them:
 * per shard the record level and the byte level (in millionths, as in a token bucket), when both were brought up to date, and
 * the bytes accepted so far, keys included. The records accepted so far are the length of the shard's log.
 */
import type { Quotas } from './quotas.ts';
import { burstSeconds, type ShardState, type StreamState } from './stream-state.ts';

export const LEDGER_STRIDE = 4;
export const RECORD_LEVEL = 0;
export const BYTE_LEVEL = 1;
export const UPDATED_US = 2;
export const ACCEPTED_BYTES = 3;
const MICRO = 1_000_000;

/** Enters shards that have just been added to the stream, with full budgets from the moment they open. */
export function enterShards(stream: StreamState, quotas: Quotas): void {
  const entered = stream.ledger.length / LEDGER_STRIDE;
  const ledger = new Float64Array(stream.shards.length * LEDGER_STRIDE);
  ledger.set(stream.ledger);
  for (const { index, opensAtUs } of stream.shards.slice(entered)) {
    const at = index * LEDGER_STRIDE;
    ledger[at + RECORD_LEVEL] = quotas.shardWriteRecordsPerSecond * quotas.shardWriteBurstSeconds * MICRO;
    ledger[at + BYTE_LEVEL] = quotas.shardWriteBytesPerSecond * burstSeconds(quotas, stream.settings.maxRecordBytes) * MICRO;
    ledger[at + UPDATED_US] = opensAtUs;
  }
  stream.ledger = ledger;
}

export const acceptedBytesOf = (stream: StreamState, shard: ShardState): number =>
  stream.ledger[shard.index * LEDGER_STRIDE + ACCEPTED_BYTES];
