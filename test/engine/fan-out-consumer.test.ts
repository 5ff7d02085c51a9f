/** The registered consumer: registration and its limits, pushes, renewals, take-over, child shards, back-pressure, and turning from polling to fan-out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advanceRun,
  advanceTo,
  createWorld,
  digestOf,
  giveCommand,
  historyOf,
  kinesisOf,
  lagOf,
  percentiles,
  restoreWorld,
  takeSnapshot,
  type World,
} from '../../src/engine/index.ts';
import type { FanOutConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import { subscribeToShard } from '../../src/engine/kinesis/actions/subscribe-to-shard.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import { STREAM } from '../kinesis/service.ts';
import { arbitraryPlan, realise, RUN_END_US, SECOND, worldOf } from './arbitrary-run.ts';
import { wrongAccounts } from './by-hand-account.ts';
import { bareScenario, consumer, producer } from './scenarios.ts';

const fanOut = (more: Partial<FanOutConsumerSpec> = {}): FanOutConsumerSpec => ({
  kind: 'fan-out',
  id: 'pushed',
  stream: STREAM,
  start: 'TRIM_HORIZON',
  processingUsPerRecord: 0,
  ...more,
});
const at = (perSecond: number) => producer({ rate: { kind: 'constant', perSecond } });
const begin = (shards: number, more: Partial<Scenario>): World =>
  createWorld(bareScenario(shards, { metered: true, ...more }), { seed: '1' });
const arrived = (world: World): number => world.kinesis.streams[0].shards.reduce((sum, { log }) => sum + log.count, 0);
const typesOf = (world: World): string[] => historyOf(world).map(({ type }) => type);
const latency = (world: World, share: number, seconds = 30): number => {
  const now = Math.floor(world.sim.nowUs / SECOND);
  return percentiles([world.consumers.list[0].putToRead], now - seconds, now, [share])!.us[0] / 1000;
};

test('in any run, whatever is polled, pushed, split, merged and turned from one to the other, every record is processed once and in order', () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      const run = realise(plan);
      const world = worldOf(run);
      let given = 0;
      for (let atUs = 0; atUs <= RUN_END_US; atUs += SECOND / 2) {
        given = advanceRun(world, run.commands, given, atUs);
        expect(wrongAccounts(world)).toEqual([]);
      }
    }),
    { numRuns: 25 },
  );
});

describe('registration', () => {
  test('one that is added is CREATING, then ACTIVE, and its shards say what they do', () => {
    const world = begin(2, { producers: [at(10)] });
    expect(giveCommand(world, { type: 'add-consumer', consumer: fanOut() })).toBeNull();
    const [consumer] = world.consumers.list;
    const [registered] = world.kinesis.streams[0].consumers;
    expect(registered).toMatchObject({ name: 'pushed', life: { state: 'CREATING' } });
    advanceTo(world, SECOND);
    expect(consumer.readers.map(({ state }) => state)).toEqual(['starting', 'starting']);
    advanceTo(world, 6 * SECOND);
    expect(registered.life.state).toBe('ACTIVE');
    expect(consumer.readers.map(({ state }) => state)).toEqual(['reading', 'reading']);
    expect(giveCommand(world, { type: 'remove-consumer', id: 'pushed' })).toBeNull();
    expect(registered.life.state).toBe('DELETING');
    expect(registered.subscriptions).toEqual([]);
  });

  test('one of the scenario is ACTIVE from the start', () => {
    const world = begin(1, { producers: [at(10)], consumers: [fanOut()] });
    advanceTo(world, SECOND);
    expect(world.kinesis.streams[0].consumers[0].life.state).toBe('ACTIVE');
    expect(world.consumers.list[0].totals.records).toBeGreaterThan(5);
  });

  test.each([
    ['2026', 20],
    ['classic', 5],
  ] as const)("in %s a stream takes %i and refuses the next in AWS's words", (profile, limit) => {
    const consumers = Array.from({ length: limit }, (_, i) => fanOut({ id: `c${i}` }));
    const world = begin(1, { profile, consumers });
    advanceTo(world, SECOND);
    const refusal = giveCommand(world, { type: 'add-consumer', consumer: fanOut({ id: 'another' }) });
    expect(refusal).toMatchObject({ error: 'LimitExceededException', message: expect.stringContaining(`Limit: ${limit}.`) as string });
    expect(historyOf(world).at(-1)).toMatchObject({ type: 'command-refused', error: 'LimitExceededException' });
    expect(world.consumers.list).toHaveLength(limit);
  });

  test('the sixth that would be CREATING at once is refused, and taken a few seconds later', () => {
    const world = begin(1, {});
    for (let i = 0; i < 5; i++) expect(giveCommand(world, { type: 'add-consumer', consumer: fanOut({ id: `c${i}` }) })).toBeNull();
    const sixth = { type: 'add-consumer', consumer: fanOut({ id: 'c5' }) } as const;
    expect(giveCommand(world, sixth)).toMatchObject({ error: 'LimitExceededException' });
    advanceTo(world, 5 * SECOND);
    expect(giveCommand(world, sixth)).toBeNull();
  });

  test('a poller that cannot be registered goes on polling', () => {
    const consumers = [consumer(), ...Array.from({ length: 20 }, (_, i) => fanOut({ id: `c${i}` }))];
    const world = begin(1, { consumers, producers: [at(20)] });
    advanceTo(world, 5 * SECOND);
    expect(giveCommand(world, { type: 'update-consumer', consumer: fanOut({ id: 'reader' }) })).toMatchObject({
      error: 'LimitExceededException',
    });
    const before = world.consumers.list[0].totals.records;
    advanceTo(world, 10 * SECOND);
    expect(world.consumers.list[0].spec.kind).toBe('polling');
    expect(world.consumers.list[0].totals.records).toBeGreaterThan(before + 80);
  });

  test('another start is another reading under the same name, once the old registration is gone', () => {
    const world = begin(1, { consumers: [fanOut()], producers: [at(20)] });
    advanceTo(world, 5 * SECOND);
    expect(giveCommand(world, { type: 'update-consumer', consumer: fanOut({ start: 'LATEST' }) })).toBeNull();
    advanceTo(world, 20 * SECOND);
    expect(world.consumers.list[0]).toMatchObject({ readers: [{ state: 'reading', from: 'LATEST' }] });
    expect(world.kinesis.streams[0].consumers.map(({ life }) => life.state)).toEqual(['GONE', 'ACTIVE']);
    expect(wrongAccounts(world)).toEqual([]);
  });
});

describe('pushes', () => {
  test('few records are read 70 ms after they came, many within 150', () => {
    const world = begin(1, { consumers: [fanOut()], producers: [at(5)] });
    advanceTo(world, 40 * SECOND);
    expect(latency(world, 0.5)).toBeGreaterThan(65);
    expect(latency(world, 0.5)).toBeLessThan(80);
    const busy = begin(1, { consumers: [fanOut()], producers: [at(900)] });
    advanceTo(busy, 40 * SECOND);
    expect(latency(busy, 0.5)).toBeGreaterThan(65);
    expect(latency(busy, 0.99)).toBeLessThan(160);
  });

  test('each consumer has 2 MiB a second of each shard for itself', () => {
    const load = producer({
      source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 1000 }, keys: { kind: 'uniform', keys: 100, prefix: 'k' } },
      rate: { kind: 'constant', perSecond: 1000 },
    });
    const world = begin(1, { producers: [load] });
    advanceTo(world, 60 * SECOND);
    for (const id of ['a', 'b', 'c']) giveCommand(world, { type: 'add-consumer', consumer: fanOut({ id }) });
    giveCommand(world, { type: 'remove-producer', id: 'checkout' });
    const read = () => world.consumers.list.map(({ totals }) => totals.bytes);
    advanceTo(world, 68 * SECOND);
    const first = read();
    advanceTo(world, 74 * SECOND);
    // what is left of 9 MiB saved is gone after 60 MB at 2 MiB/s: each at its own rate, in pages of 7 MiB
    for (const [i, bytes] of read().entries()) {
      expect(bytes - first[i]).toBeGreaterThan(6 * 2_097_152 - 7_400_000);
      expect(bytes - first[i]).toBeLessThan(6 * 2_097_152 + 7_400_000);
    }
    advanceTo(world, 120 * SECOND);
    expect(world.consumers.list.map(({ sink }) => sink.processed)).toEqual([arrived(world), arrived(world), arrived(world)]);
  });

  test('a client that works too slowly is not pushed to: nothing piles up at it, nothing is lost, and its lag says so', () => {
    const world = begin(1, { consumers: [fanOut({ processingUsPerRecord: 50_000 })], producers: [at(40)] });
    advanceTo(world, 60 * SECOND);
    const [stream] = world.kinesis.streams;
    const [{ subscriptions }] = stream.consumers;
    expect(subscriptions[0].events.length).toBeLessThanOrEqual(2);
    const lag = lagOf(world, stream, world.consumers.list[0].readers[0]);
    expect(lag.records).toBeGreaterThan(800); // 20 of 40 a second for a minute
    giveCommand(world, { type: 'remove-producer', id: 'checkout' });
    advanceTo(world, 200 * SECOND);
    expect(world.consumers.list[0].sink).toMatchObject({ processed: arrived(world), duplicates: 0, lost: 0, outOfOrder: 0 });
  });

  test('slow processing is a fault it knows', () => {
    const world = begin(1, { consumers: [fanOut({ processingUsPerRecord: 1000 })], producers: [at(100)] });
    advanceTo(world, 10 * SECOND);
    const fault = { kind: 'slow-processing', consumer: 'pushed', factor: 50 } as const;
    expect(giveCommand(world, { type: 'inject-fault', id: 'slow', fault })).toBeNull();
    advanceTo(world, 30 * SECOND);
    expect(lagOf(world, world.kinesis.streams[0], world.consumers.list[0].readers[0]).records).toBeGreaterThan(1000);
    expect(giveCommand(world, { type: 'end-fault', id: 'slow' })).toBeNull();
    advanceTo(world, 120 * SECOND);
    expect(lagOf(world, world.kinesis.streams[0], world.consumers.list[0].readers[0]).records).toBeLessThan(50);
  });
});

describe('subscriptions', () => {
  test.each([0, 20_000])('are renewed every five minutes without loss or repetition, at %i µs a record', (processingUsPerRecord) => {
    const world = begin(2, { consumers: [fanOut({ processingUsPerRecord })], producers: [at(30)] });
    advanceTo(world, 1000 * SECOND);
    const ends = historyOf(world).filter((event) => event.type === 'subscription-ended');
    expect(ends.map((event) => 'how' in event && event.how)).toEqual(Array.from({ length: 6 }, () => 'expired'));
    expect(wrongAccounts(world)).toEqual([]);
    giveCommand(world, { type: 'remove-producer', id: 'checkout' });
    advanceTo(world, 1100 * SECOND);
    expect(world.consumers.list[0].sink).toMatchObject({ processed: arrived(world), duplicates: 0, lost: 0, outOfOrder: 0 });
  });

  test('one that is taken over is taken back after five seconds, and goes on where it was', () => {
    const world = begin(1, { consumers: [fanOut()], producers: [at(30)] });
    advanceTo(world, 20 * SECOND);
    const taken = subscribeToShard(kinesisOf(world), {
      ConsumerARN: world.kinesis.streams[0].consumers[0].arn,
      ShardId: 'shardId-000000000000',
      StartingPosition: { Type: 'LATEST' },
    });
    expect(taken.ok).toBe(true);
    advanceTo(world, 21 * SECOND);
    expect(world.consumers.list[0].readers[0].state).toBe('starting');
    advanceTo(world, 40 * SECOND);
    const { totals, readers } = world.consumers.list[0];
    expect(readers[0].state).toBe('reading');
    expect(totals.refusedCalls).toBeGreaterThan(2);
    expect(arrived(world) - totals.records).toBeLessThan(10);
    expect(wrongAccounts(world)).toEqual([]);
  });

  test('children are read after the last event of their parent, whatever its records take', () => {
    const world = begin(1, { consumers: [fanOut({ processingUsPerRecord: 40_000 })], producers: [at(20)] });
    const half = { stream: STREAM, shardId: 'shardId-000000000000', newStartingHashKey: String(2n ** 127n) };
    advanceRun(world, [{ at: 5 * SECOND, command: { type: 'split-shard', ...half } }], 0, 10 * SECOND);
    for (let atUs = 10 * SECOND; atUs < 60 * SECOND; atUs += SECOND / 10) {
      advanceTo(world, atUs);
      expect(wrongAccounts(world)).toEqual([]);
    }
    giveCommand(world, { type: 'remove-producer', id: 'checkout' });
    advanceTo(world, 100 * SECOND);
    expect(world.consumers.list[0].readers.map(({ state }) => state)).toEqual(['drained', 'reading', 'reading']);
    expect(world.consumers.list[0].sink.processed).toBe(arrived(world));
    expect(typesOf(world).filter((type) => type === 'shard-drained')).toHaveLength(1);
  });
});

describe('turned from polling to fan-out and back while it runs', () => {
  test('five pollers get a call and 400 kB a second each; pushed to, each gets all of it after 70 ms', () => {
    const load = producer({
      source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 1000 }, keys: { kind: 'uniform', keys: 100, prefix: 'k' } },
      rate: { kind: 'constant', perSecond: 950 },
      calls: { api: 'PutRecords', batchSize: 500, lingerMs: 100 },
    });
    const polling = (i: number) => consumer({ id: `c${i}`, pollIntervalMs: 1000, limit: 400, start: 'LATEST' });
    const world = begin(1, { producers: [load], consumers: [0, 1, 2, 3, 4].map(polling) });
    advanceTo(world, 60 * SECOND);
    const before = world.consumers.list.map(({ totals }) => ({ ...totals }));
    advanceTo(world, 120 * SECOND);
    for (const [i, { totals }] of world.consumers.list.entries()) {
      const calls = (totals.calls - totals.refusedCalls - before[i].calls + before[i].refusedCalls) / 60;
      const bytes = (totals.bytes - before[i].bytes) / 60;
      expect(calls).toBeGreaterThan(0.95);
      expect(calls).toBeLessThan(1.05);
      expect(bytes).toBeGreaterThan(380_000);
      expect(bytes).toBeLessThan(420_000);
    }
    for (let i = 0; i < 5; i++)
      expect(giveCommand(world, { type: 'update-consumer', consumer: fanOut({ id: `c${i}`, start: 'LATEST' }) })).toBeNull();
    advanceTo(world, 240 * SECOND);
    expect(wrongAccounts(world)).toEqual([]);
    expect(latency(world, 0.5)).toBeLessThan(110);
    for (const { readers, number } of world.consumers.list) {
      expect(lagOf(world, world.kinesis.streams[0], readers[0]).ms).toBeLessThan(150);
      expect(number).toBeLessThan(5);
    }
    for (let i = 0; i < 5; i++) expect(giveCommand(world, { type: 'update-consumer', consumer: polling(i) })).toBeNull();
    advanceTo(world, 300 * SECOND);
    expect(wrongAccounts(world)).toEqual([]);
    expect(world.kinesis.streams[0].consumers.every(({ life }) => life.state === 'GONE')).toBe(true);
  });

  test('it goes on from a snapshot as it would have, in whatever slices', () => {
    const toFanOut = {
      at: 20 * SECOND + 123,
      command: { type: 'update-consumer', consumer: fanOut({ id: 'reader', processingUsPerRecord: 9000 }) },
    } as const;
    const back = {
      at: 40 * SECOND + 7,
      command: { type: 'update-consumer', consumer: consumer({ processingUsPerRecord: 9000 }) },
    } as const;
    const scenario = { consumers: [consumer({ processingUsPerRecord: 9000 })], producers: [at(80)] };
    const whole = begin(2, scenario);
    advanceRun(whole, [toFanOut, back], 0, 60 * SECOND);
    const sliced = begin(2, scenario);
    let given = 0;
    for (let atUs = 0; atUs <= 25 * SECOND; atUs += 333_333) given = advanceRun(sliced, [toFanOut, back], given, atUs);
    const restored = restoreWorld(structuredClone(takeSnapshot(sliced)), new Map());
    advanceRun(restored, [toFanOut, back], given, 60 * SECOND);
    expect(digestOf(restored)).toBe(digestOf(whole));
    expect(wrongAccounts(whole)).toEqual([]);
  });
});

test('one that starts at a recent time of an old stream is not behind while it is registered', () => {
  const world = begin(1, { producers: [at(50)] });
  advanceTo(world, 60 * SECOND);
  const start = { type: 'AT_TIMESTAMP', epochMs: world.sim.startEpochMs + 59_000 } as const;
  expect(giveCommand(world, { type: 'add-consumer', consumer: fanOut({ start }) })).toBeNull();
  advanceTo(world, 80 * SECOND);
  expect(typesOf(world)).not.toContain('reading-fell-behind');
  expect(world.consumers.list[0].sink.processed).toBeGreaterThan(1000);
  expect(world.consumers.list[0].sink.processed).toBeLessThan(1080);
});
