/** Whatever breaks: every record that a consumer was to read is processed, lost, diverted, or still to come; and in the end none is. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advanceTo, createWorld, giveCommand, historyOf, shardIdOf, type World } from '../../src/engine/index.ts';
import type { ConsumerSpec, KclConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import type { Fault } from '../../src/engine/faults/fault.ts';
import { STREAM } from '../kinesis/service.ts';
import { SECOND } from './arbitrary-run.ts';
import { bareScenario, consumer, producer } from './scenarios.ts';

const SHARDS = 3;
const BREAKING_END_US = 90 * SECOND;
/** Time for failover, for a full lease table to calm down, and for what piled up. */
const CALM_US = 300 * SECOND;

const common = { stream: STREAM, start: 'TRIM_HORIZON', processingUsPerRecord: 500 } as const;

const application = (version: KclConsumerSpec['version']): KclConsumerSpec => ({
  ...common,
  kind: 'kcl',
  id: `app-${version}`,
  version,
  retrieval: 'polling',
  workers: ['a', 'b', 'c'].map((zone, i) => ({ id: `w-${i}`, instance: `i-${i % 2}`, zone })),
  idleTimeBetweenReadsMs: 1000,
  maxRecords: 500,
  checkpoint: { kind: 'batch' },
  failoverTimeMs: 10_000,
  maxLeasesToSteal: 1,
  leaseTable: { billing: 'on-demand' },
});

const CONSUMERS: ConsumerSpec[] = [
  consumer({ id: 'polls', processingUsPerRecord: 500 }),
  { ...common, kind: 'fan-out', id: 'pushed' },
  application('2.x'),
  application('3.x'),
  {
    ...common,
    kind: 'lambda',
    id: 'function',
    retrieval: 'polling',
    batchSize: 50,
    windowSeconds: 0,
    parallelizationFactor: 1,
    maximumRetryAttempts: 3,
    maximumRecordAgeSeconds: -1,
    bisectBatchOnFunctionError: true,
    reportBatchItemFailures: false,
    onFailureDestination: true,
    tumblingWindowSeconds: 0,
    filter: null,
    concurrencyLimit: 1000,
    invocationUs: 10_000,
  },
];

const anyConsumer = fc.constantFrom(...CONSUMERS.map(({ id }) => id));
const worker = fc.constantFrom('w-0', 'w-1', 'w-2');
const share = fc.constantFrom(0.1, 0.5, 1);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant('worker-crash' as const), consumer: anyConsumer, worker }),
  fc.record({ kind: fc.constant('worker-freeze' as const), consumer: anyConsumer, worker, forMs: fc.constantFrom(2_000, 25_000) }),
  fc.record({ kind: fc.constant('instance-loss' as const), instance: fc.constantFrom('i-0', 'i-1') }),
  fc.record({ kind: fc.constant('zone-loss' as const), zone: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constant('slow-processing' as const), consumer: anyConsumer, factor: fc.constantFrom(2, 20) }),
  fc.record({ kind: fc.constant('failing-processing' as const), consumer: anyConsumer, share }),
  fc.record({ kind: fc.constant('poison-record' as const), consumer: anyConsumer, shardId: fc.nat(SHARDS - 1).map(shardIdOf) }),
  fc.record({
    kind: fc.constant('lease-table-throttled' as const),
    consumer: anyConsumer,
    readUnits: fc.constant(1),
    writeUnits: fc.constant(1),
  }),
  fc.record({ kind: fc.constant('network-duplicate' as const), producer: fc.constant('checkout'), share }),
);
const breaking = fc.array(fc.record({ at: fc.integer({ min: 0, max: BREAKING_END_US }), fault, endsAfterUs: fc.nat(60 * SECOND) }), {
  maxLength: 6,
});

type Breaking = { at: number; fault: Fault; endsAfterUs: number }[];

