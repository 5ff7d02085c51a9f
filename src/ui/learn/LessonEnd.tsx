import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Exercise } from '../../content/exercises/exercise.ts';
import type { LessonSpec } from '../../content/lessons/lesson.ts';
import { Button } from '../controls/Button.tsx';
import styles from './lesson.module.css';

interface LessonEndProps {
  exercise: Exercise | undefined;
  next: LessonSpec | undefined;
  right: number;
  items: number;
  onAgain(): void;
}

/** What the lesson ends in: the exercise, then the next lesson. */
export function LessonEnd({ exercise, next, right, items, onAgain }: LessonEndProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles.end} aria-label="End of the lesson">
      <h2 tabIndex={-1} ref={heading}>
        The lesson is done
      </h2>
      {items > 0 && (
        <p>
          {right} of {items} right. {right < items ? 'What was missed will be asked again on another day.' : ''}
        </p>
      )}
      {exercise !== undefined && (
        <p className={styles.goOn}>
          <span>Now do it yourself:</span>
          <Link href={`/exercises/${exercise.id}`}>{exercise.title}</Link>
        </p>
      )}
      {next !== undefined && (
        <p className={styles.goOn}>
          <span>Next lesson:</span>
          <Link href={`/learn/${next.id}`}>{next.title}</Link>
        </p>
      )}
      <div className={styles.actions}>
        {items > 0 && <Button onPress={onAgain}>Ask me again, with other numbers</Button>}
        <Link href="/learn">All lessons</Link>
      </div>
    </section>
  );
}
