/** What a learner has of the lessons, and what comes next: the first lesson not read, or the exercise of one that was. */
import type { Exercise } from '../../content/exercises/exercise.ts';
import type { LessonSpec } from '../../content/lessons/lesson.ts';
import { countedStars, type Deeds } from '../../lab/progress/progress.ts';

export type NextStep =
  /** Begun and not read to its end, or not begun. */
  { kind: 'lesson'; lesson: LessonSpec; isBegun: boolean } | { kind: 'exercise'; lesson: LessonSpec; exercise: Exercise };

/** The best that was reached without looking at the solution first; null where it was never finished. */
export function bestStars(exercise: string, { results }: Pick<Deeds, 'results'>): number | null {
  const own = results.filter((result) => result.exercise === exercise);
  return own.length === 0 ? null : Math.max(...own.map(countedStars));
}

/** Left before its end, and never read to it. */
export function isBegun(lesson: string, { lessons, places }: Pick<Deeds, 'lessons' | 'places'>): boolean {
  return places[lesson] !== undefined && lessons[lesson] === undefined;
}

/** A lesson that was left half read comes first. Null when all is read and each exercise has a star. */
export function nextStep(
  lessons: readonly LessonSpec[],
  exercises: readonly Exercise[],
  done: Pick<Deeds, 'lessons' | 'places' | 'results'>,
): NextStep | null {
  const begun = lessons.filter(({ id }) => isBegun(id, done)).toSorted((a, b) => done.places[b.id].atEpochMs - done.places[a.id].atEpochMs);
  if (begun.length > 0) return { kind: 'lesson', lesson: begun[0], isBegun: true };
  for (const lesson of lessons) {
    if (done.lessons[lesson.id] === undefined) return { kind: 'lesson', lesson, isBegun: false };
    const exercise = exercises.find(({ id }) => id === lesson.exercise);
    if (exercise !== undefined && (bestStars(exercise.id, done) ?? 0) === 0) return { kind: 'exercise', lesson, exercise };
  }
  return null;
}

/** Words a minute of somebody who reads to understand, and a minute for each small Stage and each question. */
const WORDS_PER_MINUTE = 150;

export function readingMinutes({ blocks, items }: LessonSpec): number {
  const words = blocks.flatMap((block) => {
    if (block.kind === 'list') return block.items.flatMap((item) => item.split(' '));
    return (block.kind === 'stage' ? block.caption : block.text).split(' ');
  }).length;
  const stages = blocks.filter(({ kind }) => kind === 'stage').length;
  return Math.ceil(words / WORDS_PER_MINUTE) + stages + items.length;
}
