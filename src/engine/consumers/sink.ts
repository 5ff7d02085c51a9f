/**
 * What became of every record that a consumer was to read, measured where its processing ends: how often each was processed, whether
 * records of one key came in their order, and what was lost. Positions of a shard's log, as ranges: reading goes on from where it
 * was, so there are few. Plain data.
 */
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
}

export const createSink = (): Sink => ({ shards: {}, processed: 0, duplicates: 0, lost: 0, diverted: 0, outOfOrder: 0 });

export const sinkShard = (sink: Sink, shard: number, from: number): SinkShard =>
  (sink.shards[shard] ??= { from, done: [], lost: [], diverted: [], duplicates: 0, outOfOrder: 0 });

/** Records [from, to) of a shard were processed. What was processed before counts as duplicate. */
export function noteProcessed(sink: Sink, shard: number, from: number, to: number): void {
  const at = sinkShard(sink, shard, from);
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
