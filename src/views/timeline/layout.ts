/**
 * The timeline as marks: put rate as bars, throttled records on the same axis, pins for what happened, branches below them, the playhead
 * and the end of the run. A pure function of the run, the part that is shown and the size.
 */
import type { Explanation } from '../../engine/explain/explanation.ts';
import type { SlowFrame } from '../../protocol/from-worker.ts';
import type { BarMark } from './bars.ts';
import { barsOf } from './bars.ts';
import type { BranchRows } from './branch-rows.ts';
import { branchRows, rowsNeeded } from './branch-rows.ts';
import type { PinMark, SpanMark } from './clusters.ts';
import { placePins } from './clusters.ts';
import type { Header } from './header.ts';
import { headerOf } from './header.ts';
import type { Pin } from './pins.ts';
import type { StepMark, StepSpan } from './step-marks.ts';
import { stepMarks } from './step-marks.ts';
import type { TickMark } from './ticks.ts';
import { ticksOf } from './ticks.ts';
import type { TimeWindow } from './window.ts';
import { bounded, holds, isWhole, lengthOf, wholeOf } from './window.ts';

export interface TimelineLayout extends BranchRows {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  /** y of the axis; above it the bars, below it the pins. */
  base: number;
  pinsY: number;
  ticksY: number;
  rowPx: number;
  /** What is shown, and what there is to show. */
  window: TimeWindow;
  whole: TimeWindow;
  /** How far the branch has been run. */
  endUs: number;
  /** The moment that is shown, or that is about to be. */
  shownUs: number;
  isPast: boolean;
  isZoomed: boolean;
  bars: BarMark[];
  /** From one bar to the next. */
  pitchPx: number;
  /** Records per second at the top. */
  peakPerSecond: number;
  pins: PinMark[];
  spans: SpanMark[];
  steps: StepMark[];
  stepSpans: StepSpan[];
  ticks: TickMark[];
  header: Header;
  /** They may lie outside of what is shown. */
  playheadX: number;
  endX: number;
  /** Where the playhead is not shown: at which side it is. */
  playheadAway: 'earlier' | 'later' | null;
  /** What part of the whole is shown; null where it is all. */
  minimap: { y: number; height: number; x1: number; x2: number; runX: number; playheadX: number } | null;
}

export interface TimelineInput {
  slow: Pick<SlowFrame, 'timeline' | 'travel'>;
  /** Of the whole branch. */
  pins: readonly Pin[];
  explained: Explanation | null;
  shownUs: number;
  endUs: number;
  isPast: boolean;
  /** Null: the whole run. */
  window: TimeWindow | null;
  width: number;
  height: number;
}

/** From here on there is room for names of branches and for three rows of buttons. */
const ROOMY_PX = 84;
const SIDE_PX = 12;
const BUTTON_COLUMN_PX = 58;
const TICK_PX = 12;
const MINIMAP_PX = 5;
const BARS_MIN_PX = 22;

export function isRoomy(height: number): boolean {
  return height >= ROOMY_PX;
}

function placesOf({ width, height, slow: { travel } }: TimelineInput, isZoomed: boolean) {
  const roomy = isRoomy(height);
  const left = SIDE_PX;
  const right = Math.max(left + 40, width - BUTTON_COLUMN_PX - SIDE_PX);
  const top = roomy ? 15 : 14;
  const minimapY = height - MINIMAP_PX - 2;
  const ticksY = (isZoomed ? minimapY - 3 : height - 4) - (roomy ? 1 : 0);
  const rowsMax = roomy ? 4 : 2;
  const rows = rowsNeeded(travel, rowsMax);
  const pinsPx = roomy ? 16 : 13;
  const under = ticksY - TICK_PX;
  const room = under - pinsPx - BARS_MIN_PX - top;
  const rowPx = rows === 0 ? 0 : Math.min(11, Math.max(5, roomy ? Math.max(9, room / rows) : room / rows));
  const base = Math.max(top + 8, Math.round(under - rows * rowPx - pinsPx));
  return { left, right, top, base, pinsY: base + (roomy ? 10 : 8), ticksY, rowPx, rowsMax, rowsTop: base + pinsPx, minimapY };
}

/** A linear scale without a call in between: it is used for every mark of every draw. */
function scaleOf(window: TimeWindow, left: number, right: number): (atUs: number) => number {
  const perUs = (right - left) / lengthOf(window);
  return (atUs) => left + (atUs - window.fromUs) * perUs;
}

export function layoutTimeline(input: TimelineInput): TimelineLayout {
  const { slow, pins, explained, shownUs, endUs, isPast, width, height } = input;
  const whole = wholeOf(endUs);
  const window = input.window === null ? whole : bounded(input.window, whole);
  const isZoomed = !isWhole(window, whole);
  const { left, right, top, base, pinsY, ticksY, rowPx, rowsMax, rowsTop, minimapY } = placesOf(input, isZoomed);
  const x = scaleOf(window, left, right);
  const small = scaleOf(whole, left, right);
  const { marks: pinMarks, spans } = placePins(pins, { x, left, right, shownUs, endUs });
  const { marks: steps, spans: stepSpans } = stepMarks(explained, x, left, right);
  const { bars, peakPerSecond, pitchPx } = barsOf(slow.timeline, endUs, window, x, Math.max(4, base - top));
  const playheadAway = holds(window, shownUs) ? null : shownUs < window.fromUs ? 'earlier' : 'later';
  const edges = { left, right, playheadX: x(shownUs), playheadAway, endX: x(endUs), endUs, isPast, window, isZoomed } as const;
  return {
    ...branchRows(slow.travel, { x, left, right, top: rowsTop, rowPx, rowsMax, endUs }),
    ...edges,
    width,
    height,
    top,
    base,
    pinsY,
    ticksY,
    rowPx,
    whole,
    shownUs,
    bars,
    pitchPx,
    peakPerSecond,
    pins: pinMarks,
    spans,
    steps,
    stepSpans,
    ticks: ticksOf(window, x, left, right),
    header: headerOf({ ...edges, steps, bars, peakPerSecond }),
    minimap: isZoomed
      ? { y: minimapY, height: MINIMAP_PX, x1: small(window.fromUs), x2: small(window.toUs), runX: small(endUs), playheadX: small(shownUs) }
      : null,
  };
}

/** The moment under a place, which may lie outside of what is shown. */
export function timeAt({ window, left, right }: TimelineLayout, x: number): number {
  return window.fromUs + ((x - left) / (right - left)) * lengthOf(window);
}
