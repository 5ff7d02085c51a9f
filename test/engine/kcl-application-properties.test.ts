/** What holds of any application of the KCL, whatever is broken and when. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advanceRun, createWorld, digestOf, historyOf, restoreWorld, takeSnapshot, type World } from '../../src/engine/index.ts';
import type { Command, TimedCommand } from '../../src/engine/commands.ts';
import type { KclConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import { STREAM } from '../kinesis/service.ts';
import { application, applicationOf, MINUTE, SECOND, unaccounted, workers } from './kcl-applications.ts';
import { bareScenario, producer } from './scenarios.ts';

const TROUBLE_END_US = 4 * MINUTE;
/** Enough for a leader's lock to die, leases to expire, parents to end and children to begin. */
const END_US = 13 * MINUTE;

const SLICE_US = 2 * SECOND;

interface Plan {
  shards: number;
  seed: string;
  spec: KclConsumerSpec;
  commands: TimedCommand[];
}

const atUs = fc.integer({ min: 20 * SECOND, max: TROUBLE_END_US });
const workerId = fc.constantFrom('w-1', 'w-2', 'w-3');

const trouble: fc.Arbitrary<Command> = fc.oneof(
  workerId.map((worker): Command => ({ type: 'inject-fault', id: 'f', fault: { kind: 'worker-crash', consumer: 'app', worker } })),
  fc.tuple(workerId, fc.integer({ min: 100, max: 90_000 })).map(([worker, forMs]): Command => ({
    type: 'inject-fault',
    id: `freeze-${worker}`,
    fault: { kind: 'worker-freeze', consumer: 'app', worker, forMs },
  })),
  fc.constantFrom('i-1', 'i-2').map((instance): Command => ({ type: 'inject-fault', id: 'f', fault: { kind: 'instance-loss', instance } })),
  workerId.map((worker): Command => ({ type: 'start-worker', consumer: 'app', worker })),
  fc
    .integer({ min: 0, max: 3 })
    .map((i): Command => ({ type: 'split-shard', stream: STREAM, shardId: `shardId-00000000000${i}`, newStartingHashKey: middle(i) })),
  fc.constant<Command>({ type: 'merge-shards', stream: STREAM, shardId: 'shardId-000000000000', adjacentShardId: 'shardId-000000000001' }),
  fc.constantFrom(1, 3).map((units): Command => ({
    type: 'inject-fault',
    id: 'table',
    fault: { kind: 'lease-table-throttled', consumer: 'app', readUnits: units, writeUnits: units },
  })),
  fc.constant<Command>({ type: 'end-fault', id: 'table' }),
);

/** Of the i-th of two shards. */
const middle = (i: number): string => String((BigInt(2 * i + 1) << 126n) % (1n << 128n));

const plans: fc.Arbitrary<Plan> = fc
  .record({
    shards: fc.integer({ min: 1, max: 3 }),
    seed: fc.integer({ min: 1, max: 1e6 }).map(String),
    spec: fc.record({
      version: fc.constantFrom('2.x' as const, '3.x' as const),
      retrieval: fc.constantFrom('polling' as const, 'fan-out' as const),
      processingUsPerRecord: fc.constantFrom(0, 2000, 15_000),
      checkpoint: fc.constantFrom<KclConsumerSpec['checkpoint']>(
        { kind: 'batch' },
        { kind: 'record' },
        { kind: 'interval', everyMs: 20_000 },
      ),
      maxLeasesToSteal: fc.constantFrom(1, 10),
    }),
    times: fc.array(fc.tuple(atUs, trouble), { maxLength: 8 }),
  })
  .map(({ shards, seed, spec, times }) => ({
    shards,
    seed,
    spec: application({ ...spec, workers: workers(3) }),
    commands: [...times.map(([at, command]): TimedCommand => ({ at, command })), ...repairs].toSorted((a, b) => a.at - b.at),
  }));

