/** Positions of a shard's log as ranges, as the sink keeps them. Records of one lane need not follow each other in the shard. */
import type { SinkShard } from '../sink.ts';

/** Positions as ranges [from, to). */
export function rangesOf(positions: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const position of positions) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === position) last[1] = position + 1;
    else ranges.push([position, position + 1]);
  }
  return ranges;
}

/** Parts of [from, to) that were never processed. */
export function missing({ done }: SinkShard, from: number, to: number): [number, number][] {
  const gaps: [number, number][] = [];
  let at = from;
  for (const [start, end] of done) {
    if (end <= at) continue;
    if (start >= to) break;
    if (start > at) gaps.push([at, start]);
    at = Math.max(at, end);
  }
  if (at < to) gaps.push([at, to]);
  return gaps;
}
