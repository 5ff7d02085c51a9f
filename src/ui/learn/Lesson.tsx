import { useMachine } from '@xstate/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { exercises } from '../../content/exercises/index.ts';
import { TOPICS } from '../../content/learning/topics.ts';
import { lessons } from '../../content/lessons/index.ts';
import type { LessonSpec } from '../../content/lessons/lesson.ts';
import { questions } from '../../content/questions/index.ts';
import { lessonMachine, lessonStateAt } from '../../lab/machines/lesson.machine.ts';
import { noteLesson, progressStore } from '../../lab/progress/progress.ts';
import { Button } from '../controls/Button.tsx';
import { usablePlace } from './lesson-place.ts';
import { LessonEnd } from './LessonEnd.tsx';
import { LessonItems } from './LessonItems.tsx';
import { LessonNotes } from './LessonNotes.tsx';
import styles from './lesson.module.css';
import { Opening, verdictOn } from './Opening.tsx';
import { Prose } from './Prose.tsx';
import { readingMinutes } from './next-step.ts';
import { useKeptPlace } from './use-kept-place.ts';

interface LessonProps {
  lesson: LessonSpec;
  /** Forgets how far one has come. */
  onAnew(): void;
}

/** Begins where it was left. Mounted once progress has been read. */
export function Lesson({ lesson, onAnew }: LessonProps) {
  const templates = useMemo(() => lesson.items.flatMap((item) => questions.find((question) => question.id === item) ?? []), [lesson]);
  const machine = useMemo(() => lessonMachine.provide({ actions: { noteEnd: () => noteLesson(lesson.id, Date.now()) } }), [lesson]);
  const [kept] = useState(() => usablePlace(progressStore.getState().places[lesson.id], lesson));
  const snapshotThen = kept === null ? {} : { snapshot: lessonStateAt(kept, templates.length) };
  const [snapshot, send] = useMachine(machine, { input: { items: templates.length }, ...snapshotThen });
  const { committed, answered, right, items, round } = snapshot.context;
  const { keepBlock, keepItems } = useKeptPlace(lesson, kept, snapshot);
  const isBack = kept !== null && round <= 1;
  return (
    <article className={styles.lesson}>
      <Head lesson={lesson} onAnew={kept === null ? null : onAnew} />
      {snapshot.matches('opening') && (
        <Opening opens={lesson.opens} committed={undefined} onCommit={(option) => send({ type: 'commit', option })} />
      )}
      {snapshot.matches('reading') && committed !== undefined && (
        <>
          <Reading
            lesson={lesson}
            committed={committed}
            isFirst={round === 0}
            from={round === 0 && kept !== null ? kept.block : null}
            onBlock={keepBlock}
          />
          <div className={styles.ask}>
            <Button look="primary" onPress={() => send({ type: 'ask' })}>
              {items === 0 ? 'I have read it' : `${items === 1 ? 'One question' : `${inWords(items)} questions`}, without the notes`}
            </Button>
          </div>
        </>
      )}
      {snapshot.matches('items') && (
        <LessonItems
          key={round}
          templates={templates}
          kept={isBack && kept.part === 'items' ? kept.seeds : null}
          answered={answered}
          right={right}
          onPlace={keepItems}
          onAnswered={(isRight) => send({ type: 'answered', isRight })}
          onReturn={() => send({ type: 'return' })}
        />
      )}
      {snapshot.matches('done') && (
        <>
          <LessonEnd
            exercise={exercises.find((exercise) => exercise.id === lesson.exercise)}
            next={lessons[lessons.indexOf(lesson) + 1]}
            right={right}
            items={items}
            onAgain={() => send({ type: 'again' })}
          />
          <details className={styles.notes} open={isBack}>
            <summary>The notes again</summary>
            <LessonNotes lesson={lesson} />
          </details>
        </>
      )}
    </article>
  );
}

const inWords = (amount: number): string => ['No', 'One', 'Two', 'Three'][amount] ?? String(amount);

function Head({ lesson, onAnew }: { lesson: LessonSpec; onAnew: (() => void) | null }) {
  return (
    <header>
      <p className={styles.kicker}>
        {TOPICS[lesson.topic]} · lesson {lessons.indexOf(lesson) + 1} of {lessons.length} · about {readingMinutes(lesson)} minutes
      </p>
      <h1>{lesson.title}</h1>
      {onAnew !== null && (
        <p className={styles.quiet}>
          You are back where you stopped.{' '}
          <Button look="link" onPress={onAnew}>
            Begin this lesson anew
          </Button>
        </p>
      )}
    </header>
  );
}

interface ReadingProps {
  lesson: LessonSpec;
  committed: number | null;
  isFirst: boolean;
  /** The block at which somebody stopped who is back. */
  from: number | null;
  onBlock(block: number): void;
}

/** The answer takes the focus when it has just been committed, so that it is read next. */
function Reading({ lesson, committed, isFirst, from, onBlock }: ReadingProps) {
  const answer = useRef<HTMLDivElement>(null);
  const isBack = from !== null;
  useEffect(() => {
    if (!isBack) answer.current?.focus({ preventScroll: !isFirst });
  }, [isFirst, isBack]);
  return (
    <>
      <Opening opens={lesson.opens} committed={committed} onCommit={() => {}} />
      <div className={styles.answer} tabIndex={-1} ref={answer} role="group" aria-label="The answer">
        <p>
          <b>{verdictOn(lesson.opens, committed)}</b> <Prose text={lesson.opens.answer} />
        </p>
      </div>
      <LessonNotes lesson={lesson} from={from ?? 0} onBlock={onBlock} />
    </>
  );
}