/** In the end nothing is broken, everybody runs, and nothing more is written. */
const repairs: TimedCommand[] = [
  { at: 3 * MINUTE, command: { type: 'remove-producer', id: 'checkout' } },
  { at: TROUBLE_END_US + SECOND, command: { type: 'end-fault', id: 'table' } },
  ...['w-1', 'w-2', 'w-3'].map((worker): TimedCommand => ({
    at: TROUBLE_END_US + 2 * SECOND,
    command: { type: 'start-worker', consumer: 'app', worker },
  })),
];

function worldOf({ shards, seed, spec }: Plan): World {
  const rate = { kind: 'constant', perSecond: 40 } as const;
  return createWorld(bareScenario(shards, { producers: [producer({ rate })], consumers: [spec] }), { seed });
}

function expectOneWriter(world: World): void {
  const app = applicationOf(world);
  for (const [key, row] of Object.entries(app.table.items)) {
    const writers = app.workers.filter(({ isAlive, held }) =>
      Object.values(held).some(
        ({ leaseKey, counter, renewedUs }) =>
          isAlive && leaseKey === key && counter === row.leaseCounter && world.sim.nowUs - renewedUs <= 10 * SECOND,
      ),
    );
    expect(writers.length).toBeLessThanOrEqual(1);
  }
}

/** Two workers may believe for a while that they hold a lease: until the next renewal, or at the latest until it expires by their own clock. */
function noteHolders(world: World, shared: Record<string, number>): void {
  const app = applicationOf(world);
  for (const key of Object.keys(app.table.items)) {
    const holders = app.workers.filter(({ isAlive, frozenSinceUs, held }) =>
      Object.values(held).some(
        ({ leaseKey, renewedUs }) => isAlive && frozenSinceUs === null && leaseKey === key && world.sim.nowUs - renewedUs <= 10 * SECOND,
      ),
    );
    shared[key] = holders.length > 1 ? (shared[key] ?? 0) + SLICE_US : 0;
    expect(shared[key]).toBeLessThanOrEqual(10 * SECOND + SLICE_US);
  }
}

function expectParentsFirst(world: World): void {
  const app = applicationOf(world);
  for (const { parents, startedUs } of app.readers) {
    if (startedUs === null) continue;
    for (const parent of parents) {
      if (app.readerOf[parent] === undefined) continue;
      expect(app.readers[app.readerOf[parent]].state).toBe('drained');
    }
  }
}

test('one worker at a time can write a lease, children come after their parents, batches in order, and every record is processed', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const world = worldOf(plan);
      const last: Record<string, number> = {};
      const shared: Record<string, number> = {};
      let given = 0;
      for (let untilUs = 0; untilUs <= END_US; untilUs += SLICE_US) {
        given = advanceRun(world, plan.commands, given, untilUs);
        expectOneWriter(world);
        noteHolders(world, shared);
        expectParentsFirst(world);
        for (const { number, incarnation, consumers } of applicationOf(world).workers)
          for (const { shard, generation, batch } of Object.values(consumers)) {
            const name = `${number} ${incarnation} ${shard} ${generation}`;
            if (batch === null) continue;
            expect(batch.from).toBeGreaterThanOrEqual(last[name] ?? 0);
            last[name] = batch.from;
          }
      }
      const app = applicationOf(world);
      expect(app.sink.lost).toBe(0);
      expect(unaccounted(world, app)).toBe(0);
    }),
    { numRuns: 25 },
  );
}, 120_000);

test('slices do not matter, and a restored snapshot goes on as the original', () => {
  fc.assert(
    fc.property(plans, fc.array(fc.integer({ min: 0, max: 6 * MINUTE }), { maxLength: 12 }), (plan, times) => {
      const whole = worldOf(plan);
      advanceRun(whole, plan.commands, 0, 6 * MINUTE);
      let world = worldOf(plan);
      let given = 0;
      for (const time of [...times.toSorted((a, b) => a - b), 6 * MINUTE]) {
        given = advanceRun(world, plan.commands, given, time);
        world = restoreWorld(structuredClone(takeSnapshot(world)), new Map());
      }
      expect(historyOf(world)).toEqual(historyOf(whole));
      expect(digestOf(world)).toBe(digestOf(whole));
    }),
    { numRuns: 8 },
  );
}, 120_000);
