/** Where a polling consumer begins, what it does when it is refused, and that who polls a shard together stays within its budget. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advanceRun, advanceTo, createWorld, giveCommand, historyOf, kinesisOf, valueAt, type World } from '../../src/engine/index.ts';
import type { PollingConsumerSpec, StartSpec } from '../../src/engine/consumers/consumer-spec.ts';
import { placeOf } from '../../src/engine/kinesis/actions/get-records.ts';
import { START, STREAM } from '../kinesis/service.ts';
import { wrongAccounts } from './by-hand-account.ts';
import { bareScenario, consumer, producer } from './scenarios.ts';

const SECOND = 1_000_000;
const FIRST = 'shardId-000000000000';
const SPLIT = { type: 'split-shard', stream: STREAM, shardId: FIRST, newStartingHashKey: String(2n ** 126n) } as const;

/** Two shards, the first of which was split after 10 s; 40 s old. */
function oldWorld(): World {
  const world = createWorld(bareScenario(2, { producers: [producer()], metered: true }), { seed: '1' });
  advanceRun(world, [{ at: 10 * SECOND, command: SPLIT }], 0, 60 * SECOND);
  return world;
}
const logsOf = (world: World) => world.kinesis.streams[0].shards.map(({ log }) => log);

/** Position from which on each shard was read, and how many records were processed until nothing was left. */
function readFrom(world: World, start: StartSpec): { begun: Record<number, number>; processed: number } {
  expect(giveCommand(world, { type: 'add-consumer', consumer: consumer({ start }) })).toBeNull();
  giveCommand(world, { type: 'remove-producer', id: 'checkout' });
  advanceTo(world, world.sim.nowUs + 60 * SECOND);
  expect(wrongAccounts(world)).toEqual([]);
  const [{ readers, sink }] = world.consumers.list;
  return { begun: Object.fromEntries(readers.map(({ shard, startPosition }) => [shard, startPosition])), processed: sink.processed };
}

describe('a start', () => {
  test('at a time reads every record since, of shards that are closed too, and none before', () => {
    const world = oldWorld();
    const sinceUs = 20 * SECOND;
    const { processed } = readFrom(world, { type: 'AT_TIMESTAMP', epochMs: START + sinceUs / 1000 });
    const since = logsOf(world).reduce((sum, log) => {
      let count = 0;
      for (let position = 0; position < log.count; position++) if (valueAt(log, 'arrivalUs', position) >= sinceUs) count++;
      return sum + count;
    }, 0);
    expect(since).toBeGreaterThan(1000);
    expect(processed).toBe(since);
  });

  test('at a time that lies ahead waits for it', () => {
    const world = oldWorld();
    const start = { type: 'AT_TIMESTAMP', epochMs: START + 70_000 } as const;
    expect(giveCommand(world, { type: 'add-consumer', consumer: consumer({ start }) })).toBeNull();
    advanceTo(world, 69 * SECOND);
    expect(world.consumers.list[0].readers).toEqual([]);
    advanceTo(world, 80 * SECOND);
    expect(world.consumers.list[0].totals.records).toBeGreaterThan(700);
    expect(world.consumers.list[0].totals.records).toBeLessThan(1100);
  });

  test.each([
    ['AT_SEQUENCE_NUMBER', 100],
    ['AFTER_SEQUENCE_NUMBER', 101],
  ] as const)('%s reads that shard from there and what descends from it, nothing else', (type, first) => {
    const world = oldWorld();
    const { sequenceNumber } = placeOf(kinesisOf(world), STREAM, 0, 100);
    const { begun, processed } = readFrom(world, { type, shardId: FIRST, sequenceNumber: sequenceNumber! });
    expect(begun).toEqual({ 0: first, 2: 0, 3: 0 });
    const [parent, , low, high] = logsOf(world);
    expect(processed).toBe(parent.count - first + low.count + high.count);
    expect(historyOf(world).find((event) => event.type === 'reading-started')).toMatchObject({ shardId: FIRST, from: type });
  });

  test.each(['12', String(10n ** 60n)])("at a number that is none of the shard (%s) is refused in AWS's words", (sequenceNumber) => {
    const world = oldWorld();
    const start = { type: 'AT_SEQUENCE_NUMBER', shardId: FIRST, sequenceNumber } as const;
    expect(giveCommand(world, { type: 'add-consumer', consumer: consumer({ start }) })).toMatchObject({
      error: 'InvalidArgumentException',
    });
    expect(world.consumers.list).toEqual([]);
  });
});

interface Answer {
  atUs: number;
  bytes: number;
}

