/** Keyframes: whatever the pool kept and dropped, a seek finds the world that playing leads to, on every branch. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addKeyframe,
  advanceRun,
  createKeyframes,
  digestOf,
  forgetKeyframes,
  hashKeyOf,
  hashOf,
  keyText,
  nearestKeyframe,
  restoreKeyframe,
  type Keyframe,
  type Keyframes,
  type World,
} from '../../src/engine/index.ts';
import type { TimedCommand } from '../../src/engine/commands.ts';
import { arbitraryPlan, part, played, realise, RUN_END_US, SECOND, worldOf } from './arbitrary-run.ts';
import { expectSame, files, freshWorld, put, recount, seek, type Commands } from './keyframe-runs.ts';

/** Every hash that the world has at hand is the one of its key. */
function expectRightHashes({ cache: { keys }, kinesis: { keys: table } }: World): void {
  const wrong: number[] = [];
  for (const block of table.blocks) {
    const made = block.kind === 'given' ? block.keys.length : block.count;
    for (let id = block.first; id < block.first + made && id < keys.keyBytes.length; id++)
      if (keys.keyBytes[id] !== 0 && hashOf(table, keys, id) !== hashKeyOf(keyText(table, id))) wrong.push(id);
  }
  expect(wrong).toEqual([]);
}

test('a seek equals a fresh run, whatever the moments, their order, and the room for keyframes', () => {
  const moments = fc.array(fc.nat(RUN_END_US), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      arbitraryPlan,
      fc.uniqueArray(fc.nat(RUN_END_US), { maxLength: 12 }),
      moments,
      fc.integer({ min: 1, max: 8 }),
      (plan, kept, sought, bound) => {
        const run = realise(plan);
        const pool = createKeyframes(undefined, bound);
        let world = worldOf(run);
        let given = 0;
        for (const atUs of [0, ...kept.toSorted((a, b) => a - b)]) {
          given = advanceRun(world, run.commands, given, atUs);
          addKeyframe(pool, world, run.commands, given, atUs);
        }
        for (const atUs of sought) {
          ({ world, given } = seek(pool, run.commands, atUs, world));
          expectSame(world, played(run, atUs));
          expectRightHashes(world);
          addKeyframe(pool, world, run.commands, given, atUs);
        }
      },
    ),
    { numRuns: 6 },
  );
});

/** Branches by forking: at few moments, so that commands, keyframes and forks meet at the same microsecond. */
const MOMENT_US = SECOND / 2;
const moment = fc.nat(6).map((n) => n * MOMENT_US);
const forks = fc.array(fc.record({ from: part, keep: part, own: fc.array(moment, { minLength: 1, maxLength: 4 }) }), {
  minLength: 2,
  maxLength: 5,
});
function branchesOf(plan: { from: number; keep: number; own: number[] }[]): TimedCommand[][] {
  const branches: TimedCommand[][] = [[]];
  plan.forEach(({ from, keep, own }, i) => {
    const parent = branches[Math.floor(from * branches.length)];
    const shared = parent.slice(0, Math.round(keep * parent.length));
    const earliestUs = shared.at(-1)?.at ?? 0;
    const times = own.map((at) => Math.max(at, earliestUs)).sort((a, b) => a - b);
    branches.push([...shared, ...times.map((at, n) => put(at, `branch ${i} key ${n}`))]);
  });
  return branches;
}
/** By its definition: no other that the branch comes through stands later. */
function expectNearest(pool: Keyframes, commands: Commands, atUs: number, givenMax: number): void {
  const usable = pool.list.filter(
    (keyframe) =>
      keyframe.atUs <= atUs &&
      keyframe.given <= givenMax &&
      keyframe.commands.every((command, i) => command === commands[i]) &&
      commands.slice(keyframe.given).every(({ at }) => at >= keyframe.atUs),
  );
  const rank = ({ atUs: at, given }: Keyframe) => at * 1000 + given;
  expect(nearestKeyframe(pool, commands, atUs, givenMax)).toBe(usable.reduce((best, other) => (rank(other) > rank(best) ? other : best)));
}

