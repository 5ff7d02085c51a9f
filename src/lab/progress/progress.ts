/**
 * What a learner has done, kept on this device only: results of exercises, answers to questions, lessons read. Facts are kept, and
 * figures made from them; nothing here decides whether an exercise is passed, the engine's verdict has done that.
 */
import { createStore } from 'zustand/vanilla';
import type { Topic } from '../../content/learning/topics.ts';

export interface ExerciseResult {
  exercise: string;
  /** Of its numbers. */
  seed: string;
  atEpochMs: number;
  /** As judged, hints not taken off. */
  stars: 0 | 1 | 2 | 3;
  hints: number;
  /** The solution was looked at before this run: it never counts as solved. */
  sawSolution: boolean;
  predictionWasRight: boolean | null;
  /** Ids of the goals that were missed. */
  missed: string[];
  moves: number;
}

export interface Answer {
  template: string;
  seed: string;
  topic: Topic;
  atEpochMs: number;
  isRight: boolean;
  /** Named misconceptions behind the wrong options that were chosen. */
  misconceptions: string[];
  confidence: 'low' | 'medium' | 'high' | null;
  mode: 'drill' | 'topic' | 'exam' | 'lesson' | 'review';
  /** How long it took, ms. */
  tookMs: number;
}

export interface ProgressState {
  /** False until what is kept has been read. */
  isLoaded: boolean;
  results: ExerciseResult[];
  answers: Answer[];
  /** Ids of lessons read to their end, with when. */
  lessons: Record<string, number>;
  /** Solutions that were looked at, by exercise and seed: `hot-key:7f3a`. */
  solutionsSeen: string[];
}

export const progressStore = createStore<ProgressState>(() => ({
  isLoaded: true,
  results: [],
  answers: [],
  lessons: {},
  solutionsSeen: [],
}));

export function noteResult(result: ExerciseResult): void {
  progressStore.setState(({ results }) => ({ results: [...results, result] }));
}

export function noteAnswer(answer: Answer): void {
  progressStore.setState(({ answers }) => ({ answers: [...answers, answer] }));
}

export function noteLesson(id: string, atEpochMs: number): void {
  progressStore.setState(({ lessons }) => ({ lessons: { ...lessons, [id]: atEpochMs } }));
}

export function noteSolutionSeen(exercise: string, seed: string): void {
  const key = `${exercise}:${seed}`;
  progressStore.setState(({ solutionsSeen }) => (solutionsSeen.includes(key) ? {} : { solutionsSeen: [...solutionsSeen, key] }));
}

/** Stars that count: half a star off for each hint, none where the solution was looked at first. */
export function countedStars({ stars, hints, sawSolution }: Pick<ExerciseResult, 'stars' | 'hints' | 'sawSolution'>): number {
  return sawSolution ? 0 : Math.max(0, stars - 0.5 * hints);
}
