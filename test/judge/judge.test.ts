/** Open, met or missed; the first moment of a miss; stars; and that a verdict is final only when the window has ended. */
import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/events.ts';
import type { Goal } from '../../src/judge/goal.ts';
import { goalText, limitText } from '../../src/judge/goal-text.ts';
import { judge } from '../../src/judge/judge.ts';

const WINDOW = { fromSeconds: 10, toSeconds: 20 };
const plain = (text: string) => text.replaceAll('\u202F', ' ');

/** A goal on a column of the record, so that a test writes down what was measured. */
const goal = (more: Partial<Goal>): Goal => ({
  id: 'g',
  measure: { kind: 'open-shards' },
  is: 'at-most',
  value: 4,
  over: 'always',
  star: 1,
  ...more,
});

/** Values of the window's ten seconds; fewer: it has not ended. */
function verdictOn(goals: readonly Goal[], columns: Record<string, readonly number[]>, history: EngineEvent[] = []) {
  const lengths = Object.values(columns).map((values) => values.length);
  const filled = Object.entries(columns).map(([name, values]) => [name, [...Array.from({ length: 10 }, () => 0), ...values]] as const);
  const record = { everySeconds: 1, rows: 10 + Math.max(...lengths), columns: Object.fromEntries(filled) as Record<string, number[]> };
  return judge({ record, history }, { window: WINDOW, goals });
}
const one = (aGoal: Goal, columns: Record<string, readonly number[]>) => {
  const [{ state, measured, missedAtSeconds }] = verdictOn([aGoal], columns).goals as [ReturnType<typeof verdictOn>['goals'][number]];
  return { state, measured, missedAtSeconds };
};
const ten = (value: number) => Array.from({ length: 10 }, () => value);

describe('a goal for every moment', () => {
  test('is open while nothing speaks against it, and met at the end', () => {
    expect(one(goal({}), { openShards: [4, 4, 4] })).toEqual({ state: 'open', measured: 4, missedAtSeconds: null });
    expect(one(goal({}), { openShards: ten(4) })).toEqual({ state: 'met', measured: 4, missedAtSeconds: null });
  });

  test('is missed at the first second that breaks it, at once and for good', () => {
    const broken = [4, 4, 5, 4, 4];
    expect(one(goal({}), { openShards: broken })).toEqual({ state: 'missed', measured: 5, missedAtSeconds: 13 });
    expect(one(goal({}), { openShards: [...broken, 3, 3, 3, 3, 3] })).toEqual({ state: 'missed', measured: 5, missedAtSeconds: 13 });
  });

  test('is missed with the value of that moment, which the worst may have left behind', () => {
    const [{ measured, missedValue }] = verdictOn([goal({})], { openShards: [4, 5, 9, 4] }).goals as [
      ReturnType<typeof verdictOn>['goals'][number],
    ];
    expect([measured, missedValue]).toEqual([9, 5]);
  });

  test('at its very limit is met, from either side', () => {
    expect(one(goal({ is: 'at-least' }), { openShards: ten(4) }).state).toBe('met');
    expect(one(goal({ is: 'at-least' }), { openShards: [4, 3.999] })).toMatchObject({ state: 'missed', missedAtSeconds: 12 });
  });
});

describe('a count in total', () => {
  const lost = goal({ measure: { kind: 'producer-lost' }, value: 2, over: 'total' });
  test('is missed at the moment it passes its limit, before the window ends', () => {
    expect(one(lost, { 'producers:lost': [0, 1, 2, 2] }).state).toBe('open');
    expect(one(lost, { 'producers:lost': [0, 1, 2, 3, 3] })).toEqual({ state: 'missed', measured: 3, missedAtSeconds: 14 });
  });

  test('that must be reached is open until the end', () => {
    const diverted = goal({ measure: { kind: 'diverted', consumer: 'a' }, is: 'at-least', value: 1, over: 'total' });
    expect(one(diverted, { 'consumer:a:diverted': [0, 0] }).state).toBe('open');
    expect(one(diverted, { 'consumer:a:diverted': ten(0) })).toMatchObject({ state: 'missed', missedAtSeconds: 20 });
    expect(one(diverted, { 'consumer:a:diverted': [...ten(0).slice(1), 1] }).state).toBe('met');
  });
});

describe('a share in total', () => {
  const share = goal({ measure: { kind: 'throttled-share' }, value: 0.1, over: 'total' });
  const columns = (refused: readonly number[]) => ({ refused, accepted: refused.map((_, i) => 90 * (i + 1)) });
  test('is missed with the value of that moment, which the worst may have left behind', () => {
    const [{ measured, missedValue }] = verdictOn([goal({})], { openShards: [4, 5, 9, 4] }).goals as [
      ReturnType<typeof verdictOn>['goals'][number],
    ];
    expect([measured, missedValue]).toEqual([9, 5]);
  });

  test('at its very limit is met; a record more and it is missed', () => {
    const tenth = Array.from({ length: 10 }, (_, i) => 10 * (i + 1));
    expect(one(share, columns(tenth))).toMatchObject({ state: 'met', measured: 0.1 });
    expect(one(share, columns([...tenth.slice(0, 9), 101])).state).toBe('missed');
  });

  test('may recover: it is missed only at the end, and then since when it stayed above', () => {
    const late = [0, 0, 0, 0, 0, 0, 0, 200, 210, 220];
    expect(one(share, columns(late.slice(0, 9))).state).toBe('open');
    expect(one(share, columns(late))).toMatchObject({ state: 'missed', missedAtSeconds: 18 });
  });

  test('of nothing misses no upper limit, and reaches no lower one', () => {
    const none = { refused: ten(0), accepted: ten(0) };
    expect(one(share, none)).toEqual({ state: 'met', measured: null, missedAtSeconds: null });
    expect(one({ ...share, is: 'at-least' }, none).state).toBe('missed');
  });
});

