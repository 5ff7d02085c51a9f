/**
 * Any run: a scenario of one stream with producers and consumers, a seed, and a minute of commands. Limits are small, so that
 * a few hundred records throttle. What a learner wants ("split the busiest part") becomes a command only when the run has come
 * so far, so most commands are carried out; some are nonsense, and must be refused without a trace.
 */
import fc from 'fast-check';
import {
  advanceRun,
  createWorld,
  shardIdOf,
  takesRecords,
  type DatasetRows,
  type Quotas,
  type ShardState,
  type World,
} from '../../src/engine/index.ts';
import type { Command, TimedCommand } from '../../src/engine/commands.ts';
import type { ConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import type { Fault } from '../../src/engine/faults/fault.ts';
import type { ProducerSpec, SourceSpec } from '../../src/engine/producers/producer-spec.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import { STREAM } from '../kinesis/service.ts';
import { bareScenario } from './scenarios.ts';

export const SECOND = 1_000_000;
/** By when the last reshard of a run has settled. */
export const RUN_END_US = 100 * SECOND;
const COMMANDS_END_US = 60 * SECOND;

export const SMALL_QUOTAS: Partial<Quotas> = {
  shardWriteRecordsPerSecond: 60,
  shardWriteBytesPerSecond: 30_000,
  shardReadBytesPerSecond: 40_000,
  readPageTargetBytes: 60_000,
};

/** Thirty lines of log, four of them keys, some at the same time. */
export const SMALL_FILE: DatasetRows = fileOf(30);

function fileOf(rows: number): DatasetRows {
  const lines = Array.from({ length: rows }, (_, i) => `line ${i} ${'x'.repeat(i)}`);
  const bytes = new TextEncoder().encode(lines.join('\n'));
  const starts = Uint32Array.from(lines, (_, i) => lines.slice(0, i).join('\n').length + (i > 0 ? 1 : 0));
  return {
    id: 'sha256:small',
    name: 'small.log',
    rows,
    bytes,
    starts,
    ends: starts.map((start, i) => start + lines[i].length),
    lines: starts.map((_, i) => i + 1),
    keyFields: [
      { name: '', dictionary: lines, codes: starts.map((_, i) => i) },
      { name: 'host', dictionary: ['a', 'b', 'c', 'd'], codes: starts.map((_, i) => (i * i) % 4) },
    ],
    timeFields: [{ name: 'time', offsetsMs: Float64Array.from(lines, (_, i) => 100 * Math.floor(i / 3)) }],
  };
}

/** 0 ≤ part < 1, evenly: fast-check's doubles are nearly all close to 0. */
export const part = fc.nat(999).map((thousandths) => thousandths / 1000);

const synthetic: fc.Arbitrary<SourceSpec> = fc.record({
  kind: fc.constant('synthetic' as const),
  size: fc.oneof(
    fc.record({ kind: fc.constant('fixed' as const), bytes: fc.integer({ min: 0, max: 900 }) }),
    fc.record({
      kind: fc.constant('log-normal' as const),
      medianBytes: fc.integer({ min: 1, max: 500 }),
      sigma: part,
    }),
  ),
  keys: fc.oneof(
    fc.record({ kind: fc.constant('uniform' as const), keys: fc.integer({ min: 1, max: 200 }), prefix: fc.constant('u-') }),
    fc.record({
      kind: fc.constant('hot' as const),
      keys: fc.integer({ min: 2, max: 50 }),
      share: part,
      prefix: fc.constant('h-'),
    }),
    fc.record({
      kind: fc.constant('zipf' as const),
      keys: fc.integer({ min: 1, max: 80 }),
      exponent: part,
      prefix: fc.constant('z-'),
    }),
  ),
});
const fromFile: fc.Arbitrary<SourceSpec> = fc.record({
  kind: fc.constant('dataset' as const),
  dataset: fc.constant(SMALL_FILE.id),
  keyField: fc.constantFrom(null, 'host'),
  loop: fc.boolean(),
});

const perSecond = fc.integer({ min: 0, max: 150 });
const rate = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), perSecond }),
  fc.record({
    kind: fc.constant('ramp' as const),
    fromPerSecond: perSecond,
    toPerSecond: perSecond,
    overSeconds: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({
    kind: fc.constant('spike' as const),
    basePerSecond: perSecond,
    peakPerSecond: perSecond,
    afterSeconds: fc.nat(10),
    lastsSeconds: fc.integer({ min: 1, max: 5 }),
    everySeconds: fc.integer({ min: 6, max: 20 }),
  }),
);
const calls = fc.oneof(
  fc.constant({ api: 'PutRecord' as const }),
  fc.record({ api: fc.constant('PutRecords' as const), batchSize: fc.integer({ min: 1, max: 100 }), lingerMs: fc.nat(500) }),
);
const failures = fc.record({
  resend: fc.constantFrom('ignore' as const, 'all' as const, 'failed' as const),
  backoff: fc.oneof(
    fc.constant({ kind: 'none' as const }),
    fc.record({
      kind: fc.constant('exponential' as const),
      baseMs: fc.integer({ min: 1, max: 500 }),
      maxMs: fc.constant(2000),
      jitter: fc.boolean(),
    }),
  ),
  maxAttempts: fc.integer({ min: 1, max: 6 }),
});

const PRODUCERS = ['checkout', 'sensors', 'clicks'];
const CONSUMERS = ['fraud', 'search'];
const producerNamed = (id: fc.Arbitrary<string>): fc.Arbitrary<ProducerSpec> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ id, stream: fc.constant(STREAM), source: synthetic, rate, calls, failures }) },
    { weight: 1, arbitrary: fc.record({ id, stream: fc.constant(STREAM), source: fromFile, rate, calls, failures }) },
    {
      weight: 1,
      arbitrary: fc.record({
        id,
        stream: fc.constant(STREAM),
        source: fromFile,
        rate: fc.constant({ kind: 'timestamps' as const, field: 'time', speed: 2 }),
        calls,
        failures,
      }),
    },
  );
