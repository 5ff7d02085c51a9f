/**
 * Two branches over each other as marks: one small chart for each series, all on one axis of time, both branches as lines; the moment
 * at which they fork, the first difference, the present moment and the moment that is being read.
 */
import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { curveLinear, curveStepAfter, line } from 'd3-shape';
import { fitText, textWidth } from '../text-width.ts';
import type { MomentMark, TickMark } from './moments.ts';
import { momentsOf, ticksOf } from './moments.ts';
import type { ComparedSide, Series, SeriesReading } from './series.ts';
import { BEAT_US, columnsOf, measuredUs, readSeries, SERIES, seriesTitle } from './series.ts';

export interface CompareInput {
  here: ComparedSide;
  there: ComparedSide;
  nowUs: number;
  /** Until when both are one history; null where it is not known. */
  forkUs: number | null;
  /** The first moment they differ; null where there is none. */
  differsUs: number | null;
  range: CompareRange;
  /** The moment that is being read; null: the present one. */
  cursorUs: number | null;
  width: number;
  height: number;
}

export type CompareRange = 'run' | 'fork';

export interface EndLabel {
  x: number;
  y: number;
  text: string;
}

export interface ChartMark {
  id: Series['id'];
  title: string;
  top: number;
  base: number;
  /** Value at the top, in words. */
  topText: string;
  /** SVG path data; `there` begins where the two fork. */
  here: string;
  there: string;
  hereEnd: EndLabel;
  thereEnd: EndLabel;
  /** At the cursor: places of both values on the chart, null where nothing was measured. */
  hereAt: number | null;
  thereAt: number | null;
  reading: SeriesReading;
}

export interface CompareLayout {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  fromUs: number;
  untilUs: number;
  columnUs: number;
  charts: ChartMark[];
  moments: MomentMark[];
  ticks: TickMark[];
  cursorUs: number;
  cursorX: number;
  isNarrow: boolean;
  /** Two names that cannot be taken for one another. */
  names: { here: string; there: string };
}

const LEAST_HEIGHT_PX = 390;
/** Narrower than this, a reading stands on a line of its own. */
const NARROW_PX = 560;
const LEFT_PX = 8;
const LABEL_FONT_PX = 11;
const LABEL_GAP_PX = 13;
const COLUMN_PX = 2.5;
/** Rates are of a second: consumers read in bursts, and within less a rate would only show these. */
const LEAST_COLUMN_US = 1e6;
const ROW_PX = 14;
const TITLE_PX = 19;
const READING_PX = 15;
const CHART_GAP_PX = 10;
const AXIS_PX = 22;
/** Room for the names at the ends of the lines, as a share of the width. */
const NAMES_SHARE = 0.2;

interface Frame {
  x: (atUs: number) => number;
  left: number;
  right: number;
  columnUs: number;
  columns: number;
  firstColumn: number;
  forkColumn: number;
  /** At the cursor. */
  hereColumn: number;
  thereColumn: number;
  /** Until when each was measured. */
  hereToUs: number;
  thereToUs: number;
  titlePx: number;
  names: CompareLayout['names'];
}

export function layoutCompare(input: CompareInput): CompareLayout {
  const { here, there, width, nowUs, forkUs } = input;
  const isNarrow = width < NARROW_PX;
  const height = Math.max(LEAST_HEIGHT_PX + (isNarrow ? SERIES.length * READING_PX : 0), input.height);
  const room = Math.max(44, Math.min(120, width * NAMES_SHARE));
  const names = { here: fitText(here.name, room - 10, LABEL_FONT_PX), there: fitText(there.name, room - 10, LABEL_FONT_PX) };
  const [hereToUs, thereToUs] = [measuredUs(here, nowUs), measuredUs(there, nowUs)];
  const untilUs = Math.max(here.endUs, there.endUs, nowUs, 1e6);
  const fromUs = input.range === 'fork' && forkUs !== null ? Math.max(0, forkUs - (untilUs - forkUs) * 0.08) : 0;
  const left = LEFT_PX;
  const right = Math.max(left + 40, width - room);
  const x = scaleLinear([fromUs, untilUs], [left, right]);
  const binUs = Math.max(here.timeline.binUs, there.timeline.binUs);
  const columnUs = binUs * Math.ceil(Math.max(LEAST_COLUMN_US, ((untilUs - fromUs) / (right - left)) * COLUMN_PX) / binUs);
  const moments = momentsOf(input, x, fromUs, left, right);
  const rows = Math.max(1, ...moments.map(({ row }) => row + 1));
  const top = 4 + rows * ROW_PX + 6;
  const bottom = height - AXIS_PX;
  const cursorUs = Math.min(untilUs, Math.max(fromUs, input.cursorUs ?? nowUs));
  const frame: Frame = {
    x,
    left,
    right,
    columnUs,
    columns: Math.ceil(untilUs / columnUs),
    firstColumn: Math.floor(fromUs / columnUs),
    forkColumn: forkUs === null ? 0 : Math.max(0, Math.floor(forkUs / columnUs) - 1),
    hereColumn: columnAt(cursorUs, columnUs, hereToUs),
    thereColumn: columnAt(cursorUs, columnUs, thereToUs),
    hereToUs,
    thereToUs,
    titlePx: TITLE_PX + (isNarrow ? READING_PX : 0),
    names,
  };
  const each = (bottom - top) / SERIES.length;
  const charts = SERIES.map((series, i) => chartOf(series, input, frame, top + i * each, top + (i + 1) * each - CHART_GAP_PX));
  const ticks = ticksOf(fromUs, untilUs, x, right - left);
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    fromUs,
    untilUs,
    columnUs,
    charts,
    moments,
    ticks,
    cursorUs,
    cursorX: x(cursorUs),
    isNarrow,
    names,
  };
}