describe('branches that share their beginnings', () => {
  const steps = fc.array(fc.record({ branch: part, atUs: moment, undo: fc.option(part) }), { minLength: 1, maxLength: 12 });

  test('a seek on any of them equals a fresh run of it, also to just before a command', () => {
    fc.assert(
      fc.property(forks, steps, fc.integer({ min: 1, max: 10 }), (plan, seeks, bound) => {
        const branches = branchesOf(plan);
        const pool = createKeyframes(undefined, bound);
        let world = freshWorld();
        addKeyframe(pool, world, branches[0], 0, 0);
        for (const { branch, atUs: wishedUs, undo } of seeks) {
          const commands = branches[Math.floor(branch * branches.length)];
          const goesBack = undo !== null && commands.length > 0;
          const givenMax = goesBack ? Math.floor(undo * commands.length) : Infinity;
          const atUs = goesBack ? commands[givenMax].at : wishedUs;
          expectNearest(pool, commands, atUs, givenMax);
          const found = seek(pool, commands, atUs, world, givenMax);
          ({ world } = found);
          const wanted = freshWorld();
          expect(advanceRun(wanted, commands.slice(0, givenMax), 0, atUs)).toBe(found.given);
          expectSame(world, wanted);
          expectRightHashes(world);
          addKeyframe(pool, world, commands, found.given, atUs);
          expect(pool.list.length).toBeLessThanOrEqual(bound);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('what is forgotten is what no branch left can use', () => {
    fc.assert(
      fc.property(forks, steps, fc.integer({ min: 1, max: 63 }), (plan, seeks, mask) => {
        const branches = branchesOf(plan);
        const pool = createKeyframes();
        addKeyframe(pool, freshWorld(), [], 0, 0);
        for (const { branch, atUs } of seeks) {
          const commands = branches[Math.floor(branch * branches.length)];
          const { world, given } = seek(pool, commands, atUs, freshWorld());
          addKeyframe(pool, world, commands, given, 0);
        }
        const left = branches.filter((_, i) => mask & (1 << i));
        const found = () => left.map((commands) => [0, 1, 2, 3, 4, 5, 6].map((n) => nearestKeyframe(pool, commands, n * MOMENT_US)));
        const before = found();
        forgetKeyframes(pool, left);
        expect(found()).toEqual(before);
        const useful = new Set(left.flatMap((commands) => Array.from({ length: 13 }, (_, n) => nearestAt(pool, commands, n))).flat());
        expect(pool.list.every((keyframe) => useful.has(keyframe))).toBe(true);
        expect(pool.bytes).toBe(recount(pool));
        forgetKeyframes(pool, []);
        expect([pool.list, pool.bytes, pool.held.chunkBytes]).toEqual([[], 0, 0]);
      }),
      { numRuns: 40 },
    );
  });

  /** The nearest at a moment, with every number of commands given. */
  const nearestAt = (pool: Keyframes, commands: Commands, n: number): (Keyframe | null)[] =>
    Array.from({ length: commands.length + 1 }, (_, given) => nearestKeyframe(pool, commands, n * MOMENT_US, given));
});

test('worlds of one keyframe do not touch each other, it, or the cache that they were given', () => {
  const keyframeUs = 2 * SECOND;
  const common = Array.from({ length: 50 }, (_, i) => put(SECOND + i, `common ${i}`));
  // Enough to fill the block of keys that both find half full, each with keys of its own.
  const branch = (name: string) => [...common, ...Array.from({ length: 4200 }, (_, i) => put(keyframeUs + 5000 * i, `${name} ${i}`))];
  const [one, other] = [branch('one'), branch('other')];
  const endUs = keyframeUs + 25 * SECOND;
  const pool = createKeyframes();
  const world = freshWorld();
  addKeyframe(pool, world, common, advanceRun(world, common, 0, keyframeUs), 0);
  const [keyframe] = pool.list;
  const digest = digestOf(keyframe.snapshot);
  advanceRun(world, one, keyframe.given, endUs); // the original goes on too
  const digests = new Map<Commands, string>();
  let before = world;
  for (const commands of [one, other, one, other]) {
    const again = restoreKeyframe(keyframe, files, before);
    expect(digestOf(again)).toBe(digest);
    advanceRun(again, commands, keyframe.given, endUs);
    const wanted = freshWorld();
    advanceRun(wanted, commands, 0, endUs);
    expectSame(again, wanted);
    expectRightHashes(again);
    expect(digestOf(keyframe.snapshot)).toBe(digest);
    digests.set(commands, digestOf(again));
    before = again;
  }
  // The one that was given up goes on all the same, with its own keys: they must not show in the other.
  const last = restoreKeyframe(keyframe, files, before);
  const again = other.slice(0, 500).map(({ command }) => ({ at: endUs + SECOND, command }));
  advanceRun(before, again, 0, endUs + SECOND);
  advanceRun(last, one, keyframe.given, endUs);
  expectRightHashes(before);
  expectRightHashes(last);
  expect(digestOf(last)).toBe(digests.get(one));
});
