/** An event source mapping: how records come to the function, in which batches and lanes, and that each is accounted for. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advanceTo,
  createWorld,
  digestOf,
  historyOf,
  keyText,
  readColumn,
  restoreWorld,
  takeSnapshot,
  type World,
} from '../../src/engine/index.ts';
import type { LambdaConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import type { LambdaInvocation } from '../../src/engine/consumers/lambda/lambda-state.ts';
import { STREAM } from '../kinesis/service.ts';
import { gather, give, lambdaOf, mapping, put, SECOND, worldWith } from './lambda-runs.ts';
import { bareScenario, producer } from './scenarios.ts';

const RUNS = { numRuns: 12 };

interface Plan {
  spec: Partial<LambdaConsumerSpec>;
  shards: number;
  perSecond: number;
  keys: number;
  failing: number;
  poison: boolean;
  split: boolean;
  change: Partial<LambdaConsumerSpec> | null;
}

const plans: fc.Arbitrary<Plan> = fc.record({
  spec: fc.record({
    retrieval: fc.constantFrom<LambdaConsumerSpec['retrieval']>('polling', 'fan-out'),
    batchSize: fc.constantFrom(1, 7, 100, 10_000),
    windowSeconds: fc.constantFrom(0, 0, 1, 3),
    parallelizationFactor: fc.integer({ min: 1, max: 10 }),
    maximumRetryAttempts: fc.constantFrom(-1, 0, 2),
    maximumRecordAgeSeconds: fc.constantFrom(-1, 60),
    bisectBatchOnFunctionError: fc.boolean(),
    reportBatchItemFailures: fc.boolean(),
    onFailureDestination: fc.boolean(),
    tumblingWindowSeconds: fc.constantFrom(0, 0, 5),
    concurrencyLimit: fc.constantFrom(1, 3, 1000),
    invocationUs: fc.constantFrom(1000, 40_000),
    processingUsPerRecord: fc.constantFrom(0, 300),
  }),
  shards: fc.integer({ min: 1, max: 3 }),
  perSecond: fc.constantFrom(5, 60, 250),
  keys: fc.constantFrom(1, 4, 60),
  failing: fc.constantFrom(0, 0, 0.2, 0.7),
  poison: fc.boolean(),
  split: fc.boolean(),
  change: fc.constantFrom<Plan['change']>(null, { parallelizationFactor: 3 }, { batchSize: 20, bisectBatchOnFunctionError: true }),
});

function begin({ spec, shards, perSecond, keys }: Plan): World {
  const from = producer({
    rate: { kind: 'constant', perSecond },
    source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 100 }, keys: { kind: 'uniform', keys, prefix: 'k' } },
  });
  return createWorld(bareScenario(shards, { producers: [from], consumers: [mapping(spec)] }), { seed: 'lanes' });
}

const COMMANDS: { atUs: number; give: (world: World, plan: Plan) => void }[] = [
  {
    atUs: 6 * SECOND,
    give: (world, { failing, poison }) => {
      const consumer = mapping().id;
      if (failing > 0)
        give(world, { type: 'inject-fault', id: 'failing', fault: { kind: 'failing-processing', consumer, share: failing } });
      if (poison)
        give(world, { type: 'inject-fault', id: 'poison', fault: { kind: 'poison-record', consumer, shardId: 'shardId-000000000000' } });
    },
  },
  {
    atUs: 9 * SECOND,
    give: (world, { split, spec, change }) => {
      if (split)
        give(world, { type: 'split-shard', stream: STREAM, shardId: 'shardId-000000000000', newStartingHashKey: String(2n ** 125n) });
      if (change !== null) give(world, { type: 'update-consumer', consumer: mapping({ ...spec, ...change }) });
    },
  },
  {
    atUs: 20 * SECOND,
    give: (world, { failing }) => {
      if (failing > 0) give(world, { type: 'end-fault', id: 'failing' });
      give(world, { type: 'remove-producer', id: 'checkout' });
    },
  },
];
const END_US = 75 * SECOND;

function play(world: World, plan: Plan, slices: readonly number[], each: (world: World) => void = () => {}): World {
  const stops = [...slices, ...COMMANDS.map(({ atUs }) => atUs), END_US].filter((atUs) => atUs > world.sim.nowUs).toSorted((a, b) => a - b);
  for (const atUs of new Set(stops)) {
    advanceTo(world, atUs);
    COMMANDS.find((command) => command.atUs === atUs)?.give(world, plan);
    each(world);
  }
  return world;
}

/** Positions of a shard that the mapping took on and that are in none of the ranges given. */
function missingFrom(from: number, to: number, ...lists: [number, number][][]): number {
  const seen = new Set<number>();
  for (const [start, end] of lists.flat()) for (let position = start; position < end; position++) seen.add(position);
  let missing = 0;
  for (let position = from; position < to; position++) if (!seen.has(position)) missing++;
  return missing;
}

