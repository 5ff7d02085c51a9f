import { describe, expect, test } from 'vitest';
import { expectedMove, failoverOf, failoverSentence, renewalsPerSecond } from '../../src/views/leases/failover.ts';
import { kclFixture, LEASES_NOW_US as NOW_US, workerId } from '../../src/views/leases/fixture.ts';
import { inHashOrder, lagScale, layoutBoard } from '../../src/views/leases/layout.ts';
import { Journeys, MOVE_MS, TRAIL_MS } from '../../src/views/leases/moving.ts';
import { accountWords, describeLeases, leaseWords, moveWords } from '../../src/views/leases/text.ts';

describe('the board', () => {
  for (const [workers, shards, width] of [
    [1, 4, 800],
    [2, 4, 362],
    [20, 64, 850],
    [20, 64, 362],
    [6, 16, 980],
  ]) {
    test(`${workers} workers and ${shards} shards on ${width} px: a row each, a column each, nothing over anything else`, () => {
      const layout = layoutBoard(kclFixture({ workers, shards }), NOW_US, width);
      expect(layout.rows.length).toBe(workers);
      expect(layout.columns.length).toBe(shards);
      for (const [i, row] of layout.rows.entries()) {
        const below = layout.rows[i + 1];
        if (below !== undefined) expect(below.y).toBeGreaterThanOrEqual(row.y + row.height);
        expect(layout.tokenRadius * 2).toBeLessThanOrEqual(row.height);
        expect(row.height, 'a target for a finger').toBeGreaterThanOrEqual(24);
      }
      expect(layout.tokenRadius * 2).toBeLessThanOrEqual(layout.columnWidth);
      expect(layout.tokenRadius).toBeGreaterThanOrEqual(4);
      expect(layout.columns[0].x - layout.columnWidth / 2).toBeGreaterThanOrEqual(layout.labelWidth);
      expect(layout.columns[shards - 1].x + layout.columnWidth / 2).toBeLessThanOrEqual(layout.width);
      for (const { lease, y } of layout.leases) {
        const row = layout.rows.find(({ worker }) => worker.id === lease.leaseOwner)!;
        expect(y).toBe(row.y + row.height / 2);
      }
    });
  }

  test('workers of a zone stand together under its name', () => {
    const kcl = kclFixture({ workers: 4, shards: 4 });
    kcl.workers.reverse();
    const { rows } = layoutBoard(kcl, NOW_US, 800);
    expect(rows.map(({ worker, zone }) => [worker.id, zone])).toEqual([
      ['worker-1', 'us-east-1a'],
      ['worker-2', null],
      ['worker-3', 'us-east-1b'],
      ['worker-4', null],
    ]);
  });

  test('children stand at the place of their key range, after their parent', () => {
    const { leases } = kclFixture({ workers: 1, shards: 2 });
    const [parent, last] = leases;
    const half = (BigInt(parent.endingHashKey) + 1n) / 2n;
    const left = { ...parent, leaseKey: 'shardId-000000000002', shardIndex: 2 };
    const right = { ...parent, leaseKey: 'shardId-000000000003', shardIndex: 3, startingHashKey: half.toString() };
    expect(inHashOrder([last, right, left, parent]).map(({ shardIndex }) => shardIndex)).toEqual([0, 2, 3, 1]);
  });

  test('a lease runs out over failoverTimeMillis and is expired after it', () => {
    const kcl = kclFixture({ workers: 2, shards: 2, dead: { 'worker-1': NOW_US - 5e6 } });
    const lease = (nowUs: number) => layoutBoard(kcl, nowUs, 800).leases[0];
    expect(lease(NOW_US)).toMatchObject({ look: 'held', left: 0.5, holder: 'worker-1' });
    expect(lease(NOW_US + 5e6)).toMatchObject({ look: 'expired', left: 0 });
  });

  test('without owner, at its end, in a handoff, run by a zombie', () => {
    const kcl = kclFixture({ workers: 3, shards: 4 });
    const [a, b, c, d] = kcl.leases;
    Object.assign(a, { leaseOwner: null, expiresUs: null });
    Object.assign(b, { checkpoint: 'SHARD_END', expiresUs: null });
    Object.assign(c, { leaseOwner: 'worker-1', checkpointOwner: 'worker-3' });
    kcl.workers[1].running.push(d.leaseKey);
    const { leases, rows, unowned } = layoutBoard(kcl, NOW_US, 800);
    const middle = (id: string) => rows.map((row) => ({ id: row.worker.id, y: row.y + row.height / 2 })).find((row) => row.id === id)!.y;
    expect(leases[0]).toMatchObject({ look: 'unowned', y: unowned.y + unowned.height / 2, left: null });
    expect(leases[1].look).toBe('ended');
    expect(leases[2]).toMatchObject({ holder: 'worker-3', y: middle('worker-3'), handoffY: middle('worker-1') });
    expect(leases[3].zombies).toEqual([{ worker: 'worker-2', y: middle('worker-2') }]);
  });

  test('the numbers of 64 columns do not touch', () => {
    const { columns, columnWidth } = layoutBoard(kclFixture({ workers: 20, shards: 64 }), NOW_US, 850);
    const named = columns.filter(({ isNamed }) => isNamed);
    expect(named.length).toBeGreaterThan(10);
    expect(named[1].x - named[0].x).toBeGreaterThan(14);
    expect(columnWidth).toBeLessThan(14);
    expect(layoutBoard(kclFixture({ workers: 20, shards: 64 }), NOW_US, 796).width, 'without scrolling').toBe(796);
  });

  test('the bar of lag is full at a round figure that is not below the worst', () => {
    const { leases } = kclFixture({ workers: 1, shards: 1 });
    for (const [worst, full] of [
      [0, 5000],
      [5001, 10_000],
      [19_000, 20_000],
      [25_000, 30_000],
      [3_000_000, 3_600_000],
    ])
      // prettier-ignore
      expect(lagScale([{ ...leases[0], lagMs: worst }])).toBe(full);
  });
});

