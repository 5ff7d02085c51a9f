/** What a learner said before the run, and what became of it. A prediction is never part of the judgement. */
import type { GoalVerdict, JudgedWindow, Verdict } from '../../judge/goal.ts';
import type { Round } from './round.ts';

export interface CurvePoint {
  /** Since the start of the run. */
  atSeconds: number;
  value: number;
}

/** How many of a measure's own units one of these is: curves are said in what the learner reads, and measured in what the judge uses. */
const FACTORS: Readonly<Record<string, number>> = { '%': 0.01, s: 1000, min: 60_000, h: 3_600_000, KiB: 1024, MiB: 1_048_576 };
export const unitFactor = (unit: string): number => FACTORS[unit] ?? 1;

export type Predicted =
  | { kind: 'unknown' }
  /** Index of the option. */
  | { kind: 'choice'; option: number }
  | { kind: 'number'; value: number }
  /** Values in the prediction's unit. */
  | { kind: 'curve'; points: readonly CurvePoint[] };

/** A number counts as right within this much of what came, or one step of its slider. */
const NEAR_SHARE = 0.1;
/** A curve counts as right where it is off by less than this share of its scale on average. */
const CURVE_OFF_SHARE = 0.15;
const CURVE_POINTS = 7;

/** The moments at which a curve is drawn, and at which its typed twin asks: evenly over the window, both ends included. */
export function curveMoments({ fromSeconds, toSeconds }: JudgedWindow): number[] {
  const length = toSeconds - fromSeconds;
  return Array.from({ length: CURVE_POINTS }, (_, i) => Math.round(fromSeconds + (length * i) / (CURVE_POINTS - 1)));
}

/** Between two points the curve is straight; outside of them it stays as it is at its end. */
export function curveValue(points: readonly CurvePoint[], atSeconds: number): number {
  const next = points.findIndex((point) => point.atSeconds >= atSeconds);
  if (next < 0) return points.at(-1)?.value ?? NaN;
  const [before, after] = [points[next - 1], points[next]];
  if (before === undefined || after === undefined) return after?.value ?? NaN;
  const share = (atSeconds - before.atSeconds) / (after.atSeconds - before.atSeconds);
  return before.value + share * (after.value - before.value);
}

/** Mean distance of a curve from a series, both in the same unit; null where nothing was measured. */
export function curveOff(points: readonly CurvePoint[], series: readonly number[], window: JudgedWindow): number | null {
  const everySeconds = (window.toSeconds - window.fromSeconds) / Math.max(1, series.length);
  const distances = series.flatMap((value, i) =>
    Number.isNaN(value) ? [] : [Math.abs(value - curveValue(points, window.fromSeconds + (i + 1) * everySeconds))],
  );
  return distances.length === 0 ? null : distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
}

/** What a prediction asked for, as the finished run shows it: a number, or the index of an option; null while it is open. */
export function outcomeOf({ exercise, numbers }: Round, verdict: Verdict): number | null {
  if (!verdict.isFinal) return null;
  return exercise.outcome(numbers, Object.fromEntries(verdict.goals.map(({ goal, measured }) => [goal.id, measured])));
}

export const predictedGoal = (round: Round, verdict: Verdict): GoalVerdict | undefined => {
  const prediction = round.exercise.predict(round.numbers);
  return prediction.kind === 'curve' ? verdict.goals.find(({ goal }) => goal.id === prediction.goal) : undefined;
};

/** Null where there is nothing to compare: the run is not over, or the learner said that they do not know. */
export function predictionWasRight(round: Round, verdict: Verdict, predicted: Predicted | null): boolean | null {
  if (predicted === null || predicted.kind === 'unknown' || !verdict.isFinal) return null;
  const prediction = round.exercise.predict(round.numbers);
  if (predicted.kind === 'curve') {
    const shown = predictedGoal(round, verdict);
    if (prediction.kind !== 'curve' || shown === undefined) return null;
    const factor = unitFactor(prediction.unit);
    const inUnit = shown.series.map((value) => value / factor);
    const off = curveOff(predicted.points, inUnit, round.rules.window);
    return off === null ? null : off <= CURVE_OFF_SHARE * (prediction.max - prediction.min);
  }
  const outcome = outcomeOf(round, verdict);
  if (outcome === null) return null;
  if (predicted.kind === 'choice') return predicted.option === outcome;
  if (prediction.kind === 'number' && prediction.counted === true) return predicted.value === outcome;
  const step = prediction.kind === 'number' ? prediction.step : 0;
  return Math.abs(predicted.value - outcome) <= Math.max(step, NEAR_SHARE * Math.abs(outcome)) + 1e-9;
}
