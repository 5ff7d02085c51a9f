import { describe, expect, it } from 'vitest';
import { type Askable, type Card, cardsOf, dueQueue, retention, sitting, usualMs } from '../../src/lab/progress/cards.ts';
import type { Deeds } from '../../src/lab/progress/progress.ts';
import { type Attempt, cappedByExam, DAY_MS, ladder, loadScheduler } from '../../src/lab/progress/schedule.ts';
import { answer, HOUR, NOON, result } from './progress-facts.ts';

const NOTHING: Deeds = { results: [], answers: [], lessons: {}, places: {}, solutionsSeen: [], exam: null };
const ASKABLE: Askable = {
  questions: [
    { id: 'shards-for', topic: 'streams' },
    { id: 'put-units', topic: 'cost' },
  ],
  exercises: [{ id: 'hot-key', topic: 'keys' }],
};

const days = (dueMs: number, sinceMs = NOON): number => (dueMs - sinceMs) / DAY_MS;
const fsrs = await loadScheduler();
const attempt = (grade: Attempt['grade'], day = 0): Attempt => ({ atEpochMs: NOON + day * DAY_MS, grade });

describe('the ladder', () => {
  it('has rungs of 1, 3, 7 and 16 days, and stays on the last', () => {
    const attempts = [attempt('good', 0), attempt('good', 1), attempt('good', 4), attempt('easy', 11), attempt('hard', 27)];
    expect(attempts.map((last, i) => days(ladder(attempts.slice(0, i + 1)), last.atEpochMs))).toEqual([1, 3, 7, 16, 16]);
  });

  it('begins anew after a miss, and is not climbed twice on one day', () => {
    expect(days(ladder([attempt('good', 0), attempt('good', 1), attempt('again', 4)]), attempt('good', 4).atEpochMs)).toBe(0.5);
    expect(days(ladder([attempt('good', 0), attempt('again', 1), attempt('good', 2)]), attempt('good', 2).atEpochMs)).toBe(1);
    expect(days(ladder([attempt('good', 0), attempt('good', 0.01), attempt('good', 0.02)]), attempt('good', 0.02).atEpochMs)).toBe(1);
  });

  it('stands in where the library cannot be loaded', async () => {
    expect(await loadScheduler(() => Promise.reject(new Error('offline')))).toBe(ladder);
  });
});

describe('FSRS', () => {
  it('plans the first review by its published initial stabilities: hard 1.29, good 2.31, easy 8.30 days, each a day apart at least', () => {
    expect((['hard', 'good', 'easy'] as const).map((grade) => days(fsrs([attempt(grade)])))).toEqual([2, 3, 8]);
  });

  it('waits longer each time something is known, and a miss comes back within 24 h', () => {
    const attempts = [attempt('good')];
    let before = 0;
    for (let i = 0; i < 4; i++) {
      const last = attempts.at(-1)!.atEpochMs;
      const interval = days(fsrs(attempts), last);
      expect(interval).toBeGreaterThan(before);
      before = interval;
      attempts.push({ atEpochMs: last + interval * DAY_MS, grade: 'good' });
    }
    const missed: Attempt = { atEpochMs: attempts.at(-1)!.atEpochMs + HOUR, grade: 'again' };
    expect(fsrs([...attempts, missed]) - missed.atEpochMs).toBeLessThanOrEqual(DAY_MS);
  });

  it('never plans further than a year', () => {
    const attempts = Array.from({ length: 12 }, (_, i) => attempt('easy', i * 365));
    expect(days(fsrs(attempts), attempts.at(-1)!.atEpochMs)).toBeLessThanOrEqual(365);
  });
});

describe('an exam date', () => {
  const EXAM = NOON + 30 * DAY_MS;
  it('moves what would come after it, or in its week, into the week before it', () => {
    for (const spread of [0, 0.5, 0.999]) {
      const due = days(cappedByExam(NOON + 90 * DAY_MS, NOON, EXAM, spread));
      expect(due).toBeGreaterThanOrEqual(23);
      expect(due).toBeLessThan(30);
    }
  });
  it('leaves alone what comes earlier, what was answered in that week, and all when there is none', () => {
    expect(days(cappedByExam(NOON + 5 * DAY_MS, NOON, EXAM, 0.5))).toBe(5);
    expect(days(cappedByExam(NOON + 40 * DAY_MS, NOON + 25 * DAY_MS, EXAM, 0.5))).toBe(40);
    expect(days(cappedByExam(NOON + 90 * DAY_MS, NOON, null, 0.5))).toBe(90);
    expect(days(cappedByExam(NOON + 90 * DAY_MS, NOON, NaN, 0.5))).toBe(90);
  });
  it('counts through the cards', () => {
    const answers = [answer({ confidence: 'high' }), answer({ confidence: 'high', atEpochMs: NOON + 8 * DAY_MS, seed: '2' })];
    const free = cardsOf({ ...NOTHING, answers }, ASKABLE, fsrs)[0];
    const capped = cardsOf({ ...NOTHING, answers, exam: { date: '2026-12-20', setEpochMs: NOON } }, ASKABLE, fsrs)[0];
    expect(days(free.dueMs)).toBeGreaterThan(30);
    expect(days(capped.dueMs)).toBeGreaterThanOrEqual(23);
    expect(days(capped.dueMs)).toBeLessThan(30);
  });
});

