/** A prediction in words: what was said, and what became of it. */
import type { Prediction } from '../../../content/exercises/exercise.ts';
import { curveOff, outcomeOf, type Predicted, predictedGoal, predictionWasRight, unitFactor } from '../../../content/learning/predicted.ts';
import type { Round } from '../../../content/learning/round.ts';
import type { Verdict } from '../../../judge/goal.ts';

type NumberPrediction = Extract<Prediction, { kind: 'number' }>;

/** To the nearest whole step from the lower end. */
export function onStep(value: number, { min, max, step }: NumberPrediction): number {
  const stepped = min + Math.round((value - min) / step) * step;
  return Number(Math.min(max, Math.max(min, stepped)).toFixed(6));
}

export function decimalsOf(step: number): number {
  const [, decimals = ''] = String(step).split('.');
  return decimals.length;
}

const CURVE_STEPS = 20;
export const stepOf = ({ min, max }: { min: number; max: number }): number => (max - min) / CURVE_STEPS;

const THIN = '\u202F';
const withUnit = (value: number, unit: string): string => `${Number(value.toFixed(2))}${THIN}${unit}`;

/** Two shares differ by percentage points. */
const distanceText = (distance: number, unit: string): string =>
  unit === '%' ? `${Number(distance.toFixed(1))} percentage points` : withUnit(distance, unit);

export interface PredictionWords {
  /** `You said: halve the throttling.` */
  said: string;
  /** What it was, once the run is judged; null before. */
  became: string | null;
  wasRight: boolean | null;
}

export function predictionWords(round: Round, verdict: Verdict | null, predicted: Predicted): PredictionWords {
  const prediction = round.exercise.predict(round.numbers);
  const wasRight = verdict === null ? null : predictionWasRight(round, verdict, predicted);
  return {
    said: saidWords(prediction, predicted),
    became: verdict === null ? null : becameWords(round, verdict, predicted, wasRight),
    wasRight,
  };
}

function saidWords(prediction: Prediction, predicted: Predicted): string {
  if (predicted.kind === 'choice' && prediction.kind === 'choice') return `You said: ${prediction.options[predicted.option] ?? '–'}.`;
  if (predicted.kind === 'number' && prediction.kind === 'number') return `You said: ${withUnit(predicted.value, prediction.unit)}.`;
  if (predicted.kind === 'curve' && prediction.kind === 'curve') {
    const [first, last] = [predicted.points[0], predicted.points.at(-1)];
    const ends = [first?.value ?? 0, last?.value ?? 0];
    const highest = Math.max(...predicted.points.map(({ value }) => value));
    const over = highest > Math.max(...ends) ? `, over ${withUnit(highest, prediction.unit)}` : '';
    return `You drew a curve from ${withUnit(ends[0]!, prediction.unit)} to ${withUnit(ends[1]!, prediction.unit)}${over}.`;
  }
  return 'You said that you do not know.';
}

function becameWords(round: Round, verdict: Verdict, predicted: Predicted, wasRight: boolean | null): string | null {
  if (!verdict.isFinal) return null;
  const prediction = round.exercise.predict(round.numbers);
  const verdictOnIt = wasRight === null ? '' : wasRight ? ' You were right.' : ' That is not what you expected.';
  if (prediction.kind === 'curve') {
    const shown = predictedGoal(round, verdict);
    if (shown === undefined || predicted.kind !== 'curve') return null;
    const off = curveOff(
      predicted.points,
      shown.series.map((value) => value / unitFactor(prediction.unit)),
      round.rules.window,
    );
    return off === null
      ? 'Nothing was measured to compare it with.'
      : `It was off by ${distanceText(off, prediction.unit)} on average.${verdictOnIt}`;
  }
  const outcome = outcomeOf(round, verdict);
  if (outcome === null) return 'This run does not show it.';
  const was = prediction.kind === 'choice' ? (prediction.options[outcome] ?? '–') : withUnit(outcome, prediction.unit);
  return `It was: ${was}.${verdictOnIt}`;
}
