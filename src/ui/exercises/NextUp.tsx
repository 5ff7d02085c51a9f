import { Link } from 'wouter';
import { TOPICS } from '../../content/learning/topics.ts';
import { type ExerciseRow, type NextStep, nextStep } from '../../lab/progress/overview.ts';
import look from '../progress/next-card.module.css';
import { ReviewToday } from '../progress/ReviewToday.tsx';
import styles from './exercises.module.css';
import { LEVELS } from './levels.ts';

const WHY: Readonly<Record<NextStep['why'], string>> = {
  missed: 'Try again: its first goals were missed',
  new: 'Next: not tried yet',
  stars: 'Next: stars are left here',
};

/** What to do now: an exercise, and what is due for review. */
export function NextUp({ rows, nowMs }: { rows: readonly ExerciseRow[]; nowMs: number }) {
  const next = nextStep(rows);
  return (
    <div className={styles.nextUp}>
      <section className={look.card} aria-label="Next exercise">
        {next === null ? (
          <p>All exercises have their three stars. With other numbers each can be run again.</p>
        ) : (
          <>
            <p className={styles.quiet}>{WHY[next.why]}</p>
            <Link className={look.link} href={`/exercises/${next.row.exercise.id}`}>
              {next.row.exercise.title}
            </Link>
            <p className={styles.quiet}>
              {TOPICS[next.row.exercise.topic]} · {LEVELS[next.row.exercise.level]}
            </p>
          </>
        )}
      </section>
      <ReviewToday nowMs={nowMs} />
    </div>
  );
}
