/** A figure that can be dragged or typed: a slider and a number field that are twins of each other. */
import { type CSSProperties, useEffect, useId, useRef, useState } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { NumberField } from 'react-aria-components/NumberField';
import styles from './controls.module.css';
import { positionOf, SLIDER_STEPS, type SliderScale, valueAt } from './slider-scale.ts';

interface NumberRowProps extends SliderScale {
  label: string;
  value: number;
  unit: string;
  /** For the screen reader, where the unit's sign is not a word. */
  unitInWords?: string;
  /** What the field refuses to go beyond; the slider's bounds where absent. */
  fieldMax?: number;
  decimals?: number;
  hasSlider?: boolean;
  /** Called when the learner has let go, not while dragging: a command is a decision. */
  onCommit(value: number): void;
  /** What the slider says while it is dragged; null when it is let go. */
  onDraft?(value: number | null): void;
}

/** A key press on the slider is committed once no other has followed for this long. */
const KEYS_SETTLE_MS = 300;

export function NumberRow(props: NumberRowProps) {
  const {
    label,
    value,
    unit,
    unitInWords = unit,
    fieldMax = props.max,
    decimals = 0,
    hasSlider = true,
    onCommit,
    onDraft,
    ...scale
  } = props;
  const unitId = useId();
  const { draft, drag, settle } = useDraft(value, onCommit, onDraft);
  const position = positionOf(draft, scale);
  return (
    <NumberField
      className={styles.number}
      value={draft}
      minValue={scale.min}
      maxValue={fieldMax}
      step={decimals === 0 ? 1 : 10 ** -decimals}
      formatOptions={{ useGrouping: false, maximumFractionDigits: decimals }}
      onChange={(next) => settle(Number.isFinite(next) ? next : value)}
      isWheelDisabled
    >
      <Label className={styles.label}>{breakable(label)}</Label>
      <span className={styles.field}>
        <Input className={styles.input} aria-describedby={unitId} />
        <span className={styles.unit} id={unitId}>
          {unit}
        </span>
      </span>
      {hasSlider && (
        <span className={styles.sliderBox} style={{ '--filled': `${(position / SLIDER_STEPS) * 100}%` } as CSSProperties}>
          <input
            className={styles.slider}
            type="range"
            min={0}
            max={SLIDER_STEPS}
            step={1}
            value={position}
            aria-label={label}
            aria-valuetext={`${draft} ${unitInWords}`}
            onChange={(change) => drag(valueAt(Number(change.target.value), scale))}
            onPointerUp={() => settle(draft)}
            onBlur={() => settle(draft)}
          />
        </span>
      )}
    </NumberField>
  );
}

/** The long names of AWS's settings may break between their words. */
function breakable(label: string) {
  return label.split(/(?<=[a-z])(?=[A-Z])/).flatMap((part, i) => (i === 0 ? [part] : [<wbr key={i} />, part]));
}

/** The value under the learner's hand; follows the run's value whenever that changes. */
function useDraft(value: number, onCommit: (value: number) => void, onDraft?: (value: number | null) => void) {
  const [draft, setDraft] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setDraft(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const settle = (next: number) => {
    clearTimeout(timer.current);
    setDraft(next);
    onDraft?.(null);
    if (next !== value) onCommit(next);
  };
  const drag = (next: number) => {
    clearTimeout(timer.current);
    setDraft(next);
    onDraft?.(next);
    timer.current = setTimeout(() => settle(next), KEYS_SETTLE_MS);
  };
  return { draft, drag, settle };
}
