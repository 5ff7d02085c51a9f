/**
 * How much flows where, smoothed over about half a second of the viewer's time: per producer and colour (the lines to the key ticks),
 * and per producer and shard (the records of all other keys, and what was throttled).
 */
import { CELL_COLOURS, PUT_STRIDE } from '../strides.ts';

const SETTLE_SECONDS = 0.5;
/** Slower flows are drawn no more. */
export const FAINTEST_PER_SECOND = 0.5;

export interface Flows {
  producers: number;
  shards: number;
  /** Records per simulated second, [producer * 7 + colour]. */
  byColour: Float64Array;
  /** Of colour 0, [producer * shards + order]. */
  greyByShard: Float64Array;
  /** Throttled records per simulated second, [producer * shards + order]. */
  refusedByShard: Float64Array;
  /** Accepted records per simulated second, [producer * shards + order]. */
  acceptedByShard: Float64Array;
  /** Attempt of the throttled records last seen, [producer]; 0 before the first. */
  attempt: Float64Array;
  /** All records, per second of the viewer's time. */
  perViewerSecond: number;
}

export function emptyFlows(producers: number, shards: number): Flows {
  return {
    producers,
    shards,
    byColour: new Float64Array(producers * CELL_COLOURS),
    greyByShard: new Float64Array(producers * shards),
    refusedByShard: new Float64Array(producers * shards),
    acceptedByShard: new Float64Array(producers * shards),
    attempt: new Float64Array(producers),
    perViewerSecond: 0,
  };
}

function fade(values: Float64Array, factor: number): void {
  for (let i = 0; i < values.length; i += 1) values[i] *= factor;
}

/** `orderOf` gives a shard's place in the frame, −1 where it is not drawn. */
export function feedFlows(
  flows: Flows,
  puts: Float64Array,
  simulatedSeconds: number,
  viewerSeconds: number,
  orderOf: (shardIndex: number) => number,
): void {
  if (simulatedSeconds <= 0 || viewerSeconds <= 0) return;
  const weight = 1 - Math.exp(-viewerSeconds / SETTLE_SECONDS);
  fade(flows.byColour, 1 - weight);
  fade(flows.greyByShard, 1 - weight);
  fade(flows.refusedByShard, 1 - weight);
  fade(flows.acceptedByShard, 1 - weight);
  let records = 0;
  for (let row = 0; row + PUT_STRIDE <= puts.length; row += PUT_STRIDE) {
    const producer = puts[row];
    if (producer >= flows.producers) continue;
    const colour = puts[row + 2];
    const order = orderOf(puts[row + 3]);
    const rate = (puts[row + 5] * weight) / simulatedSeconds;
    records += puts[row + 5];
    flows.byColour[producer * CELL_COLOURS + colour] += rate;
    if (puts[row + 4] > 0) flows.attempt[producer] = puts[row + 7];
    if (order < 0 || order >= flows.shards) continue;
    if (colour === 0) flows.greyByShard[producer * flows.shards + order] += rate;
    (puts[row + 4] > 0 ? flows.refusedByShard : flows.acceptedByShard)[producer * flows.shards + order] += rate;
  }
  flows.perViewerSecond += (records / viewerSeconds - flows.perViewerSecond) * weight;
}
