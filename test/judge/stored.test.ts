/** What producers made against what the stream holds of it, and the bytes that it took: measures that waiting or leaving out cannot fool. */
import { expect, test } from 'vitest';
import type { Goal, Measure } from '../../src/judge/goal.ts';
import { goalText } from '../../src/judge/goal-text.ts';
import { judge } from '../../src/judge/judge.ts';

const goal = (measure: Measure, value: number, over: Goal['over']): Goal => ({
  id: 'stored',
  measure,
  is: 'at-least',
  value,
  over,
  star: 1,
});
const WINDOW = { fromSeconds: 2, toSeconds: 4 };

function verdict(asked: Goal, columns: Record<string, number[]>) {
  const [stored] = judge({ record: { everySeconds: 1, rows: 4, columns }, history: [] }, { window: WINDOW, goals: [asked] }).goals;
  return { state: stored!.state, measured: stored!.measured };
}

const ALL = goal({ kind: 'stored-share' }, 0.9, 'end');

test('records that still wait, and those that are in the stream twice, do not count as stored', () => {
  const made = [100, 200, 300, 400];
  expect(
    verdict(ALL, {
      'producers:made': made,
      'producers:accepted': [100, 200, 300, 380],
      'producers:duplicated': [0, 0, 0, 10],
    }),
  ).toEqual({ state: 'met', measured: 370 / 400 });
  expect(
    verdict(ALL, {
      'producers:made': made,
      'producers:accepted': [100, 200, 300, 400],
      'producers:duplicated': [0, 0, 20, 50],
    }),
  ).toEqual({ state: 'missed', measured: 350 / 400 });
});

test('what was lost before the window does not count, what is lost within it does', () => {
  const columns = { 'producers:made': [100, 200, 300, 400], 'producers:duplicated': [0, 0, 0, 0] };
  expect(verdict(ALL, { ...columns, 'producers:accepted': [60, 150, 250, 350], 'producers:lost': [40, 50, 50, 50] })).toEqual({
    state: 'met',
    measured: 1,
  });
  expect(verdict(ALL, { ...columns, 'producers:accepted': [100, 200, 250, 310], 'producers:lost': [0, 0, 50, 90] })).toEqual({
    state: 'missed',
    measured: 310 / 400,
  });
});

test('the bytes of a second are the mean of the window, without what came before', () => {
  const bytes = goal({ kind: 'stored-bytes-per-second' }, 2500, 'total');
  expect(verdict(bytes, { acceptedBytes: [9000, 10_000, 12_000, 16_000] })).toEqual({ state: 'met', measured: 3000 });
  expect(verdict(bytes, { acceptedBytes: [9000, 10_000, 12_000, 14_000] })).toEqual({ state: 'missed', measured: 2000 });
});

test('the learner reads the limits with their units', () => {
  expect(goalText(ALL, WINDOW)).toBe('Stored, of the records made: at least 90\u202F% at 0:04.');
  expect(goalText(goal({ kind: 'stored-bytes-per-second' }, 388_000, 'total'), WINDOW)).toBe(
    'Stored bytes: at least 388\u202FkB/s from 0:02 to 0:04.',
  );
});