describe('a lease that moves', () => {
  const marksWith = (owner: string) => {
    const kcl = kclFixture({ workers: 2, shards: 1 });
    Object.assign(kcl.leases[0], { leaseOwner: owner });
    return layoutBoard(kcl, NOW_US, 800).leases;
  };
  const [before, after] = [marksWith('worker-1'), marksWith('worker-2')];
  const key = before[0].lease.leaseKey;

  function journeysAfter(follows: boolean): Journeys {
    const journeys = new Journeys();
    journeys.note(before, true, 0);
    journeys.note(after, follows, 1000);
    return journeys;
  }

  test('goes from the one row to the other and leaves a line behind for a while', () => {
    const journeys = journeysAfter(true);
    expect(journeys.shown(key, after[0].y, 'full', 1000).y).toBe(before[0].y);
    const half = journeys.shown(key, after[0].y, 'full', 1000 + MOVE_MS / 2);
    expect(half.y).toBe((before[0].y + after[0].y) / 2);
    expect(half.trail).toMatchObject({ from: 'worker-1', fromY: before[0].y });
    expect(journeys.shown(key, after[0].y, 'full', 1000 + MOVE_MS).y).toBe(after[0].y);
    expect(journeys.areUnderWay).toBe(true);
    expect(journeys.shown(key, after[0].y, 'full', 1000 + TRAIL_MS).trail).toBeNull();
    expect(journeys.areUnderWay).toBe(false);
  });

  test('stands there at once with reduced motion, and the line says where it came from', () => {
    const shown = journeysAfter(true).shown(key, after[0].y, 'reduced', 1000);
    expect(shown).toMatchObject({ y: after[0].y, trail: { from: 'worker-1' } });
  });

  test('does not move where the picture is of another moment', () => {
    expect(journeysAfter(false).shown(key, after[0].y, 'full', 1000)).toEqual({ y: after[0].y, trail: null });
  });
});

