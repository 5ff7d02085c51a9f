/** The typed twin of a curve: its values at a few moments; arrow keys change them by a twentieth of the scale. */
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { NumberField } from 'react-aria-components/NumberField';
import type { Prediction } from '../../../content/exercises/exercise.ts';
import type { CurvePoint } from '../../../content/learning/predicted.ts';
import { clockOf } from '../../../judge/goal-text.ts';
import styles from './predict.module.css';
import { stepOf } from './prediction-words.ts';

interface CurveFieldsProps {
  prediction: Extract<Prediction, { kind: 'curve' }>;
  points: readonly CurvePoint[];
  onChange(points: CurvePoint[]): void;
}

export function CurveFields({ prediction, points, onChange }: CurveFieldsProps) {
  const { min, max, unit } = prediction;
  const change = (at: number, value: number) => onChange(points.map((point, i) => (i === at ? { ...point, value } : point)));
  return (
    <div className={styles.fields} role="group" aria-label={`The curve in numbers, ${unit}`}>
      {points.map(({ atSeconds, value }, i) => (
        <NumberField
          key={atSeconds}
          className={styles.field}
          aria-label={`At ${clockOf(atSeconds)}, ${unit}`}
          value={value}
          minValue={min}
          maxValue={max}
          formatOptions={{ useGrouping: false, maximumSignificantDigits: 3 }}
          onChange={(next) => change(i, Number.isFinite(next) ? next : value)}
          isWheelDisabled
        >
          <Label>{clockOf(atSeconds)}</Label>
          <Input
            className={styles.input}
            onKeyDown={(event) => {
              const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
              if (by === undefined) return;
              event.preventDefault();
              change(i, Math.min(max, Math.max(min, Number((value + by * stepOf(prediction)).toPrecision(3)))));
            }}
          />
        </NumberField>
      ))}
    </div>
  );
}
