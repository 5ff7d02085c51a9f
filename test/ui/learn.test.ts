import { expect, test } from 'vitest';
import { exercises } from '../../src/content/exercises/index.ts';
import { lessons } from '../../src/content/lessons/index.ts';
import type { ExerciseResult } from '../../src/lab/progress/progress.ts';
import { blockBeingRead, usablePlace } from '../../src/ui/learn/lesson-place.ts';
import { bestStars, nextStep, readingMinutes } from '../../src/ui/learn/next-step.ts';
import { RunPlaces } from '../../src/ui/learn/run-places.ts';
import { place } from '../lab/progress-facts.ts';

const result = (exercise: string, more: Partial<ExerciseResult> = {}): ExerciseResult => ({
  exercise,
  seed: '1',
  atEpochMs: 0,
  stars: 3,
  hints: 0,
  sawSolution: false,
  predictionWasRight: null,
  missed: [],
  moves: 1,
  ...more,
});

const hotKeyLesson = lessons.find(({ id }) => id === 'partition-keys')!;
const hotKey = exercises.find(({ id }) => id === 'hot-key')!;
const twoLessons = [hotKeyLesson, lessons.find(({ id }) => id === 'firehose')!];

test('the first lesson that was not read comes next', () => {
  expect(nextStep(lessons, exercises, { lessons: {}, places: {}, results: [] })).toEqual({
    kind: 'lesson',
    lesson: lessons[0],
    isBegun: false,
  });
});

test('after a lesson comes its exercise, until it has a star that counts', () => {
  const read = { 'partition-keys': 1 };
  const exercise = { kind: 'exercise', lesson: hotKeyLesson, exercise: hotKey };
  const further = { kind: 'lesson', lesson: twoLessons[1], isBegun: false };
  expect(nextStep(twoLessons, exercises, { lessons: read, places: {}, results: [] })).toEqual(exercise);
  expect(nextStep(twoLessons, exercises, { lessons: read, places: {}, results: [result('hot-key', { stars: 0 })] })).toEqual(exercise);
  expect(nextStep(twoLessons, exercises, { lessons: read, places: {}, results: [result('hot-key', { sawSolution: true })] })).toEqual(
    exercise,
  );
  expect(nextStep(twoLessons, exercises, { lessons: read, places: {}, results: [result('hot-key')] })).toEqual(further);
});

test('a lesson that was left half read comes first, the one left last before others', () => {
  const places = { 'write-limits': place({ lesson: 'write-limits', atEpochMs: 5 }), firehose: place({ lesson: 'firehose', atEpochMs: 9 }) };
  const done = { lessons: {}, places, results: [] };
  expect(nextStep(lessons, exercises, done)).toEqual({ kind: 'lesson', lesson: twoLessons[1], isBegun: true });
  expect(nextStep(lessons, exercises, { ...done, lessons: { firehose: 9 } })).toMatchObject({
    lesson: { id: 'write-limits' },
    isBegun: true,
  });
});

test('a place in a lesson that has changed since begins with what still fits', () => {
  const seeds = ['a', 'b', 'c'];
  expect(usablePlace(undefined, hotKeyLesson)).toBeNull();
  expect(usablePlace(place({ committed: 9 }), hotKeyLesson)).toBeNull();
  expect(usablePlace(place({ committed: null, block: 999 }), hotKeyLesson)?.block).toBe(hotKeyLesson.blocks.length - 1);
  expect(usablePlace(place({ part: 'items', seeds, answered: 2, right: 1 }), hotKeyLesson)).toMatchObject({ part: 'items', answered: 2 });
  expect(usablePlace(place({ part: 'items', seeds: ['a'], answered: 1 }), hotKeyLesson)?.part).toBe('reading');
  expect(usablePlace(place({ part: 'done', seeds, answered: 3, right: 4 }), hotKeyLesson)?.part).toBe('reading');
});

test('the block being read is the first that is not above the line of reading', () => {
  expect(blockBeingRead([{ bottom: -300 }, { bottom: 10 }, { bottom: 40 }, { bottom: 400 }])).toBe(2);
  expect(blockBeingRead([{ bottom: 500 }])).toBe(0);
  expect(blockBeingRead([{ bottom: -500 }, { bottom: -1 }])).toBe(1);
  expect(blockBeingRead([])).toBe(0);
});

test('nothing is next when all is done', () => {
  const read = Object.fromEntries(lessons.map(({ id }) => [id, 1]));
  const results = lessons.map(({ exercise }) => result(exercise, { stars: 1 }));
  expect(nextStep(lessons, exercises, { lessons: read, places: {}, results })).toBeNull();
});

test('the best stars are those that count', () => {
  const results = [
    result('hot-key', { stars: 2 }),
    result('hot-key', { hints: 1 }),
    result('hot-key', { sawSolution: true }),
    result('retention'),
  ];
  expect(bestStars('hot-key', { results })).toBe(2.5);
  expect(bestStars('parents-first', { results })).toBeNull();
});

test('lessons say how long they take, and none is long', () => {
  for (const lesson of lessons) {
    expect(readingMinutes(lesson)).toBeGreaterThanOrEqual(8);
    expect(readingMinutes(lesson)).toBeLessThanOrEqual(15);
  }
});

test('two runs have a place, a third takes that of the first', () => {
  const places = new RunPlaces(2);
  const lost: string[] = [];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ lose: () => lost.push(name) }));
  places.take(a);
  places.take(b);
  places.take(a);
  expect(lost).toEqual([]);
  places.take(c);
  expect(lost).toEqual(['b']);
  places.leave(a);
  places.take(b);
  expect(lost).toEqual(['b']);
});