describe('failover, with KCL’s defaults', () => {
  test('2.x: in (20.05 s, 40.1 s] after the last renewal', () => {
    expect(failoverOf({ version: '2.x', failoverTimeMs: 10_000 })).toEqual({
      lookMs: 20_050,
      movesFromMs: 20_050,
      movesUntilMs: 40_100,
      startsFromMs: 3000,
      startsUntilMs: 4000,
    });
  });

  test('3.x: in (20 s, 40 s], and up to 10 s more until the new owner finds it', () => {
    const { movesFromMs, movesUntilMs, startsUntilMs } = failoverOf({ version: '3.x', failoverTimeMs: 10_000 });
    expect([movesFromMs, movesUntilMs]).toEqual([20_000, 40_000]);
    expect(startsUntilMs).toBe(3000 + 1000 + 9975);
  });

  test('is said in a sentence that follows the setting', () => {
    expect(failoverSentence({ version: '3.x', failoverTimeMs: 10_000 })).toContain('move 20 to 40\u202Fs after their last renewal');
    expect(failoverSentence({ version: '3.x', failoverTimeMs: 30_000 })).toContain('move 60 to 120\u202Fs');
  });

  test('10 write units carry the renewals of 33 leases and no more', () => {
    expect(renewalsPerSecond(33, 10_000)).toBeLessThan(10);
    expect(renewalsPerSecond(34, 10_000)).toBeGreaterThan(10);
  });

  test('says when the leases of a dead worker are to be expected elsewhere', () => {
    const { leases } = kclFixture({ workers: 1, shards: 2, dead: { [workerId(1)]: 50e6 } });
    expect(expectedMove({ version: '3.x', failoverTimeMs: 10_000 }, leases)).toEqual({ fromUs: 70e6, untilUs: 90e6 });
    expect(expectedMove({ version: '3.x', failoverTimeMs: 10_000 }, [])).toBeNull();
  });
});

describe('in words', () => {
  test('how many are held, expired and without owner, and who leads', () => {
    const kcl = kclFixture({ workers: 2, shards: 4, dead: { 'worker-2': NOW_US - 12e6 } });
    Object.assign(kcl.leases[0], { leaseOwner: null, expiresUs: null });
    const text = describeLeases(kcl, NOW_US);
    expect(text.summary).toBe('1 of 2 workers running; of 4 leases 1 held, 2 expired and 1 without owner. worker-1 leads.');
    expect(text.workers.rows[1]).toEqual(['worker-2', 'i-2', 'us-east-1a', 'dead, leases move 01:08–01:28', '2']);
    expect(text.leases.rows.length).toBe(4);
  });

  test('a zombie is named beside the shard consumer that holds the lease', () => {
    const kcl = kclFixture({ workers: 2, shards: 2 });
    kcl.workers[1].running.push(kcl.leases[0].leaseKey);
    expect(describeLeases(kcl, NOW_US).leases.rows[0][3]).toBe('PROCESSING on worker-1; still run by worker-2 without the lease');
  });

  test('what the sink has counted', () => {
    const kcl = { ...kclFixture({ workers: 1, shards: 1 }), account: { processed: 1200, duplicates: 30, lost: 0 } };
    expect(accountWords(kcl).replaceAll('\u202F', ' ')).toBe('1 200 records processed, 30 repetitions, 0 lost');
  });

  test('a lease and a move', () => {
    const { leases } = kclFixture({ workers: 1, shards: 1, dead: { 'worker-1': NOW_US - 12e6 } });
    expect(leaseWords(leases[0], NOW_US)).toBe('expired 2.0\u202Fs ago');
    expect(moveWords({ atUs: 0, leaseKey: 'shardId-000000000003', from: 'worker-1', to: 'worker-2', how: 'expired' })).toBe(
      'shard 3: worker-1 → worker-2, expired and taken',
    );
  });
});
