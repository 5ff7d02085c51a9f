/** The bucket table against an oracle that compares BigInts, at every boundary and one beside it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dispatch } from '../../src/engine/kinesis/dispatch.ts';
import { KEY_SPACE, MAX_HASH_KEY, toWords } from '../../src/engine/kinesis/hash-key.ts';
import { route, routingOf } from '../../src/engine/kinesis/routing.ts';
import { takesRecords, type ShardState } from '../../src/engine/kinesis/stream-state.ts';
import { advanceTo, createWorld, kinesisOf, shardIdOf, type World } from '../../src/engine/index.ts';
import { STREAM } from './service.ts';
import { part } from '../engine/arbitrary-run.ts';
import { bareScenario } from '../engine/scenarios.ts';

/** A part of the stream, 0–1, is split at a place in its range or merged with its right neighbour. */
const reshard = fc.record({
  which: part,
  place: fc.constantFrom('low', 'middle', 'high', 'merge'),
});

const takers = (world: World): ShardState[] =>
  world.kinesis.streams[0].shards.filter((shard) => takesRecords(shard, world.sim.nowUs)).toSorted((a, b) => (a.start < b.start ? -1 : 1));

function apply(world: World, { which, place }: { which: number; place: string }): void {
  const open = takers(world);
  const at = Math.floor(which * open.length);
  const target = open[at];
  if (place === 'merge' && at + 1 === open.length) return;
  const [operation, body] =
    place === 'merge'
      ? ['MergeShards', { ShardToMerge: shardIdOf(target.index), AdjacentShardToMerge: shardIdOf(open[at + 1].index) }]
      : ['SplitShard', { ShardToSplit: shardIdOf(target.index), NewStartingHashKey: String(cutOf(target, place)) }];
  const answer = dispatch(kinesisOf(world), `Kinesis_20131202.${operation as string}`, { StreamName: STREAM, ...(body as object) });
  if (target.end - target.start > 3n) expect(answer.ok).toBe(true);
  advanceTo(world, world.sim.nowUs + 27_000_000);
}

function cutOf({ start, end }: ShardState, place: string): bigint {
  if (place === 'low') return start + 2n;
  return place === 'high' ? end - 1n : (start + end) / 2n;
}

/** Index of the shard that the table finds. */
function routed(world: World, hashKey: bigint): number {
  const routing = routingOf(world.cache.routing, world.kinesis.streams[0], world.sim.nowUs);
  const words = new Uint32Array(4);
  toWords(hashKey, words, 0);
  return routing.shards[route(routing, words, 0)].index;
}

function expectEveryBoundary(world: World): void {
  const open = takers(world);
  for (const { start, end, index } of open) {
    for (const key of [start, start + 1n, end - 1n, end, (start + end) / 2n])
      if (key >= start && key <= end) expect(routed(world, key)).toBe(index);
    if (start > 0n) expect(routed(world, start - 1n)).not.toBe(index);
    if (end < MAX_HASH_KEY) expect(routed(world, end + 1n)).not.toBe(index);
  }
}

const worldOf = (shardCount: number): World => createWorld(bareScenario(shardCount), { seed: '1', quotas: { shardsPerAccount: 100_000 } });

describe('every boundary, and one key beside it', () => {
  test.each([1, 2, 3, 5, 7, 16, 64, 100, 999, 1000])('of %i new shards', (shardCount) => {
    expectEveryBoundary(worldOf(shardCount));
  });

  test('after random splits and merges', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1000 })),
        fc.array(reshard, { maxLength: 12 }),
        (shardCount, steps) => {
          const world = worldOf(shardCount);
          for (const step of steps) apply(world, step);
          expectEveryBoundary(world);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('of slivers two keys wide', () => {
    const world = worldOf(1);
    for (let i = 0; i < 12; i++) apply(world, { which: 0.999_999, place: 'low' });
    for (let i = 0; i < 12; i++) apply(world, { which: 0, place: 'high' });
    expect(takers(world).length).toBeGreaterThan(12);
    expectEveryBoundary(world);
  });
});

test('random keys find the shard that a search by BigInt finds', () => {
  const world = worldOf(37);
  for (const which of [0.1, 0.5, 0.9]) apply(world, { which, place: 'middle' });
  const open = takers(world);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: KEY_SPACE - 1n }), (key) => {
      expect(routed(world, key)).toBe(open.find(({ start, end }) => start <= key && key <= end)!.index);
    }),
    { numRuns: 500 },
  );
});