test('a consumer that was taken away keeps no limit of its age', () => {
  for (const over of ['always', 'end'] as const) {
    const age = goal({ measure: { kind: 'iterator-age', consumer: 'gone' }, value: 1000, over });
    expect(one(age, { openShards: [4, 4] }).state).toBe('open');
    expect(one(age, { openShards: ten(4) })).toEqual({ state: 'missed', measured: null, missedAtSeconds: 20 });
  }
});

test('a goal for the end looks at nothing before', () => {
  const end = goal({ over: 'end' });
  expect(one(end, { openShards: [9, 9, 9, 9] }).state).toBe('open');
  expect(one(end, { openShards: [9, 9, 9, 9, 9, 9, 9, 9, 9, 4] })).toEqual({ state: 'met', measured: 4, missedAtSeconds: null });
  expect(one(end, { openShards: [...ten(4).slice(1), 5] })).toEqual({ state: 'missed', measured: 5, missedAtSeconds: 20 });
});

describe('stars', () => {
  const goals = [goal({ id: 'one', value: 9 }), goal({ id: 'two', value: 6, star: 2 }), goal({ id: 'three', value: 4, star: 3 })];
  test.each([
    [3, 3],
    [5, 2],
    [7, 1],
    [10, 0],
  ])('with %i shards %i', (shards, stars) => {
    expect(verdictOn(goals, { openShards: ten(shards) }).stars).toBe(stars);
  });

  test('a star is not earned past one that is missing', () => {
    const [first, , third] = goals as [Goal, Goal, Goal];
    expect(verdictOn([{ ...first, value: 1 }, third], { openShards: ten(4) }).stars).toBe(0);
  });

  test('there is none before the window has ended, and none for a run that does not count', () => {
    const paused = verdictOn(goals, { openShards: ten(3).slice(1) });
    expect(paused).toMatchObject({ stars: 0, isFinal: false, seconds: 19 });
    const record = { everySeconds: 1, rows: 20, columns: { openShards: ten(3).concat(ten(3)) } };
    expect(judge({ record, history: [] }, { window: WINDOW, goals }, 'Not its own.')).toMatchObject({ stars: 0, refused: 'Not its own.' });
  });
});

test('what comes after the window changes nothing', () => {
  const goals = [goal({}), goal({ id: 'lost', measure: { kind: 'producer-lost' }, value: 0, over: 'total' })];
  const within = { openShards: ten(4), 'producers:lost': ten(0), costPerHour: ten(0.06) };
  const later = { openShards: [...ten(4), 9, 9], 'producers:lost': [...ten(0), 50, 60], costPerHour: [...ten(0.06), 1, 1] };
  const [a, b] = [verdictOn(goals, within), verdictOn(goals, later)];
  expect(b).toEqual({ ...a, seconds: 22 });
  expect(a.usdPerHour).toBe(0.06);
});

test('a command after the window is no move of the run that was judged', () => {
  const given = (atSeconds: number) => ({ type: 'command-given', seq: 1, cause: null, atUs: atSeconds * 1e6 }) as unknown as EngineEvent;
  const moves = goal({ measure: { kind: 'moves' }, value: 1, over: 'total' });
  const verdict = verdictOn([moves], { openShards: [...ten(4), 4, 4] }, [given(5), given(21)]);
  expect(verdict.goals[0]).toMatchObject({ state: 'met', measured: 1 });
  expect(verdict.moves).toBe(1);
});

test('moves are counted from the start, and one too many is missed when it was made', () => {
  const given = (atSeconds: number) => ({ type: 'command-given', seq: 1, cause: null, atUs: atSeconds * 1e6 }) as unknown as EngineEvent;
  const moves = goal({ measure: { kind: 'moves' }, value: 1, over: 'total' });
  const missedAt = (...seconds: number[]) => verdictOn([moves], { openShards: ten(4) }, seconds.map(given)).goals[0]!.missedAtSeconds;
  expect([missedAt(2), missedAt(2, 4, 5), missedAt(2, 14)]).toEqual([null, 4, 14]);
});

describe('in words', () => {
  test.each([
    [
      goal({ measure: { kind: 'throttled-share' }, value: 0.001, over: 'total' }),
      'Throttled records: at most 0.1 % from 0:10 to 0:20.',
      '≤ 0.1 %',
    ],
    [goal({ measure: { kind: 'producer-lost' }, value: 0, over: 'total' }), 'Records lost by producers: none from 0:10 to 0:20.', 'none'],
    [
      goal({ measure: { kind: 'iterator-age' }, value: 10_000 }),
      'Iterator age, all consumers: at most 10 s at every moment from 0:10 to 0:20.',
      '≤ 10 s',
    ],
    [
      goal({ measure: { kind: 'processed-share', consumer: 'a' }, is: 'at-least', value: 0.999, over: 'end' }),
      'Processed by a: at least 99.9 % at 0:20.',
      '≥ 99.9 %',
    ],
    [goal({ measure: { kind: 'moves' }, value: 2, over: 'total' }), 'Moves: at most 2.', '≤ 2'],
  ])('%#', (aGoal, sentence, limit) => {
    expect(plain(goalText(aGoal, WINDOW))).toBe(sentence);
    expect(plain(limitText(aGoal))).toBe(limit);
  });
});
