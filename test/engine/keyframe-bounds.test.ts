/** The pool of keyframes stays under its bounds whatever is added, and drops what is missed least. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addKeyframe,
  advanceRun,
  advanceTo,
  createKeyframes,
  createWorld,
  nearestKeyframe,
  restoreKeyframe,
  type Keyframes,
  type World,
} from '../../src/engine/index.ts';
import { firehoseParquet } from '../../src/content/scenarios/firehose-parquet.ts';
import type { TimedCommand } from '../../src/engine/commands.ts';
import { strayOf } from '../../src/engine/keyframe-memory.ts';
import { part, SECOND } from './arbitrary-run.ts';
import { expectSame, files, freshWorld, put, recount, seek, type Commands } from './keyframe-runs.ts';
import { bareScenario, producer } from './scenarios.ts';

describe('bounds', () => {
  test('hold whatever is added', () => {
    const adds = fc.array(fc.record({ back: fc.option(part, { freq: 3 }), stepUs: fc.nat(3 * SECOND), workMs: fc.nat(50) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(adds, fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1000, max: 60_000 }), (list, boundCount, boundBytes) => {
        const pool = createKeyframes(boundBytes, boundCount);
        let [world, commands, given, workMs] = [freshWorld(), [] as TimedCommand[], 0, 0];
        addKeyframe(pool, world, commands, 0, 0);
        const hadRoot = pool.list.length === 1;
        list.forEach(({ back, stepUs, workMs: moreMs }, i) => {
          const from = back === null ? null : pool.list[Math.floor(back * pool.list.length)];
          if (from != null) {
            world = restoreKeyframe(from, files, world);
            workMs = from.workMs;
            commands = [...from.commands, put(world.sim.nowUs, `k${i}`)];
            given = from.given;
          }
          given = advanceRun(world, commands, given, world.sim.nowUs + stepUs);
          addKeyframe(pool, world, commands, given, (workMs += moreMs));
          expect(pool.list.length).toBeLessThanOrEqual(boundCount);
          expect(pool.bytes).toBeLessThanOrEqual(boundBytes);
          expect(pool.bytes).toBe(recount(pool));
          expect(pool.list.some(({ atUs, given: none }) => atUs === 0 && none === 0)).toBe(hadRoot);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('a keyframe that alone is too large is not kept, and drives out no other', () => {
    const pool = createKeyframes(20_000);
    const world = freshWorld();
    addKeyframe(pool, world, [], 0, 0);
    const { bytes } = pool;
    const crowded = createWorld(bareScenario(40), { seed: '1' });
    addKeyframe(pool, crowded, [], 0, 0);
    expect([pool.list.length, pool.bytes]).toEqual([1, bytes]);
    expect(bytes).toBeLessThan(20_000);
  });

  test('one of the same moment, commands and number given takes the place of the other', () => {
    const pool = createKeyframes();
    const [world, commands] = [freshWorld(), [put(SECOND, 'a'), put(SECOND, 'b')]];
    const given = advanceRun(world, commands.slice(0, 1), 0, SECOND);
    addKeyframe(pool, world, commands, given, 5);
    addKeyframe(pool, world, commands.slice(0, 1), given, 7);
    expect(pool.list.map(({ workMs }) => workMs)).toEqual([7]);
    addKeyframe(pool, world, commands, advanceRun(world, commands, given, SECOND), 8);
    expect(pool.list.map((keyframe) => [keyframe.given, keyframe.workMs])).toEqual([
      [1, 7],
      [2, 8],
    ]);
    expect(pool.bytes).toBe(recount(pool));
  });
});

describe('thinning', () => {
  const bare = () => createWorld(bareScenario(1), { seed: '1' });

  /** Goes on along the commands, and leaves a keyframe after each piece of work. */
  function leave(pool: Keyframes, world: World, commands: Commands, given: number, workMs: number, pieces: readonly number[]): number {
    for (const pieceMs of pieces) {
      given = advanceRun(world, commands, given, world.sim.nowUs + SECOND);
      addKeyframe(pool, world, commands, given, (workMs += pieceMs));
    }
    return workMs;
  }

  /** The longest replay that a seek on this branch can need, of what was run of it. */
  function longestGap(pool: Keyframes, commands: Commands, endMs: number): number {
    const [works, lastUs] = [[] as number[], 1e12];
    for (let near = nearestKeyframe(pool, commands, lastUs); near !== null; near = nearestKeyframe(pool, commands, near.atUs - 1))
      works.push(near.workMs);
    return [endMs, ...works].reduce((longest, work, i, all) => Math.max(longest, work - (all[i + 1] ?? 0)), 0);
  }

  test('no gap grows beyond twice the mean', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 200 }), fc.integer({ min: 4, max: 30 }), (pieces, bound) => {
        const [pool, world] = [createKeyframes(undefined, bound), bare()];
        addKeyframe(pool, world, [], 0, 0);
        const totalMs = leave(pool, world, [], 0, 0, pieces);
        // All gaps that a removal could leave add up to twice the work at most, and the least of them is taken.
        expect(longestGap(pool, [], totalMs)).toBeLessThanOrEqual(Math.max(...pieces, (2 * totalMs) / (bound - 1)));
      }),
      { numRuns: 60 },
    );
  });

  test('without work it goes by time', () => {
    const [pool, world] = [createKeyframes(undefined, 20), bare()];
    addKeyframe(pool, world, [], 0, 0);
    leave(
      pool,
      world,
      [],
      0,
      0,
      Array.from({ length: 300 }, () => 0),
    );
    const times = pool.list.map(({ atUs }) => atUs);
    expect(times.length).toBe(20);
    expect(Math.max(...times.slice(1).map((at, i) => at - times[i]))).toBeLessThanOrEqual((2 * 300 * SECOND) / 19);
  });

  test('an old branch keeps its share to its very end', () => {
    const pool = createKeyframes(undefined, 30);
    const first = bare();
    addKeyframe(pool, first, [], 0, 0);
    leave(
      pool,
      first,
      [],
      0,
      0,
      Array.from({ length: 100 }, () => 10),
    );
    const commands = [put(50 * SECOND, 'k')];
    const { world, given } = seek(pool, commands, 50 * SECOND, first);
    leave(
      pool,
      world,
      commands,
      given,
      500,
      Array.from({ length: 100 }, () => 10),
    );
    const allMs = 1000 + 1000;
    for (const [branch, endMs] of [
      [[], 1000],
      [commands, 1500],
    ] as const)
      expect(longestGap(pool, branch, endMs)).toBeLessThanOrEqual((2 * allMs) / 29);
  });
});

