/** What the learner expects, said before the run: it is committed once and stays in sight. */
import { useId, useState } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import type { Prediction } from '../../../content/exercises/exercise.ts';
import { type CurvePoint, type Predicted, unitFactor } from '../../../content/learning/predicted.ts';
import type { Round } from '../../../content/learning/round.ts';
import type { GoalVerdict, Verdict } from '../../../judge/goal.ts';
import { valueText } from '../../../judge/goal-text.ts';
import { Button } from '../../controls/Button.tsx';
import { NumberRow } from '../../controls/NumberRow.tsx';
import look from '../option.module.css';
import { GoalChart, goalChartData, levelCurve } from '../score/GoalChart.tsx';
import { CurveFields } from './CurveFields.tsx';
import styles from './predict.module.css';
import { decimalsOf, onStep, predictionWords } from './prediction-words.ts';

interface PredictFormProps {
  round: Round;
  /** Null until it is committed; then it cannot be changed. */
  value: Predicted | null;
  /** What has been measured so far, to be shown against a curve. */
  verdict?: Verdict | null;
  onCommit(predicted: Predicted): void;
}

export function PredictForm({ round, value, verdict = null, onCommit }: PredictFormProps) {
  const headId = useId();
  const prediction = round.exercise.predict(round.numbers);
  return (
    <section className={styles.predict} aria-labelledby={headId}>
      <h3 id={headId}>{value === null ? 'Predict first' : 'Your prediction'}</h3>
      {value === null ? (
        <Asking key={round.seed} round={round} prediction={prediction} onCommit={onCommit} />
      ) : (
        <Committed round={round} prediction={prediction} value={value} verdict={verdict} />
      )}
    </section>
  );
}

interface PartProps {
  round: Round;
  prediction: Prediction;
}

function Asking({ round, prediction, onCommit }: PartProps & { onCommit(predicted: Predicted): void }) {
  const [draft, setDraft] = useState<Predicted>(() => firstDraft(round, prediction));
  return (
    <form
      className={styles.asking}
      // Enter takes a typed number, as everywhere; a prediction is committed by its button alone. The fields keep their keys to themselves.
      onKeyDownCapture={(event) => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.kind !== 'unknown') onCommit(draft);
      }}
    >
      <Field round={round} prediction={prediction} draft={draft} onChange={setDraft} />
      <p className={styles.buttons}>
        <Button type="submit" look={draft.kind === 'unknown' ? 'plain' : 'primary'} isDisabled={draft.kind === 'unknown'}>
          Commit the prediction
        </Button>
        <Button look="quiet" onPress={() => onCommit({ kind: 'unknown' })}>
          I do not know
        </Button>
      </p>
    </form>
  );
}

/** A choice begins with none; the middle of a scale gives nothing away. */
function firstDraft(round: Round, prediction: Prediction): Predicted {
  if (prediction.kind === 'choice') return { kind: 'unknown' };
  const { min, max } = prediction;
  const middle = (min + max) / 2;
  return prediction.kind === 'number'
    ? { kind: 'number', value: onStep(middle, prediction) }
    : { kind: 'curve', points: levelCurve(round, middle) };
}

function Field({ round, prediction, draft, onChange }: PartProps & { draft: Predicted; onChange(next: Predicted): void }) {
  if (prediction.kind === 'choice')
    return (
      <RadioGroup
        className={styles.options}
        value={draft.kind === 'choice' ? String(draft.option) : null}
        onChange={(next) => onChange({ kind: 'choice', option: Number(next) })}
      >
        <Label className={styles.question}>{prediction.question}</Label>
        {prediction.options.map((option, i) => (
          <Radio key={option} className={look.option} value={String(i)}>
            {option}
          </Radio>
        ))}
      </RadioGroup>
    );
  if (prediction.kind === 'number')
    return (
      <NumberRow
        label={prediction.question}
        value={draft.kind === 'number' ? draft.value : prediction.min}
        unit={prediction.unit}
        min={prediction.min}
        max={prediction.max}
        decimals={decimalsOf(prediction.step)}
        onCommit={(value) => onChange({ kind: 'number', value: onStep(value, prediction) })}
      />
    );
  return <CurveField round={round} prediction={prediction} draft={draft} onChange={onChange} />;
}

type CurvePrediction = Extract<Prediction, { kind: 'curve' }>;

interface CurveFieldProps {
  round: Round;
  prediction: CurvePrediction;
  draft: Predicted;
  onChange(next: Predicted): void;
}

/** The limit is not drawn: it would say what to draw. */
function CurveField({ round, prediction, draft, onChange }: CurveFieldProps) {
  const goal = round.rules.goals.find(({ id }) => id === prediction.goal);
  if (goal === undefined || draft.kind !== 'curve') return null;
  const factor = unitFactor(prediction.unit);
  const data = { ...goalChartData(round, goal, { predicted: draft }), limit: null, top: prediction.max * factor };
  const onDraw = (points: CurvePoint[]) =>
    onChange({ kind: 'curve', points: points.map(({ atSeconds, value }) => ({ atSeconds, value: roundTo3(value / factor) })) });
  return (
    <>
      <p className={styles.question}>{prediction.question}</p>
      <p className={styles.small}>Draw the curve with the pointer, or type its values below.</p>
      <GoalChart data={data} onDraw={onDraw} />
      <CurveFields prediction={prediction} points={draft.points} onChange={(points) => onChange({ kind: 'curve', points })} />
    </>
  );
}

/** As long as nothing goes beyond it, the curve stays on the scale on which it was drawn. */
function scaleDrawnOn(prediction: Prediction, own: GoalVerdict | undefined): { top?: number } {
  if (prediction.kind !== 'curve') return {};
  const top = prediction.max * unitFactor(prediction.unit);
  return own?.series.some((value) => value > top) ? {} : { top };
}

const roundTo3 = (value: number): number => Number(value.toPrecision(3));

function Committed({ round, prediction, value, verdict }: PartProps & { value: Predicted; verdict: Verdict | null }) {
  const { said, became } = predictionWords(round, verdict, value);
  const goal = prediction.kind === 'curve' ? round.rules.goals.find(({ id }) => id === prediction.goal) : undefined;
  const own = verdict?.goals.find((one) => one.goal.id === goal?.id);
  return (
    <>
      <p className={styles.question}>{prediction.question}</p>
      <p className={styles.said}>{said}</p>
      {goal !== undefined && value.kind === 'curve' && (
        <GoalChart data={{ ...goalChartData(round, goal, { own, predicted: value }), ...scaleDrawnOn(prediction, own) }} />
      )}
      {became !== null && <p className={styles.became}>{became}</p>}
      {verdict?.isFinal === false && own?.measured != null && (
        <p className={styles.small}>Measured so far: {valueText(own.goal.measure, own.measured)}.</p>
      )}
    </>
  );
}
