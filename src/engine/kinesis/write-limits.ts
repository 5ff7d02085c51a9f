/** Spells of refused writes: the first refusal after a quiet second opens one, and says what had used the budget up. */
import { firstAtLeast, readColumn } from '../kernel/record-log.ts';
import { emit } from '../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import { keyText, resolveKey } from './key-table.ts';
import type { Kinesis } from './kinesis.ts';
import type { WriteLimit } from './kinesis-event.ts';
import { shardIdOf } from './shard-id.ts';
import type { ShardState, StreamState } from './stream-state.ts';

export function noteRefusedWrite(kinesis: Kinesis, stream: StreamState, shard: ShardState, limit: WriteLimit, producer: number): void {
  const { sim, state } = kinesis;
  const spell = shard.writeThrottle;
  if (spell !== null) {
    spell.lastUs = sim.nowUs;
    spell.count++;
    return;
  }
  const use = lastSecondOf(kinesis, shard);
  const event = emit(sim, {
    type: 'write-throttling-started',
    stream: stream.name,
    shardId: shardIdOf(shard.index),
    limit,
    limitPerSecond: limit === 'records' ? state.quotas.shardWriteRecordsPerSecond : state.quotas.shardWriteBytesPerSecond,
    usedInLastSecond: limit === 'records' ? use.records : use.bytes,
    producer: state.producerNames[producer] ?? '',
    topKey: use.topKey === null ? null : keyText(state.keys, use.topKey),
    topKeyShare: use.topKeyShare,
  });
  shard.writeThrottle = { limit, sinceUs: sim.nowUs, lastUs: sim.nowUs, count: 1, event };
}

export interface ShardUse {
  records: number;
  /** Keys included, as the limit counts. */
  bytes: number;
  topKey: number | null;
  /** 0–1 of the records. */
  topKeyShare: number;
}

/** What a shard took in the second before now. */
export function lastSecondOf({ sim, state, cache }: Kinesis, shard: ShardState): ShardUse {
  const { log } = shard;
  const from = firstAtLeast(log, 'arrivalUs', sim.nowUs - SECOND + 1);
  const records = log.count - from;
  const keys = new Float64Array(records);
  const sizes = new Float64Array(records);
  readColumn(log, 'keyId', from, log.count, keys);
  readColumn(log, 'sizeBytes', from, log.count, sizes);
  const counts = new Map<number, number>();
  let bytes = 0;
  let topKey: number | null = null;
  let top = 0;
  for (let i = 0; i < records; i++) {
    const key = keys[i];
    resolveKey(state.keys, cache.keys, key);
    bytes += sizes[i] + cache.keys.keyBytes[key];
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > top) {
      top = count;
      topKey = key;
    }
  }
  return { records, bytes, topKey, topKeyShare: records === 0 ? 0 : top / records };
}

/** Closes the spells that have been quiet for a second. Called on the world's beat. */
export function endQuietSpells({ sim, state }: Kinesis): void {
  for (const stream of state.streams) {
    for (const shard of stream.shards) {
      const { writeThrottle: write, readThrottle: read } = shard;
      const ids = { stream: stream.name, shardId: shardIdOf(shard.index) };
      if (write !== null && sim.nowUs - write.lastUs >= SECOND) {
        emit(
          sim,
          { type: 'write-throttling-ended', ...ids, refusedRecords: write.count, lastedUs: write.lastUs - write.sinceUs + MILLISECOND },
          write.event,
        );
        shard.writeThrottle = null;
      }
      if (read !== null && sim.nowUs - read.lastUs >= 2 * SECOND) {
        emit(
          sim,
          { type: 'read-throttling-ended', ...ids, refusedCalls: read.count, lastedUs: read.lastUs - read.sinceUs + MILLISECOND },
          read.event,
        );
        shard.readThrottle = null;
      }
    }
  }
}
