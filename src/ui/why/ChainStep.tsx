/** One step of a chain: its number as on Stage and timeline, its time, its sentence. Pressed, the run goes to that moment. */
import type { ExplanationStep } from '../../engine/explain/explanation.ts';
import { Button } from 'react-aria-components/Button';
import { Breakable } from '../readings/Breakable.tsx';
import { useLab, useShallowLabState } from '../use-lab.ts';
import type { StepWords } from './step-sentences.ts';
import styles from './why.module.css';

interface ChainStepProps {
  number: number;
  step: ExplanationStep;
  words: StepWords;
  isShown: boolean;
  onShow(): void;
}

export function ChainStep({ number, step, words, isShown, onShow }: ChainStepProps) {
  const lab = useLab();
  const show = () => {
    onShow();
    lab.time.seek(words.seekUs);
    lab.store.setState({ selection: words.selection });
  };
  return (
    <li>
      <Button className={styles.step} onPress={show} aria-current={isShown ? 'step' : undefined}>
        <span className={styles.number}>{number}</span>
        <span className={styles.text}>
          <span className={styles.at}>{words.atLabel}</span> <Breakable text={words.text} />
          <span className="visually-hidden"> Show this moment.</span>
          {step.kind === 'records' && <KeyBar groups={step.byKey} />}
        </span>
      </Button>
    </li>
  );
}

/** Which keys the records carry, in the keys' own colours; the sentence says the figures. */
function KeyBar({ groups }: { groups: readonly { key: string; records: number }[] }) {
  const colours = useShallowLabState(({ slow }) => Object.fromEntries((slow?.keys ?? []).map(({ label, colour }) => [label, colour])));
  return (
    <span className={styles.keyBar} aria-hidden="true">
      {groups.map(({ key, records }) => (
        <span key={key} style={{ flexGrow: records, background: `var(--key-${Object.hasOwn(colours, key) ? colours[key] : 0})` }} />
      ))}
    </span>
  );
}
