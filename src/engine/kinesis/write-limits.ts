/** Spells of refused writes: the first refusal after a quiet second opens one, and says what had used the budget up. */
import { emit } from '../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import { keyText } from './key-table.ts';
import type { Kinesis } from './kinesis.ts';
import type { RefusedWrite, WriteLimit } from './kinesis-event.ts';
import type { Quotas } from './quotas.ts';
import { later } from './set-by.ts';
import { shardIdOf } from './shard-id.ts';
import { causeOfLoad, loadOfSecond, type ShardLoad } from './shard-load.ts';
import type { ShardState, StreamState } from './stream-state.ts';

/** Counts a refusal into its spell, or opens one; returns the `seq` of the event that opened it. Called for every refused record. */
export function noteRefusedWrite(
  kinesis: Kinesis,
  stream: StreamState,
  shard: ShardState,
  limit: WriteLimit,
  producer: number,
  keyId: number,
  bytes: number,
  attempt: number,
): number {
  const { sim } = kinesis;
  const spell = shard.writeThrottle;
  if (spell !== null) {
    spell.lastUs = sim.nowUs;
    spell.count++;
    return spell.event;
  }
  const { keys } = kinesis.state;
  const refused = { position: shard.log.count, key: keyText(keys, keyId), bytes, attempt };
  const event = openSpell(kinesis, stream, shard, limit, kinesis.state.producerNames[producer] ?? '', refused);
  shard.writeThrottle = { limit, sinceUs: sim.nowUs, lastUs: sim.nowUs, count: 1, event };
  return event;
}

function openSpell(
  kinesis: Kinesis,
  stream: StreamState,
  shard: ShardState,
  limit: WriteLimit,
  producer: string,
  refused: RefusedWrite,
): number {
  const { sim, state } = kinesis;
  const load = loadOfSecond(kinesis, shard, shard.log.count, sim.nowUs);
  const limitPerSecond = writeRate(state.quotas, limit);
  const [topKey, top] = topKeyOf(load);
  return emit(
    sim,
    {
      type: 'write-throttling-started',
      stream: stream.name,
      shardId: shardIdOf(shard.index),
      limit,
      limitPerSecond,
      usedInLastSecond: load[limit],
      producer,
      topKey: topKey === null ? null : keyText(state.keys, topKey),
      topKeyShare: load.records === 0 ? 0 : top / load.records,
      refused,
    },
    later(sim.cause, causeOfLoad(kinesis, stream, shard, load, limit, limitPerSecond)),
  );
}

export const writeRate = (quotas: Quotas, limit: WriteLimit): number =>
  limit === 'records' ? quotas.shardWriteRecordsPerSecond : quotas.shardWriteBytesPerSecond;

/** The key with the most records; of equal ones, the one whose first record came first. */
function topKeyOf({ keys }: ShardLoad): [key: number | null, records: number] {
  let topKey: number | null = null;
  let top = 0;
  for (const [key, { records }] of keys) {
    if (records <= top) continue;
    top = records;
    topKey = key;
  }
  return [topKey, top];
}

/** Closes the spells that have been quiet for a second. Called on the world's beat. */
export function endQuietSpells({ sim, state }: Kinesis): void {
  for (const stream of state.streams) {
    for (const shard of stream.shards) {
      const { writeThrottle: write, readThrottle: read } = shard;
      if (write === null && read === null) continue;
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
