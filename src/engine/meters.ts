/** What is measured of a world on every beat (250 ms of simulated time), for rates and readings. Part of the world's state. */
import { createMeter, growth, nextBeat, noteTotals, type Meter } from './kernel/meter.ts';
import { takesRecords } from './kinesis/stream-state.ts';
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

/** The whole run of the first stream, in bins that double in length when there are too many. The newest bin may still grow. */
export interface Timeline {
  beatsPerBin: number;
  beats: number;
  /** Records that were put, per bin. */
  accepted: number[];
  refused: number[];
  /** Records that consumers read; one that two of them read counts twice. */
  read: number[];
  /** The highest age that the oldest unread record of any consumer had at a beat of the bin, ms. */
  unreadMs: number[];
  /** Shards that took records at the last beat of the bin. */
  openShards: number[];
  lastAccepted: number;
  lastRefused: number;
}
const BINS_MAX = 4096;

export const createMeters = (): Meters => ({
  shards: [],
  producers: {},
  consumers: {},
  age: createMeter(1),
  timeline: {
    beatsPerBin: 1,
    beats: 0,
    accepted: [],
    refused: [],
    read: [],
    unreadMs: [],
    openShards: [],
    lastAccepted: 0,
    lastRefused: 0,
  },
});

export function noteBeat(world: World): void {
  const { meters, kinesis, producers, consumers } = world;
  let accepted = 0;
  let refused = 0;
  let openShards = 0;
  for (const stream of kinesis.streams) {
    const ofStream = (meters.shards[stream.number] ??= []);
    for (const shard of stream.shards) {
      const { index, log, totals: t } = shard;
      const refusedRecords = t.refusedByRecords + t.refusedByBytes;
      const meter = (ofStream[index] ??= createMeter(6));
      const at = nextBeat(meter);
      meter.values[at + SHARD.acceptedRecords] = log.count;
      meter.values[at + SHARD.acceptedBytes] = acceptedBytesOf(stream, shard);
      meter.values[at + SHARD.refused] = refusedRecords;
      meter.values[at + SHARD.readBytes] = t.readBytes;
      meter.values[at + SHARD.readCalls] = t.readCalls;
      meter.values[at + SHARD.refusedCalls] = t.refusedReadCalls;
      if (stream.number !== 0) continue;
      if (takesRecords(shard, world.sim.nowUs)) openShards++;
      accepted += log.count;
      refused += refusedRecords;
    }
  }
  for (const { number, totals: t } of producers.list)
    noteTotals((meters.producers[number] ??= createMeter(4)), [t.made, t.sent, t.accepted, t.refused]);
  let read = 0;
  for (const { number, spec, totals: t } of consumers.list) {
    const meter = (meters.consumers[number] ??= createMeter(4));
    noteTotals(meter, [t.records, t.bytes, t.calls, t.refusedCalls]);
    // By consumer: what one that is removed had read stays counted.
    if (spec.stream === kinesis.streams[0]?.name) read += growth(meter, CONSUMER.records, 1);
  }
  const unreadMs = oldestUnreadMs(world);
  noteTotals(meters.age, [unreadMs]);
  noteTimeline(meters.timeline, { accepted, refused, read, unreadMs, openShards });
}

interface Beat {
  /** Totals since the start. */
  accepted: number;
  refused: number;
  /** Since the last beat. */
  read: number;
  /** Levels. */
  unreadMs: number;
  openShards: number;
}

function noteTimeline(timeline: Timeline, beat: Beat): void {
  const bin = Math.floor(timeline.beats++ / timeline.beatsPerBin);
  timeline.accepted[bin] = sum(timeline.accepted[bin], beat.accepted - timeline.lastAccepted);
  timeline.refused[bin] = sum(timeline.refused[bin], beat.refused - timeline.lastRefused);
  timeline.read[bin] = sum(timeline.read[bin], beat.read);
  timeline.unreadMs[bin] = highest(timeline.unreadMs[bin], beat.unreadMs);
  timeline.openShards[bin] = beat.openShards;
  timeline.lastAccepted = beat.accepted;
  timeline.lastRefused = beat.refused;
  if (timeline.accepted.length <= BINS_MAX) return;
  timeline.accepted = pairs(timeline.accepted, sum);
  timeline.refused = pairs(timeline.refused, sum);
  timeline.read = pairs(timeline.read, sum);
  timeline.unreadMs = pairs(timeline.unreadMs, highest);
  timeline.openShards = pairs(timeline.openShards, newest);
  timeline.beatsPerBin *= 2;
}

type Joined = (first: number | undefined, second: number | undefined) => number;
const sum: Joined = (first = 0, second = 0) => first + second;
const highest: Joined = (first = 0, second = 0) => Math.max(first, second);
const newest: Joined = (first = 0, second = first) => second;

const pairs = (bins: number[], join: Joined): number[] =>
  Array.from({ length: Math.ceil(bins.length / 2) }, (_, i) => join(bins[2 * i], bins[2 * i + 1]));
