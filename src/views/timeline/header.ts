/** The line above the bars: how high the highest bar could be, which part is shown, where now is. Each stands where nothing else does, or not at all. */
import { textWidth } from '../text-width.ts';
import { clock, count } from '../wording.ts';
import type { BarMark } from './bars.ts';
import type { TimeWindow } from './window.ts';
import { lengthOf } from './window.ts';

export interface HeaderText {
  text: string;
  x: number;
  anchor: 'start' | 'end';
}

export interface Header {
  now: HeaderText | null;
  peak: HeaderText | null;
  range: HeaderText | null;
  away: HeaderText | null;
}

export interface HeaderInput {
  left: number;
  right: number;
  playheadX: number;
  /** At which side the playhead is, where it is not shown. */
  playheadAway: 'earlier' | 'later' | null;
  endX: number;
  endUs: number;
  isPast: boolean;
  steps: readonly { numberX: number; halfPx: number }[];
  bars: readonly BarMark[];
  peakPerSecond: number;
  window: TimeWindow;
  isZoomed: boolean;
}

const FONT_PX = 10.5;
const GAP_PX = 8;
const KNOB_PX = 8;
const FLAG_PX = 6;

/** What is taken, as pairs of x. */
type Taken = [from: number, to: number][];

/** The first of the places that is free; it is taken then. */
function settle(text: string, places: readonly Omit<HeaderText, 'text'>[], taken: Taken, edges: [number, number]): HeaderText | null {
  const width = textWidth(text, FONT_PX);
  for (const { x, anchor } of places) {
    const [from, to] = anchor === 'start' ? [x, x + width] : [x - width, x];
    if (from < edges[0] || to > edges[1] || taken.some(([a, b]) => from < b + GAP_PX && to > a - GAP_PX)) continue;
    taken.push([from, to]);
    return { text, x, anchor };
  }
  return null;
}

export function headerOf(input: HeaderInput): Header {
  const { left, right, playheadX, playheadAway, endX, endUs, isPast, steps, bars, peakPerSecond, window, isZoomed } = input;
  const edges: [number, number] = [left - 1, right + 10];
  const atLeft = { x: left, anchor: 'start' } as const;
  const atRight = { x: right, anchor: 'end' } as const;
  const taken: Taken = steps.map(({ numberX, halfPx }) => [numberX - halfPx, numberX + halfPx]);
  if (playheadAway === null) taken.push([playheadX - KNOB_PX, playheadX + KNOB_PX]);
  const awayText = playheadAway === 'earlier' ? '◂ playhead' : 'playhead ▸';
  const away = playheadAway === null ? null : settle(awayText, [playheadAway === 'earlier' ? atLeft : atRight], taken, edges);
  const isEndShown = isPast && endX >= left && endX <= right;
  const nowPlaces = [
    { x: endX + 5, anchor: 'start' },
    { x: endX - FLAG_PX - 3, anchor: 'end' },
  ] as const;
  const now = isEndShown ? (settle(`now ${clock(endUs)}`, nowPlaces, taken, edges) ?? settle('now', nowPlaces, taken, edges)) : null;
  if (isEndShown) taken.push([endX - FLAG_PX, endX]);
  const hasBars = bars.some(({ height }) => height > 0);
  const peakText = hasBars
    ? `top: ${count(peakPerSecond)} rec/s`
    : endUs === 0
      ? 'nothing has been put yet'
      : 'nothing was put into the stream here';
  const peak = settle(peakText, [atRight, atLeft], taken, edges);
  const decimals = lengthOf(window) < 20e6 ? 1 : 0;
  const rangeText = `${clock(window.fromUs, decimals)} to ${clock(window.toUs, decimals)}`;
  const range = isZoomed ? settle(rangeText, [atLeft, atRight], taken, edges) : null;
  return { now, peak, range, away };
}
