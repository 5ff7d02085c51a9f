/**
 * What the lanes show: records per shard, time slot and colour, at five lengths of slot at once, so that the lane's
 * window can grow from half a minute to a day when a consumer falls behind.
 */
import { CELL_COLOURS } from '../../protocol/from-worker.ts';

export const SLOTS = 36;
const SECOND = 1_000_000;
/** Windows of 36 s, 3 min, 18 min, 3 h and 27 h. */
export const SLOT_LENGTHS_US = [SECOND, 5 * SECOND, 30 * SECOND, 300 * SECOND, 2700 * SECOND] as const;

interface Ring {
  /** Which slot number each row holds, or −1. */
  stamps: Int32Array;
  counts: Uint32Array;
}

/** By shard index, then by slot length. */
export type LaneCells = Map<number, Ring[]>;

export const createLaneCells = (): LaneCells => new Map();

export function addToCells(cells: LaneCells, shard: number, arrivalUs: number, colour: number, records: number): void {
  let rings = cells.get(shard);
  if (rings === undefined) {
    rings = SLOT_LENGTHS_US.map(() => ({ stamps: new Int32Array(SLOTS).fill(-1), counts: new Uint32Array(SLOTS * CELL_COLOURS) }));
    cells.set(shard, rings);
  }
  for (let level = 0; level < SLOT_LENGTHS_US.length; level++) {
    const { stamps, counts } = rings[level];
    const slot = Math.floor(arrivalUs / SLOT_LENGTHS_US[level]);
    const row = slot % SLOTS;
    if (stamps[row] > slot) continue; // older than the ring reaches
    if (stamps[row] !== slot) {
      stamps[row] = slot;
      counts.fill(0, row * CELL_COLOURS, (row + 1) * CELL_COLOURS);
    }
    counts[row * CELL_COLOURS + colour] = counts[row * CELL_COLOURS + colour] + records;
  }
}

/** The level whose window holds a lag of `ms`. */
export function levelFor(ms: number): number {
  const level = SLOT_LENGTHS_US.findIndex((slotUs) => slotUs * (SLOTS - 2) >= ms * 1000);
  return level < 0 ? SLOT_LENGTHS_US.length - 1 : level;
}

/** Copies a shard's slots into `out` at `offset`, newest first, the newest being the one that holds `nowUs`. */
export function copyCells(cells: LaneCells, shard: number, level: number, nowUs: number, out: Uint32Array, offset: number): void {
  const ring = cells.get(shard)?.[level];
  if (ring === undefined) return;
  const newest = Math.floor(nowUs / SLOT_LENGTHS_US[level]);
  for (let age = 0; age < SLOTS && age <= newest; age++) {
    const row = (newest - age) % SLOTS;
    if (ring.stamps[row] === newest - age)
      out.set(ring.counts.subarray(row * CELL_COLOURS, (row + 1) * CELL_COLOURS), offset + age * CELL_COLOURS);
  }
}
