/**
 * Where everything stands: the tank and the chart share one scale of bytes, the chart runs in simulated time with a stretch of the future
 * for what is predicted, and under each flush stands what came of it. Pure.
 */
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { Flush, FlushTrigger } from '../../engine/firehose/firehose-state.ts';
import { textWidth } from '../text-width.ts';
import { type Tick, ticksOf, timeWindow } from './axis.ts';
import type { LaneState } from './lanes.ts';
import { boxWords, nextWords, triggerWords } from './text.ts';

export interface Places {
  width: number;
  height: number;
  isNarrow: boolean;
  tank: { left: number; right: number; top: number; bottom: number };
  plot: { left: number; right: number; top: number; bottom: number };
  dial: { x: number; y: number; radius: number };
  boxes: { top: number; height: number };
}

const NARROW_BELOW = 560;

export function placeBoard(width: number): Places {
  const isNarrow = width < NARROW_BELOW;
  const plotHeight = isNarrow ? 170 : 180;
  const top = 34;
  const bottom = top + plotHeight;
  const tank = isNarrow ? { left: 14, right: 66 } : { left: 28, right: 116 };
  const radius = isNarrow ? 24 : 32;
  return {
    width,
    height: bottom + (isNarrow ? 106 : 120),
    isNarrow,
    tank: { ...tank, top: top - 16, bottom },
    plot: { left: isNarrow ? 92 : 166, right: width - (isNarrow ? 10 : 22), top, bottom },
    dial: { x: (tank.left + tank.right) / 2, y: bottom + 28 + radius, radius },
    boxes: { top: bottom + 34, height: isNarrow ? 44 : 52 },
  };
}

export interface FlushMark {
  flush: Flush;
  x: number;
  y: number;
  /** Empty where there is no room for it: the mark's shape says it too. */
  label: string;
  trigger: FlushTrigger;
  area: string;
  outline: string;
}

export interface BoxMark {
  flush: Flush;
  left: number;
  width: number;
  top: number;
  height: number;
  /** Of its height: what is stored of what came in. */
  storedShare: number | null;
  label: string;
}

export interface Marks {
  fromUs: number;
  toUs: number;
  topBytes: number;
  nowX: number;
  ticks: Tick[];
  rows: { y: number; bytes: number }[];
  /** Other buffers, faint: one path each. */
  others: { key: string; path: string }[];
  flushes: FlushMark[];
  open: { area: string; outline: string } | null;
  boxes: BoxMark[];
  hintY: number;
  /** The hint lies so far above all that gathers that the chart has a scale of its own. */
  isFar: boolean;
  chartTop: number;
  /** The hint that is set, where the one in force has grown. */
  setHintY: number | null;
  /** From where it is filled to where it flushes; `isBeyond`: after the axis ends. */
  next: {
    path: string;
    x: number;
    y: number;
    isBeyond: boolean;
    label: string;
    labelX: number;
    labelLeft: number;
    anchor: 'start' | 'end' | 'middle';
  } | null;
  /** Vertical: when the time is up. */
  deadlineX: number | null;
  fillTop: number;
  /** Of the tank. */
  bytesAt(y: number): number;
}

interface MarksInput {
  places: Places;
  lanes: readonly LaneState[];
  lane: LaneState;
  nowUs: number;
  /** Of the hints in force, so that the axis stands still while they are dragged. */
  setIntervalSeconds: number;
  motion: 'full' | 'reduced';
  /** While a hint is dragged the scale of bytes stands still too. */
  heldTopBytes: number | null;
}

type Point = [atUs: number, bytes: number];

export function pointsOf(curve: readonly number[], openedUs: number): Point[] {
  const points: Point[] = [[openedUs, 0]];
  for (let i = 0; i + 1 < curve.length; i += 2) points.push([curve[i], curve[i + 1]]);
  return points;
}

const TICK_HALF = 18;
const LABEL_PX = 11;
const HEADROOM = 1.18;
const FAR_BELOW = 0.15;
const FAR_HEADROOM = 1.9;
const BOX_GAP = 2;

