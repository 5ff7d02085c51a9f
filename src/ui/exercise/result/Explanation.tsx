import { Link } from 'wouter';
import type { Exercise } from '../../../content/exercises/exercise.ts';
import type { Round } from '../../../content/learning/round.ts';
import { MarkedText } from '../../glossary/MarkedText.tsx';
import { nextPlace } from './read-next.ts';
import type { Resemblance } from './resemblance.ts';
import styles from './result.module.css';

interface ExplanationProps {
  round: Round;
  like: Resemblance | null;
  /** That the learner gave. */
  moves: number;
}

/** Why, where the facts come from, and what to go on with. */
export function Explanation({ round: { exercise, numbers }, like, moves }: ExplanationProps) {
  return (
    <div className={styles.block}>
      <h3>Why</h3>
      {like !== null && (
        <div className={styles.like}>
          <p>
            This looks like: <b>{like.nearMiss.misconception}</b>
          </p>
          <p>{like.nearMiss.why}</p>
        </div>
      )}
      {moves === 0 && <p className={styles.like}>You changed nothing: this is what happens by itself.</p>}
      {exercise.explanation(numbers).map((paragraph) => (
        <p key={paragraph}>
          <MarkedText text={paragraph} />
        </p>
      ))}
      {exercise.older !== undefined && <p className={styles.note}>{exercise.older}</p>}
      <p className={styles.small}>
        Facts as of {exercise.asOf}:{' '}
        {exercise.sources.map(({ title, url }, i) => (
          <span key={url}>
            {i > 0 && ' · '}
            <a href={url} target="_blank" rel="noreferrer">
              {title}
            </a>
          </span>
        ))}
      </p>
      <ReadNext exercise={exercise} />
    </div>
  );
}

function ReadNext({ exercise }: { exercise: Exercise }) {
  const places = exercise.readNext.map(nextPlace).filter((place) => place !== null);
  if (places.length === 0) return null;
  return (
    <nav aria-label="Read next">
      <h3>Read next</h3>
      <ul className={styles.next}>
        {places.map(({ href, title }) => (
          <li key={href}>
            <Link href={href}>{title}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