test('what a delivery stream holds is the world’s own, wherever on its way it is: records, a converted file, objects', () => {
  const world = createWorld(firehoseParquet, { seed: '1' });
  let filesOnTheirWay = 0;
  for (let tenth = 590; tenth <= 620; tenth++) {
    advanceTo(world, (tenth * SECOND) / 10);
    const pool = createKeyframes();
    addKeyframe(pool, world, [], 0, 0);
    expect(pool.held.heldBytes).toBeGreaterThan(0);
    expect(strayOf(pool.held, world).bytes).toBe(0);
    filesOnTheirWay += world.firehose.list.flatMap(({ parcels }) => parcels.filter(({ file }) => file !== null)).length;
  }
  expect(filesOnTheirWay).toBeGreaterThan(0);
});

test('records that only keyframes hold any more stay under a bound of their own', () => {
  const boundStrayBytes = 150_000;
  const pool = createKeyframes(undefined, undefined, boundStrayBytes);
  const busy = bareScenario(1, { producers: [producer({ rate: { kind: 'constant', perSecond: 900 } })] });
  const world = createWorld(busy, { seed: '1' });
  for (let second = 0; second <= 60; second += 3) {
    advanceTo(world, second * SECOND);
    addKeyframe(pool, world, [], 0, second);
  }
  expect(strayOf(pool.held, world).bytes).toBe(0); // the world holds them all itself
  expect([pool.list.length, pool.held.chunkBytes > 1.5 * boundStrayBytes]).toEqual([21, true]);
  const commands = [put(0, 'k')];
  const { world: other, given } = seek(pool, commands, 0, world);
  addKeyframe(pool, other, commands, given, 0);
  const left = strayOf(pool.held, other).bytes;
  expect(left).toBeLessThanOrEqual(boundStrayBytes);
  expect(left).toBeGreaterThan(boundStrayBytes / 2); // the ends go, not everything
  const found = seek(pool, [], 60 * SECOND, other).world;
  advanceTo(found, 60 * SECOND);
  const wanted = createWorld(busy, { seed: '1' });
  advanceTo(wanted, 60 * SECOND);
  expectSame(found, wanted);
});
