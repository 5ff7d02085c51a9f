import { describe, expect, it } from 'vitest';
import { bestStars, topicFigures, wilson } from '../../src/lab/progress/topic-figures.ts';
import { answer, NOON, result } from './progress-facts.ts';

const EXERCISES = [
  { id: 'hot-key', topic: 'keys' },
  { id: 'five-readers', topic: 'reading' },
  { id: 'retention', topic: 'reading' },
] as const;

const answers = (n: number, right: number, given: Parameters<typeof answer>[0] = {}) =>
  Array.from({ length: n }, (_, i) => answer({ seed: i.toString(16), atEpochMs: NOON + i, isRight: i < right, ...given }));

describe('figures of a topic', () => {
  it('have an interval as Wilson’s: 8 of 10 lie between 49.0 and 94.3 %, 0 of 10 below 27.8 %', () => {
    expect(wilson(8, 10).from).toBeCloseTo(0.4902, 4);
    expect(wilson(8, 10).to).toBeCloseTo(0.9433, 4);
    expect(wilson(0, 10)).toEqual({ from: 0, to: expect.closeTo(0.2775, 4) });
  });

  it('say nothing of fewer than 8 items', () => {
    const of = (n: number) => topicFigures({ answers: answers(n, n), results: [] }, EXERCISES)[0].items;
    expect(of(7)).toEqual({ n: 7, right: 7, interval: null });
    expect(of(8).interval?.to).toBe(1);
    expect(of(8).interval?.from).toBeCloseTo(0.6756, 4);
  });

  it('count the first answer of an item: the same numbers again are nothing new', () => {
    const first = answer({ isRight: false });
    const again = answer({ atEpochMs: NOON + 1000, isRight: true });
    expect(topicFigures({ answers: [first, again], results: [] }, EXERCISES)[0].items).toMatchObject({ n: 1, right: 0 });
  });

  it('say where one was too sure', () => {
    const figure = (right: number, n = 10) =>
      topicFigures({ answers: answers(n, right, { confidence: 'high' }), results: [] }, EXERCISES)[0];
    expect(figure(7)).toMatchObject({ sure: { n: 10, right: 7 }, isOverconfident: true });
    expect(figure(8).isOverconfident).toBe(false);
    expect(figure(2, 7).isOverconfident).toBe(false);
    expect(topicFigures({ answers: answers(10, 2, { confidence: 'low' }), results: [] }, EXERCISES)[0].isOverconfident).toBe(false);
  });

  it('add up the best counted stars of its exercises', () => {
    const results = [
      result({ stars: 2 }),
      result({ hints: 1 }),
      result({ sawSolution: true }),
      result({ exercise: 'retention', stars: 1 }),
    ];
    expect(bestStars(results, 'hot-key')).toBe(2.5);
    const figures = topicFigures({ answers: [], results }, EXERCISES);
    expect(figures.find(({ topic }) => topic === 'keys')).toMatchObject({ stars: 2.5, starsMax: 3 });
    expect(figures.find(({ topic }) => topic === 'reading')).toMatchObject({ stars: 1, starsMax: 6 });
  });
});