export function layoutMarks({ places, lanes, lane, nowUs, setIntervalSeconds, motion, heldTopBytes }: MarksInput): Marks {
  const { plot } = places;
  const { fromUs, toUs } = timeWindow(nowUs, setIntervalSeconds, motion === 'reduced');
  const highest = Math.max(lane.sizeBytes, lane.bytes, ...lane.flushes.map(({ bytes }) => bytes));
  const topBytes = heldTopBytes ?? highest * HEADROOM;
  const peak = Math.max(lane.bytes, lane.next?.bytes ?? 0, ...lane.flushes.map(({ bytes }) => bytes));
  const isFar = peak > 0 && peak < lane.sizeBytes * FAR_BELOW;
  const chartTop = isFar ? peak * FAR_HEADROOM : topBytes;
  const x = scaleLinear([fromUs, toUs], [plot.left, plot.right]);
  const tankY = scaleLinear([0, topBytes], [plot.bottom, plot.top]);
  const y = scaleLinear([0, chartTop], [plot.bottom, plot.top]);
  const tankYOf = (bytes: number) => Math.max(plot.top - 8, tankY(bytes));
  const xOf = (atUs: number) => x(atUs);
  const yOf = (bytes: number) => Math.max(plot.top - 8, y(bytes));
  const outlineOf = line<Point>(
    ([atUs]) => xOf(atUs),
    ([, bytes]) => yOf(bytes),
  );
  const areaOf = (points: Point[]) => outlineOf([[points[0][0], 0], ...points, [points[points.length - 1][0], 0]]) ?? '';
  const inSight = (flush: Flush) => flush.sealedUs >= fromUs && flush.openedUs <= nowUs;
  const flushPoints = (flush: Flush): Point[] => [...pointsOf(flush.curve, flush.openedUs), [flush.sealedUs, flush.bytes]];
  const others = lanes
    .filter(({ key }) => key !== lane.key)
    .map(({ key, flushes, open }) => {
      const parts = flushes.filter(inSight).map((flush) => outlineOf([...flushPoints(flush), [flush.sealedUs, 0]]) ?? '');
      if (open !== null) parts.push(outlineOf([...pointsOf(open.curve, open.openedUs), [nowUs, open.bytes]]) ?? '');
      return { key, path: parts.join('') };
    });
  const seen = lane.flushes.filter(inSight);
  const openPoints: Point[] | null =
    lane.open === null ? null : [...pointsOf(lane.open.curve, lane.open.openedUs), [nowUs, lane.open.bytes]];
  const set = lane.sizeBytes / lane.growth;
  const next = nextMark(lane, places, { nowUs, toUs, xOf, yOf });
  return {
    fromUs,
    toUs,
    topBytes,
    nowX: xOf(nowUs),
    ticks: ticksOf(fromUs, toUs, xOf, plot.right - plot.left).filter(({ x: at }) => at + TICK_HALF <= places.width),
    rows: y.ticks(4).map((bytes) => ({ y: y(bytes), bytes })),
    others,
    flushes: withLabels(
      seen.map((flush) => ({
        flush,
        x: xOf(flush.sealedUs),
        y: yOf(flush.bytes),
        label: flush.trigger === 'no-buffering' ? '' : triggerWords(flush.trigger),
        trigger: flush.trigger,
        area: areaOf(flushPoints(flush)),
        outline: outlineOf([...flushPoints(flush), [flush.sealedUs, 0]]) ?? '',
      })),
      plot,
      next === null || next.label === '' ? Infinity : next.labelLeft - 4,
    ),
    open: openPoints === null ? null : { area: areaOf(openPoints), outline: outlineOf(openPoints) ?? '' },
    boxes: boxesOf(seen, places, xOf, chartTop),
    hintY: tankYOf(lane.sizeBytes),
    isFar,
    chartTop,
    setHintY: lane.growth > 1.001 && !isFar ? yOf(set) : null,
    next,
    deadlineX: lane.open === null ? null : inPlot(xOf(lane.open.openedUs + lane.intervalSeconds * 1e6), plot),
    fillTop: tankYOf(lane.bytes),
    bytesAt: (at) => tankY.invert(at),
  };
}

const inPlot = (x: number, { left, right }: Places['plot']): number | null => (x < left || x > right ? null : x);

/** The newest keep theirs; a label that would lie on the one after it is left out. */
function withLabels(marks: FlushMark[], plot: Places['plot'], nextLeft: number): FlushMark[] {
  let free = nextLeft;
  return marks
    .toReversed()
    .map((mark) => {
      const half = textWidth(mark.label, LABEL_PX) / 2 + 4;
      const fits = mark.label !== '' && mark.x + half < free && mark.x - half >= plot.left;
      if (fits) free = mark.x - half;
      return fits ? mark : { ...mark, label: '' };
    })
    .toReversed();
}

const BOX_WIDTHS = { most: 46, least: 5 };

function boxesOf(flushes: readonly Flush[], { boxes, plot }: Places, xOf: (atUs: number) => number, topBytes: number): BoxMark[] {
  const heightOf = (bytes: number) => Math.max(4, (bytes / topBytes) * boxes.height);
  return flushes.flatMap((flush, i) => {
    const x = xOf(flush.sealedUs);
    if (x < plot.left) return [];
    const before = i === 0 ? -Infinity : xOf(flushes[i - 1].sealedUs);
    const after = i + 1 === flushes.length ? Infinity : xOf(flushes[i + 1].sealedUs);
    const room = Math.min(x - before, after - x) - BOX_GAP;
    const width = Math.min(BOX_WIDTHS.most, Math.max(BOX_WIDTHS.least, room));
    const height = heightOf(flush.bytes);
    const words = boxWords(flush.bytes);
    const label = width - 6 >= textWidth(words, 10) && height >= 12.5 ? words : '';
    const storedShare = flush.arrival === null ? null : Math.min(1, flush.arrival.bytes / Math.max(1, flush.bytes));
    return [{ flush, left: x - width / 2, width, top: boxes.top, height, storedShare, label }];
  });
}

interface Scales {
  nowUs: number;
  toUs: number;
  xOf(atUs: number): number;
  yOf(bytes: number): number;
}

function nextMark(lane: LaneState, { plot, isNarrow }: Places, { nowUs, toUs, xOf, yOf }: Scales): Marks['next'] {
  const { next, bytes, open } = lane;
  if (next === null) return null;
  const isBeyond = next.atUs > toUs;
  const share = isBeyond ? (toUs - nowUs) / (next.atUs - nowUs) : 1;
  const x = isBeyond ? plot.right : xOf(next.atUs);
  const y = yOf(bytes + (next.bytes - bytes) * share);
  const path = `M${xOf(nowUs)},${yOf(open?.bytes ?? 0)}L${x},${y}${isBeyond ? '' : `V${plot.bottom}`}`;
  const words = next.trigger === 'no-buffering' ? '' : isNarrow ? triggerWords(next.trigger) : nextWords(lane, nowUs);
  const label = isBeyond && words !== '' ? `${words} →` : words;
  const half = textWidth(label, LABEL_PX) / 2;
  const anchor = x + half > plot.right ? 'end' : x - half < plot.left ? 'start' : 'middle';
  const labelX = anchor === 'end' ? plot.right : x;
  const labelLeft = labelX - (anchor === 'end' ? 2 * half : anchor === 'middle' ? half : 0);
  return { path, x, y, isBeyond, label, labelX, labelLeft, anchor };
}
