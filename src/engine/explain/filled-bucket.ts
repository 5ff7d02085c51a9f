/**
 * Which records had used a shard's write budget up when a record was refused: the shortest run of accepted records up to then
 * such that a budget that was full at the first of them is too small for the refused one in the end. With one record less
 * it would have sufficed. The walk goes backwards in blocks, and passes over those in which the run cannot begin.
 */
import { readColumn, valueAt } from '../kernel/record-log.ts';
import { SECOND } from '../kernel/time.ts';
import type { EngineEvent } from '../events.ts';
import { resolveKey } from '../kinesis/key-table.ts';
import type { Kinesis } from '../kinesis/kinesis.ts';
import { burstSeconds } from '../kinesis/stream-state.ts';
import { writeRate } from '../kinesis/write-limits.ts';
import type { Place } from './chain.ts';
import type { HitLimit } from './explanation.ts';

export type WriteThrottling = Extract<EngineEvent, { type: 'write-throttling-started' }>;

export interface FilledBucket {
  /** Positions of the shard's log; `from` equals `to` where the log has been trimmed since. */
  from: number;
  to: number;
  hit: HitLimit;
}

const BLOCK = 512;
const MICRO = 1_000_000;
const arrivals = new Float64Array(BLOCK);
const costs = new Float64Array(BLOCK);

export function filledBucket(kinesis: Kinesis, { stream, shard }: Place, { atUs, shardId, limit, refused }: WriteThrottling): FilledBucket {
  const { quotas } = kinesis.state;
  const rate = writeRate(quotas, limit);
  const seconds = limit === 'records' ? quotas.shardWriteBurstSeconds : burstSeconds(quotas, stream.settings.maxRecordBytes);
  const needed = limit === 'records' ? 1 : refused.bytes;
  const to = refused.position;
  const spare = (rate * seconds - needed) * MICRO; // what may be used beyond the refill
  const { from, used } = findStart(kinesis, shard.log, limit, to, atUs, rate, spare);
  const sinceUs = from < to ? valueAt(shard.log, 'arrivalUs', from) : atUs;
  const hit: HitLimit = {
    quota: limit === 'records' ? 'shardWriteRecordsPerSecond' : 'shardWriteBytesPerSecond',
    of: shardId,
    unit: limit,
    allows: rate,
    used,
    budget: rate * seconds + ((atUs - sinceUs) * rate) / SECOND,
    sinceUs,
    untilUs: atUs,
  };
  return { from, to, hit };
}

type Log = Place['shard']['log'];

function findStart(kinesis: Kinesis, log: Log, limit: 'records' | 'bytes', to: number, atUs: number, rate: number, spare: number) {
  let used = 0;
  for (let end = to; end > log.trimmed; end -= BLOCK) {
    const start = Math.max(log.trimmed, end - BLOCK);
    const count = end - start;
    // the least refill and the most use that any start in this block has
    if (limit === 'records' && (used + count) * MICRO <= spare + (atUs - valueAt(log, 'arrivalUs', end - 1)) * rate) {
      used += count;
      continue;
    }
    readColumn(log, 'arrivalUs', start, end, arrivals);
    if (limit === 'bytes') readCosts(kinesis, log, start, end);
    else costs.fill(1, 0, count);
    for (let i = count - 1; i >= 0; i--) {
      used += costs[i];
      if (used * MICRO > spare + (atUs - arrivals[i]) * rate) return { from: start + i, used };
    }
  }
  return { from: Math.min(to, log.trimmed), used };
}

/** Bytes with keys. */
function readCosts({ state, cache }: Kinesis, log: Log, from: number, to: number): void {
  readColumn(log, 'sizeBytes', from, to, costs);
  readColumn(log, 'keyId', from, to, keys);
  for (let i = 0; i < to - from; i++) {
    resolveKey(state.keys, cache.keys, keys[i]);
    costs[i] += cache.keys.keyBytes[keys[i]];
  }
}
const keys = new Float64Array(BLOCK);
