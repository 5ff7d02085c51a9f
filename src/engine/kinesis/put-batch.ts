/**
 * The write path. Both put actions and the lab's own producers end here: hash, shard, limits, sequence counter, log.
 * Records stand in columns; nothing is allocated per record.
 */
import { append } from '../kernel/record-log.ts';
import { refilled } from '../kernel/token-bucket.ts';
import { planPush } from './fan-out/cadence.ts';
import { resolveKey } from './key-table.ts';
import type { Kinesis } from './kinesis.ts';
import { addRefusal } from './refusal-log.ts';
import { route, routingOf } from './routing.ts';
import { API_PRODUCER, burstSeconds, type StreamState } from './stream-state.ts';
import { ACCEPTED_BYTES, BYTE_LEVEL, LEDGER_STRIDE, RECORD_LEVEL, UPDATED_US } from './write-ledger.ts';
import { noteRefusedWrite } from './write-limits.ts';

/** Whether a record came through the API: its bytes are kept as they were given. */
export const isFromApi = (producer: number): boolean => producer === API_PRODUCER;

export interface PutBatch {
  count: number;
  keyId: Uint32Array;
  /** Data without key. */
  sizeBytes: Uint32Array;
  /** Which of the producer's records each is. */
  index: Uint32Array;
  producer: number;
  /** The action that brings it; PutRecords where nothing is said. */
  api?: 'PutRecord' | 'PutRecords';
  /** 1 for the first try. */
  attempt: number;
}

export interface PutOutcome {
  failed: number;
  /** Per record: 0 accepted, 1 refused by the record limit, 2 by the byte limit. */
  limit: Uint8Array;
  /** Per record: index of the shard. */
  shard: Uint32Array;
  /** Per accepted record: position in the shard's log. */
  position: Float64Array;
  /** The spells of throttling that the refused records met. */
  throttles: MetThrottle[];
}

/** How many records of a call, or of a second, one spell of throttling refused. `seq` is of the event that opened it. */
export interface MetThrottle {
  seq: number;
  records: number;
}

/** Counts records into a list of spells. */
export function countThrottle(list: MetThrottle[], seq: number, records: number): void {
  for (const entry of list)
    if (entry.seq === seq) {
      entry.records += records;
      return;
    }
  list.push({ seq, records });
}

const MICRO = 1_000_000;

export const createPutOutcome = (count: number): PutOutcome => ({
  failed: 0,
  limit: new Uint8Array(count),
  shard: new Uint32Array(count),
  position: new Float64Array(count),
  throttles: [],
});

export function putBatch(kinesis: Kinesis, stream: StreamState, batch: PutBatch, outcome: PutOutcome): void {
  const { sim, state, cache } = kinesis;
  const now = sim.nowUs;
  const routing = routingOf(cache.routing, stream, now);
  const { shards } = routing;
  const { ledger } = stream;
  const { quotas, keys: table } = state;
  const recordRate = quotas.shardWriteRecordsPerSecond;
  const recordCapacity = recordRate * quotas.shardWriteBurstSeconds;
  const byteRate = quotas.shardWriteBytesPerSecond;
  const byteCapacity = byteRate * burstSeconds(quotas, stream.settings.maxRecordBytes);
  const keys = cache.keys;
  let counter = passStrangers(stream, now);
  outcome.failed = 0;
  outcome.throttles = [];
  for (let i = 0; i < batch.count; i++) {
    const keyId = batch.keyId[i];
    if (keyId >= keys.keyBytes.length || keys.keyBytes[keyId] === 0) resolveKey(table, keys, keyId);
    const shard = shards[route(routing, keys.hash, 4 * keyId)];
    const at = shard.index * LEDGER_STRIDE;
    const elapsedUs = now - ledger[at + UPDATED_US];
    if (elapsedUs > 0) {
      ledger[at + RECORD_LEVEL] = refilled(ledger[at + RECORD_LEVEL], elapsedUs, recordCapacity, recordRate);
      ledger[at + BYTE_LEVEL] = refilled(ledger[at + BYTE_LEVEL], elapsedUs, byteCapacity, byteRate);
      ledger[at + UPDATED_US] = now;
    }
    const sizeBytes = batch.sizeBytes[i];
    const bytes = sizeBytes + keys.keyBytes[keyId];
    outcome.shard[i] = shard.index;
    const recordLevel = ledger[at + RECORD_LEVEL];
    const byteLevel = ledger[at + BYTE_LEVEL];
    if (recordLevel >= MICRO && byteLevel >= bytes * MICRO) {
      ledger[at + RECORD_LEVEL] = recordLevel - MICRO;
      ledger[at + BYTE_LEVEL] = byteLevel - bytes * MICRO;
      ledger[at + ACCEPTED_BYTES] = ledger[at + ACCEPTED_BYTES] + bytes;
      outcome.limit[i] = 0;
      outcome.position[i] = shard.log.count;
      append(shard.log, now, ++counter, sizeBytes, keyId, batch.producer, batch.index[i]);
    } else {
      const byRecords = recordLevel < MICRO;
      if (byRecords) shard.totals.refusedByRecords++;
      else shard.totals.refusedByBytes++;
      outcome.limit[i] = byRecords ? 1 : 2;
      outcome.failed++;
      addRefusal(state.refusals, now, stream.number, shard.index, keyId, batch.producer, byRecords ? 1 : 2, batch.attempt);
      const limit = byRecords ? 'records' : 'bytes';
      const spell = noteRefusedWrite(kinesis, stream, shard, limit, batch.producer, keyId, bytes, batch.attempt);
      countThrottle(outcome.throttles, spell, 1);
    }
  }
  stream.counter = counter;
  planPush(sim, stream);
}

/**
 * The physical log is shared with strangers (10 to 800 records a second were seen on quiet streams), so numbers are
 * consecutive inside one call and jump between calls.
 */
function passStrangers(stream: StreamState, nowUs: number): number {
  const strangers = Math.floor(((nowUs - stream.counterUs) * stream.strangersPerSecond) / 1_000_000);
  if (strangers > 0) {
    stream.counter += strangers;
    stream.counterUs = nowUs;
  }
  return stream.counter;
}
