/** What comes back: question templates that were answered (with new numbers each time), and exercises whose goals were missed. */
import { seededRandom } from '../../content/learning/draw.ts';
import type { Topic } from '../../content/learning/topics.ts';
import type { Answer, Deeds, ExerciseResult } from './progress.ts';
import { type Attempt, cappedByExam, DAY_MS, type Grade, type Scheduler } from './schedule.ts';

/** What there is to be asked at present; what has left the content is not asked again. */
export interface Askable {
  questions: readonly { id: string; topic: Topic }[];
  exercises: readonly { id: string; topic: Topic }[];
}

export interface Card {
  kind: 'question' | 'exercise';
  id: string;
  topic: Topic;
  attempts: Attempt[];
  dueMs: number;
  /** Of an exercise: the goals that were missed when it was last run. */
  missed: string[];
}

export function cardsOf({ answers, results, exam }: Deeds, askable: Askable, scheduler: Scheduler): Card[] {
  // At noon of its day, wherever that is: to the day is exact enough.
  const examMs = exam?.date == null ? null : Date.parse(`${exam.date}T12:00:00Z`);
  const due = (id: string, attempts: readonly Attempt[]) =>
    cappedByExam(scheduler(attempts), attempts.at(-1)!.atEpochMs, examMs, seededRandom(id)());
  const questions = askable.questions.flatMap(({ id, topic }): Card[] => {
    const attempts = answers.filter(({ template }) => template === id).map((one) => ({ atEpochMs: one.atEpochMs, grade: gradeOf(one) }));
    return attempts.length === 0 ? [] : [{ kind: 'question', id, topic, attempts, dueMs: due(id, attempts), missed: [] }];
  });
  const exercises = askable.exercises.flatMap(({ id, topic }): Card[] => {
    const own = results.filter(({ exercise }) => exercise === id);
    // What was never missed is not a card: an exercise takes minutes.
    const first = own.findIndex((result) => !isMet(result));
    if (first === -1) return [];
    const attempts = own
      .slice(first)
      .map((result) => ({ atEpochMs: result.atEpochMs, grade: isMet(result) ? ('good' as const) : ('again' as const) }));
    return [{ kind: 'exercise', id, topic, attempts, dueMs: due(id, attempts), missed: own.at(-1)!.missed }];
  });
  return [...questions, ...exercises];
}

/** All goals met, by oneself. */
function isMet({ missed, sawSolution }: ExerciseResult): boolean {
  return missed.length === 0 && !sawSolution;
}

/** Who was right without believing it has not learnt it yet. */
function gradeOf({ isRight, confidence }: Answer): Grade {
  if (!isRight) return 'again';
  return confidence === 'low' ? 'hard' : confidence === 'high' ? 'easy' : 'good';
}

/** What was asked a short while ago rests first, though it may fall due before the day is over. */
const REST_MS = 6 * 3_600_000;

/**
 * What falls due by the end of the learner's day, the longest overdue first, with the topics mixed: two of one topic follow each other
 * only where nothing else is left.
 */
export function dueQueue(cards: readonly Card[], nowMs: number, dayEndsMs: number): Card[] {
  const isDue = ({ dueMs, attempts }: Card) => dueMs <= dayEndsMs && (attempts.at(-1)?.atEpochMs ?? -Infinity) <= nowMs - REST_MS;
  const waiting = cards.filter(isDue).toSorted((a, b) => a.dueMs - b.dueMs || (a.id < b.id ? -1 : 1));
  const queue: Card[] = [];
  while (waiting.length > 0) {
    const other = waiting.findIndex(({ topic }) => topic !== queue.at(-1)?.topic);
    queue.push(...waiting.splice(Math.max(other, 0), 1));
  }
  return queue;
}

export function endOfDayMs(nowMs: number): number {
  return new Date(nowMs).setHours(23, 59, 59, 999);
}

/**
 * The part of the queue that fits into a sitting; at least one. An exercise, which takes minutes, comes last and alone, and only where
 * half of the time is left for questions or there are none. What is left waits without any threat.
 */
export function sitting(queue: readonly Card[], minutes: number, msOf: (card: Card) => number): Card[] {
  const questions = queue.filter(({ kind }) => kind === 'question');
  const first = queue.find(({ kind }) => kind === 'exercise');
  const ownMs = minutes * 60_000;
  const isTaken = first !== undefined && (questions.length === 0 || msOf(first) <= ownMs / 2);
  let leftMs = isTaken ? ownMs - msOf(first) : ownMs;
  const fitting = questions.filter((card) => (leftMs -= msOf(card)) >= 0);
  if (isTaken) return [...fitting, first];
  return fitting.length > 0 ? fitting : questions.slice(0, 1);
}

/** How long a card takes this learner: the middle of the times so far, or what is usual. */
export function usualMs(answers: readonly Answer[]): (card: Card) => number {
  const times = answers.map(({ tookMs }) => Math.min(tookMs, 5 * 60_000)).toSorted((a, b) => a - b);
  const questionMs = times.length < 8 ? 90_000 : Math.max(20_000, times[Math.floor(times.length / 2)]);
  return ({ kind }) => (kind === 'question' ? questionMs : 8 * 60_000);
}

/** Of answers given at least a day after the same question was last answered: what was kept, which is what counts. */
export function retention(answers: readonly Answer[]): { right: number; of: number } {
  const last = new Map<string, number>();
  let [right, of] = [0, 0];
  for (const { template, atEpochMs, isRight } of answers) {
    if (atEpochMs - (last.get(template) ?? atEpochMs) >= DAY_MS / 2) {
      of++;
      if (isRight) right++;
    }
    last.set(template, atEpochMs);
  }
  return { right, of };
}