const pollingNamed = (id: fc.Arbitrary<string>): fc.Arbitrary<ConsumerSpec> =>
  fc.record({
    kind: fc.constant('polling' as const),
    id,
    stream: fc.constant(STREAM),
    start: fc.constantFrom('TRIM_HORIZON' as const, 'LATEST' as const),
    pollIntervalMs: fc.integer({ min: 50, max: 5000 }),
    limit: fc.integer({ min: 1, max: 200 }),
    processingUsPerRecord: fc.oneof(fc.constant(0), fc.nat(30_000)),
  });

const fanOutNamed = (id: fc.Arbitrary<string>): fc.Arbitrary<ConsumerSpec> =>
  fc.record({
    kind: fc.constant('fan-out' as const),
    id,
    stream: fc.constant(STREAM),
    start: fc.constantFrom('TRIM_HORIZON' as const, 'LATEST' as const),
    processingUsPerRecord: fc.oneof(fc.constant(0), fc.nat(30_000)),
  });
/** Of both kinds that are written by hand, so that updates turn one into the other. */
const consumerNamed = (id: fc.Arbitrary<string>): fc.Arbitrary<ConsumerSpec> => fc.oneof(pollingNamed(id), fanOutNamed(id));

const faultId = fc.constantFrom('f-1', 'f-2');
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant('network-duplicate' as const), producer: fc.constantFrom(...PRODUCERS), share: fc.constantFrom(0.3, 1) }),
  fc.record({ kind: fc.constant('slow-processing' as const), consumer: fc.constantFrom(...CONSUMERS), factor: fc.constantFrom(3, 50) }),
);

export type Wish = { split: number; place: number } | { merge: number } | { command: Command };
const wishOf = (consumerOf: typeof consumerNamed): fc.Arbitrary<Wish> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ split: part, place: part }) },
    { weight: 3, arbitrary: fc.record({ merge: part }) },
    {
      weight: 5,
      arbitrary: fc
        .oneof(
          fc.record({
            type: fc.constantFrom('add-producer' as const, 'update-producer' as const),
            producer: producerNamed(fc.constantFrom(...PRODUCERS)),
          }),
          fc.record({ type: fc.constant('remove-producer' as const), id: fc.constantFrom(...PRODUCERS) }),
          fc.record({
            type: fc.constantFrom('add-consumer' as const, 'update-consumer' as const),
            consumer: consumerOf(fc.constantFrom(...CONSUMERS)),
          }),
          fc.record({ type: fc.constant('remove-consumer' as const), id: fc.constantFrom(...CONSUMERS) }),
          fc.record({ type: fc.constant('set-retention' as const), stream: fc.constant(STREAM), hours: fc.constantFrom(23, 24, 48, 100) }),
          fc.record({ type: fc.constant('inject-fault' as const), id: faultId, fault }),
          fc.record({ type: fc.constant('end-fault' as const), id: faultId }),
          fc.record({
            type: fc.constant('put-record' as const),
            stream: fc.constant(STREAM),
            partitionKey: fc.constantFrom('k', 'u-1', ''),
            text: fc.string({ maxLength: 20 }),
          }),
        )
        .map((command) => ({ command })),
    },
  );

