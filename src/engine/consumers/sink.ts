/**
 * What became of every record that a consumer was to read, measured where its processing ends: how often each was processed, whether
 * records of one key came in their order, and what was lost. Positions of a shard's log, as ranges: reading goes on from where it
 * was, so there are few. Plain data.
 */
import { valueAt, type RecordLog } from '../kernel/record-log.ts';

export interface SinkShard {
  /** First position that this consumer answers for. */
  from: number;
  /** Processed at least once: ascending ranges [from, to) that do not touch. */
  done: [number, number][];
  /** Given up without having been processed: by an exception that is swallowed, by a mapping without destination, by retention. */
  lost: [number, number][];
  /** Handed to an on-failure destination. */
  diverted: [number, number][];
  /** Processings beyond the first of a record. */
  duplicates: number;
  /** Records processed after a later one of the same key within the same shard, when neither was a repetition. */
  outOfOrder: number;
}

export interface Sink {
  /** By shard index. */
  shards: Record<number, SinkShard>;
  processed: number;
  duplicates: number;
  lost: number;
  diverted: number;
  outOfOrder: number;
  /** Of earlier readings under the same name, which began elsewhere: what they processed, by shard index, and lost. Not in the figures above. */
  earlier?: { done: Record<number, [number, number][]>; lost: number };
}

export const createSink = (): Sink => ({ shards: {}, processed: 0, duplicates: 0, lost: 0, diverted: 0, outOfOrder: 0 });

export const sinkShard = (sink: Sink, shard: number, from: number): SinkShard =>
  (sink.shards[shard] ??= { from, done: [], lost: [], diverted: [], duplicates: 0, outOfOrder: 0 });

/** Records [from, to) of a shard were processed, in this order. What was processed before counts as duplicate. `log`: to see whether order per key was kept. */
export function noteProcessed(sink: Sink, shard: number, from: number, to: number, log?: RecordLog): void {
  const at = sinkShard(sink, shard, from);
  const late = log === undefined ? 0 : countLate(at.done, from, to, log);
  at.outOfOrder += late;
  sink.outOfOrder += late;
  const repeated = cover(at.done, from, to);
  at.duplicates += repeated;
  sink.duplicates += repeated;
  sink.processed += to - from - repeated;
}

export function noteLost(sink: Sink, shard: number, from: number, to: number): void {
  sink.lost += to - from - cover(sinkShard(sink, shard, from).lost, from, to);
}

export function noteDiverted(sink: Sink, shard: number, from: number, to: number): void {
  sink.diverted += to - from - cover(sinkShard(sink, shard, from).diverted, from, to);
}

/** Begins a reading under the name of one that ends: what that one did is not undone. */
export function follow(sink: Sink, before: Sink): void {
  sink.earlier = { done: doneInAll(before), lost: lostInAll(before) };
}

export const lostInAll = ({ lost, earlier }: Sink): number => lost + (earlier?.lost ?? 0);

/** Records that were processed at least once, by this reading or an earlier one. */
export function processedInAll(sink: Sink): number {
  if (sink.earlier === undefined) return sink.processed;
  let count = 0;
  for (const ranges of Object.values(doneInAll(sink))) for (const [from, to] of ranges) count += to - from;
  return count;
}

function doneInAll({ shards, earlier }: Sink): Record<number, [number, number][]> {
  const all: Record<number, [number, number][]> = {};
  for (const [shard, { done }] of Object.entries(shards)) all[Number(shard)] = done.map(([from, to]) => [from, to]);
  for (const [shard, ranges] of Object.entries(earlier?.done ?? {}))
    for (const [from, to] of ranges) cover((all[Number(shard)] ??= []), from, to);
  return all;
}

/** How many of [from, to) are processed for the first time after a later record of the same key was. Costs nothing where nothing later was. */
function countLate(done: readonly [number, number][], from: number, to: number, log: RecordLog): number {
  if (to <= from || done.length === 0 || done[done.length - 1][1] <= from) return 0;
  const latest = new Map<number, number>();
  for (const [start, end] of done)
    for (let position = Math.max(start, from, log.trimmed); position < end; position++)
      latest.set(valueAt(log, 'keyId', position), position);
  let late = 0;
  for (let position = Math.max(from, log.trimmed); position < to; position++) {
    if (done.some(([start, end]) => start <= position && position < end)) continue;
    if ((latest.get(valueAt(log, 'keyId', position)) ?? -1) > position) late++;
  }
  return late;
}

/** Adds [from, to) to the ranges; returns how many positions were in them before. */
function cover(ranges: [number, number][], from: number, to: number): number {
  if (to <= from) return 0;
  let first = ranges.length;
  while (first > 0 && ranges[first - 1][1] >= from) first--;
  let last = first;
  let overlap = 0;
  let [low, high] = [from, to];
  while (last < ranges.length && ranges[last][0] <= to) {
    const [start, end] = ranges[last++];
    overlap += Math.max(0, Math.min(end, to) - Math.max(start, from));
    low = Math.min(low, start);
    high = Math.max(high, end);
  }
  ranges.splice(first, last - first, [low, high]);
  return overlap;
}
