/** What the Compare view says: how branches are related, where they part, what is different about each, and their readings. */
import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/events.ts';
import type { FirstDifference } from '../../src/protocol/from-worker.ts';
import type { BranchFrame } from '../../src/protocol/travel.ts';
import { branchWords } from '../../src/ui/compare/branch-words.ts';
import { comparedReadings } from '../../src/ui/compare/compared-readings.ts';
import { differenceWords } from '../../src/ui/compare/difference-words.ts';
import { counterpartOf, forkOf } from '../../src/ui/compare/fork.ts';
import { stageFixture } from '../../src/views/stage/fixtures.ts';

const plain = <Words>(words: Words): Words => JSON.parse(JSON.stringify(words).replaceAll('\u202F', ' ')) as Words;

const branch = (id: number, parentId: number | null, forkUs: number, more: Partial<BranchFrame> = {}): BranchFrame => ({
  id,
  name: id === 1 ? 'Main' : `Branch ${id}`,
  parentId,
  forkUs,
  endUs: 60e6,
  ownCommands: 0,
  firstOwn: null,
  ...more,
});
/** Main, two that left it at 10 and 20 s, and one that left the first of these at 30 s. */
const BRANCHES = [branch(1, null, 0), branch(2, 1, 10e6), branch(3, 1, 20e6), branch(4, 2, 30e6)];

const SPLIT: EngineEvent = {
  seq: 5,
  atUs: 12.3e6,
  cause: null,
  type: 'command-given',
  command: {
    type: 'split-shard',
    stream: 'orders',
    shardId: 'shardId-000000000001',
    newStartingHashKey: '127605887595351923798765477786913079296',
  },
};
const RETENTION: EngineEvent = {
  seq: 5,
  atUs: 12.3e6,
  cause: null,
  type: 'command-given',
  command: { type: 'set-retention', stream: 'orders', hours: 48 },
};
const ENDED: EngineEvent = { seq: 9, atUs: 43.1e6, cause: null, type: 'dataset-ended', producer: 'access.log', rows: 300 };

describe('the fork of two branches', () => {
  test.each([
    [1, 2, 10e6],
    [2, 1, 10e6],
    [2, 3, 10e6],
    [4, 1, 10e6],
    [4, 2, 30e6],
    [4, 3, 10e6],
  ])('of %i and %i is where the earlier of their lines left the other', (here, there, forkUs) => {
    expect(forkOf(BRANCHES, here, there)).toBe(forkUs);
  });

  test('is not known of a branch that is not there', () => {
    expect(forkOf(BRANCHES, 1, 9)).toBeNull();
  });
});

test('compared is what was chosen, else the parent, else the newest other one; never the present branch with itself', () => {
  const chosen = (here: number, wished: number | null) => counterpartOf(BRANCHES, here, wished)?.id;
  expect([chosen(4, 3), chosen(4, null), chosen(1, null), chosen(4, 4), chosen(4, 9)]).toEqual([3, 2, 4, 2, 2]);
  expect(counterpartOf(BRANCHES.slice(0, 1), 1, null)).toBeNull();
});

describe('the first moment they differ, in sentences', () => {
  const [main, other] = [BRANCHES[0], branch(2, 1, 12.3e6)];
  const difference: FirstDifference = {
    atUs: 12.3e6,
    here: null,
    there: SPLIT,
    outcome: { atUs: 43.1e6, on: 'here', event: ENDED },
    comparedUntilUs: 60e6,
  };

  test('a command that one has, without its 39 digits; what came of it; and both moments to go to', () => {
    expect(plain(differenceWords(difference, main, other))).toEqual({
      parting: 'At 00:12.300 Branch 2 has this, and Main has not: SplitShard on shard-1.',
      outcome: 'What came of it first: at 00:43.100, on Main and not on Branch 2: access.log has sent the last of its 300 rows.',
      extent: null,
      moments: [
        { atUs: 12.3e6, label: 'Go to 00:12.300' },
        { atUs: 43.1e6, label: 'Go to 00:43.100' },
      ],
    });
  });

  test('seen from the other branch', () => {
    const { parting } = differenceWords({ ...difference, here: SPLIT, there: null }, other, main);
    expect(parting).toBe('At 00:12.300 Branch 2 has this, and Main has not: SplitShard on shard-1.');
  });

  test('two commands at one moment stand side by side', () => {
    expect(plain(differenceWords({ ...difference, here: RETENTION }, main, other).parting)).toBe(
      'At 00:12.300 they part. On Main: You asked for a retention of 48 h on orders. On Branch 2: SplitShard on shard-1.',
    );
  });

  test('no outcome yet, and none at all, are said as what they are: up to when was looked', () => {
    const shorter = { ...other, endUs: 20e6 };
    expect(differenceWords({ ...difference, outcome: null, comparedUntilUs: 20e6 }, main, shorter)).toMatchObject({
      outcome: 'Nothing in the log has come of it up to 00:20.000: no throttling, delay or loss that only one of them has.',
      extent: 'Compared up to 00:20.000, as far as Branch 2 has been run.',
    });
    expect(differenceWords(null, main, shorter)).toEqual({
      parting: 'No difference yet: up to 00:20.000 Main and Branch 2 have the same history, event by event.',
      outcome: null,
      extent: 'Compared up to 00:20.000, as far as Branch 2 has been run.',
      moments: [],
    });
  });
});

