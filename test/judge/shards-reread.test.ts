/** Shards that a consumer begins anew: the measure behind "each record once" where a reader is restarted. */
import { expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/events.ts';
import type { Goal } from '../../src/judge/goal.ts';
import { goalText } from '../../src/judge/goal-text.ts';
import { judge } from '../../src/judge/judge.ts';

const GOAL: Goal = {
  id: 'once',
  measure: { kind: 'shards-reread', consumer: 'ledger' },
  is: 'at-most',
  value: 0,
  over: 'total',
  star: 1,
};
const WINDOW = { fromSeconds: 10, toSeconds: 20 };

const begun = (atSeconds: number, shard: number, consumer = 'ledger'): EngineEvent => ({
  type: 'reading-started',
  consumer,
  shardId: `shardId-00000000000${shard}`,
  from: 'TRIM_HORIZON',
  seq: 1,
  atUs: atSeconds * 1e6,
  cause: null,
});

function verdict(history: EngineEvent[]) {
  const [once] = judge({ record: { everySeconds: 1, rows: 20, columns: {} }, history }, { window: WINDOW, goals: [GOAL] }).goals;
  return { state: once.state, measured: once.measured };
}

test('a parent and its children, each begun once, are no repetition', () => {
  expect(verdict([begun(1, 0), begun(12, 1), begun(13, 2)])).toEqual({ state: 'met', measured: 0 });
});

test('each shard that is begun a second time counts, also before the window', () => {
  expect(verdict([begun(1, 0), begun(5, 0), begun(12, 1), begun(15, 1)])).toEqual({ state: 'missed', measured: 2 });
});

test('what other consumers begin does not count', () => {
  expect(verdict([begun(1, 0), begun(12, 0, 'archive'), begun(15, 0, 'archive')])).toEqual({ state: 'met', measured: 0 });
});

test('the learner reads of the whole run, as it is counted', () => {
  expect(goalText(GOAL, WINDOW)).toBe('Shards begun anew by ledger: none.');
});
