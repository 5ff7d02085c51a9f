/** What is asked, what may be done, and the prediction that comes first. */
import { type ReactNode, useEffect, useRef } from 'react';
import { exercises } from '../../content/exercises/index.ts';
import type { Round } from '../../content/learning/round.ts';
import { TOPICS } from '../../content/learning/topics.ts';
import { allowanceTexts } from '../../judge/allowed.ts';
import { clockOf, goalText } from '../../judge/goal-text.ts';
import { MarkedText } from '../glossary/MarkedText.tsx';
import styles from './exercise.module.css';
import { STAR_NAMES } from './score/score-rows.ts';

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
  /** It has come in place of another round: whoever uses keys goes on here. */
  takesFocus: boolean;
  children: ReactNode;
}

export function Brief({ round, moves, isCommitted, takesFocus, children }: BriefProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) title.current?.focus();
  }, [takesFocus]);
  const { exercise, numbers, rules, seed } = round;
  return (
    <section className={styles.card} aria-labelledby="exercise-title">
      <p className={styles.place}>{placeOf(round)}</p>
      <h1 className={styles.title} id="exercise-title" ref={title} tabIndex={-1}>
        {exercise.title}
      </h1>
      {exercise.brief(numbers).map((paragraph) => (
        <p key={paragraph}>
          <MarkedText text={paragraph} />
        </p>
      ))}
      <details className={styles.details} key={isCommitted ? 'run' : 'read'} open={!isCommitted}>
        <summary className={styles.small}>
          Judged from {clockOf(rules.window.fromSeconds)} to {clockOf(rules.window.toSeconds)}
        </summary>
        <p className={styles.stars}>A star each for goals, quality and economy; each needs those before it.</p>
        {STAR_NAMES.map((name, i) => {
          const goals = rules.goals.filter(({ star }) => star === i + 1);
          if (goals.length === 0) return null;
          return (
            <div key={name}>
              <p className={styles.star} aria-hidden="true">
                {name}
              </p>
              <ul className={styles.list} aria-label={name}>
                {goals.map((goal) => (
                  <li key={goal.id}>{goalText(goal, rules.window)}</li>
                ))}
              </ul>
            </div>
          );
        })}
      </details>
      <h2 className={styles.small}>You may</h2>
      <ul className={styles.list}>
        {allowanceTexts(exercise.allows).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {children}
      <p className={styles.foot}>
        Moves {moves} · par {exercise.par}
      </p>
      <p className={styles.foot}>
        Numbers {seed}. Loading the page again begins anew with the same numbers; hints stay opened. Facts as of {exercise.asOf}.
      </p>
    </section>
  );
}