/** What each shard still has to be processed, diverted or lost, against what waits. */
function account(world: World): { shard: number; open: number; waiting: number }[] {
  const { readers, sink } = lambdaOf(world);
  return readers
    .filter(({ position }) => position !== null)
    .map(({ shard, fetchedTo, lanes }) => {
      const { from, done, lost, diverted } = sink.shards[shard];
      const waiting = new Set(
        lanes.flatMap(({ batch, halves, pending }) => [batch, ...halves].flatMap((one) => one?.positions ?? []).concat(pending)),
      );
      for (const [start, end] of [...done, ...lost, ...diverted]) for (let at = start; at < end; at++) waiting.delete(at);
      return { shard, open: missingFrom(from, fetchedTo, done, lost, diverted), waiting: waiting.size };
    });
}

test('every record that was fetched is processed, diverted, lost or waiting, at any moment', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      play(
        begin(plan),
        plan,
        [5, 8, 12, 16, 30, 50].map((at) => at * SECOND),
        (world) => {
          for (const { open, waiting } of account(world)) expect(open).toBe(waiting);
        },
      );
    }),
    RUNS,
  );
});

/** All invocations of a run, with what can be seen while they run. */
function watched(plan: Plan): { world: World; invocations: LambdaInvocation[]; most: number; mostOfShard: number } {
  const world = begin(plan);
  const found = new Map<number, LambdaInvocation>();
  let most = 0;
  let mostOfShard = 0;
  const slices = Array.from({ length: 3000 }, (_, i) => 3 * SECOND + i * 8_000);
  play(world, plan, slices, () => {
    const { running, recent } = lambdaOf(world);
    for (const invocation of [...recent, ...running]) found.set(invocation.number, invocation);
    most = Math.max(most, running.length);
    for (const { shard, epoch } of running)
      mostOfShard = Math.max(mostOfShard, running.filter((other) => other.shard === shard && other.epoch === epoch).length);
  });
  return { world, invocations: [...found.values()].toSorted((a, b) => a.number - b.number), most, mostOfShard };
}

test('no more invocations at a time than the concurrency limit, no more of a shard than the factor, and keys in order', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const { world, invocations, most, mostOfShard } = watched({ ...plan, change: null });
      const spec = mapping(plan.spec);
      expect(most).toBeLessThanOrEqual(spec.concurrencyLimit);
      expect(lambdaOf(world).figures.mostConcurrent).toBeLessThanOrEqual(spec.concurrencyLimit);
      expect(mostOfShard).toBeLessThanOrEqual(spec.parallelizationFactor);
      expect(outOfOrder(world, invocations)).toEqual([]);
      expect(lambdaOf(world).sink.outOfOrder).toBe(0);
    }),
    RUNS,
  );
});

/** Records whose first delivery came after that of a later one of their key. */
function outOfOrder(world: World, invocations: readonly LambdaInvocation[]): string[] {
  const latest = new Map<string, number>();
  const seen = new Set<string>();
  const late: string[] = [];
  const column = new Float64Array(1);
  for (const { shard, positions } of invocations)
    for (const position of positions) {
      const record = `${shard}/${position}`;
      if (seen.has(record)) continue;
      seen.add(record);
      readColumn(world.kinesis.streams[0].shards[shard].log, 'keyId', position, position + 1, column);
      const key = `${shard}/${keyText(world.kinesis.keys, column[0])}`;
      if ((latest.get(key) ?? -1) > position) late.push(record);
      latest.set(key, Math.max(latest.get(key) ?? -1, position));
    }
  return late;
}

