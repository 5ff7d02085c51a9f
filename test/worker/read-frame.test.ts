/** The read budgets of a shard as the page gets them: made from what the shard remembers, now and in the past. */
import { describe, expect, test } from 'vitest';
import { defineScenario, RESEND_FAILED } from '../../src/content/scenarios/define-scenario.ts';
import type { ConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import { advanceTo, createWorld, restoreWorld, shardIdOf, takeSnapshot, type World } from '../../src/engine/index.ts';
import { READ_OUTCOMES, READ_ROW, type ReadFrame } from '../../src/protocol/read-frame.ts';
import { readFrame } from '../../src/worker/frames/read-frame.ts';

const MIB = 1_048_576;
const NAMES = ['fraud', 'search', 'billing', 'audit', 'ml'];
const poller = (id: string, pollIntervalMs = 1000): ConsumerSpec => ({
  kind: 'polling',
  id,
  stream: 'orders',
  start: 'LATEST',
  pollIntervalMs,
  limit: 10_000,
  processingUsPerRecord: 0,
});

function worldWith(consumers: ConsumerSpec[], perSecond: number, untilUs: number): World {
  const scenario = defineScenario({
    id: 'pollers',
    title: 'Pollers',
    summary: 'Pollers on one shard.',
    streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
    producers: [
      {
        id: 'checkout',
        stream: 'orders',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 1000 }, keys: { kind: 'uniform', keys: 8, prefix: 'k-' } },
        rate: { kind: 'constant', perSecond },
        calls: { api: 'PutRecords', batchSize: 100, lingerMs: 50 },
        failures: RESEND_FAILED,
      },
    ],
    consumers,
  });
  const world = createWorld(scenario, { seed: 'c0ffee' });
  advanceTo(world, untilUs);
  return world;
}

const frameOf = (world: World): ReadFrame => readFrame(world, shardIdOf(0), true);

function callsOf({ rows, readers }: ReadFrame) {
  return Array.from({ length: rows.length / READ_ROW }, (_, i) => {
    const [reader, atUs, outcome, records, bytes] = rows.subarray(i * READ_ROW, (i + 1) * READ_ROW);
    return { reader: readers[reader], atUs, outcome: READ_OUTCOMES[outcome], records, bytes };
  });
}

describe('five pollers at the ceiling of one shard', () => {
  const world = worldWith(
    NAMES.map((id) => poller(id)),
    400,
    12_000_000,
  );
  const calls = callsOf(frameOf(world));

  test('each gets one call and about 400 kB a second', () => {
    for (const id of NAMES) {
      const own = calls.filter(({ reader, outcome }) => reader === id && outcome === 'answered');
      expect(own.length).toBe(5);
      const perSecond = own.reduce((sum, { bytes }) => sum + bytes, 0) / 5;
      expect(perSecond).toBeGreaterThan(370_000);
      expect(perSecond).toBeLessThan(430_000);
    }
  });

  test('rows are of the last five seconds, oldest first, and bytes are those of their records', () => {
    expect(calls.every(({ atUs }, i) => atUs > 7_000_000 && atUs <= 12_000_000 && (i === 0 || atUs >= calls[i - 1].atUs))).toBe(true);
    expect(calls.every(({ records, bytes }) => bytes === records * 1000)).toBe(true);
  });

  test('a consumer that polls costs nothing more; by fan-out it would be its hours and its gigabytes', () => {
    const { consumers, cost } = frameOf(world).facts!;
    expect(cost.shards).toBe(1);
    // 400 records of 1,000 bytes and a key of three: 1.44 GB an hour, 1.345 of 1,024³ bytes, at $0.013, and $0.015 for the shard
    for (const { retrieval, fanOutUsdPerHour } of consumers) {
      expect(retrieval).toBe('polling');
      expect(fanOutUsdPerHour).toBeCloseTo(0.015 + 1.345 * 0.013, 3);
    }
  });
});

test('no second sees more than five answered calls; the others are told as refused by the call slots', () => {
  const world = worldWith(
    NAMES.map((id) => poller(id, 400)),
    50,
    12_000_000,
  );
  const calls = callsOf(frameOf(world));
  const answered = calls.filter(({ outcome }) => outcome === 'answered').map(({ atUs }) => atUs);
  for (const atUs of answered) expect(answered.filter((other) => other > atUs - 1_000_000 && other <= atUs).length).toBeLessThanOrEqual(5);
  const refused = calls.filter(({ outcome }) => outcome === 'refused-by-calls');
  expect(refused.length).toBeGreaterThan(10);
  const total = world.kinesis.streams[0].shards[0].totals.refusedReadCalls;
  expect(refused.length).toBeLessThanOrEqual(total);
});

test('a shard whose bytes are used up says so, and never passes more than its bucket and one page', () => {
  const world = worldWith(
    NAMES.map((id) => poller(id)),
    900,
    12_000_000,
  );
  const calls = callsOf(frameOf(world));
  expect(calls.some(({ outcome, bytes }) => outcome === 'refused-by-bytes' && bytes === 0)).toBe(true);
  const answered = calls.filter(({ outcome }) => outcome === 'answered');
  const largest = Math.max(...answered.map(({ bytes }) => bytes));
  expect(answered.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(5 * 2 * MIB + 2 * MIB + largest);
});

test('by fan-out records are pushed within 70 to 150 ms, and calls take nothing of the shared budget', () => {
  const pushed = NAMES.map((id): ConsumerSpec => ({ kind: 'fan-out', id, stream: 'orders', start: 'LATEST', processingUsPerRecord: 0 }));
  const frame = frameOf(worldWith(pushed, 400, 30_000_000));
  const calls = callsOf(frame);
  expect(new Set(calls.map(({ outcome }) => outcome))).toEqual(new Set(['pushed']));
  expect(new Set(calls.map(({ reader }) => reader))).toEqual(new Set(NAMES));
  for (const { putToRead, retrieval } of frame.facts!.consumers) {
    expect(retrieval).toBe('fan-out');
    expect(putToRead!.p50Ms).toBeGreaterThan(65);
    expect(putToRead!.p50Ms).toBeLessThan(160);
    expect(putToRead!.bins.reduce((sum, samples) => sum + samples, 0)).toBe(putToRead!.samples);
  }
});

test('the past is shown as it was', () => {
  const world = worldWith(
    NAMES.map((id) => poller(id, 400)),
    900,
    9_000_000,
  );
  const snapshot = takeSnapshot(world);
  const then = frameOf(world);
  advanceTo(world, 20_000_000);
  expect(frameOf(world)).not.toEqual(then);
  expect(frameOf(restoreWorld(snapshot, new Map()))).toEqual(then);
});

test('a shard that the stream does not have has no reads, and says so', () => {
  const world = worldWith([poller('fraud')], 50, 2_000_000);
  const frame = readFrame(world, shardIdOf(7), true);
  expect(frame.rows.length).toBe(0);
  expect(frame.facts!.shard).toBeNull();
  expect(readFrame(world, shardIdOf(0), false).facts).toBeNull();
});
