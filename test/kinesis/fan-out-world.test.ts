/** Subscriptions as a part of the world: plain data that slices of time and snapshots do not change, and no cost where there are none. */
import { describe, expect, test } from 'vitest';
import {
  advanceTo,
  createWorld,
  digestOf,
  kinesisOf,
  MILLISECOND,
  restoreWorld,
  SECOND,
  takeSnapshot,
  type World,
} from '../../src/engine/index.ts';
import { subscribeToShard } from '../../src/engine/kinesis/actions/subscribe-to-shard.ts';
import { dispatch } from '../../src/engine/kinesis/dispatch.ts';
import { ACCOUNT, ARN, base64, shard, START, STREAM } from './service.ts';

const call = (world: World, operation: string, body: Record<string, unknown>): Record<string, unknown> => {
  const answer = dispatch(kinesisOf(world), `Kinesis_20131202.${operation}`, body);
  if (!answer.ok) throw new Error(`${operation} was refused: ${answer.error.message}`);
  return answer.value ?? {};
};

function startWorld(consumers: number): World {
  const streams = [{ name: STREAM, shardCount: 2, retentionHours: 24 }];
  const scenario = {
    id: 'fan-out',
    title: '',
    summary: '',
    startEpochMs: START,
    profile: '2026' as const,
    region: 'us-east-1',
    accountId: ACCOUNT,
    streams,
    producers: [],
    consumers: [],
  };
  const world = createWorld({ ...scenario, metered: false }, { seed: 'fan-out' });
  for (let i = 0; i < consumers; i++) {
    const { Consumer } = call(world, 'RegisterStreamConsumer', { StreamARN: ARN, ConsumerName: `c${i}` });
    advanceTo(world, world.sim.nowUs + 4 * SECOND);
    const { ConsumerARN } = Consumer as { ConsumerARN: string };
    for (const index of [0, 1])
      expect(
        subscribeToShard(kinesisOf(world), { ConsumerARN, ShardId: shard(index), StartingPosition: { Type: 'LATEST' } }),
      ).toMatchObject({ ok: true });
  }
  return world;
}

const someRecords = (world: World, count: number) =>
  call(world, 'PutRecords', {
    StreamName: STREAM,
    Records: Array.from({ length: count }, (_, i) => ({ Data: base64(`r${i}`), PartitionKey: `k${i}` })),
  });
const kindsWaiting = (world: World): string[] => world.sim.queue.items.map((timer) => (timer as unknown as { kind: string }).kind);
const pushedOf = (world: World) => world.kinesis.streams[0]!.consumers.map(({ totals }) => totals);

describe('cost', () => {
  test('where nobody subscribes, a put plans nothing', () => {
    const world = startWorld(0);
    someRecords(world, 10);
    expect(kindsWaiting(world)).toEqual(['sweep']);
  });

  test('all subscribers of a stream share one push; a subscription has one turn and one end waiting', () => {
    const world = startWorld(3);
    for (let i = 0; i < 50; i++) {
      someRecords(world, 20);
      advanceTo(world, world.sim.nowUs + 10 * MILLISECOND);
    }
    const kinds = kindsWaiting(world);
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    expect(count('fan-out-tick')).toBe(1);
    expect(count('fan-out-wake')).toBe(6);
    expect(count('subscription-step')).toBe(6);
    const { events, records } = pushedOf(world)[0]!;
    expect(events).toBeLessThan(2 * 20 + 2); // half a second is twenty beats, on two shards
    expect(records).toBeGreaterThan(800);
  });

  test('after the last session nothing is left but the retention sweep', () => {
    const world = startWorld(2);
    someRecords(world, 10);
    advanceTo(world, world.sim.nowUs + 310 * SECOND);
    expect(kindsWaiting(world)).toEqual(['sweep']);
    expect(world.kinesis.streams[0]!.fanOut).toEqual({ openSubscriptions: 0, tickAtUs: null });
  });
});

test('slices of time make no difference', () => {
  const run = (sliceUs: number): World => {
    const world = startWorld(2);
    for (let i = 0; i < 5; i++) {
      someRecords(world, 7);
      const untilUs = world.sim.nowUs + 3 * SECOND;
      while (world.sim.nowUs < untilUs) advanceTo(world, Math.min(untilUs, world.sim.nowUs + sliceUs));
    }
    return world;
  };
  const whole = digestOf(run(3 * SECOND));
  expect(digestOf(run(137 * MILLISECOND))).toBe(whole);
  expect(digestOf(run(1 * MILLISECOND))).toBe(whole);
});

test('a world restored in the middle of its subscriptions goes on as the original', () => {
  const original = startWorld(2);
  someRecords(original, 10);
  advanceTo(original, original.sim.nowUs + 50 * MILLISECOND);
  const restored = restoreWorld(structuredClone(takeSnapshot(original)), new Map());
  for (const world of [original, restored]) {
    someRecords(world, 5);
    advanceTo(world, world.sim.nowUs + 12 * SECOND);
  }
  expect(digestOf(restored)).toBe(digestOf(original));
  expect(pushedOf(restored).map(({ records }) => records)).toEqual([15, 15]);
});
