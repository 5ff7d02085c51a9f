import { expect, test } from 'vitest';
import type { Goal, GoalVerdict, Verdict } from '../../src/judge/goal.ts';
import { goalToHint } from '../../src/ui/exercise/nearest-goal.ts';

const goal = (id: string, star: Goal['star'], value: number, is: Goal['is'] = 'at-most'): Goal => ({
  id,
  star,
  value,
  is,
  over: 'total',
  measure: { kind: 'throttled-share' },
});
const of = (one: Goal, measured: number | null, state: GoalVerdict['state'] = 'open'): GoalVerdict => ({
  goal: one,
  state,
  measured,
  missedAtSeconds: null,
  series: [],
});
const verdict = (...goals: GoalVerdict[]) =>
  ({ isFinal: false, seconds: 1, goals, stars: 0, refused: null, moves: 0 }) as unknown as Verdict;

test('a goal that is missed comes before one that is only near, and the first star before the others', () => {
  const goals = [of(goal('near', 1, 10), 9.9), of(goal('third', 3, 1), 2, 'missed'), of(goal('first', 1, 1), 2, 'missed')];
  expect(goalToHint(verdict(...goals), {})).toBe('first');
  expect(goalToHint(verdict(...goals), { first: 3 })).toBe('third');
});

test('else the one nearest to its limit, from either side', () => {
  expect(goalToHint(verdict(of(goal('a', 1, 10), 2), of(goal('b', 2, 10), 8)), {})).toBe('b');
  expect(goalToHint(verdict(of(goal('a', 1, 10), 2), of(goal('share', 1, 0.9, 'at-least'), 0.1)), {})).toBe('share');
});

test('what is met needs no hint, and without a verdict there is none', () => {
  expect(goalToHint(verdict(of(goal('a', 1, 10), 2, 'met')), {})).toBeNull();
  expect(goalToHint(null, {})).toBeNull();
});