test('slices do not matter, and a restored snapshot goes on as the original', () => {
  fc.assert(
    fc.property(plans, fc.array(fc.nat(END_US), { maxLength: 20 }), fc.nat(END_US), (plan, slices, atUs) => {
      const whole = play(begin(plan), plan, []);
      const sliced = play(begin(plan), plan, slices);
      expect(digestOf(sliced)).toBe(digestOf(whole));
      let kept: World | null = null;
      play(begin(plan), plan, [atUs], (world) => {
        if (world.sim.nowUs === atUs) kept = restoreWorld(structuredClone(takeSnapshot(world)), new Map());
      });
      if (kept !== null) expect(digestOf(play(kept, plan, []))).toBe(digestOf(whole));
      expect(historyOf(sliced)).toEqual(historyOf(whole));
    }),
    RUNS,
  );
});

describe('batches', () => {
  test('a window waits for a full batch, and no longer than it lasts', () => {
    const world = worldWith({ batchSize: 3, windowSeconds: 10, start: 'LATEST' });
    advanceTo(world, 6 * SECOND);
    for (const text of ['a', 'b', 'c', 'd']) put(world, 'k', text);
    const early = gather(world, 5);
    expect(early.map(({ positions }) => positions)).toEqual([[0, 1, 2]]);
    const [late] = gather(world, 15).slice(1);
    expect(late.positions).toEqual([3]);
    expect((late.startedUs - early[0].endsUs) / SECOND).toBe(10); // the next window begins when the invocation ends
  });

  test('6 MB are the most that goes out at once', () => {
    const world = createWorld(bareScenario(1), { seed: 'lambda' });
    for (let second = 0; second < 6; second++) {
      advanceTo(world, second * 1.1 * SECOND);
      put(world, 'k', 'x'.repeat(1_000_000));
    }
    give(world, { type: 'add-consumer', consumer: mapping() });
    expect(gather(world, 20).map(({ positions }) => positions.length)).toEqual([4, 2]); // 1.33 MB each as base64
  });

  test('one poll a second where there is nothing, at once where more waits', () => {
    const world = worldWith({ start: 'TRIM_HORIZON' });
    advanceTo(world, 4 * SECOND);
    const before = lambdaOf(world).totals.calls;
    advanceTo(world, 14 * SECOND);
    expect(lambdaOf(world).totals.calls - before).toBe(10);
  });

  test('tumbling windows: no batch reaches over an end, and each window is closed once with all of its records', () => {
    const plan = {
      spec: { tumblingWindowSeconds: 5 },
      shards: 1,
      perSecond: 20,
      keys: 4,
      failing: 0,
      poison: false,
      split: false,
      change: null,
    };
    const { world, invocations } = watched(plan);
    const finals = invocations.filter(({ window }) => window?.isFinal);
    expect(finals.length).toBeGreaterThan(2);
    expect(new Set(finals.map(({ window }) => window!.startUs)).size).toBe(finals.length);
    const log = world.kinesis.streams[0].shards[0].log;
    const arrival = new Float64Array(1);
    for (const { positions, window } of invocations)
      for (const position of positions) {
        readColumn(log, 'arrivalUs', position, position + 1, arrival);
        expect(Math.floor(arrival[0] / (5 * SECOND)) * 5 * SECOND).toBe(window!.startUs); // the run begins on a whole hour
      }
  });

  test('children wait until the last batch of their parent is done', () => {
    const plan: Plan = {
      spec: { batchSize: 100, invocationUs: 7 * SECOND },
      shards: 1,
      perSecond: 20,
      keys: 60,
      failing: 0,
      poison: false,
      split: false,
      change: null,
    };
    const world = begin(plan);
    give(world, { type: 'split-shard', stream: STREAM, shardId: 'shardId-000000000000', newStartingHashKey: String(2n ** 127n) });
    const invocations = gather(world, 120);
    const parentEnds = Math.max(...invocations.filter(({ shard }) => shard === 0).map(({ endsUs }) => endsUs));
    const children = invocations.filter(({ shard }) => shard > 0);
    expect(new Set(children.map(({ shard }) => shard)).size).toBe(2);
    expect(Math.min(...children.map(({ startedUs }) => startedUs))).toBeGreaterThanOrEqual(parentEnds);
    expect(lambdaOf(world).readers[0].position).toBe(world.kinesis.streams[0].shards[0].log.count);
  });
});