/** The column of a moment; what the engine has not measured since its last beat is read where that ended. */
function columnAt(atUs: number, columnUs: number, measuredToUs: number): number {
  const isNewest = atUs >= measuredToUs && atUs - measuredToUs < BEAT_US;
  return Math.floor((isNewest ? Math.max(0, measuredToUs - 1) : atUs) / columnUs);
}

function chartOf(series: Series, { here, there }: CompareInput, frame: Frame, from: number, base: number): ChartMark {
  const { firstColumn, columnUs, columns, hereColumn, thereColumn } = frame;
  const top = from + frame.titlePx;
  const ofHere = columnsOf(series, here, frame.hereToUs, columnUs, columns);
  const ofThere = columnsOf(series, there, frame.thereToUs, columnUs, columns);
  const seen = [...ofHere.subarray(firstColumn), ...ofThere.subarray(firstColumn)].filter(Number.isFinite);
  const highest = scaleLinear([0, max(seen) || 1], [0, 1])
    .nice(5)
    .domain()[1];
  const y = scaleLinear([0, highest], [base, top]);
  const hereEnd = endOf(ofHere, frame, y, frame.names.here);
  const thereEnd = endOf(ofThere, frame, y, frame.names.there);
  partLabels(hereEnd, thereEnd, top + 1, base + 3);
  const place = (value: number) => (Number.isNaN(value) ? null : y(value));
  return {
    id: series.id,
    title: seriesTitle(series),
    top,
    base,
    topText: series.say(highest),
    here: pathOf(series, ofHere, frame, y, firstColumn),
    there: pathOf(series, ofThere, frame, y, Math.max(firstColumn, frame.forkColumn)),
    hereEnd,
    thereEnd,
    hereAt: place(ofHere[hereColumn] ?? Number.NaN),
    thereAt: place(ofThere[thereColumn] ?? Number.NaN),
    reading: readSeries(series, ofHere[hereColumn] ?? Number.NaN, ofThere[thereColumn] ?? Number.NaN),
  };
}

/** A rate stands in the middle of its column, a level lasts from the end of its column on. */
function pathOf(
  series: Series,
  values: Float64Array,
  { x, columnUs, left, right }: Frame,
  y: (value: number) => number,
  from: number,
): string {
  const steps = series.joined === 'level';
  const path = line<number>()
    .defined(Number.isFinite)
    .x((_, i) => Math.min(right, Math.max(left, x((from + i + (steps ? 0 : 0.5)) * columnUs))))
    .y((value) => y(value))
    .curve(steps ? curveStepAfter : curveLinear)
    .digits(1);
  const part = Array.from(values.subarray(from));
  // The last level lasts until its column ends.
  const newest = part.findLastIndex(Number.isFinite);
  if (steps && newest >= 0) part.splice(newest + 1, 1, part[newest]);
  return path(part) ?? '';
}

function endOf(values: Float64Array, { x, columnUs, left, right }: Frame, y: (value: number) => number, text: string): EndLabel {
  const newest = values.findLastIndex(Number.isFinite);
  if (newest < 0) return { x: left, y: y(0), text: '' };
  return { x: Math.min(right, x((newest + 1) * columnUs)) + 5, y: y(values[newest]) + 4, text };
}

/** Two names at one end of the chart stand one above the other, in the order of their lines. */
function partLabels(one: EndLabel, other: EndLabel, top: number, bottom: number): void {
  const isNear = Math.abs(one.x - other.x) < Math.max(textWidth(one.text, LABEL_FONT_PX), textWidth(other.text, LABEL_FONT_PX)) + 4;
  const [upper, lower] = one.y <= other.y ? [one, other] : [other, one];
  if (isNear && lower.y - upper.y < LABEL_GAP_PX) {
    const middle = (upper.y + lower.y) / 2;
    upper.y = middle - LABEL_GAP_PX / 2;
    lower.y = middle + LABEL_GAP_PX / 2;
  }
  const over = Math.max(0, lower.y - bottom);
  const under = Math.max(0, top + 8 - upper.y);
  const shift = isNear ? under - over : 0;
  upper.y += isNear ? shift : under;
  lower.y += isNear ? shift : -over;
}
