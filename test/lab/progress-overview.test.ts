import { describe, expect, it } from 'vitest';
import { EVERYTHING, exerciseRows, filterRows, type Listed, nextStep } from '../../src/lab/progress/overview.ts';
import type { ExerciseResult } from '../../src/lab/progress/progress.ts';
import { HOUR, NOON, result } from './progress-facts.ts';

const EXERCISES: readonly Listed[] = [
  { id: 'hot-key', title: 'A', topic: 'keys', level: 'intro', exams: ['DVA-C02', 'SAA-C03'] },
  { id: 'five-readers', title: 'B', topic: 'reading', level: 'core', exams: ['DVA-C02'] },
  { id: 'retention', title: 'C', topic: 'reading', level: 'advanced', exams: ['SAP-C02'] },
];

const next = (...results: ExerciseResult[]) => {
  const step = nextStep(exerciseRows(EXERCISES, results));
  return step === null ? null : `${step.why} ${step.row.exercise.id}`;
};

describe('rows', () => {
  it('hold the best counted stars of all tries, and the last of them', () => {
    const last = result({ atEpochMs: NOON + HOUR, stars: 1, predictionWasRight: false });
    const [row, untried] = exerciseRows(EXERCISES, [result({ hints: 1 }), last]);
    expect(row).toMatchObject({ tries: 2, stars: 2.5, last });
    expect(untried).toMatchObject({ tries: 0, stars: 0, last: null });
  });

  it('are filtered by topic, exam and level together', () => {
    const ids = (filter: object) =>
      filterRows(exerciseRows(EXERCISES, []), { ...EVERYTHING, ...filter }).map(({ exercise }) => exercise.id);
    expect(ids({})).toEqual(['hot-key', 'five-readers', 'retention']);
    expect(ids({ topic: 'reading' })).toEqual(['five-readers', 'retention']);
    expect(ids({ exam: 'DVA-C02', topic: 'reading' })).toEqual(['five-readers']);
    expect(ids({ exam: 'SAA-C03', level: 'expert' })).toEqual([]);
  });
});

describe('the next exercise', () => {
  it('is what was missed last, then what is new, then what has stars left', () => {
    const missed = result({ exercise: 'retention', stars: 0 });
    expect(next()).toBe('new hot-key');
    expect(next(missed)).toBe('missed retention');
    expect(next(missed, result({ stars: 0, atEpochMs: NOON + HOUR }))).toBe('missed hot-key');
    expect(next(result({ stars: 1 }))).toBe('new five-readers');
    expect(next(result({ stars: 2 }), result({ exercise: 'five-readers' }), result({ exercise: 'retention' }))).toBe('stars hot-key');
  });

  it('is one that was only solved by its solution', () => {
    expect(next(result({ sawSolution: true }))).toBe('missed hot-key');
  });

  it('is none when all stars are had', () => {
    expect(next(...EXERCISES.map(({ id }) => result({ exercise: id })))).toBeNull();
  });
});