describe('cards', () => {
  it('are the questions that were answered and the exercises that were missed, as far as they still exist', () => {
    const deeds = {
      ...NOTHING,
      answers: [answer(), answer({ template: 'gone' })],
      results: [result({ missed: ['throttling'], stars: 0 }), result({ exercise: 'gone', missed: ['x'] })],
    };
    expect(cardsOf(deeds, ASKABLE, ladder).map(({ kind, id, missed }) => ({ kind, id, missed }))).toEqual([
      { kind: 'question', id: 'shards-for', missed: [] },
      { kind: 'exercise', id: 'hot-key', missed: ['throttling'] },
    ]);
  });

  it('leave out an exercise that was met at once, and bring back one that was only met after its solution', () => {
    expect(cardsOf({ ...NOTHING, results: [result()] }, ASKABLE, ladder)).toEqual([]);
    const [card] = cardsOf({ ...NOTHING, results: [result({ sawSolution: true })] }, ASKABLE, ladder);
    expect(days(card.dueMs)).toBeLessThanOrEqual(1);
  });

  it('come back within 24 h when missed, and again on later days when known then', () => {
    const answers = [answer({ isRight: false })];
    expect(days(cardsOf({ ...NOTHING, answers }, ASKABLE, fsrs)[0].dueMs)).toBeLessThanOrEqual(1);
    answers.push(answer({ atEpochMs: NOON + 20 * HOUR, seed: '2' }));
    expect(cardsOf({ ...NOTHING, answers }, ASKABLE, fsrs)[0].dueMs - answers[1].atEpochMs).toBeGreaterThanOrEqual(DAY_MS);
  });

  it('come back sooner where the learner was right without being sure', () => {
    const due = (confidence: 'low' | 'medium' | 'high') =>
      cardsOf({ ...NOTHING, answers: [answer({ confidence })] }, ASKABLE, fsrs)[0].dueMs;
    expect(due('low')).toBeLessThan(due('medium'));
    expect(due('medium')).toBeLessThan(due('high'));
  });
});

describe('a sitting', () => {
  const card = (id: string, topic: Card['topic'], dueMs: number): Card => ({
    kind: 'question',
    id,
    topic,
    attempts: [],
    dueMs,
    missed: [],
  });

  it('holds what is due, mixing topics, the longest overdue first', () => {
    const cards = [
      card('a', 'keys', 1),
      card('b', 'keys', 2),
      card('c', 'keys', 3),
      card('d', 'cost', 4),
      card('e', 'reading', 99),
      card('f', 'cost', 5),
    ];
    expect(dueQueue(cards, 40, 50).map(({ id }) => id)).toEqual(['a', 'd', 'b', 'f', 'c']);
  });

  it('leaves out what was asked within the last six hours', () => {
    const asked = { ...card('a', 'keys', NOON), attempts: [attempt('again')] };
    expect(dueQueue([asked], NOON + 5 * HOUR, NOON + 12 * HOUR)).toEqual([]);
    expect(dueQueue([asked], NOON + 6 * HOUR, NOON + 12 * HOUR)).toEqual([asked]);
    expect(dueQueue([asked], NOON + 6 * HOUR, NOON - 1)).toEqual([]);
  });

  it('fits into its minutes, and has one card at least', () => {
    const queue = Array.from({ length: 40 }, (_, i) => card(`q${i}`, 'keys', i));
    expect(sitting(queue, 25, usualMs([]))).toHaveLength(16);
    expect(sitting(queue, 1, usualMs([]))).toEqual([queue[0]]);
    expect(sitting([], 25, usualMs([]))).toEqual([]);
  });

  it('has one exercise at most, at its end, and none where it would take more than half of the time', () => {
    const queue = Array.from({ length: 40 }, (_, i): Card => ({
      ...card(`c${i}`, 'keys', i),
      kind: i % 2 === 0 ? 'exercise' : 'question',
    }));
    const kinds = (minutes: number) => sitting(queue, minutes, usualMs([])).map(({ kind }) => kind);
    expect(kinds(25)).toEqual([...Array.from({ length: 11 }, () => 'question'), 'exercise']);
    expect(kinds(15)).toEqual(Array.from({ length: 10 }, () => 'question'));
    expect(sitting([queue[0]], 10, usualMs([]))).toEqual([queue[0]]);
  });

  it('goes by how long this learner takes', () => {
    const quick = Array.from({ length: 8 }, (_, i) => answer({ seed: String(i), tookMs: 30_000 }));
    expect(usualMs(quick)(card('a', 'keys', 1))).toBe(30_000);
    expect(usualMs(quick.slice(1))(card('a', 'keys', 1))).toBe(90_000);
  });
});

it('counts as kept only what was answered on another day', () => {
  const answers = [
    answer({ isRight: false }),
    answer({ atEpochMs: NOON + HOUR }),
    answer({ atEpochMs: NOON + DAY_MS + HOUR }),
    answer({ atEpochMs: NOON + 3 * DAY_MS, isRight: false }),
  ];
  expect(retention(answers)).toEqual({ right: 1, of: 2 });
});