describe('what is different about a branch', () => {
  const command = { type: 'set-retention' as const, stream: 'orders', hours: 48 };

  test('its first own command, if that comes after the fork', () => {
    expect(plain(branchWords(branch(2, 1, 10e6, { firstOwn: { atUs: 12.3e6, command } }), 10e6, null, []))).toBe(
      '00:12.300 set retention of orders to 48 h',
    );
  });

  test('of the first history: what was done on it after the fork, not before', () => {
    const root = branch(1, null, 0, { firstOwn: { atUs: 2e6, command } });
    expect(branchWords(root, 10e6, null, [{ ...RETENTION, atUs: 2e6 }, SPLIT])).toBe('00:12.300 split shard 1');
    expect(branchWords(root, 10e6, SPLIT, [])).toBe('00:12.300 split shard 1');
  });

  test('that nothing was done on it', () => {
    expect(branchWords(branch(1, null, 0), 10e6, null, [])).toBe('goes on unchanged after 00:10.000');
  });
});

describe('readings of both', () => {
  const calm = stageFixture('calm');
  const of = (name: string, here = calm, there = calm) => plain(comparedReadings(here, there)).find((reading) => reading.name === name);
  const withReadings = (more: Partial<typeof calm.readings>) => ({ ...calm, readings: { ...calm.readings, ...more } });

  test('a branch beside itself is the same in all', () => {
    for (const { here, there, difference } of comparedReadings(calm, calm)) {
      expect(there).toBe(here);
      expect(difference).toBe('the same');
    }
  });

  test('a share differs by points, a time by a time, each with how many times as much', () => {
    expect(of('Throttled writes', withReadings({ throttledShare: 0.2 }), withReadings({ throttledShare: 0.3 }))).toMatchObject({
      of: 'last 60 s',
      here: '20.0 %',
      there: '30.0 %',
      difference: '+10.0 points, 1.5 ×',
    });
    const age = (ms: number) => withReadings({ iteratorAge: { ms, consumer: 'a', shardId: 'shardId-000000000000' } });
    expect(of('Iterator age', age(4800), age(600))).toMatchObject({ here: '4.80 s', there: '600 ms', difference: '−4.2 s, 0.13 ×' });
  });

  test('no factor from nothing, none that says 1, and singular where it is one', () => {
    expect(of('Lag', withReadings({ lagRecords: 0 }), withReadings({ lagRecords: 1 }))).toMatchObject({
      here: '0 records',
      there: '1 record',
      difference: '+1 record',
    });
    expect(of('Lag', withReadings({ lagRecords: 1000 }), withReadings({ lagRecords: 1001 }))?.difference).toBe('+1 record');
  });

  test('what only one has measured has no difference', () => {
    const measured = withReadings({ putToRead: { p50Ms: 500, p90Ms: 900, p99Ms: 1000, samples: 10 } });
    expect(of('Put → read, p50', measured, withReadings({ putToRead: null }))).toMatchObject({
      here: '500 ms',
      there: 'not measured',
      difference: '–',
    });
  });

  test('shards and what producers count come from the frame of each', () => {
    const five = { ...calm, stream: { ...calm.stream, openShards: 5 } };
    expect(of('Open shards', calm, five)).toMatchObject({ here: '4 shards', there: '5 shards', difference: '+1 shard, 1.3 ×' });
  });
});
