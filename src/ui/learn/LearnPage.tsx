/** Learn: the lessons by topic, how far one has come, and the next step first. */
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { exercises } from '../../content/exercises/index.ts';
import { TOPICS, type Topic } from '../../content/learning/topics.ts';
import { lessons } from '../../content/lessons/index.ts';
import type { LessonSpec } from '../../content/lessons/lesson.ts';
import { type Deeds, progressStore } from '../../lab/progress/progress.ts';
import { Header, type Place } from '../header/Header.tsx';
import { usePageTitle } from '../page-title.ts';
import { ProgressTrouble } from '../progress/ProgressTrouble.tsx';
import { ReviewToday } from '../progress/ReviewToday.tsx';
import { useNowMs } from '../progress/use-progress.ts';
import styles from './learn.module.css';
import { bestStars, isBegun, type NextStep, nextStep, readingMinutes } from './next-step.ts';

export function LearnPage({ places }: { places: readonly Place[] }) {
  usePageTitle('Learn');
  const progress = useStore(progressStore);
  const nowMs = useNowMs();
  const read = lessons.filter(({ id }) => progress.lessons[id] !== undefined).length;
  return (
    <div className={styles.page}>
      <Header places={places} isOfRun={false} />
      <main className={styles.main} aria-label="Learn">
        <h1>Learn</h1>
        <p className={styles.lead}>
          Six short lessons. Each asks before it tells, shows what it tells in small runs of the engine, and ends in an exercise that the
          engine judges. The words they use stand in the <Link href="/learn/glossary">glossary</Link>.
        </p>
        <ProgressTrouble />
        {progress.isLoaded && <Next step={nextStep(lessons, exercises, progress)} isFirst={read === 0} />}
        <p className={styles.count}>
          {read} of {lessons.length} lessons read
        </p>
        <ReviewToday nowMs={nowMs} />
        {(Object.keys(TOPICS) as Topic[])
          .filter((topic) => lessons.some((lesson) => lesson.topic === topic))
          .map((topic) => (
            <TopicPart key={topic} topic={topic} progress={progress} />
          ))}
      </main>
    </div>
  );
}

function Next({ step, isFirst }: { step: NextStep | null; isFirst: boolean }) {
  if (step === null)
    return (
      <section className={styles.next} aria-label="Next step">
        <h2>All lessons are read, and their exercises solved</h2>
        <p>
          What is left is practice: <Link href="/exam">questions with other numbers</Link>, and the{' '}
          <Link href="/exercises">exercises that no lesson ends in</Link>.
        </p>
      </section>
    );
  const isLesson = step.kind === 'lesson';
  return (
    <section className={styles.next} aria-label="Next step">
      <p className={styles.kicker}>{isLesson && step.isBegun ? 'Go on where you stopped' : isFirst ? 'Begin here' : 'Next step'}</p>
      <h2>
        <Link href={isLesson ? `/learn/${step.lesson.id}` : `/exercises/${step.exercise.id}`}>
          {isLesson ? step.lesson.title : step.exercise.title}
        </Link>
      </h2>
      <p>{isLesson ? step.lesson.opens.question : `The exercise that “${step.lesson.title}” ends in: read, not yet done.`}</p>
      {isFirst && !(isLesson && step.isBegun) && (
        <p className={styles.quiet}>
          Not new to Kinesis? <Link href="/exam">Twenty questions</Link> show where to begin.
        </p>
      )}
    </section>
  );
}

function TopicPart({ topic, progress }: { topic: Topic; progress: Deeds }) {
  const own = progress.answers.filter((answer) => answer.topic === topic);
  const right = own.filter(({ isRight }) => isRight).length;
  return (
    <section className={styles.topic} aria-labelledby={`topic-${topic}`}>
      <header>
        <h2 id={`topic-${topic}`}>{TOPICS[topic]}</h2>
        <p className={styles.quiet}>
          {own.length === 0 ? 'No question answered yet' : `${right} of ${own.length} ${own.length === 1 ? 'answer' : 'answers'} right`}
        </p>
      </header>
      <ul>
        {lessons
          .filter((lesson) => lesson.topic === topic)
          .map((lesson) => (
            <LessonRow key={lesson.id} lesson={lesson} progress={progress} />
          ))}
      </ul>
    </section>
  );
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

function LessonRow({ lesson, progress }: { lesson: LessonSpec; progress: Deeds }) {
  const readAt = progress.lessons[lesson.id];
  const exercise = exercises.find(({ id }) => id === lesson.exercise);
  const stars = exercise === undefined ? null : bestStars(exercise.id, progress);
  return (
    <li className={styles.row}>
      <span className={styles.mark} data-read={readAt !== undefined} aria-hidden="true">
        {readAt === undefined ? lessons.indexOf(lesson) + 1 : '✓'}
      </span>
      <div>
        <h3>
          <Link href={`/learn/${lesson.id}`}>{lesson.title}</Link>
        </h3>
        <p className={styles.quiet}>
          About {readingMinutes(lesson)} minutes ·{' '}
          {readAt === undefined ? (isBegun(lesson.id, progress) ? 'begun' : 'not read yet') : `read on ${DAY.format(readAt)}`}
        </p>
        {exercise !== undefined && (
          <p>
            Exercise: <Link href={`/exercises/${exercise.id}`}>{exercise.title}</Link>{' '}
            <span className={styles.quiet}>{stars === null ? 'not done yet' : `${stars} of 3 stars`}</span>
          </p>
        )}
      </div>
    </li>
  );
}
