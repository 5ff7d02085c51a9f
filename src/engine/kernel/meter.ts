/**
 * Counters over time: every beat (250 ms of simulated time) the running totals are noted in a ring of 256 beats, so
 * that use over the last second or minute is a subtraction, and the hot paths only ever add to a total.
 */
export const BEAT_US = 250_000;
export const BEATS_PER_SECOND = 4;
const RING_BEATS = 256;

export interface Meter {
  columns: number;
  /** Beats noted so far. */
  beats: number;
  values: Float64Array;
}

export const createMeter = (columns: number): Meter => ({ columns, beats: 0, values: new Float64Array(columns * RING_BEATS) });

/** Begins a beat. Where its totals belong in `values`, column after column: whoever notes many shards makes no array for each. */
export const nextBeat = (meter: Meter): number => (meter.beats++ % RING_BEATS) * meter.columns;

export function noteTotals(meter: Meter, totals: readonly number[]): void {
  const at = nextBeat(meter);
  for (let i = 0; i < meter.columns; i++) meter.values[at + i] = totals[i];
}

/** The total of a column `beatsAgo` beats before the newest (0 = the newest); 0 before the meter began. */
export function totalAt(meter: Meter, column: number, beatsAgo: number): number {
  const beat = meter.beats - 1 - Math.min(beatsAgo, RING_BEATS - 1);
  return beat < 0 ? 0 : meter.values[(beat % RING_BEATS) * meter.columns + column];
}

/** Growth of a column over the last `beats` beats. */
export const growth = (meter: Meter, column: number, beats: number): number => totalAt(meter, column, 0) - totalAt(meter, column, beats);
