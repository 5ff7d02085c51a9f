/** What a screen reader hears of a verdict. */
import { expect, test } from 'vitest';
import type { Goal, GoalVerdict, Verdict } from '../../src/judge/goal.ts';
import { verdictNews } from '../../src/ui/exercise/verdict-news.ts';

const GOAL: Goal = { id: 'throttling', measure: { kind: 'throttled-share' }, is: 'at-most', value: 0.01, over: 'total', star: 1 };
const verdict = (own: Partial<GoalVerdict>, more: Partial<Verdict> = {}): Verdict => ({
  isFinal: false,
  seconds: 200,
  goals: [{ goal: GOAL, state: 'open', measured: 0, missedAtSeconds: null, series: [], ...own }],
  stars: 0,
  refused: null,
  moves: 0,
  usdPerHour: null,
  ...more,
});
const MISSED = { state: 'missed', measured: 0.4, missedAtSeconds: 192, missedValue: 0.0142 } as const;
const FREE = { hints: 0, sawSolution: false };
const plain = (text: string | null) => text?.replaceAll('\u202F', ' ') ?? null;

test('a miss is told once: when, what, with how much and of how much', () => {
  const missed = verdict(MISSED);
  expect(plain(verdictNews(verdict({}), missed, FREE))).toBe('Missed at 3:12: Throttled records, 1.42 % (limit ≤ 1 %).');
  expect(verdictNews(missed, verdict({ ...MISSED, measured: 0.5 }), FREE)).toBeNull();
  expect(verdictNews(null, verdict({}), FREE)).toBeNull();
  expect(plain(verdictNews(null, verdict({ ...MISSED, missedValue: null }), FREE))).toBe(
    'Missed at 3:12: Throttled records (limit ≤ 1 %).',
  );
});

test('the end is told with the stars that count', () => {
  const ended = verdict({ state: 'met' }, { isFinal: true, stars: 3 });
  expect(verdictNews(verdict({}), ended, FREE)).toBe('The judged part has ended: 3 stars of 3.');
  expect(verdictNews(verdict({}), ended, { hints: 1, sawSolution: false })).toBe(
    'The judged part has ended: 2.5 stars of 3 counted, 3 stars earned.',
  );
  expect(verdictNews(ended, ended, FREE)).toBeNull();
  expect(verdictNews(verdict({}), { ...ended, stars: 0, refused: 'No.' }, FREE)).toBe('The judged part has ended: not judged.');
});
