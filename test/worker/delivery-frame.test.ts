/** What the page is told of a delivery stream: that it is what happened, that its predictions come true, and that it adds up. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scenarios } from '../../src/content/scenarios/index.ts';
import { advanceTo, createWorld, restoreWorld, SECOND, takeSnapshot, type World } from '../../src/engine/index.ts';
import { settled, sumOf } from '../../src/engine/firehose/account.ts';
import { BUFFERS_SHOWN, FLUSH_WINDOW_US, type BufferFrame, type DeliveryFrame } from '../../src/protocol/delivery-frame.ts';
import { deliveryFrame, deliverySummaries, gatheredIn, nextFlush } from '../../src/worker/frames/delivery-frame.ts';
import { bytesAt } from '../../src/worker/frames/delivery-inflow.ts';
import { ID, steady, toS3, worldWith } from './delivery-runs.ts';

const MIB = 1024 * 1024;

function frameOf(world: World, id = ID): DeliveryFrame {
  const frame = deliveryFrame(world, id);
  if (frame === null) throw new Error(`${id} is not there`);
  return structuredClone(frame); // as the page gets it
}

function scenarioWorld(id: string): World {
  return createWorld(
    scenarios.find((scenario) => scenario.id === id)!,
    { seed: '1' },
  );
}

describe('an open buffer', () => {
  test('says what came in, how fast, and how it filled', () => {
    const { buffers, buffersInAll } = frameOf(worldWith(toS3(), steady(100), 20));
    const [buffer] = buffers;
    expect(buffersInAll).toBe(1);
    expect(buffer).toMatchObject({ way: 'main', lane: '', sizeHintBytes: MIB, intervalSeconds: 60, bytes: 250 * buffer.records });
    expect(buffer.records).toBeGreaterThan(1_950);
    expect(buffer.bytesPerSecond).toBeGreaterThan(24_000);
    expect(buffer.bytesPerSecond).toBeLessThan(26_000);
    expect(buffer.curve.slice(-2)).toEqual([20 * SECOND, buffer.bytes]);
    for (let i = 2; i < buffer.curve.length; i += 2) {
      expect(buffer.curve[i]).toBeGreaterThanOrEqual(buffer.curve[i - 2]);
      expect(buffer.curve[i + 1]).toBeGreaterThanOrEqual(buffer.curve[i - 1]);
    }
  });

  // 1 MiB in 60 s are 17,476 B/s: 70 records of 250 B a second. Slower and time is first, faster and size is.
  test.each([
    [20, 'interval'],
    [60, 'interval'],
    [80, 'size'],
    [400, 'size'],
  ] as const)('with %i records a second says when it will flush, by %s, and so it does', (perSecond, trigger) => {
    const world = worldWith(toS3(), steady(perSecond), perSecond === 400 ? 5 : 20);
    const [{ next, openedUs }] = frameOf(world).buffers;
    expect(next.trigger).toBe(trigger);
    advanceTo(world, next.atUs + 2 * SECOND);
    const made = frameOf(world).flushes.find((flush) => flush.openedUs === openedUs)!;
    expect(made.trigger).toBe(trigger);
    expect(Math.abs(made.sealedUs - next.atUs)).toBeLessThan(SECOND);
  });

  test('with no records coming any more waits for its interval', () => {
    const rate = { kind: 'spike', basePerSecond: 0, peakPerSecond: 50, afterSeconds: 1, lastsSeconds: 5, everySeconds: 1_000 } as const;
    const [buffer] = frameOf(worldWith(toS3(), rate, 30)).buffers;
    expect(buffer.bytesPerSecond).toBe(0);
    expect(buffer.next).toEqual({ atUs: buffer.openedUs + 60 * SECOND, trigger: 'interval' });
  });

  test('is forecast to flush at the first hint reached, never later than the interval', () => {
    fc.assert(
      fc.property(
        fc.record({
          bytes: fc.nat(8 * MIB),
          bytesPerSecond: fc.double({ min: 0, max: 10 * MIB, noNaN: true }),
          sizeHintBytes: fc.integer({ min: MIB, max: 128 * MIB }),
          intervalSeconds: fc.integer({ min: 0, max: 900 }),
          agoUs: fc.nat(900 * SECOND),
        }),
        ({ agoUs, ...buffer }) => {
          const nowUs = 1000 * SECOND;
          const intervalEndsUs = nowUs - agoUs + buffer.intervalSeconds * SECOND;
          const { atUs, trigger } = nextFlush({ ...buffer, intervalEndsUs }, nowUs);
          expect(atUs).toBeGreaterThanOrEqual(nowUs);
          expect(atUs).toBeLessThanOrEqual(Math.max(nowUs, intervalEndsUs));
          const filled = buffer.bytes + (buffer.bytesPerSecond * (atUs - nowUs)) / SECOND;
          if (trigger === 'size') expect(filled).toBeGreaterThanOrEqual(buffer.sizeHintBytes - 1 - buffer.bytesPerSecond * 1e-6);
          else expect(filled).toBeLessThanOrEqual(Math.max(buffer.sizeHintBytes, buffer.bytes) + 1);
        },
      ),
    );
  });
});

test('a curve is read between its points', () => {
  const curve = [10, 100, 20, 200, 40, 600];
  expect([5, 10, 15, 20, 30, 40, 99].map((at) => bytesAt(curve, at))).toEqual([0, 100, 150, 200, 400, 600, 600]);
});

test('what is gathered for the destination is in records, and nothing that gathers for something else', () => {
  const buffer = (way: BufferFrame['way'], records: number, bytesPerSecond: number) => ({
    way,
    records,
    bytes: records * 200,
    bytesPerSecond,
  });
  const buffers = [buffer('main', 300, 2000), buffer('main', 100, 4000), buffer('transform', 7, 9000)];
  expect(gatheredIn(buffers)).toEqual({ records: 400, perSecond: 30 });
  expect(gatheredIn([buffer('main', 0, 0)])).toEqual({ records: 0, perSecond: 0 });
});

test('no more buffers than fit are sent, those that flush first, and it is said how many there are', () => {
  const world = scenarioWorld('firehose-four-shards');
  advanceTo(world, 30 * SECOND);
  const stream = world.firehose.list[0];
  const copies = Array.from({ length: 40 }, (_, i) => ({
    ...stream.parcels[0],
    number: 1000 + i,
    lane: `copy-${i}`,
    dueUs: (100 + i) * SECOND,
  }));
  stream.parcels.push(...copies);
  const { buffers, buffersInAll, gathered } = frameOf(world);
  expect(buffers.length).toBe(BUFFERS_SHOWN);
  expect(buffersInAll).toBe(44);
  expect(gathered.records).toBe(
    stream.parcels.reduce((sum, { way, state, records }) => sum + (way === 'main' && state === 'buffering' ? records : 0), 0),
  );
  expect(gathered.records).toBeGreaterThan(gatheredIn(buffers).records);
  const due = ({ next }: BufferFrame) => next.atUs;
  expect(buffers.map(due)).toEqual(buffers.map(due).toSorted((a, b) => a - b));
});

test('of many flushes the curves are coarser, and still begin and end as they did', () => {
  const world = scenarioWorld('firehose-four-shards');
  advanceTo(world, 70 * SECOND);
  const stream = world.firehose.list[0];
  const whole = stream.flushes[0];
  stream.flushes = Array.from({ length: 400 }, (_, i) => ({ ...whole, number: i }));
  const { flushes } = frameOf(world);
  expect(flushes.length).toBe(400);
  expect(flushes.reduce((sum, { curve }) => sum + curve.length, 0)).toBeLessThanOrEqual(4_000);
  for (const { curve } of flushes) {
    expect(curve.slice(0, 2)).toEqual(whole.curve.slice(0, 2));
    expect(curve.slice(-2)).toEqual(whole.curve.slice(-2));
    for (let i = 0; i < curve.length; i += 2) expect(bytesAt(whole.curve, curve[i])).toBe(curve[i + 1]);
  }
});

describe('flushes', () => {
  const world = worldWith(toS3({ buffering: { sizeMiB: 1, intervalSeconds: 20 } }), steady(100), 400);
  const { flushes, account, onItsWay, metrics, quota, cost } = frameOf(world);

  test('are of the last five minutes, and say where they went and what came of it', () => {
    expect(flushes.length).toBeGreaterThan(10);
    for (const { sealedUs, openedUs, arrival, bytes, records } of flushes) {
      expect(sealedUs).toBeGreaterThan(world.sim.nowUs - FLUSH_WINDOW_US);
      expect(sealedUs - openedUs).toBe(20 * SECOND);
      expect(bytes).toBe(250 * records);
      if (arrival === null) continue;
      const object = world.s3.buckets.find(({ name }) => name === arrival.bucket)!.objects.find(({ key }) => key === arrival.place)!;
      expect(object.sizeBytes).toBe(arrival.bytes);
      expect(object.about).toMatchObject({ records, rawBytes: bytes });
    }
  });

  test('and what stands beside them adds up', () => {
    expect(account.accepted).toBe(settled(account) + onItsWay);
    expect(metrics.IncomingRecords).toBeGreaterThan(5_900);
    expect(metrics.IncomingRecords).toBeLessThan(6_100);
  });

  test('the quota of a large region is hardly used', () => {
    // facts/firehose-analytics.md 1.6: 500,000 records, 2,000 requests, 5 MiB a second in us-east-1.
    expect([quota!.records[1], quota!.requests[1], quota!.bytes[1]]).toEqual([500_000, 2_000, 5 * MIB]);
    expect(quota!.records[0]).toBeGreaterThan(95);
    expect(quota!.records[0]).toBeLessThan(105);
    expect(quota!.requests[0]).toBeGreaterThan(4);
    expect(quota!.requests[0]).toBeLessThan(12);
  });

  test('each record is paid for as 5 KB', () => {
    // 8: 100 records a second of 5,120 B are 1.717 GB of 1,024³ bytes an hour, at $0.029.
    expect(cost.usdPerHour).toBeGreaterThan(0.95 * 1.7166 * 0.029);
    expect(cost.usdPerHour).toBeLessThan(1.05 * 1.7166 * 0.029);
    expect(sumOf(Object.fromEntries(cost.parts.map(({ name, usdPerHour }) => [name, usdPerHour])))).toBeCloseTo(cost.usdPerHour, 12);
  });
});

test('a source that is a data stream has a buffer for each shard and no quota', () => {
  const world = scenarioWorld('firehose-four-shards');
  advanceTo(world, 20 * SECOND);
  const { buffers, quota } = frameOf(world);
  expect(buffers.map(({ lane }) => lane).toSorted()).toEqual([0, 1, 2, 3].map((i) => `shardId-00000000000${i}`));
  expect(quota).toBeNull();
});

test.each(scenarios.filter(({ deliveryStreams = [] }) => deliveryStreams.length > 0).map((scenario) => [scenario.id, scenario] as const))(
  'steps, machine and account of %s add up at every moment',
  (_, scenario) => {
    const world = createWorld(scenario, { seed: '2' });
    const { id } = scenario.deliveryStreams![0];
    for (const second of [3, 13, 31, 59, 61, 67, 89, 101, 130]) {
      advanceTo(world, second * SECOND);
      const { account, onItsWay, machine, steps, folders, losses } = frameOf(world, id);
      expect(account.accepted).toBe(settled(account) + onItsWay);
      expect(folders.reduce((sum, { records }) => sum + records, 0)).toBe(sumOf(account.failed));
      expect(losses.reduce((sum, { records }) => sum + records, 0)).toBe(sumOf(account.lost));
      expect(machine.reduce((sum, { records }) => sum + records, 0)).toBeGreaterThanOrEqual(onItsWay);
      const deliver = steps.find(({ step }) => step === 'deliver')!;
      expect(deliver.in).toBeGreaterThanOrEqual(deliver.out);
      expect(deliver.out).toBe(account.delivered);
      for (const { prefix, folder } of folders) expect(prefix).toContain(folder);
    }
  },
);

test('the summary says rate and whereabouts of each delivery stream', () => {
  const world = worldWith(toS3(), steady(100), 30);
  const [summary] = deliverySummaries(world);
  expect(summary.recordsPerSecond).toBeGreaterThan(95);
  expect(summary.recordsPerSecond).toBeLessThan(105);
  expect(summary.onItsWay).toBe(summary.account.accepted - settled(summary.account));
  expect(summary.onItsWayBytes).toBe(250 * summary.onItsWay);
  expect(summary).toMatchObject({ status: 'ACTIVE', version: 1, throttled: false, trouble: { transform: false, delivery: false } });
});

test('the past is shown as it was', () => {
  const world = worldWith(toS3(), steady(100), 90);
  const snapshot = takeSnapshot(world);
  const then = frameOf(world);
  advanceTo(world, 200 * SECOND);
  expect(frameOf(world)).not.toEqual(then);
  expect(frameOf(restoreWorld(snapshot, new Map()))).toEqual(then);
});

test('there is no frame of a delivery stream that is not there', () => {
  expect(deliveryFrame(worldWith(toS3(), steady(1), 1), 'elsewhere')).toBeNull();
});
