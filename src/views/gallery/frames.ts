/** Frames made up from a canned state: every shard is sent what its figures say, so that particles, ribbons and cells move. */
import type { Frame, SlowFrame } from '../../protocol/from-worker.ts';
import { noise } from '../stage/fixture.ts';
import { CELL_COLOURS, PUT_STRIDE, READ_STRIDE } from '../strides.ts';

interface Clockwork {
  nowUs: number;
  tick: number;
  remainders: Map<string, number>;
}

export function startClockwork(nowUs: number): Clockwork {
  return { nowUs, tick: 0, remainders: new Map() };
}

/** Every reader of a fixture polls once a second. */
const INTERVAL_MS = 1000;

function due(clockwork: Clockwork, name: string, amount: number): number {
  const all = (clockwork.remainders.get(name) ?? 0) + amount;
  clockwork.remainders.set(name, all - Math.floor(all));
  return Math.floor(all);
}

/** Shares of the colours that a shard took in the slot before the newest. */
function mixOf(slow: SlowFrame, order: number): number[] {
  const at = (order * slow.cells.slots + 1) * CELL_COLOURS;
  const counts = Array.from(slow.cells.counts.subarray(at, at + CELL_COLOURS));
  const sum = counts.reduce((all, one) => all + one, 0);
  return counts.map((one) => (sum > 0 ? one / sum : 0));
}

function putRows(slow: SlowFrame, clockwork: Clockwork, seconds: number): number[] {
  const rows: number[] = [];
  const total = slow.producers.reduce((sum, producer) => sum + producer.sentPerSecond, 0);
  slow.shards.forEach((shard, order) => {
    const mix = mixOf(slow, order);
    slow.producers.forEach((producer, number) => {
      const part = total > 0 ? producer.sentPerSecond / total : 0;
      mix.forEach((share, colour) => {
        for (const outcome of [0, 1]) {
          const rate = (outcome === 0 ? shard.write.records : shard.write.refused) * share * part;
          const records = due(clockwork, `${order}/${number}/${colour}/${outcome}`, rate * seconds);
          if (records === 0) continue;
          const key = colour > 0 ? slow.keys.find((one) => one.colour === colour) : undefined;
          const inside = key && key.hashFraction >= shard.startFraction && key.hashFraction < shard.endFraction;
          const random = shard.startFraction + (shard.endFraction - shard.startFraction) * noise(order, clockwork.tick, colour);
          rows.push(
            number,
            inside ? key.hashFraction : random,
            colour,
            shard.index,
            outcome,
            records,
            outcome === 0 ? clockwork.tick : -1,
            outcome === 0 ? 1 : 3,
          );
        }
      });
    });
  });
  return rows.slice(0, 512 * PUT_STRIDE);
}

function readRows(slow: SlowFrame, clockwork: Clockwork, seconds: number): number[] {
  const rows: number[] = [];
  slow.consumers.forEach((consumer, number) => {
    consumer.cursors.forEach((cursor, order) => {
      if (cursor.state === 'waiting' || cursor.state === 'drained') return;
      const calls = due(
        clockwork,
        `read/${number}/${order}`,
        (seconds * 1000) / INTERVAL_MS + (clockwork.tick === 0 ? noise(number, order, 3) : 0),
      );
      if (calls === 0) return;
      const records = Math.round((slow.shards[order].write.records * INTERVAL_MS) / 1000);
      rows.push(
        number,
        cursor.shardIndex,
        records,
        records * 600,
        calls,
        cursor.state === 'throttled' && noise(order, clockwork.tick, 9) < 0.4 ? calls : 0,
      );
    });
  });
  return rows.slice(0, 512 * READ_STRIDE);
}

/** The next frame, and with it the cells moved on where a new slot begins. */
export function nextFrame(slow: SlowFrame, clockwork: Clockwork, seconds: number): { frame: Frame; slow: SlowFrame } {
  clockwork.nowUs += seconds * 1e6;
  clockwork.tick += 1;
  const { cells } = slow;
  const newestSlotUs = Math.floor(clockwork.nowUs / cells.slotUs) * cells.slotUs;
  let next = slow;
  if (newestSlotUs > cells.newestSlotUs) {
    const counts = cells.counts.slice();
    const shardLength = cells.slots * CELL_COLOURS;
    slow.shards.forEach((_, order) => {
      const from = order * shardLength;
      const last = counts.slice(from + shardLength - CELL_COLOURS, from + shardLength);
      counts.copyWithin(from + CELL_COLOURS, from, from + shardLength - CELL_COLOURS);
      counts.set(last, from);
    });
    next = { ...slow, cells: { ...cells, newestSlotUs, counts } };
  } else if (clockwork.tick % 6 === 0) {
    next = { ...slow };
  }
  const frame: Frame = {
    nowUs: clockwork.nowUs,
    playing: true,
    jump: 0,
    seq: slow.events.length,
    other: null,
    puts: new Float64Array(putRows(slow, clockwork, seconds)),
    reads: new Float64Array(readRows(slow, clockwork, seconds)),
    slow: next === slow ? null : next,
  };
  return { frame, slow: next };
}
