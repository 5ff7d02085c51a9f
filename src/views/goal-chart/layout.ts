/**
 * One goal's measure over the judged window, as marks: the learner's run, the solution and the prediction as lines on one scale, the limit,
 * and the first moment at which it was missed. Pure. What a value reads like comes from outside: the view knows no units.
 */
import { max } from 'd3-array';
import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { curveLinear, line } from 'd3-shape';
import { textWidth } from '../text-width.ts';
import { clock } from '../wording.ts';

export interface ChartPoint {
  /** Since the start of the run. */
  atSeconds: number;
  value: number;
}

export interface GoalChartData {
  title: string;
  fromSeconds: number;
  toSeconds: number;
  /** Between two values of a series; the first one stands a step after the window's beginning. */
  everySeconds: number;
  /** As far as the run has come; NaN where nothing was measured. */
  own: readonly number[];
  solution: readonly number[] | null;
  predicted: readonly ChartPoint[] | null;
  /** Null: no line is drawn, and the scale does not give the goal away. */
  limit: { value: number; is: 'at-most' | 'at-least'; text: string } | null;
  missedAtSeconds: number | null;
  /** The value at the top; absent: the highest that is shown. */
  top?: number;
  format(value: number): string;
}

export interface GoalChartInput extends GoalChartData {
  width: number;
  height: number;
}

export interface EndLabel {
  line: 'own' | 'solution' | 'predicted';
  x: number;
  y: number;
  text: string;
}

export interface GoalChartLayout {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  base: number;
  own: string;
  solution: string;
  predicted: string;
  handles: { x: number; y: number }[];
  limit: { y: number; text: string; textX: number; textY: number; anchor: 'start' | 'end'; beyond: { y: number; height: number } } | null;
  missed: { x: number; y: number; text: string; anchor: 'start' | 'end' } | null;
  ticks: { x: number; text: string; anchor: 'start' | 'middle' | 'end' }[];
  topText: string;
  baseText: string;
  ends: EndLabel[];
  /** What a place in the drawing means. */
  pointAt(x: number, y: number): ChartPoint;
}

const FONT_PX = 11;
const ROW_PX = 13;
const TOP_PX = 20;
const BOTTOM_PX = 20;
const NAMES = { own: 'you', solution: 'solution', predicted: 'predicted' } as const;
/** Room above the highest value, so that a limit at the very top is seen to be one. */
const HEAD = 1.02;

/** As the score says it: `3:12`. */
export const momentText = (seconds: number): string => clock(seconds * 1e6, 0).replace(/^0(?=\d)/, '');

export function seriesPoints(series: readonly number[], { fromSeconds, everySeconds }: GoalChartData): ChartPoint[] {
  return series.map((value, i) => ({ atSeconds: fromSeconds + (i + 1) * everySeconds, value }));
}

export function highestShown({ own, solution, predicted, limit, top }: GoalChartData): number {
  if (top !== undefined) return top;
  const shown = [...own, ...(solution ?? []), ...(predicted ?? []).map(({ value }) => value), limit?.value ?? 0];
  const highest = (max(shown.filter(Number.isFinite)) || 1) * HEAD;
  return scaleLinear([0, highest], [0, 1]).nice(4).domain()[1]!;
}

