import { useRef } from 'react';
import type { LessonSpec } from '../../content/lessons/lesson.ts';
import { LessonBlocks } from './LessonBlocks.tsx';
import styles from './lesson.module.css';
import { useReadingPlace } from './use-reading-place.ts';

interface LessonNotesProps {
  lesson: LessonSpec;
  /** The block to begin at; 0: wherever the page stands. */
  from?: number;
  onBlock?(block: number): void;
}

const untold = () => {};

/** The text of a lesson, and where its facts come from. */
export function LessonNotes({ lesson, from = 0, onBlock = untold }: LessonNotesProps) {
  const element = useRef<HTMLDivElement>(null);
  useReadingPlace(element, from, onBlock);
  return (
    <div className={styles.notes} ref={element}>
      <LessonBlocks blocks={lesson.blocks} />
      <p className={styles.source}>
        Facts checked on {lesson.asOf}. Asked for in {lesson.exams.join(', ')}. Sources:{' '}
        {lesson.sources.map(({ title, url }, i) => (
          <span key={url}>
            {i > 0 && ', '}
            <a href={url} target="_blank" rel="noreferrer">
              {title}
            </a>
          </span>
        ))}
        .
      </p>
    </div>
  );
}