export interface Plan {
  scenario: Scenario;
  seed: string;
  wishes: { at: number; wish: Wish }[];
}

const planOf = (consumerOf: typeof consumerNamed): fc.Arbitrary<Plan> =>
  fc.record({
    scenario: fc
      .record({
        shardCount: fc.integer({ min: 1, max: 4 }),
        producers: fc.uniqueArray(producerNamed(fc.constantFrom(...PRODUCERS)), { selector: ({ id }) => id, minLength: 1, maxLength: 3 }),
        consumers: fc.uniqueArray(consumerOf(fc.constantFrom(...CONSUMERS)), { selector: ({ id }) => id, maxLength: 2 }),
      })
      .map(({ shardCount, producers, consumers }) => bareScenario(shardCount, { producers, consumers, metered: true })),
    seed: fc.nat(0xffff).map((number) => number.toString(16)),
    wishes: fc
      .array(fc.record({ at: fc.nat(COMMANDS_END_US), wish: wishOf(consumerOf) }), { maxLength: 10 })
      .map((wishes) => wishes.toSorted((a, b) => a.at - b.at)),
  });

export const arbitraryPlan = planOf(consumerNamed);
export const pollingPlan = planOf(pollingNamed);

export interface Run {
  scenario: Scenario;
  seed: string;
  commands: TimedCommand[];
}

export const worldOf = ({ scenario, seed }: Pick<Run, 'scenario' | 'seed'>, quotas: Partial<Quotas> = SMALL_QUOTAS): World =>
  createWorld(scenario, { seed, quotas, datasets: new Map([[SMALL_FILE.id, SMALL_FILE]]) });

/** Plays a plan once, so that its wishes become commands. */
export function realise(plan: Plan): Run {
  const { scenario, seed, wishes } = structuredClone(plan); // fast-check's objects may have no prototype
  const commands: TimedCommand[] = [];
  const world = worldOf({ scenario, seed });
  let given = 0;
  for (const { at, wish } of wishes) {
    given = advanceRun(world, commands, given, at);
    commands.push({ at, command: commandOf(world, wish) });
    given = advanceRun(world, commands, given, at);
  }
  return { scenario, seed, commands };
}

function commandOf(world: World, wish: Wish): Command {
  if ('command' in wish) return wish.command;
  const leaves = world.kinesis.streams[0].shards
    .filter(({ closesAtUs }) => closesAtUs === null)
    .toSorted((a, b) => (a.start < b.start ? -1 : 1));
  if ('merge' in wish) {
    const at = Math.floor(wish.merge * leaves.length);
    return {
      type: 'merge-shards',
      stream: STREAM,
      shardId: idOf(leaves[at]),
      adjacentShardId: idOf(leaves[Math.min(at + 1, leaves.length - 1)]),
    };
  }
  const leaf = leaves[Math.floor(wish.split * leaves.length)];
  const cut = leaf.start + ((leaf.end - leaf.start) * BigInt(Math.floor(wish.place * 1000))) / 1000n;
  return { type: 'split-shard', stream: STREAM, shardId: idOf(leaf), newStartingHashKey: String(cut) };
}
const idOf = ({ index }: ShardState): string => shardIdOf(index);

/** A world that has played the whole run. */
export function played(run: Run, untilUs = RUN_END_US): World {
  const world = worldOf(run);
  advanceRun(world, run.commands, 0, untilUs);
  return world;
}

export const openShards = (world: World): ShardState[] =>
  world.kinesis.streams[0].shards.filter((shard) => takesRecords(shard, world.sim.nowUs));
