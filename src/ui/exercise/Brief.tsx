/** What is asked, what may be done, and the prediction that comes first. */
import type { ReactNode } from 'react';
import { exercises } from '../../content/exercises/index.ts';
import type { Round } from '../../content/learning/round.ts';
import { TOPICS } from '../../content/learning/topics.ts';
import { allowanceText } from '../../judge/allowed.ts';
import { clockOf, goalText } from '../../judge/goal-text.ts';
import styles from './exercise.module.css';

/** `Streams and shards · 2 of 3`. */
function placeOf({ exercise }: Round): string {
  const ofTopic = exercises.filter(({ topic }) => topic === exercise.topic);
  return `${TOPICS[exercise.topic]} · ${ofTopic.indexOf(exercise) + 1} of ${ofTopic.length}`;
}

interface BriefProps {
  round: Round;
  moves: number;
  /** From then on the score shows the goals. */
  isCommitted: boolean;
  children: ReactNode;
}

export function Brief({ round, moves, isCommitted, children }: BriefProps) {
  const { exercise, numbers, rules, seed } = round;
  return (
    <section className={styles.card} aria-labelledby="exercise-title">
      <p className={styles.place}>{placeOf(round)}</p>
      <h1 className={styles.title} id="exercise-title">
        {exercise.title}
      </h1>
      {exercise.brief(numbers).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <details className={styles.details} key={isCommitted ? 'run' : 'read'} open={!isCommitted}>
        <summary className={styles.small}>
          Judged from {clockOf(rules.window.fromSeconds)} to {clockOf(rules.window.toSeconds)}
        </summary>
        <ul className={styles.list}>
          {rules.goals.map((goal) => (
            <li key={goal.id}>{goalText(goal, rules.window)}</li>
          ))}
        </ul>
      </details>
      <h2 className={styles.small}>You may</h2>
      <ul className={styles.list}>
        {exercise.allows.map((allowance) => (
          <li key={JSON.stringify(allowance)}>{allowanceText(allowance)}</li>
        ))}
      </ul>
      {children}
      <p className={styles.foot}>
        Moves {moves} · par {exercise.par}
      </p>
      <p className={styles.foot}>
        Numbers {seed}. Loading the page again begins anew with the same numbers. Facts as of {exercise.asOf}.
      </p>
    </section>
  );
}
