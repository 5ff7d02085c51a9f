/** A lesson: its question, then its text with small Stages, three questions without the notes, and the exercise to go on with. */
import { useMachine } from '@xstate/react';
import { useEffect, useMemo, useRef } from 'react';
import { Link } from 'wouter';
import { exercises } from '../../content/exercises/index.ts';
import { TOPICS } from '../../content/learning/topics.ts';
import { lessons } from '../../content/lessons/index.ts';
import type { LessonSpec } from '../../content/lessons/lesson.ts';
import { questions } from '../../content/questions/index.ts';
import { lessonMachine } from '../../lab/machines/lesson.machine.ts';
import { noteLesson } from '../../lab/progress/progress.ts';
import { Button } from '../controls/Button.tsx';
import { Header, type Place } from '../header/Header.tsx';
import { LessonBlocks } from './LessonBlocks.tsx';
import { LessonEnd } from './LessonEnd.tsx';
import { LessonItems } from './LessonItems.tsx';
import styles from './lesson.module.css';
import { Opening, verdictOn } from './Opening.tsx';
import { Prose } from './Prose.tsx';
import { readingMinutes } from './next-step.ts';
import { useStillLab } from './use-still-lab.ts';

export function LessonPage({ places, id }: { places: readonly Place[]; id: string }) {
  useStillLab();
  const lesson = lessons.find((candidate) => candidate.id === id);
  return (
    <div className={styles.page}>
      <Header places={places} isOfRun={false} />
      <main className={styles.main} aria-label="Lesson">
        {lesson === undefined ? <Unknown id={id} /> : <Lesson key={id} lesson={lesson} />}
      </main>
    </div>
  );
}

function Unknown({ id }: { id: string }) {
  return (
    <>
      <h1>No such lesson</h1>
      <p>
        There is no lesson named <code>{id}</code>. <Link href="/learn">All lessons</Link>
      </p>
    </>
  );
}

function Lesson({ lesson }: { lesson: LessonSpec }) {
  const templates = useMemo(() => lesson.items.flatMap((item) => questions.find((question) => question.id === item) ?? []), [lesson]);
  const machine = useMemo(() => lessonMachine.provide({ actions: { noteEnd: () => noteLesson(lesson.id, Date.now()) } }), [lesson]);
  const [snapshot, send] = useMachine(machine, { input: { items: templates.length } });
  const { committed, answered, right, items, round } = snapshot.context;
  const next = lessons[lessons.indexOf(lesson) + 1];
  return (
    <article className={styles.lesson}>
      <Head lesson={lesson} />
      {snapshot.matches('opening') && (
        <Opening opens={lesson.opens} committed={undefined} onCommit={(option) => send({ type: 'commit', option })} />
      )}
      {snapshot.matches('reading') && committed !== undefined && (
        <>
          <Reading lesson={lesson} committed={committed} isFirst={round === 0} />
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
          answered={answered}
          onAnswered={(isRight) => send({ type: 'answered', isRight })}
          onReturn={() => send({ type: 'return' })}
        />
      )}
      {snapshot.matches('done') && (
        <>
          <LessonEnd
            exercise={exercises.find((exercise) => exercise.id === lesson.exercise)}
            next={next}
            right={right}
            items={items}
            onAgain={() => send({ type: 'again' })}
          />
          <details className={styles.notes}>
            <summary>The notes again</summary>
            <Notes lesson={lesson} />
          </details>
        </>
      )}
    </article>
  );
}

const inWords = (amount: number): string => ['No', 'One', 'Two', 'Three'][amount] ?? String(amount);

function Head({ lesson }: { lesson: LessonSpec }) {
  return (
    <header>
      <p className={styles.kicker}>
        {TOPICS[lesson.topic]} · lesson {lessons.indexOf(lesson) + 1} of {lessons.length} · about {readingMinutes(lesson)} minutes
      </p>
      <h1>{lesson.title}</h1>
    </header>
  );
}

/** The answer takes the focus when it has just been committed, so that it is read next. */
function Reading({ lesson, committed, isFirst }: { lesson: LessonSpec; committed: number | null; isFirst: boolean }) {
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => answer.current?.focus({ preventScroll: !isFirst }), [isFirst]);
  return (
    <>
      <Opening opens={lesson.opens} committed={committed} onCommit={() => {}} />
      <div className={styles.answer} tabIndex={-1} ref={answer} role="group" aria-label="The answer">
        <p>
          <b>{verdictOn(lesson.opens, committed)}</b> <Prose text={lesson.opens.answer} />
        </p>
      </div>
      <Notes lesson={lesson} />
    </>
  );
}

function Notes({ lesson }: { lesson: LessonSpec }) {
  return (
    <div className={styles.notes}>
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
