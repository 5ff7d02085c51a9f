import { Fragment } from 'react';
import { Link } from 'wouter';
import { TOPICS, type Topic } from '../../content/learning/topics.ts';
import type { ExerciseRow } from '../../lab/progress/overview.ts';
import { dayInWords, starsInWords } from '../progress/progress-words.ts';
import { Stars } from '../progress/Stars.tsx';
import styles from './exercises.module.css';
import { LEVELS } from './levels.ts';

export function ExerciseTable({ rows, nowMs }: { rows: readonly ExerciseRow[]; nowMs: number }) {
  const topics = (Object.keys(TOPICS) as Topic[]).filter((topic) => rows.some(({ exercise }) => exercise.topic === topic));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Exercise</th>
          <th scope="col">Stars</th>
          <th scope="col">Last try</th>
          <th scope="col">Prediction</th>
        </tr>
      </thead>
      {topics.map((topic) => {
        const own = rows.filter(({ exercise }) => exercise.topic === topic);
        return (
          <tbody key={topic}>
            <tr className={styles.topic}>
              <th scope="rowgroup" colSpan={4}>
                {TOPICS[topic]}{' '}
                <span>
                  {starsInWords(own.reduce((sum, { stars }) => sum + stars, 0))} of {3 * own.length} stars
                </span>
              </th>
            </tr>
            {own.map((row) => (
              <Row key={row.exercise.id} row={row} nowMs={nowMs} />
            ))}
          </tbody>
        );
      })}
    </table>
  );
}

function Row({ row: { exercise, stars, tries, last }, nowMs }: { row: ExerciseRow; nowMs: number }) {
  return (
    <tr>
      <th scope="row">
        <Link href={`/exercises/${exercise.id}`}>{exercise.title}</Link>
        <span className={styles.tags}>
          {LEVELS[exercise.level]}
          {exercise.exams.map((exam) => (
            <Fragment key={exam}>
              {' · '}
              <span>{exam}</span>
            </Fragment>
          ))}
        </span>
      </th>
      <td>
        <Stars stars={stars} />
      </td>
      <td>
        {last === null ? (
          <span className={styles.quiet}>not tried</span>
        ) : (
          <>
            {dayInWords(last.atEpochMs, nowMs)}
            {last.sawSolution && <span className={styles.quiet}> after the solution</span>}
            {tries > 1 && <span className={styles.quiet}> {tries} tries</span>}
          </>
        )}
      </td>
      <td>{predictionInWords(last?.predictionWasRight ?? null)}</td>
    </tr>
  );
}

function predictionInWords(wasRight: boolean | null) {
  if (wasRight === null) return <span className={styles.quiet}>none</span>;
  return <span data-tone={wasRight ? 'good' : 'limit'}>{wasRight ? '✓ right' : '✕ not right'}</span>;
}
