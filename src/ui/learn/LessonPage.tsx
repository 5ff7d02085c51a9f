/** A lesson: its question, then its text with small Stages, three questions without the notes, and the exercise to go on with. */
import { useState } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { lessons } from '../../content/lessons/index.ts';
import { forgetLessonPlace, progressStore } from '../../lab/progress/progress.ts';
import { Header, type Place } from '../header/Header.tsx';
import { usePageTitle } from '../page-title.ts';
import { Lesson } from './Lesson.tsx';
import styles from './lesson.module.css';
import { useStillLab } from './use-still-lab.ts';

export function LessonPage({ places, id }: { places: readonly Place[]; id: string }) {
  useStillLab();
  const lesson = lessons.find((candidate) => candidate.id === id);
  usePageTitle(lesson?.title ?? 'No such lesson');
  // Where somebody stopped is known once progress has been read.
  const isLoaded = useStore(progressStore, (progress) => progress.isLoaded);
  const [begun, setBegun] = useState(0);
  const beginAnew = () => {
    forgetLessonPlace(id);
    setBegun(begun + 1);
  };
  return (
    <div className={styles.page}>
      <Header places={places} isOfRun={false} />
      <main className={styles.main} aria-label="Lesson">
        {lesson === undefined && <Unknown id={id} />}
        {lesson !== undefined && isLoaded && <Lesson key={`${id}:${begun}`} lesson={lesson} onAnew={beginAnew} />}
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
