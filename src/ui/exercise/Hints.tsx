/** Help that costs: hints about the goal that is missed or nearest to it, one after the other, and at the end the solution. */
import { useEffect, useId, useRef, useState } from 'react';
import type { Round } from '../../content/learning/round.ts';
import { measureName } from '../../judge/goal-text.ts';
import type { Verdict } from '../../judge/goal.ts';
import { useTakenFocus } from '../branches/use-taken-focus.ts';
import { Button } from '../controls/Button.tsx';
import { MarkedText } from '../glossary/MarkedText.tsx';
import styles from './exercise.module.css';
import { goalToHint, HINTS_A_GOAL } from './nearest-goal.ts';

interface HintsProps {
  round: Round;
  verdict: Verdict | null;
  opened: Readonly<Record<string, number>>;
  onOpen(goal: string): void;
  onSolution(): void;
}

export function Hints({ round, verdict, opened, onOpen, onSolution }: HintsProps) {
  const [asked, ask] = useState<string | null>(null);
  const first = useTakenFocus(asked !== null);
  const aboutId = useId();
  const place = useRef<HTMLDivElement>(null);
  const [answers, setAnswers] = useState(0);
  // The buttons that were pressed have gone.
  useEffect(() => {
    if (answers > 0) place.current?.querySelector<HTMLElement>(':scope > button')?.focus();
  }, [answers]);
  const close = () => {
    ask(null);
    setAnswers(answers + 1);
  };
  const offered = asked ?? goalToHint(verdict, opened);
  const nameOf = (id: string) => {
    const goal = round.rules.goals.find((one) => one.id === id);
    return goal === undefined ? id : measureName(goal.measure);
  };
  const number = offered === null ? 0 : (opened[offered] ?? 0) + 1;
  return (
    <div className={styles.hints} ref={place}>
      <div aria-live="polite">
        {Object.entries(opened).map(([goal, count]) => (
          <div className={styles.opened} key={goal}>
            <h2 className={styles.small}>{nameOf(goal)}</h2>
            <ol className={styles.list}>
              {round.exercise.hints[goal]?.slice(0, count).map((hint) => (
                <li key={hint}>
                  <MarkedText text={hint} />
                </li>
              ))}
            </ol>
          </div>
        ))}
      </div>
      {offered !== null && asked === null && (
        <>
          <Button look="link" aria-describedby={aboutId} onPress={() => ask(offered)}>
            Hint {number} of {HINTS_A_GOAL} · −½ star
          </Button>
          <p className={styles.about} id={aboutId}>
            About: {nameOf(offered)}
          </p>
        </>
      )}
      {asked !== null && (
        <div className={styles.question} role="group" aria-label="Open a hint?">
          <p>
            Hint {number} of {HINTS_A_GOAL} about “{nameOf(asked)}” takes half a star off.
          </p>
          <span className={styles.answers}>
            <Button
              id={first}
              onPress={() => {
                onOpen(asked);
                close();
              }}
            >
              Open it
            </Button>
            <Button look="quiet" onPress={close}>
              Not yet
            </Button>
          </span>
        </div>
      )}
      <Button look="link" onPress={onSolution}>
        Show the solution…
      </Button>
    </div>
  );
}
