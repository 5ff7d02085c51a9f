/** The exercises as the overview shows them: each with what was reached in it, and which to take next. */
import type { Exercise } from '../../content/exercises/exercise.ts';
import type { ExamTag, Topic } from '../../content/learning/topics.ts';
import { countedStars, type ExerciseResult } from './progress.ts';

export type Level = Exercise['level'];

/** What the overview needs of an exercise. */
export type Listed = Pick<Exercise, 'id' | 'title' | 'topic' | 'level' | 'exams'>;

export interface ExerciseRow {
  exercise: Listed;
  tries: number;
  /** The best of all tries, hints taken off. */
  stars: number;
  last: ExerciseResult | null;
}

export interface Filter {
  topic: Topic | 'all';
  exam: ExamTag | 'all';
  level: Level | 'all';
}

export const EVERYTHING: Filter = { topic: 'all', exam: 'all', level: 'all' };

export function exerciseRows(exercises: readonly Listed[], results: readonly ExerciseResult[]): ExerciseRow[] {
  return exercises.map((exercise) => {
    const own = results.filter((result) => result.exercise === exercise.id);
    return { exercise, tries: own.length, stars: Math.max(0, ...own.map(countedStars)), last: own.at(-1) ?? null };
  });
}

export function filterRows(rows: readonly ExerciseRow[], { topic, exam, level }: Filter): ExerciseRow[] {
  return rows.filter(
    ({ exercise }) =>
      (topic === 'all' || exercise.topic === topic) &&
      (exam === 'all' || exercise.exams.includes(exam)) &&
      (level === 'all' || exercise.level === level),
  );
}

export interface NextStep {
  row: ExerciseRow;
  why: 'missed' | 'new' | 'stars';
}

/** First what was tried last and missed, then what is new, in the order of the list, then what has stars left. Null when all are had. */
export function nextStep(rows: readonly ExerciseRow[]): NextStep | null {
  const missed = rows
    .filter(({ last, stars }) => last !== null && stars < 1)
    .toSorted((a, b) => b.last!.atEpochMs - a.last!.atEpochMs)
    .at(0);
  if (missed !== undefined) return { row: missed, why: 'missed' };
  const fresh = rows.find(({ tries }) => tries === 0);
  if (fresh !== undefined) return { row: fresh, why: 'new' };
  const unfinished = rows.find(({ stars }) => stars < 3);
  return unfinished === undefined ? null : { row: unfinished, why: 'stars' };
}
