/**
 * What a run looked like when it was kept, as a few hundred small marks: the lanes of its shards on the hash-key axis with
 * the colours of their keys, and its put rate with what was throttled. Marks, not pixels: the list draws them in whatever
 * theme and sharpness the page has then.
 */
import type { ShardFrame, SlowFrame } from '../protocol/from-worker.ts';

export interface RunPicture {
  /** From the beginning of the key space to its end; shards that only wait to be read are left out. */
  lanes: PictureLane[];
  /** Put rate from the start of the run to its end, each bar 0–1 of the highest. */
  bars: { accepted: number; throttled: number }[];
  /** Where the moment on screen lies among the bars, 0–1. */
  moment: number;
}

export interface PictureLane {
  /** Part of the key space, 0–1. */
  start: number;
  end: number;
  /** A shard of it is at a limit. */
  atLimit: boolean;
  /** `PICTURE_COLUMNS` columns from the newest to the oldest, each `rows` marks from below: a colour 0–6, or `.` where there is none. */
  rows: number;
  cells: string;
}

export const PICTURE_COLUMNS = 20;
const BARS = 48;
/** More lanes than this cannot be told apart in a small picture: neighbours share one. */
const LANES_MAX = 16;
/** Marks in a column of a lane that owns all of the key space. */
const ROWS_MAX = 12;
const COLOURS = 7;
/** Fewer slots than this would make a few records look like a crowd. */
const SLOTS_MIN = 10;

export function pictureOf(slow: SlowFrame, nowUs: number): RunPicture {
  const { binUs, accepted, throttled } = slow.timeline;
  const endUs = Math.max(nowUs, slow.travel.endUs);
  return {
    lanes: lanesOf(slow),
    bars: barsOf(accepted, throttled, Math.min(accepted.length, Math.ceil(endUs / binUs))),
    moment: endUs > 0 ? round(nowUs / endUs) : 0,
  };
}

/** For whoever does not see it. */
export function pictureInWords({ lanes, bars }: RunPicture): string {
  const hot = lanes.filter(({ atLimit }) => atLimit).length;
  const lanePart = hot === 0 ? 'no shard at its limit' : hot === lanes.length ? 'every shard at its limit' : 'some shards at their limit';
  const throttledPart = bars.some(({ throttled }) => throttled > 0) ? 'writes were throttled' : 'no write was throttled';
  return `Shards and put rate of the run: ${lanePart}, ${throttledPart}`;
}

function lanesOf({ shards, cells }: SlowFrame): PictureLane[] {
  const open = shards.map((shard, order) => ({ shard, order })).filter(({ shard }) => takesRecords(shard));
  const shown = open.toSorted((a, b) => a.shard.startFraction - b.shard.startFraction);
  const perLane = Math.ceil(shown.length / LANES_MAX);
  const filledSlots = slotsInUse(
    cells,
    shown.map(({ order }) => order),
  );
  const lanes: PictureLane[] = [];
  for (let first = 0; first < shown.length; first += perLane) {
    const group = shown.slice(first, first + perLane);
    const [start, end] = [group[0].shard.startFraction, group[group.length - 1].shard.endFraction];
    const rows = Math.max(1, Math.round((end - start) * ROWS_MAX));
    lanes.push({
      start: round(start),
      end: round(end),
      atLimit: group.some(({ shard }) => shard.write.atLimit !== null),
      rows,
      cells: cellsOf(
        cells,
        group.map(({ order }) => order),
        rows,
        filledSlots,
      ),
    });
  }
  return lanes;
}

const takesRecords = ({ state }: ShardFrame): boolean => state === 'open' || state === 'closing';

/** A run that is young fills its lanes only at their newer end: the rest is left out, as long as enough is seen. */
function slotsInUse({ slots, counts }: SlowFrame['cells'], orders: readonly number[]): number {
  const isEmpty = (order: number, slot: number) => {
    const first = (order * slots + slot) * COLOURS;
    return counts.subarray(first, first + COLOURS).every((records) => records === 0);
  };
  let used = slots;
  while (used > SLOTS_MIN && orders.every((order) => isEmpty(order, used - 1))) used--;
  return used;
}

function cellsOf({ slots, counts, fullRecords }: SlowFrame['cells'], orders: readonly number[], rows: number, filledSlots: number): string {
  const perColumn = filledSlots / PICTURE_COLUMNS;
  const full = fullRecords * orders.length * perColumn;
  let marks = '';
  for (let column = 0; column < PICTURE_COLUMNS; column++) {
    const [from, to] = [column * perColumn, (column + 1) * perColumn];
    const byColour = Array.from({ length: COLOURS }, (_, colour) => {
      const columns = orders.map((order) => sumBetween((slot) => counts[(order * slots + slot) * COLOURS + colour], from, to));
      return columns.reduce((sum, records) => sum + records, 0);
    });
    marks += columnOf(byColour, full, rows);
  }
  return marks;
}

/** As high as the slots were full, shared out among the colours by the records they have; a trace is still one mark. */
function columnOf(byColour: readonly number[], full: number, rows: number): string {
  const total = byColour.reduce((sum, records) => sum + records, 0);
  const height = total === 0 ? 0 : Math.min(rows, Math.max(1, Math.round((total / full) * rows)));
  let marks = '';
  let summed = 0;
  let colour = 0;
  for (let row = 0; row < height; row++) {
    const middle = ((row + 0.5) / height) * total;
    while (colour < byColour.length - 1 && summed + byColour[colour] <= middle) summed += byColour[colour++];
    marks += String(colour);
  }
  return marks.padEnd(rows, '.');
}

/** The bins of the run, spread over the bars. */
function barsOf(accepted: Uint32Array, throttled: Uint32Array, bins: number): RunPicture['bars'] {
  if (bins === 0) return [];
  const amount = Math.min(BARS, bins);
  const sums = Array.from({ length: amount }, (_, bar) => {
    const [from, to] = [(bar * bins) / amount, ((bar + 1) * bins) / amount];
    return { accepted: sumBetween((bin) => accepted[bin], from, to), throttled: sumBetween((bin) => throttled[bin], from, to) };
  });
  const most = Math.max(...sums.map((bar) => bar.accepted + bar.throttled));
  if (most === 0) return sums;
  return sums.map((bar) => ({ accepted: round(bar.accepted / most), throttled: round(bar.throttled / most) }));
}

/** Of what lies in the bins from one place to another; a bin that is cut counts by its part. */
function sumBetween(binAt: (bin: number) => number, from: number, to: number): number {
  let sum = 0;
  for (let bin = Math.floor(from); bin < to; bin++) sum += binAt(bin) * (Math.min(bin + 1, to) - Math.max(bin, from));
  return sum;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
