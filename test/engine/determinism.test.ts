/** The same recipe is the same run: whatever the slices, however often, and from wherever it is taken up again. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advanceRun, advanceTo, createWorld, digestOf, historyOf, restoreWorld, takeSnapshot, type World } from '../../src/engine/index.ts';
import { arbitraryPlan, played, realise, RUN_END_US, SECOND, SMALL_FILE, worldOf, type Run } from './arbitrary-run.ts';
import { bareScenario, consumer, producer } from './scenarios.ts';

const RUNS = { numRuns: 12 };
const files = new Map([[SMALL_FILE.id, SMALL_FILE]]);
const instants = fc.array(fc.nat(RUN_END_US), { maxLength: 40 }).map((times) => times.toSorted((a, b) => a - b));

function playedInSlices({ commands, ...run }: Run, slices: readonly number[]): World {
  const world = worldOf(run);
  let given = 0;
  for (const atUs of [...slices, RUN_END_US]) given = advanceRun(world, commands, given, atUs);
  return world;
}

function expectEqual(actual: World, wanted: World): void {
  expect(historyOf(actual)).toEqual(historyOf(wanted));
  expect(digestOf(actual)).toBe(digestOf(wanted));
}

test('slicing does not matter', () => {
  fc.assert(
    fc.property(arbitraryPlan, instants, (plan, slices) => {
      const run = realise(plan);
      expectEqual(playedInSlices(run, slices), played(run));
    }),
    RUNS,
  );
});

test('slices of every length from a millisecond on give the same run', () => {
  const [plan] = fc.sample(arbitraryPlan, 1);
  const run = realise(plan);
  const whole = played(run);
  for (const stepUs of [1000, 16_667, 100_000, 999_999]) {
    const count = Math.floor(RUN_END_US / stepUs);
    expectEqual(
      playedInSlices(
        run,
        Array.from({ length: count }, (_, i) => (i + 1) * stepUs),
      ),
      whole,
    );
  }
});

test('a replay equals the original, history and digest', () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      const run = realise(plan);
      const recipe = JSON.parse(JSON.stringify(run)) as Run;
      expectEqual(played(recipe), played(run));
    }),
    RUNS,
  );
});

test('a seek to a keyframe and on equals a replay', () => {
  fc.assert(
    fc.property(arbitraryPlan, fc.nat(RUN_END_US), (plan, atUs) => {
      const run = realise(plan);
      const world = worldOf(run);
      const given = advanceRun(world, run.commands, 0, atUs);
      const keyframe = takeSnapshot(world);
      const digest = digestOf(world);
      advanceRun(world, run.commands, given, RUN_END_US); // the original goes on and must not touch the keyframe
      expect(digestOf(keyframe)).toBe(digest);
      const restored = restoreWorld(structuredClone(keyframe), files);
      expect(digestOf(restored)).toBe(digest);
      advanceRun(restored, run.commands, given, RUN_END_US);
      expectEqual(restored, world);
    }),
    RUNS,
  );
});

test('two worlds from one keyframe do not touch each other', () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      const run = realise(plan);
      const world = worldOf(run);
      const given = advanceRun(world, run.commands, 0, 30 * SECOND);
      const keyframe = takeSnapshot(world);
      const [one, other] = [restoreWorld(keyframe, files), restoreWorld(keyframe, files)];
      advanceRun(one, run.commands, given, RUN_END_US);
      advanceRun(other, run.commands, given, RUN_END_US);
      expectEqual(one, other);
      expect(keyframe.atUs).toBe(30 * SECOND);
    }),
    { numRuns: 6 },
  );
});

test('nothing that a snapshot shares is ever written again', () => {
  fc.assert(
    fc.property(arbitraryPlan, fc.nat(RUN_END_US), (plan, atUs) => {
      const run = realise(plan);
      const world = worldOf(run);
      const given = advanceRun(world, run.commands, 0, atUs);
      const restored = restoreWorld(takeSnapshot(world), files);
      const shared = sharedOf(world, restored);
      expect(shared).toContain(world.sim.history[0] ?? world.kinesis.keys.blocks[0]);
      shared.forEach(freezeThrough); // a write to any of it throws from here on
      for (const one of [world, restored]) advanceRun(one, run.commands, given, RUN_END_US);
      expectEqual(restored, world);
    }),
    { numRuns: 8 },
  );
});

/** The objects that both worlds reach, columns of sealed chunks aside: those cannot be frozen, and their log's own test watches them. */
function sharedOf(one: unknown, other: unknown): object[] {
  if (typeof one !== 'object' || one === null || ArrayBuffer.isView(one)) {
    if (typeof one === 'object' && one !== null) expect(other).not.toBe(one);
    return [];
  }
  if (one === other) return [one];
  const members = Object.keys(one).filter((name) => !['cache', 'datasets', 'apiPayloads'].includes(name));
  return members.flatMap((name) => sharedOf((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]));
}

function freezeThrough(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freezeThrough);
}

test('a world restored with full and with trimmed logs is the same, to the digest, as one that was played', () => {
  const perSecond = 900; // a chunk of 4,096 records is sealed within five seconds
  const scenario = bareScenario(1, { producers: [producer({ rate: { kind: 'constant', perSecond } })], consumers: [consumer()] });
  const world = createWorld(scenario, { seed: '1' });
  advanceTo(world, 8 * SECOND);
  const snapshot = takeSnapshot(world);
  expect(world.kinesis.streams[0].shards[0].log.sealed.length).toBe(1);
  expect(digestOf(snapshot)).toBe(digestOf(world));
  const restored = restoreWorld(snapshot, files);
  expect(digestOf(restored)).toBe(digestOf(world));
  for (const one of [world, restored]) advanceTo(one, 20 * SECOND);
  expectEqual(restored, world);
  expect(digestOf(snapshot)).toBe(digestOf(restoreWorld(snapshot, files)));
});

test('the state is plain data', () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      const { sim, kinesis, producers, consumers, meters } = played(realise(plan), 20 * SECOND);
      const state = { sim, kinesis, producers, consumers, meters };
      expect(structuredClone(state)).toEqual(state);
      const walk = (value: unknown): void => {
        if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
        expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(value));
        Object.values(value).forEach(walk);
      };
      walk(state);
    }),
    { numRuns: 5 },
  );
});

describe('the digest', () => {
  const [plan] = fc.sample(arbitraryPlan, 1);
  const run = realise(plan);
  test('sees another seed', () => expect(digestOf(played({ ...run, seed: '0bad' }))).not.toBe(digestOf(played(run))));
  test('sees a microsecond', () => {
    const world = played(run);
    advanceTo(world, world.sim.nowUs + 1);
    expect(digestOf(world)).not.toBe(digestOf(played(run)));
  });
  test('sees one number of one record', () => {
    const [world, other] = [played(run), played(run)];
    const { log } = other.kinesis.streams[0].shards.find(({ log: { count } }) => count > 0)!;
    log.rows[0]++;
    expect(digestOf(other)).not.toBe(digestOf(world));
  });
});

test('history is numbered without gaps, in time, and causes lie before their effects', () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      const history = historyOf(played(realise(plan)));
      history.forEach(({ seq, atUs, cause }, i) => {
        expect(seq).toBe(i + 1);
        if (i > 0) expect(atUs).toBeGreaterThanOrEqual(history[i - 1].atUs);
        if (cause !== null) expect(cause).toBeLessThan(seq);
      });
    }),
    RUNS,
  );
});