export function layoutGoalChart(input: GoalChartInput): GoalChartLayout {
  const { width, height, fromSeconds, toSeconds, own, solution, predicted, format } = input;
  const highest = highestShown(input);
  const names = Math.max(...[own, solution, predicted].map((one, i) => (one?.length ? textWidth(Object.values(NAMES)[i]!, FONT_PX) : 0)));
  const left = 6 + Math.max(textWidth(format(highest), FONT_PX), textWidth(format(0), FONT_PX));
  const right = Math.max(left + 20, width - 8 - names);
  const [top, base] = [TOP_PX, Math.max(TOP_PX + 20, height - BOTTOM_PX)];
  const x = scaleLinear([fromSeconds, toSeconds], [left, right]).clamp(true);
  const y = scaleLinear([0, highest], [base, top]).clamp(true);
  const path = line<ChartPoint>()
    .defined(({ value }) => Number.isFinite(value))
    .x(({ atSeconds }) => x(atSeconds))
    .y(({ value }) => y(value))
    .curve(curveLinear)
    .digits(1);
  const drawn = {
    own: seriesPoints(own, input),
    solution: seriesPoints(solution ?? [], input),
    predicted: [...(predicted ?? [])],
  };
  return {
    width,
    height,
    left,
    right,
    top,
    base,
    own: path(drawn.own) ?? '',
    solution: path(drawn.solution) ?? '',
    predicted: path(drawn.predicted) ?? '',
    handles: drawn.predicted.map(({ atSeconds, value }) => ({ x: x(atSeconds), y: y(value) })),
    limit: limitMark(input, drawn.own, y, left, right),
    missed: missedMark(input, drawn.own, x, y, right),
    ticks: [
      { x: left, text: momentText(fromSeconds), anchor: 'start' },
      { x: (left + right) / 2, text: momentText((fromSeconds + toSeconds) / 2), anchor: 'middle' },
      { x: right, text: momentText(toSeconds), anchor: 'end' },
    ],
    topText: format(highest),
    baseText: format(0),
    ends: endLabels(drawn, x, y, base),
    pointAt: (px, py) => ({ atSeconds: x.invert(px), value: y.invert(py) }),
  };
}

type Scale = ScaleLinear<number, number>;

/** The line, and the side of it on which the goal is missed. */
function limitMark({ limit }: GoalChartInput, own: readonly ChartPoint[], y: Scale, left: number, right: number): GoalChartLayout['limit'] {
  if (limit === null) return null;
  const at = y(limit.value);
  const [base, top] = y.range() as [number, number];
  const beyond = limit.is === 'at-most' ? { y: top, height: at - top } : { y: at, height: base - at };
  const seen = own.filter(({ value }) => Number.isFinite(value));
  const away = (point: ChartPoint | undefined) => (point === undefined ? 0 : Math.abs(y(point.value) - at));
  const anchor = away(seen.at(-1)) > away(seen[0]) + ROW_PX ? 'end' : 'start';
  const textX = anchor === 'start' ? left + 5 : right - 5;
  return { y: at, text: limit.text, textX, textY: at - top < ROW_PX ? at + ROW_PX : at - 4, anchor, beyond };
}

function missedMark(
  { missedAtSeconds }: GoalChartInput,
  own: readonly ChartPoint[],
  x: Scale,
  y: Scale,
  right: number,
): GoalChartLayout['missed'] {
  if (missedAtSeconds === null) return null;
  const seen = own.find(({ atSeconds, value }) => atSeconds >= missedAtSeconds && Number.isFinite(value));
  const at = x(missedAtSeconds);
  const text = `missed at ${momentText(missedAtSeconds)}`;
  return { x: at, y: y(seen?.value ?? 0), text, anchor: at + textWidth(text, FONT_PX) + 6 > right ? 'end' : 'start' };
}

/** Names beside the last values, moved apart where they would lie on each other. */
function endLabels(drawn: Record<EndLabel['line'], readonly ChartPoint[]>, x: Scale, y: Scale, base: number): EndLabel[] {
  const labels = (['own', 'solution', 'predicted'] as const).flatMap((name): EndLabel[] => {
    const last = drawn[name].findLast(({ value }) => Number.isFinite(value));
    return last === undefined ? [] : [{ line: name, x: x(last.atSeconds) + 4, y: y(last.value) + 4, text: NAMES[name] }];
  });
  const byHeight = labels.toSorted((a, b) => b.y - a.y);
  let below = base + ROW_PX;
  for (const label of byHeight) {
    label.y = Math.min(label.y, below - ROW_PX);
    below = label.y;
  }
  return labels;
}