/** Every answer that any consumer gets of the first shard, at the instant at which the service gave it. */
function answersOf(world: World, untilUs: number): Answer[] {
  const answers: Answer[] = [];
  const { recentReads } = world.kinesis.streams[0].shards[0];
  let lastUs = -1;
  for (let atUs = 0; atUs <= untilUs; atUs += SECOND / 4) {
    advanceTo(world, atUs);
    recentReads.atUs.forEach((readUs, i) => {
      if (readUs > lastUs) answers.push({ atUs: readUs, bytes: recentReads.bytes[i] });
    });
    lastUs = answers.at(-1)?.atUs ?? lastUs;
  }
  return answers;
}

const pollers: fc.Arbitrary<PollingConsumerSpec[]> = fc
  .array(
    fc.record({
      pollIntervalMs: fc.integer({ min: 10, max: 1500 }),
      limit: fc.constantFrom(1, 100, 400, 2000, 10_000),
      processingUsPerRecord: fc.constantFrom(0, 0, 100),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) => all.map((one, i) => consumer({ id: `c${i}`, ...one })));

test('whoever polls: five calls in any second at most, and 2 MiB a second beside the one page by which the budget may be overdrawn', () => {
  const budget = 2_097_152;
  fc.assert(
    fc.property(pollers, fc.constantFrom(200, 1000, 5000), fc.nat(99), (consumers, bytes, seed) => {
      const load = producer({
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes }, keys: { kind: 'uniform', keys: 100, prefix: 'k' } },
        rate: { kind: 'constant', perSecond: 900 },
      });
      const world = createWorld(bareScenario(1, { producers: [load], consumers }), { seed: String(seed) });
      const answers = answersOf(world, 40 * SECOND);
      expect(answers.length).toBeGreaterThan(5);
      answers.forEach(({ atUs }, i) => {
        if (i >= 5) expect(atUs - answers[i - 5].atUs).toBeGreaterThanOrEqual(SECOND);
      });
      answers.forEach((first, i) => {
        let sum = 0;
        for (const { atUs, bytes: read } of answers.slice(i)) {
          if (atUs > first.atUs + SECOND) break;
          // before this page the budget was not overdrawn: one second saved up, and one gone by
          expect(sum).toBeLessThanOrEqual(2 * budget);
          sum += read;
        }
      });
      // over all of it no more than the rate, what was saved at first, and the last page
      const largest = Math.max(...answers.map(({ bytes: read }) => read));
      expect(answers.reduce((sum, { bytes: read }) => sum + read, 0)).toBeLessThanOrEqual(budget * 41 + largest);
    }),
    { numRuns: 15 },
  );
});

test('a page larger than a second of budget is paid for in full before anybody reads again', () => {
  const load = producer({
    source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 1000 }, keys: { kind: 'uniform', keys: 100, prefix: 'k' } },
    rate: { kind: 'constant', perSecond: 1000 },
  });
  const world = createWorld(bareScenario(1, { producers: [load] }), { seed: '1' });
  advanceTo(world, 30 * SECOND);
  giveCommand(world, { type: 'add-consumer', consumer: consumer({ pollIntervalMs: 200 }) });
  const answers = answersOf(world, 60 * SECOND);
  expect(answers[0].bytes).toBeGreaterThanOrEqual(7_340_032);
  expect(answers[1].atUs - answers[0].atUs).toBeGreaterThanOrEqual((answers[0].bytes / 2_097_152) * SECOND);
  expect(world.consumers.list[0].totals.refusedCalls).toBeGreaterThan(0);
});

describe('who is refused', () => {
  test('waits longer each time, unevenly, and 800 ms at most', () => {
    const others = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => consumer({ id: `c${i}`, pollIntervalMs: 50 }));
    const world = createWorld(bareScenario(1, { consumers: others }), { seed: '1' });
    const waits = new Set<number>();
    for (let atUs = 0; atUs < 60 * SECOND; atUs += 20_000) {
      advanceTo(world, atUs);
      for (const { readers } of world.consumers.list)
        for (const { state, lastRefusedUs } of readers) {
          if (state !== 'throttled') continue;
          waits.add(world.sim.nowUs - lastRefusedUs);
        }
    }
    expect(Math.max(...waits)).toBeGreaterThan(400_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(809_000); // and the answer's way
    for (const { totals } of world.consumers.list) expect(totals.calls - totals.refusedCalls).toBeGreaterThan(10); // nobody starves
  });

  test('and who is not keeps its pace', () => {
    const world = createWorld(bareScenario(1, { consumers: [consumer({ pollIntervalMs: 1000 })] }), { seed: '1' });
    advanceTo(world, 101 * SECOND);
    expect(world.consumers.list[0].totals.calls).toBeGreaterThanOrEqual(98);
    expect(world.consumers.list[0].totals.refusedCalls).toBe(0);
  });
});
