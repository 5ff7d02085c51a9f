/** Readings by kind: latency of who polls and of who is pushed to, apart, and what enhanced fan-out costs. */
import { describe, expect, it } from 'vitest';
import { defineScenario, RESEND_FAILED } from '../../src/content/scenarios/define-scenario.ts';
import type { ConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import { advanceTo, createWorld } from '../../src/engine/index.ts';
import { newFanOutConsumer, newPollingConsumer } from '../../src/lab/new-specs.ts';
import type { ReadingsFrame } from '../../src/protocol/from-worker.ts';
import { consumerFrame } from '../../src/worker/frames/actor-frames.ts';
import { readingsFrame } from '../../src/worker/frames/readings-frame.ts';

const SHARDS = 2;
const PER_SECOND = 200;
const BYTES = 1000;

function readings(consumers: ConsumerSpec[]): ReadingsFrame {
  const scenario = defineScenario({
    id: 'readers',
    title: 'Readers',
    summary: 'Readers on two shards.',
    streams: [{ name: 'orders', shardCount: SHARDS, retentionHours: 24 }],
    producers: [
      {
        id: 'checkout',
        stream: 'orders',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: BYTES }, keys: { kind: 'uniform', keys: 100, prefix: 'k-' } },
        rate: { kind: 'constant', perSecond: PER_SECOND },
        calls: { api: 'PutRecords', batchSize: 100, lingerMs: 50 },
        failures: RESEND_FAILED,
      },
    ],
    consumers,
  });
  const world = createWorld(scenario, { seed: 'c0ffee' });
  advanceTo(world, 40_000_000);
  return readingsFrame(
    world,
    world.kinesis.streams[0],
    world.consumers.list.map((consumer) => consumerFrame(world, consumer)),
  );
}

const poller = newPollingConsumer('orders', []);
const pushed = newFanOutConsumer('orders', []);

describe('readings', () => {
  it('put to read of who polls and of who is pushed to stand apart', () => {
    const { putToReadBy, putToRead } = readings([poller, pushed]);
    // A poll a second: half of it on average. Enhanced fan-out: about 70 ms.
    expect(putToReadBy.polling!.p50Ms).toBeGreaterThan(300);
    expect(putToReadBy.fanOut!.p50Ms).toBeLessThan(150);
    expect(putToRead!.samples).toBe(putToReadBy.polling!.samples + putToReadBy.fanOut!.samples);
  });

  it('what nobody does is not measured', () => {
    expect(readings([poller]).putToReadBy.fanOut).toBeNull();
    expect(readings([pushed]).putToReadBy.polling).toBeNull();
    expect(readings([]).putToReadBy).toEqual({ polling: null, fanOut: null });
  });

  it('each registered consumer pays for its shards and for what it is sent; polling costs nothing more', () => {
    const alone = readings([poller]).costPerHour;
    expect(alone.fanOutUsd).toBe(0);
    const two = readings([poller, pushed, { ...pushed, id: 'other' }]).costPerHour;
    // Facts: $0.015 a consumer and shard hour, $0.013 a GB.
    const gigabytes = (PER_SECOND * BYTES * 3600) / 2 ** 30;
    expect(two.fanOutUsd).toBeCloseTo(2 * (SHARDS * 0.015 + gigabytes * 0.013), 2);
    expect(two.usd).toBeCloseTo(two.shardUsd + two.putUsd + two.fanOutUsd, 9);
    expect(two.usd - alone.usd).toBeCloseTo(two.fanOutUsd, 9);
  });
});
