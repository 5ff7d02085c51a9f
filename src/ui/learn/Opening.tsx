/** The question before the lesson: an answer is committed first, then it is said, and stays in sight while one reads. */
import { useId, useState } from 'react';
import type { LessonSpec } from '../../content/lessons/lesson.ts';
import { Button } from '../controls/Button.tsx';
import styles from './lesson.module.css';
import { Prose } from './Prose.tsx';

interface OpeningProps {
  opens: LessonSpec['opens'];
  /** Absent until then; null: `I do not know`. */
  committed: number | null | undefined;
  onCommit(option: number | null): void;
}

export function Opening({ opens, committed, onCommit }: OpeningProps) {
  const name = useId();
  const [chosen, setChosen] = useState<number | null>(null);
  const isOpen = committed === undefined;
  return (
    <section className={styles.opening} aria-label="The question first">
      <fieldset disabled={!isOpen}>
        <legend>
          <Prose text={opens.question} />
        </legend>
        {opens.options.map((option, i) => (
          <label className={styles.option} key={option} data-state={isOpen ? undefined : stateOf(i, opens.right, committed)}>
            <input type="radio" name={name} checked={(isOpen ? chosen : committed) === i} onChange={() => setChosen(i)} />
            <span>
              <Prose text={option} />
              {!isOpen && i === opens.right && <b> – right</b>}
              {!isOpen && i === committed && i !== opens.right && <b> – your answer</b>}
            </span>
          </label>
        ))}
      </fieldset>
      {isOpen && (
        <div className={styles.actions}>
          <Button look="primary" isDisabled={chosen === null} onPress={() => onCommit(chosen)}>
            Commit this answer
          </Button>
          <Button look="quiet" onPress={() => onCommit(null)}>
            I do not know
          </Button>
          <p className={styles.quiet}>A guess is enough: whoever has tried first keeps more of what follows.</p>
        </div>
      )}
    </section>
  );
}

function stateOf(option: number, right: number, committed: number | null): 'right' | 'wrong' | undefined {
  if (option === right) return 'right';
  return option === committed ? 'wrong' : undefined;
}

/** What is said to the answer that was committed. */
export function verdictOn({ right }: LessonSpec['opens'], committed: number | null): string {
  if (committed === null) return 'Not known yet: here is the answer.';
  return committed === right ? 'Right.' : 'Not so.';
}
