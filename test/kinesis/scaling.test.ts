/** UpdateShardCount while records flow, and as a thing that can be stopped in the middle and gone on with. */
import { describe, expect, test } from 'vitest';
import {
  advanceTo,
  createWorld,
  decodeSequenceNumber,
  digestOf,
  kinesisOf,
  restoreWorld,
  SECOND,
  takeSnapshot,
  type World,
} from '../../src/engine/index.ts';
import { dispatch } from '../../src/engine/kinesis/dispatch.ts';
import { bareScenario } from '../engine/scenarios.ts';
import {
  allShardsOf,
  base64,
  iteratorOf,
  read,
  serviceWithStream,
  shard,
  STREAM,
  texts,
  type Put,
  type PutMany,
  type Service,
  type ShardDescription,
} from './service.ts';

const to = (target: number) => ({ StreamName: STREAM, TargetShardCount: target, ScalingType: 'UNIFORM_SCALING' });
const KEYS = Array.from({ length: 12 }, (_, i) => `customer-${i}`);

async function readAll(service: Service, shardId: string): Promise<string[]> {
  const page = await read(service, await iteratorOf(service, shardId));
  if (page.NextShardIterator === undefined) return texts(page);
  const rest = await read(service, page.NextShardIterator);
  return [...texts(page), ...texts(rest)];
}

/** The seconds in which a shard takes records: [opens, closes). */
function life(
  { SequenceNumberRange: { StartingSequenceNumber: start, EndingSequenceNumber: end } }: ShardDescription,
  isFirst: boolean,
): [number, number] {
  return [isFirst ? 0 : decodeSequenceNumber(start)!.seconds, end === undefined ? Infinity : decodeSequenceNumber(end)!.seconds + 1];
}

test.each([
  [2, 3],
  [4, 3],
  [3, 1],
  [5, 9],
])('%i → %i: each record lands on the shard that is open for its key, none is lost, those of a key stay in order', async (from, target) => {
  const service = await serviceWithStream(from);
  const puts: { put: Put; second: number }[] = [];
  let number = 0;
  const putAll = async () => {
    const body = { Records: KEYS.map((PartitionKey) => ({ Data: base64(`${PartitionKey} ${number}`), PartitionKey })) };
    const { FailedRecordCount, Records } = await service.call<PutMany>('PutRecords', body);
    expect(FailedRecordCount).toBe(0);
    for (const put of Records) puts.push({ put: put as Put, second: Math.floor(service.api.now() / 1000) });
    number++;
  };
  await putAll();
  await service.call('UpdateShardCount', to(target));
  for (let i = 0; i < 160; i++) {
    await service.wait(0.51);
    await putAll();
  }
  const shards = await allShardsOf(service);
  for (const { put, second } of puts) {
    const index = shards.findIndex(({ ShardId }) => ShardId === put.ShardId);
    const [opens, closes] = life(shards[index]!, index < from);
    expect(second >= opens && second < closes).toBe(true);
  }
  const read: string[] = [];
  for (const { ShardId } of shards) read.push(...(await readAll(service, ShardId))); // parents have lower ids than their children
  expect(read).toHaveLength(puts.length);
  for (const key of KEYS) {
    const own = read.filter((text) => text.startsWith(`${key} `));
    expect(own).toEqual(Array.from({ length: number }, (_, i) => `${key} ${i}`));
  }
});

test('records land on the parent until it closes, though the stream is ACTIVE and lists the children', async () => {
  const service = await serviceWithStream(1); // now a whole second
  await service.call('UpdateShardCount', to(2));
  const put = async () => (await service.call<Put>('PutRecord', { Data: '', PartitionKey: 'k', ExplicitHashKey: '0' })).ShardId;
  await service.wait(12);
  expect(await put()).toBe(shard(0));
  await service.wait(13.999);
  expect(await put()).toBe(shard(0));
  await service.wait(0.001);
  expect(await put()).toBe(shard(1));
});

describe('in a world', () => {
  const worldOf = () => createWorld(bareScenario(4), { seed: '7' });
  const ask = (world: World, operation: string, body: Record<string, unknown>) => {
    const answer = dispatch(kinesisOf(world), `Kinesis_20131202.${operation}`, body);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  };
  /** A record a second for each of the keys, until `untilSecond`. */
  function goOn(world: World, untilSecond: number): void {
    for (let second = world.sim.nowUs / SECOND; second < untilSecond; second++) {
      advanceTo(world, second * SECOND);
      for (const PartitionKey of KEYS) ask(world, 'PutRecord', { StreamName: STREAM, PartitionKey, Data: base64(String(second)) });
    }
    advanceTo(world, untilSecond * SECOND);
  }

  test.each([1, 4, 6, 9, 20, 31])('a world restored from a snapshot %i s after the call ends like the original', (second) => {
    const original = worldOf();
    ask(original, 'UpdateShardCount', to(3));
    goOn(original, second);
    const snapshot = takeSnapshot(original);
    const restored = restoreWorld(structuredClone(snapshot), new Map());
    for (const world of [original, restored]) goOn(world, 80);
    expect(digestOf(restored)).toBe(digestOf(original));
    expect(restored.kinesis.streams[0]!.scaling).toBeNull();
    expect(restored.kinesis.streams[0]!.shards).toHaveLength(11);
  });

  test('it is told as it goes: the start, each step as its consequence, the end', () => {
    const world = worldOf();
    ask(world, 'UpdateShardCount', to(3));
    advanceTo(world, 100 * SECOND);
    const told = world.sim.history.filter(({ type }) => /^(scaling|shard-split|shards-merged)/.test(type));
    const steps = [0, 6, 7, 8, 9]; // 4 → 3 begins with a split, then a merge: merges wait for the sixth second
    expect(told.map(({ type, atUs }) => [type, atUs / SECOND])).toEqual([
      ['scaling-started', 0],
      ['shard-split', steps[0]],
      ['shards-merged', steps[1]],
      ['shard-split', steps[2]],
      ['shards-merged', steps[3]],
      ['shards-merged', steps[4]],
      ['scaling-finished', 24],
    ]);
    const [start, ...others] = told;
    expect(others.map(({ cause }) => cause)).toEqual(others.map(() => start!.seq));
  });

  test('slices of time do not matter', () => {
    const worlds = [worldOf(), worldOf()];
    for (const world of worlds) ask(world, 'UpdateShardCount', to(7));
    advanceTo(worlds[0]!, 90 * SECOND);
    for (let ms = 0; ms <= 90_000; ms += 37) advanceTo(worlds[1]!, ms * 1000);
    advanceTo(worlds[1]!, 90 * SECOND);
    expect(digestOf(worlds[1]!)).toBe(digestOf(worlds[0]!));
  });

  test('a stream that is deleted meanwhile takes no more steps', () => {
    const world = worldOf();
    ask(world, 'UpdateShardCount', to(3));
    advanceTo(world, 2 * SECOND);
    ask(world, 'DeleteStream', { StreamName: STREAM });
    advanceTo(world, 300 * SECOND);
    const [stream] = world.kinesis.streams;
    expect([stream!.life.state, stream!.scaling, stream!.shards.length]).toEqual(['GONE', null, 6]);
    expect(world.sim.history.filter(({ type }) => type === 'shards-merged' || type === 'scaling-finished')).toEqual([]);
  });
});
