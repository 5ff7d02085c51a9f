import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import styles from './compare.module.css';

interface SwitchProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange(value: Value): void;
}

/** One of two or three, in one line. */
export function Switch<Value extends string>({ label, value, options, onChange }: SwitchProps<Value>) {
  return (
    <RadioGroup
      className={styles.switch}
      aria-label={label}
      value={value}
      orientation="horizontal"
      onChange={(next) => onChange(next as Value)}
    >
      {options.map((option) => (
        <Radio key={option.value} className={styles.choice} value={option.value}>
          {option.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}
