/**
 * What a learner has done, kept on this device only: results of exercises, answers to questions, lessons read. Facts are kept, and
 * figures made from them; nothing here decides whether an exercise is passed, the engine's verdict has done that.
 */
import { createStore } from 'zustand/vanilla';
import type { Topic } from '../../content/learning/topics.ts';
import type { KeepingTrouble } from '../browser-database.ts';
import { type Fact, factsOf, idOf, isNewer, stateOf } from './facts.ts';
import { type Change, enter } from './unkept.ts';

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

/** How far somebody has come in a lesson. */
export interface LessonPlace {
  lesson: string;
  atEpochMs: number;
  /** The answer given at its opening; null: `I do not know`. */
  committed: number | null;
  part: 'reading' | 'items' | 'done';
  /** The block of the text that was read last. */
  block: number;
  /** Of the questions at its end, in this round: their numbers, how many are answered, and how many of those are right. */
  seeds: string[];
  answered: number;
  right: number;
}

/** What was done, without how it is kept: this goes into a file. */
export interface Deeds {
  results: ExerciseResult[];
  answers: Answer[];
  /** Ids of lessons read to their end, with when. */
  lessons: Record<string, number>;
  /** By the id of the lesson. */
  places: Record<string, LessonPlace>;
  /** Solutions that were looked at, by exercise and seed: `hot-key:7f3a`. */
  solutionsSeen: string[];
  /** When the learner sits an exam, `2027-01-15`; the latest word counts. */
  exam: { date: string | null; setEpochMs: number } | null;
}

export interface ProgressState extends Deeds {
  /** False until what is kept has been read, or is known to be out of reach. */
  isLoaded: boolean;
  /** Why this browser keeps nothing; what is done lasts until the page is closed. */
  trouble: KeepingTrouble | null;
}

export const progressStore = createStore<ProgressState>(() => ({
  isLoaded: false,
  trouble: null,
  results: [],
  answers: [],
  lessons: {},
  places: {},
  solutionsSeen: [],
  exam: null,
}));

/** The database is code of its own, and loaded with the first page that shows or makes progress. */
async function keepAll(): Promise<void> {
  const { keep } = await import('./keeping.ts');
  await keep();
}

export function noteResult(result: ExerciseResult): void {
  note({ kind: 'result', value: result });
}

export function noteAnswer(answer: Answer): void {
  note({ kind: 'answer', value: answer });
}

export function noteLesson(id: string, atEpochMs: number): void {
  note({ kind: 'lesson', value: { lesson: id, atEpochMs } });
}

/** Later than the place before it, whatever the clock says: the last word counts. */
export function noteLessonPlace(place: Omit<LessonPlace, 'atEpochMs'>): void {
  const before = progressStore.getState().places[place.lesson]?.atEpochMs ?? 0;
  note({ kind: 'place', value: { ...place, atEpochMs: Math.max(Date.now(), before + 1) } });
}

/** The lesson begins at its opening when it is next come to. */
export function forgetLessonPlace(lesson: string): void {
  const place = progressStore.getState().places[lesson];
  if (place !== undefined) change({ added: [], removed: [{ kind: 'place', value: place }] });
}

export function noteSolutionSeen(exercise: string, seed: string): void {
  note({ kind: 'solution', value: `${exercise}:${seed}` });
}

/** Later than the word before it, which may come from a browser whose clock was ahead. */
export function noteExamDate(date: string | null, setEpochMs: number): void {
  const before = progressStore.getState().exam?.setEpochMs ?? 0;
  note({ kind: 'exam', value: { date, setEpochMs: Math.max(setEpochMs, before + 1) } });
}

/** Stars that count: half a star off for each hint, none where the solution was looked at first. */
export function countedStars({ stars, hints, sawSolution }: Pick<ExerciseResult, 'stars' | 'hints' | 'sawSolution'>): number {
  return sawSolution ? 0 : Math.max(0, stars - 0.5 * hints);
}

export function clearProgress(): Change {
  return change({ added: [], removed: factsOf(progressStore.getState()) });
}

/** Merging is a union of facts: nothing is lost and nothing counts twice. Replacing takes away what the file does not have. */
export function takeIn(deeds: Deeds, how: 'merge' | 'replace'): Change {
  const [present, coming] = [deedsById(progressStore.getState()), deedsById(deeds)];
  const isNews = ([id, fact]: [string, Fact]) => {
    const known = present.get(id);
    return known === undefined || (how === 'replace' ? JSON.stringify(fact) !== JSON.stringify(known) : isNewer(fact, known));
  };
  const added = new Map([...coming].filter(isNews));
  const isGone = ([id]: [string, Fact]) => added.has(id) || (how === 'replace' && !coming.has(id));
  return change({ added: [...added.values()], removed: [...present].filter(isGone).map(([, fact]) => fact) });
}

function deedsById(deeds: Deeds): Map<string, Fact> {
  return new Map(factsOf(deeds).map((fact) => [idOf(fact), fact]));
}

export function undoChange({ added, removed }: Change): void {
  change({ added: removed, removed: added });
}

function note(fact: Fact): void {
  change({ added: [fact], removed: [] });
}

function change(done: Change): Change {
  const gone = new Set(done.removed.map(idOf));
  const left = factsOf(progressStore.getState()).filter((fact) => !gone.has(idOf(fact)));
  progressStore.setState(stateOf([...left, ...done.added]));
  enter(done);
  void keepAll();
  return done;
}

// Whoever imports this wants to know what has been done. Where there is no such database (tests), the page says so when it is told to keep.
if ('indexedDB' in globalThis) void keepAll();
else progressStore.setState({ isLoaded: true });
