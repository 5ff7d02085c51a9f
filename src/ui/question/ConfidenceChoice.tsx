import { useId } from 'react';
import type { Confidence } from '../../lab/exam/answer.ts';
import styles from './question.module.css';

const STEPS: readonly { value: Confidence; label: string }[] = [
  { value: 'low', label: 'Low' },
  { value: 'medium', label: 'Medium' },
  { value: 'high', label: 'High' },
];

/** How sure somebody is, if they care to say. */
export function ConfidenceChoice({ value, onChange }: { value: Confidence | null; onChange(value: Confidence): void }) {
  const name = useId();
  return (
    <fieldset className={styles.confidence}>
      <legend>
        How sure are you? <span>(optional)</span>
      </legend>
      <div className={styles.steps}>
        {STEPS.map((step) => (
          <label key={step.value} className={styles.step}>
            <input type="radio" name={name} checked={value === step.value} onChange={() => onChange(step.value)} />
            {step.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
