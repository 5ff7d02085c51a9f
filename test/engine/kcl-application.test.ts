/** An application of the KCL at work: leases, failover, checkpoints, and the account of every record. */
import { describe, expect, test } from 'vitest';
import { advanceRun, createWorld, historyOf, type World } from '../../src/engine/index.ts';
import type { TimedCommand } from '../../src/engine/commands.ts';
import type { KclConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import { application, applicationOf, MINUTE, owned, SECOND, unaccounted, workers } from './kcl-applications.ts';
import { bareScenario, producer } from './scenarios.ts';
import { STREAM } from '../kinesis/service.ts';

function run(shards: number, spec: Partial<KclConsumerSpec>, commands: TimedCommand[], untilUs: number): World {
  const scenario = bareScenario(shards, { producers: [producer()], consumers: [application(spec)] });
  const world = createWorld(scenario, { seed: '1' });
  advanceRun(world, commands, 0, untilUs);
  return world;
}

/** Who has the only shard's lease. */
const ownerAt = (spec: Partial<KclConsumerSpec>, atUs: number): string => Object.keys(owned(applicationOf(run(1, spec, [], atUs))))[0];

const eventsOf = (world: World, type: string) => historyOf(world).filter((event) => event.type === type);

describe('one worker, one shard, polling', () => {
  const world = run(1, {}, [], 2 * MINUTE);
  const app = applicationOf(world);
  const [lease] = Object.values(app.table.items);

  test('reads what is written, once, in order', () => {
    expect(app.sink).toMatchObject({ lost: 0, duplicates: 0, outOfOrder: 0 });
    expect(app.sink.shards[0].done).toEqual([[0, app.sink.processed]]);
    expect(world.kinesis.streams[0].shards[0].log.count - app.sink.processed).toBeLessThan(1.6 * 100);
  });

  test('finds the table empty and fills it within 1 to 30 s, then needs three passes before it reads', () => {
    const [created] = eventsOf(world, 'leases-created');
    const [started] = eventsOf(world, 'worker-started');
    expect(created.atUs - started.atUs).toBeGreaterThan(SECOND);
    expect(created.atUs - started.atUs).toBeLessThan(31 * SECOND);
    expect(eventsOf(world, 'leases-taken')[0].cause).toBe(created.seq);
    const first = app.workers[0].consumers[0];
    expect(first.transitions.map(({ to }) => to)).toEqual(['INITIALIZING', 'PROCESSING']);
    expect(first.transitions[1].atUs - first.transitions[0].atUs).toBe(SECOND);
  });

  test('polls when 1.5 s have passed since the last answer, and no faster', () => {
    const [{ calls, startedUs }] = app.readers;
    const seconds = (2 * MINUTE - startedUs!) / SECOND;
    expect(calls).toBeGreaterThan(seconds / 1.52);
    expect(calls).toBeLessThanOrEqual(seconds / 1.5 + 1);
  });

  test('writes the counter up with every renewal and checkpoint: a renewal each 3.308 s', () => {
    const batches = app.readers[0].calls;
    const renewals = Math.floor((2 * MINUTE - eventsOf(world, 'leases-taken')[0].atUs) / 3.3e6);
    expect(lease.leaseOwner).toBe('w-1');
    expect(lease.leaseCounter).toBeGreaterThanOrEqual(renewals + batches - 3);
    expect(lease.leaseCounter).toBeLessThanOrEqual(renewals + batches + 3);
    expect(app.table.totals.writeUnits).toBe(lease.leaseCounter + 1); // and the one that created it
  });
});

describe('failover', () => {
  for (const version of ['2.x', '3.x'] as const)
    test(`${version}: a crashed worker's leases are taken 20 to 40 s after its last renewal, and nothing is lost`, () => {
      const crashUs = 10 * MINUTE;
      const crash: TimedCommand = {
        at: crashUs,
        command: { type: 'inject-fault', id: 'f', fault: { kind: 'worker-crash', consumer: 'app', worker: 'w-1' } },
      };
      const spec = { version, workers: workers(2), maxLeasesToSteal: 10 };
      const world = run(4, spec, [crash], 13 * MINUTE);
      const before = run(4, spec, [], crashUs);
      expect(owned(applicationOf(before))).toMatchObject({ 'w-1': expect.any(Number) as number, 'w-2': expect.any(Number) as number });
      const app = applicationOf(world);
      expect(owned(app)).toEqual({ 'w-2': 4 });
      const [stopped] = eventsOf(world, 'worker-stopped');
      const [taken] = historyOf(world).filter((event) => event.type === 'leases-taken' && event.from === 'w-1' && event.atUs > crashUs);
      // another scan sees the last counter, a later one finds it too old; the last renewal was up to 3.3 s before the crash
      expect(taken.atUs - crashUs).toBeGreaterThan(16.7 * SECOND);
      expect(taken.atUs - crashUs).toBeLessThan(41 * SECOND);
      expect(taken.cause).toBe(stopped.seq);
      expect(app.sink.lost).toBe(0);
      expect(unaccounted(world, app)).toBeLessThan(1200);
      expect(app.sink.duplicates).toBe(0); // no processing time: each batch was checkpointed as it came
    });

  test('3.x: when the leader crashes nobody assigns leases until its lock is dead, 2 to 2.5 minutes later', () => {
    const spec = { version: '3.x', workers: workers(3) } as const;
    const leader = applicationOf(run(4, spec, [], 5 * MINUTE)).leader!;
    const worker = `w-${leader.worker + 1}`;
    const crash: TimedCommand = {
      at: 5 * MINUTE,
      command: { type: 'inject-fault', id: 'f', fault: { kind: 'worker-crash', consumer: 'app', worker } },
    };
    const world = run(4, spec, [crash], 9 * MINUTE);
    const [stopped] = eventsOf(world, 'worker-stopped');
    const elected = eventsOf(world, 'leader-elected')[1];
    expect(elected.cause).toBe(stopped.seq);
    expect(elected.atUs - stopped.atUs).toBeGreaterThan(89 * SECOND); // the last heartbeat was up to 30 s before
    expect(elected.atUs - stopped.atUs).toBeLessThan(171 * SECOND);
    for (const { atUs } of eventsOf(world, 'leases-taken').filter(({ seq }) => seq > stopped.seq))
      expect(atUs).toBeGreaterThan(elected.atUs);
    expect(Object.keys(owned(applicationOf(world)))).not.toContain(worker);
  });

  test('what was processed and not checkpointed is processed again', () => {
    const spec = { workers: workers(2), checkpoint: { kind: 'interval', everyMs: 30_000 } } as const;
    const instance = `i-${ownerAt(spec, 5 * MINUTE).slice(2)}`;
    const crash: TimedCommand = {
      at: 5 * MINUTE + 7 * SECOND,
      command: { type: 'inject-fault', id: 'f', fault: { kind: 'instance-loss', instance } },
    };
    const app = applicationOf(run(1, spec, [crash], 8 * MINUTE));
    expect(app.sink.lost).toBe(0);
    expect(app.sink.duplicates).toBeGreaterThan(0);
    expect(app.sink.duplicates).toBeLessThanOrEqual(100 * 33);
  });

  test('a frozen worker goes on as a zombie until it notices: records twice, none lost', () => {
    const spec = { workers: workers(2), processingUsPerRecord: 9500 };
    const worker = ownerAt(spec, 5 * MINUTE);
    const freeze: TimedCommand = {
      at: 5 * MINUTE,
      command: { type: 'inject-fault', id: 'f', fault: { kind: 'worker-freeze', consumer: 'app', worker, forMs: 60_000 } },
    };
    const world = run(1, spec, [freeze], 8 * MINUTE);
    const app = applicationOf(world);
    expect(app.sink.lost).toBe(0);
    expect(app.sink.duplicates).toBeGreaterThan(0);
    expect(Object.keys(owned(app))).not.toContain(worker);
    expect(eventsOf(world, 'leases-lost')).toMatchObject([{ worker, how: 'expired' }]);
  });
});

describe('exceptions', () => {
  test('a batch that throws is skipped, and lost once a later checkpoint passes it', () => {
    const failing: TimedCommand = {
      at: 2 * MINUTE,
      command: { type: 'inject-fault', id: 'f', fault: { kind: 'failing-processing', consumer: 'app', share: 0.5 } },
    };
    const world = run(1, {}, [failing, { at: 3 * MINUTE, command: { type: 'end-fault', id: 'f' } }], 4 * MINUTE);
    const app = applicationOf(world);
    expect(app.sink.lost).toBeGreaterThan(1000);
    expect(app.sink.lost).toBeLessThan(5000);
    expect(unaccounted(world, app)).toBeLessThan(160);
  });

  test('a poison record is skipped with the rest of its batch', () => {
    const poison: TimedCommand = {
      at: 2 * MINUTE,
      command: { type: 'inject-fault', id: 'f', fault: { kind: 'poison-record', consumer: 'app', shardId: 'shardId-000000000000' } },
    };
    const world = run(1, {}, [poison], 4 * MINUTE);
    const app = applicationOf(world);
    expect(app.sink.lost).toBeGreaterThan(0);
    expect(app.sink.lost).toBeLessThan(160);
    expect(app.sink.shards[0].lost).toHaveLength(1);
  });
});

describe('resharding', () => {
  for (const version of ['2.x', '3.x'] as const)
    test(`${version}: a parent is read to its end before its children begin`, () => {
      const split: TimedCommand = {
        at: 3 * MINUTE,
        command: { type: 'split-shard', stream: STREAM, shardId: 'shardId-000000000000', newStartingHashKey: String(1n << 127n) },
      };
      const world = run(1, { version, workers: workers(2) }, [split], 5 * MINUTE);
      const app = applicationOf(world);
      const [drained] = eventsOf(world, 'shard-drained');
      const started = historyOf(world).filter((event) => event.type === 'reading-started' && event.shardId !== 'shardId-000000000000');
      expect(started).toHaveLength(2);
      for (const { seq } of started) expect(seq).toBeGreaterThan(drained.seq);
      expect(app.table.items['shardId-000000000000']).toMatchObject({
        checkpoint: { sequenceNumber: 'SHARD_END' },
        childShardIds: ['shardId-000000000001', 'shardId-000000000002'],
      });
      expect(unaccounted(world, app)).toBeLessThan(200);
      expect(app.sink.lost).toBe(0);
      // 2.x: a child is stolen while its first batch is worked on, whose checkpoint then fails; a handoff waits for the batch
      expect(app.sink.duplicates).toBeLessThanOrEqual(version === '2.x' ? 1500 : 0);
    });
});

test('a merged shard waits for the parent that nobody reads for a while', () => {
  const spec = { workers: workers(2), maxLeasesToSteal: 10 };
  const late = `w-${applicationOf(run(2, spec, [], 3 * MINUTE)).table.items['shardId-000000000001'].leaseOwner!.slice(2)}`;
  const [parent, other] = ['shardId-000000000000', 'shardId-000000000001'];
  const world = run(
    2,
    spec,
    [
      { at: 3 * MINUTE, command: { type: 'merge-shards', stream: STREAM, shardId: parent, adjacentShardId: other } },
      { at: 200 * SECOND, command: { type: 'inject-fault', id: 'f', fault: { kind: 'worker-crash', consumer: 'app', worker: late } } },
    ],
    6 * MINUTE,
  );
  const drained = historyOf(world).filter((event) => event.type === 'shard-drained');
  const [started] = historyOf(world).filter((event) => event.type === 'reading-started' && event.shardId === 'shardId-000000000002');
  expect(drained.map(({ shardId }) => shardId)).toEqual([parent, other]);
  expect(drained[1].atUs - drained[0].atUs).toBeGreaterThan(8 * SECOND); // the child could have begun in between
  expect(started.seq).toBeGreaterThan(drained[1].seq);
  expect(applicationOf(world).sink.lost).toBe(0);
});

describe('balance', () => {
  const added = (count: number, at: number, spec: Partial<KclConsumerSpec>): TimedCommand => ({
    at,
    command: { type: 'update-consumer', consumer: application({ ...spec, workers: workers(count) }) },
  });

  test('2.x: a second worker steals its half of ten leases one by one, in 5 rounds of 20 s', () => {
    const commands = [added(2, 3 * MINUTE, {})];
    const app = applicationOf(run(10, {}, commands, 3 * MINUTE + 6 * SECOND + 101 * SECOND));
    expect(owned(app)).toEqual({ 'w-1': 5, 'w-2': 5 });
    const early = applicationOf(run(10, {}, commands, 3 * MINUTE + 65 * SECOND));
    expect(owned(early)['w-2']).toBeLessThan(5);
  });

  test('3.x: the leader gives a worker that joins its share, and every handoff is finished before', () => {
    const spec = { version: '3.x' } as const;
    const app = applicationOf(run(8, spec, [added(2, 3 * MINUTE, spec)], 9 * MINUTE));
    expect(owned(app)['w-2']).toBeGreaterThanOrEqual(3);
    expect(owned(app)['w-2']).toBeLessThanOrEqual(5);
    expect(app.sink).toMatchObject({ lost: 0, duplicates: 0 });
  });
});

describe('changes', () => {
  const change = (at: number, spec: Partial<KclConsumerSpec>): TimedCommand => ({
    at,
    command: { type: 'update-consumer', consumer: application(spec) },
  });

  test('a worker that is taken out finishes its batch and checkpoints; its leases expire all the same', () => {
    const out = change(4 * MINUTE, { workers: workers(1) });
    const world = run(4, { workers: workers(2), maxLeasesToSteal: 10, processingUsPerRecord: 9000 }, [out], 6 * MINUTE);
    const app = applicationOf(world);
    const [stopped] = eventsOf(world, 'worker-stopped');
    expect(stopped).toMatchObject({ worker: 'w-2', how: 'stopped' });
    expect(historyOf(world)[stopped.cause! - 1].type).toBe('command-given');
    expect(app.workers[1].transitions.map(({ to }) => to)).toEqual(['INITIALIZING', 'STARTED', 'SHUT_DOWN_STARTED', 'SHUT_DOWN']);
    expect(owned(app)).toEqual({ 'w-1': 4 });
    expect(app.sink.lost).toBe(0);
  });

  test('from polling to fan-out and back: every record is processed, the registration comes and goes', () => {
    const commands = [change(4 * MINUTE, { retrieval: 'fan-out' }), change(6 * MINUTE, {})];
    const world = run(2, {}, commands, 8 * MINUTE);
    const app = applicationOf(world);
    expect(app.sink.lost).toBe(0);
    expect(unaccounted(world, app)).toBeLessThan(330);
    expect(world.kinesis.streams[0].consumers.map(({ name, life }) => [name, life.state])).toEqual([['app', 'GONE']]);
  });

  test.each([45, 50, 55, 59])(
    'a shorter failover time, given at %i s, costs no worker a lease: it holds from the next renewal on',
    (atSeconds) => {
      const slow = {
        workers: workers(3),
        failoverTimeMs: 40_000,
        maxLeasesToSteal: 6,
        checkpoint: { kind: 'interval', everyMs: 60_000 },
      } as const;
      const world = run(6, slow, [change(atSeconds * SECOND, { ...slow, failoverTimeMs: 8000 })], 3 * MINUTE);
      expect(eventsOf(world, 'leases-lost').filter((event) => 'how' in event && event.how === 'expired')).toEqual([]);
      expect(applicationOf(world).sink.lost).toBe(0);
    },
  );

  test('an application that is removed leaves nothing behind that could wake up', () => {
    const remove: TimedCommand = { at: 3 * MINUTE, command: { type: 'remove-consumer', id: 'app' } };
    const world = run(2, { retrieval: 'fan-out' }, [remove], 5 * MINUTE);
    expect(world.consumers.list).toEqual([]);
    expect(world.kinesis.streams[0].fanOut.openSubscriptions).toBe(0);
  });
});

describe('the lease table', () => {
  test('ten write units carry 33 leases: with 60, leases expire and move', () => {
    const spec = {
      workers: workers(2),
      leaseTable: { billing: 'provisioned', readUnits: 10, writeUnits: 10 },
      checkpoint: { kind: 'interval', everyMs: 3_600_000 },
      maxLeasesToSteal: 100,
    } as const;
    const carried = applicationOf(run(30, spec, [], 15 * MINUTE));
    const over = run(60, spec, [], 15 * MINUTE);
    expect(carried.table.totals.throttled).toBe(0);
    expect(applicationOf(over).table.totals.throttled).toBeGreaterThan(0);
    expect(eventsOf(over, 'lease-table-throttled').length).toBeGreaterThan(0);
  });
});

test('fan-out: pushed within about 0.1 s, each record once', () => {
  const world = run(2, { retrieval: 'fan-out', version: '3.x' }, [], 12 * MINUTE);
  const app = applicationOf(world);
  expect(app.sink).toMatchObject({ lost: 0, duplicates: 0 });
  expect(unaccounted(world, app)).toBeLessThan(30);
});