/** Breaks and mends as planned; then everything is mended, and nothing comes any more. */
function broken(plan: Breaking): World {
  const sent = producer({ rate: { kind: 'constant', perSecond: 60 } });
  const world = createWorld(bareScenario(SHARDS, { producers: [sent], consumers: CONSUMERS, metered: true }), { seed: '7' });
  const steps = plan.flatMap(({ at, fault: what, endsAfterUs }, i) => [
    { at, command: { type: 'inject-fault', id: `f-${i}`, fault: what } as const },
    { at: at + endsAfterUs, command: { type: 'end-fault', id: `f-${i}` } as const },
  ]);
  for (const { at, command } of steps.toSorted((a, b) => a.at - b.at)) {
    advanceTo(world, at);
    giveCommand(world, command);
    expectAddsUp(world);
  }
  advanceTo(world, Math.max(world.sim.nowUs, BREAKING_END_US));
  for (const id of world.faults.map((standing) => standing.id)) giveCommand(world, { type: 'end-fault', id });
  giveCommand(world, { type: 'update-producer', producer: { ...sent, rate: { kind: 'constant', perSecond: 0 } } });
  for (const spec of CONSUMERS)
    if (spec.kind === 'kcl') for (const { id } of spec.workers) giveCommand(world, { type: 'start-worker', consumer: spec.id, worker: id });
  advanceTo(world, world.sim.nowUs + CALM_US);
  return world;
}

type Ranges = readonly (readonly [number, number])[];
const sizeOf = (ranges: Ranges): number => ranges.reduce((sum, [from, to]) => sum + to - from, 0);

/** Positions [from, to) that none of the ranges holds. */
function outside(ranges: Ranges, from: number, to: number): number {
  let [reached, missing] = [from, 0];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    missing += Math.max(0, Math.min(start, to) - reached);
    reached = Math.max(reached, end);
  }
  return missing + Math.max(0, to - reached);
}

/** The ranges of each account are in order and apart, lie within the shard, and its totals are theirs. */
function expectAddsUp(world: World): void {
  const { shards } = world.kinesis.streams[0];
  for (const { sink } of world.consumers.list) {
    const sums = { done: 0, lost: 0, diverted: 0, duplicates: 0 };
    for (const [shard, account] of Object.entries(sink.shards)) {
      const { log } = shards[Number(shard)];
      sums.duplicates += account.duplicates;
      for (const name of ['done', 'lost', 'diverted'] as const) {
        const ranges = account[name];
        sums[name] += sizeOf(ranges);
        ranges.forEach(([from, to], i) => {
          expect(from).toBeGreaterThanOrEqual(i === 0 ? account.from : ranges[i - 1][1] + 1);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(log.count);
        });
      }
    }
    expect([sink.processed, sink.lost, sink.diverted, sink.duplicates]).toEqual([sums.done, sums.lost, sums.diverted, sums.duplicates]);
  }
}

/** How many records of each consumer are in none of the accounts, from its start on. */
function unaccounted(world: World): Record<string, number> {
  const { shards } = world.kinesis.streams[0];
  return Object.fromEntries(
    world.consumers.list.map(({ spec, sink }) => [
      spec.id,
      shards.reduce((sum, { index, log }) => {
        const account = sink.shards[index];
        if (account === undefined) return sum + log.count;
        return sum + account.from + outside([...account.done, ...account.lost, ...account.diverted], account.from, log.count);
      }, 0),
    ]),
  );
}

const NONE = Object.fromEntries(CONSUMERS.map(({ id }) => [id, 0]));

test('with nothing broken every record is processed once', () => {
  const world = broken([]);
  expectAddsUp(world);
  expect(unaccounted(world)).toEqual(NONE);
  for (const { sink } of world.consumers.list) expect([sink.lost, sink.diverted]).toEqual([0, 0]);
});

test('whatever breaks, the account adds up, and in the end every record is in it', () => {
  const seen = { faults: 0, duplicates: 0, lost: 0, diverted: 0 };
  fc.assert(
    fc.property(breaking, (plan) => {
      const world = broken(plan);
      expectAddsUp(world);
      expect(unaccounted(world)).toEqual(NONE);
      expect(world.faults).toEqual([]);
      seen.faults += historyOf(world).filter(({ type }) => type === 'fault-began' || type === 'fault-struck').length;
      for (const { sink } of world.consumers.list) for (const what of ['duplicates', 'lost', 'diverted'] as const) seen[what] += sink[what];
    }),
    { numRuns: 25 },
  );
  expect(seen.faults).toBeGreaterThan(25);
  for (const amount of Object.values(seen)) expect(amount).toBeGreaterThan(0);
});
