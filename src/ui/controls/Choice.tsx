import { type ReactNode, useId } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import styles from './controls.module.css';

export interface Option<Value extends string> {
  value: Value;
  label: string;
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly Option<Value>[];
  onChange(value: Value): void;
}

/** One of several, in a drop-down list of the system: it works everywhere and by every means. */
export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{label}</label>
      <select className={styles.select} id={id} value={value} onChange={(change) => onChange(change.target.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface SegmentedProps<Value extends string> extends ChoiceProps<Value> {
  detail?: ReactNode;
}

/** One of a few, all in sight. */
export function Segmented<Value extends string>({ label, value, options, onChange, detail }: SegmentedProps<Value>) {
  return (
    <RadioGroup className={styles.segmented} value={value} onChange={(next) => onChange(next as Value)} orientation="horizontal">
      <span className={styles.choice}>
        <Label>{label}</Label>
        {detail}
      </span>
      <div className={styles.segments}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={styles.segment}>
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
