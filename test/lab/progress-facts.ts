import fc from 'fast-check';
import { EXAMS, TOPICS, type Topic } from '../../src/content/learning/topics.ts';
import type { Answer, Deeds, ExerciseResult, LessonPlace } from '../../src/lab/progress/progress.ts';

export const NOON = Date.UTC(2026, 10, 20, 12);
export const HOUR = 3_600_000;

export function answer(given: Partial<Answer> = {}): Answer {
  return {
    template: 'shards-for',
    seed: '7f3a',
    topic: 'streams',
    atEpochMs: NOON,
    isRight: true,
    misconceptions: [],
    confidence: null,
    mode: 'drill',
    tookMs: 30_000,
    ...given,
  };
}

export function result(given: Partial<ExerciseResult> = {}): ExerciseResult {
  return {
    exercise: 'hot-key',
    seed: '1',
    atEpochMs: NOON,
    stars: 3,
    hints: 0,
    sawSolution: false,
    predictionWasRight: null,
    missed: [],
    moves: 1,
    ...given,
  };
}

export function place(given: Partial<LessonPlace> = {}): LessonPlace {
  return { lesson: 'reading', atEpochMs: NOON, committed: 2, part: 'reading', block: 4, seeds: [], answered: 0, right: 0, ...given };
}

const time = fc.integer({ min: 0, max: 4e12 });
const id = fc.constantFrom('hot-key', 'retention', 'five-readers', 'a', EXAMS[0].toLowerCase());
const seed = fc.stringMatching(/^[0-9a-f]{1,8}$/);

const arbitraryResult: fc.Arbitrary<ExerciseResult> = fc.record({
  exercise: id,
  seed,
  atEpochMs: time,
  stars: fc.constantFrom(0, 1, 2, 3),
  hints: fc.integer({ min: 0, max: 9 }),
  sawSolution: fc.boolean(),
  predictionWasRight: fc.constantFrom(true, false, null),
  missed: fc.array(id, { maxLength: 3 }),
  moves: fc.integer({ min: 0, max: 99 }),
});

const arbitraryAnswer: fc.Arbitrary<Answer> = fc.record({
  template: id,
  seed,
  topic: fc.constantFrom(...(Object.keys(TOPICS) as Topic[])),
  atEpochMs: time,
  isRight: fc.boolean(),
  misconceptions: fc.array(fc.string({ maxLength: 20 }), { maxLength: 2 }),
  confidence: fc.constantFrom('low', 'medium', 'high', null),
  mode: fc.constantFrom('drill', 'topic', 'exam', 'lesson', 'review'),
  tookMs: fc.integer({ min: 0, max: 1e6 }),
});

const by = <Value>(values: readonly Value[], idOf: (value: Value) => string): Value[] => [
  ...new Map(values.map((value) => [idOf(value), value])).values(),
];

/** As it stands in the store: nothing twice, in the order of time. */
export const arbitraryDeeds: fc.Arbitrary<Deeds> = fc.record({
  results: fc
    .array(arbitraryResult, { maxLength: 6 })
    .map((all) => by(all, ({ atEpochMs }) => String(atEpochMs)).toSorted((a, b) => a.atEpochMs - b.atEpochMs)),
  answers: fc
    .array(arbitraryAnswer, { maxLength: 6 })
    .map((all) => by(all, ({ atEpochMs }) => String(atEpochMs)).toSorted((a, b) => a.atEpochMs - b.atEpochMs)),
  lessons: fc.dictionary(id, time, { noNullPrototype: true }),
  places: fc
    .array(fc.record({ lesson: id, atEpochMs: time, committed: fc.option(fc.nat(4)), block: fc.nat(30) }), { maxLength: 3 })
    .map((all) => Object.fromEntries(all.map((one) => [one.lesson, place(one)]))),
  solutionsSeen: fc.uniqueArray(fc.tuple(id, seed).map((parts) => parts.join(':'))).map((all) => all.toSorted()),
  exam: fc.option(fc.record({ date: fc.constantFrom('2027-01-15', '2026-12-01', null), setEpochMs: time })),
});
