/** What is measured of a world on every beat (250 ms of simulated time), for rates and readings. Part of the world's state. */
import { createMeter, noteTotals, type Meter } from './kernel/meter.ts';
import { acceptedBytesOf } from './kinesis/write-ledger.ts';
import { oldestUnreadMs } from './lag.ts';
import type { World } from './world.ts';

/** Columns of a shard's meter. */
export const SHARD = { acceptedRecords: 0, acceptedBytes: 1, refused: 2, readBytes: 3, readCalls: 4, refusedCalls: 5 } as const;
/** Columns of a producer's meter. */
export const PRODUCER = { made: 0, sent: 1, accepted: 2, refused: 3 } as const;
/** Columns of a consumer's meter. */
export const CONSUMER = { records: 0, bytes: 1, calls: 2, refusedCalls: 3 } as const;

export interface Meters {
  /** By stream number, then shard index. */
  shards: Meter[][];
  /** By number. */
  producers: Record<number, Meter>;
  consumers: Record<number, Meter>;
  /** Per beat: [oldest unread record's age in ms]. A level, not a total. */
  age: Meter;
  timeline: Timeline;
}

/** Accepted and refused records of the first stream over the whole run. The bins double in length when there are too many. */
export interface Timeline {
  beatsPerBin: number;
  beats: number;
  accepted: number[];
  refused: number[];
  lastAccepted: number;
  lastRefused: number;
}
const BINS_MAX = 4096;

export const createMeters = (): Meters => ({
  shards: [],
  producers: {},
  consumers: {},
  age: createMeter(1),
  timeline: { beatsPerBin: 1, beats: 0, accepted: [], refused: [], lastAccepted: 0, lastRefused: 0 },
});

export function noteBeat(world: World): void {
  const { meters, kinesis, producers, consumers } = world;
  let accepted = 0;
  let refused = 0;
  for (const stream of kinesis.streams) {
    const ofStream = (meters.shards[stream.number] ??= []);
    for (const shard of stream.shards) {
      const { index, log, totals: t } = shard;
      const refusedRecords = t.refusedByRecords + t.refusedByBytes;
      noteTotals((ofStream[index] ??= createMeter(6)), [
        log.count,
        acceptedBytesOf(stream, shard),
        refusedRecords,
        t.readBytes,
        t.readCalls,
        t.refusedReadCalls,
      ]);
      if (stream.number !== 0) continue;
      accepted += log.count;
      refused += refusedRecords;
    }
  }
  for (const { number, totals: t } of producers.list)
    noteTotals((meters.producers[number] ??= createMeter(4)), [t.made, t.sent, t.accepted, t.refused]);
  for (const { number, totals: t } of consumers.list)
    noteTotals((meters.consumers[number] ??= createMeter(4)), [t.records, t.bytes, t.calls, t.refusedCalls]);
  noteTotals(meters.age, [oldestUnreadMs(world)]);
  noteTimeline(meters.timeline, accepted, refused);
}

function noteTimeline(timeline: Timeline, accepted: number, refused: number): void {
  const bin = Math.floor(timeline.beats++ / timeline.beatsPerBin);
  timeline.accepted[bin] = (timeline.accepted[bin] ?? 0) + accepted - timeline.lastAccepted;
  timeline.refused[bin] = (timeline.refused[bin] ?? 0) + refused - timeline.lastRefused;
  timeline.lastAccepted = accepted;
  timeline.lastRefused = refused;
  if (timeline.accepted.length <= BINS_MAX) return;
  timeline.accepted = pairs(timeline.accepted);
  timeline.refused = pairs(timeline.refused);
  timeline.beatsPerBin *= 2;
}

const pairs = (bins: number[]): number[] =>
  Array.from({ length: Math.ceil(bins.length / 2) }, (_, i) => bins[2 * i] + (bins[2 * i + 1] ?? 0));
