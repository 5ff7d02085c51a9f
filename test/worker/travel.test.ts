/** Going back, coming again, and branches: what the page is told. */
import { describe, expect, test } from 'vitest';
import { SECOND } from '../../src/engine/index.ts';
import { frameOf } from '../../src/worker/frame-of.ts';
import { command, pause, play, recipeOf } from '../../src/worker/session.ts';
import { compareWith, travelFrame } from '../../src/worker/travel.ts';
import { busyScenario, drive, recipe, type Driver } from './driving.ts';
import { COMMANDS, expectFresh, FASTER, go, SPLIT, started } from './travelling.ts';

describe('going back and coming again', () => {
  const at = (driver: Driver) => driver.session.head.world.sim.nowUs;
  const frame = (driver: Driver, epoch = driver.session.epoch) =>
    frameOf(driver.session, { epoch, eventsAfter: 0, slow: true }, driver.nowMs());

  test('the page keeps the whole history, and is told how much of it has happened', () => {
    const driver = started();
    driver.run(500);
    command(driver.session, FASTER);
    driver.run(1000);
    const now = frame(driver);
    go(driver, { kind: 'seek', atUs: at(driver) / 4 });
    const past = frame(driver);
    expect(past.slow!.events).toEqual(now.slow!.events);
    expect(past.slow!.timeline).toEqual(now.slow!.timeline);
    expect(past.slow!.epoch).toBe(now.slow!.epoch);
    expect(past.seq).toBeLessThan(now.seq);
    expect(past.seq).toBe(now.slow!.events.filter(({ atUs }) => atUs <= past.nowUs).length);
    expect(past.jump).toBeGreaterThan(now.jump);
    expect([past.slow!.travel.inPast, past.slow!.travel.endUs]).toEqual([true, now.nowUs]);
    expect(past.puts).toHaveLength(0);
  });

  test('the readings of a moment are those that stood there', () => {
    const driver = started();
    driver.run(1000);
    const before = frame(driver);
    driver.run(2000);
    go(driver, { kind: 'seek', atUs: before.nowUs });
    const after = frame(driver);
    for (const part of ['producers', 'consumers', 'readings', 'stream'] as const) expect(after.slow![part]).toEqual(before.slow![part]);
    // The most frequent key is estimated from what was seen: it may differ by a few records.
    const untopped = ({ slow }: typeof after) => slow!.shards.map((shard) => ({ ...shard, topKey: null }));
    expect(untopped(after)).toEqual(untopped(before));
    expect(after.slow!.cells).toEqual({ ...before.slow!.cells, counts: expect.any(Uint32Array) });
    const records = (counts: Uint32Array) => counts.reduce((sum, count) => sum + count, 0);
    expect(records(after.slow!.cells.counts)).toBe(records(before.slow!.cells.counts));
  });

  test('in the past play gives the recorded commands, and goes on from the end', () => {
    const driver = started();
    driver.run(300);
    command(driver.session, FASTER);
    driver.run(300);
    go(driver, { kind: 'seek', atUs: SECOND });
    play(driver.session, driver.nowMs());
    driver.run(2000);
    expect(driver.session.branches.list).toHaveLength(1);
    expect(driver.session.head.given).toBe(1);
    expect(at(driver)).toBeGreaterThan(12 * SECOND);
  });

  test('return to now plays on where it played', () => {
    const driver = started();
    driver.run(500);
    const endUs = at(driver);
    go(driver, { kind: 'seek', atUs: SECOND });
    expect(driver.session.playing).toBe(false);
    go(driver, { kind: 'seek', atUs: 2 * SECOND });
    go(driver, { kind: 'return-to-now' });
    expect([at(driver), driver.session.playing]).toEqual([endUs, true]);
  });

  test('after an undo the run goes on without the command, as a branch; the one with it is kept', () => {
    const driver = started();
    driver.run(500);
    const givenUs = at(driver);
    command(driver.session, SPLIT);
    driver.run(500);
    go(driver, { kind: 'undo' });
    expect([at(driver), travelFrame(driver.session).undone, driver.session.branches.list.length]).toEqual([givenUs, SPLIT, 1]);
    play(driver.session, driver.nowMs());
    driver.run(500);
    const { branches, branch } = driver.session;
    expect(branches.list.map(({ commands }) => commands.length)).toEqual([1, 0]);
    expect([branch.name, branch.forkUs, branch.parentId]).toEqual(['Branch 2', givenUs, 1]);
    expect(travelFrame(driver.session).undone).toBeNull();
    expectFresh(driver.session);
  });

  test('undo of the only command of a branch stands on its parent, and another command there leaves the parent', () => {
    const driver = started();
    driver.run(1000);
    go(driver, { kind: 'seek', atUs: 3 * SECOND });
    command(driver.session, SPLIT);
    go(driver, { kind: 'undo' });
    command(driver.session, FASTER);
    const [, second, third] = driver.session.branches.list;
    expect([second.parentId, third.parentId, third.shared, third.forkUs]).toEqual([1, 1, 0, 3 * SECOND]);
  });

  test('several undos walk back command by command, at the same microsecond too', () => {
    const driver = started();
    driver.run(200);
    pause(driver.session, 'learner', driver.nowMs());
    for (const given of COMMANDS.slice(0, 3)) command(driver.session, given);
    const seen: number[] = [];
    while (go(driver, { kind: 'undo' }) === null) seen.push(driver.session.head.given);
    expect(seen).toEqual([2, 1, 0]);
    expect(go(driver, { kind: 'undo' })).toMatch(/nothing to undo/);
    for (let i = 0; i < 3; i++) go(driver, { kind: 'redo' });
    expect(driver.session.head.given).toBe(3);
    expect(go(driver, { kind: 'redo' })).toMatch(/nothing to redo/);
  });

  test('a seek out of bounds stops at the bounds', () => {
    const driver = started();
    driver.run(300);
    const endUs = at(driver);
    go(driver, { kind: 'seek', atUs: -5 });
    expect(at(driver)).toBe(0);
    go(driver, { kind: 'seek', atUs: 1e15 });
    expect(at(driver)).toBe(endUs);
    go(driver, { kind: 'step-back' });
    expect(at(driver)).toBe(endUs - 100_000);
  });
});

describe('branches', () => {
  /** Main with one command, and a branch of it with another. */
  function branched(): Driver {
    const driver = started();
    driver.run(400);
    command(driver.session, FASTER);
    driver.run(400);
    go(driver, { kind: 'seek', atUs: 2 * SECOND });
    command(driver.session, SPLIT);
    play(driver.session, driver.nowMs());
    driver.run(600);
    return driver;
  }

  test('are listed with what they are', () => {
    const { branches, branchId } = travelFrame(branched().session);
    expect(branchId).toBe(2);
    expect(branches[1]).toMatchObject({
      id: 2,
      name: 'Branch 2',
      parentId: 1,
      forkUs: 2 * SECOND,
      ownCommands: 1,
      firstOwn: { atUs: 2 * SECOND, command: SPLIT },
    });
    expect(branches[0]).toMatchObject({ id: 1, name: 'Main', parentId: null, ownCommands: 1 });
  });

  test('switching goes from end to end, and from the past to the same moment', () => {
    const driver = branched();
    const ends = driver.session.branches.list.map(({ endUs }) => endUs);
    go(driver, { kind: 'switch-branch', branchId: 1 });
    expect(driver.session.head.world.sim.nowUs).toBe(ends[0]);
    go(driver, { kind: 'seek', atUs: 3 * SECOND });
    go(driver, { kind: 'switch-branch', branchId: 2 });
    expect(driver.session.head.world.sim.nowUs).toBe(3 * SECOND);
    expectFresh(driver.session);
    expect(go(driver, { kind: 'switch-branch', branchId: 99 })).toMatch(/no such branch/);
  });

  test('another branch is another history for the page', () => {
    const driver = branched();
    const { epoch } = driver.session;
    go(driver, { kind: 'switch-branch', branchId: 1 });
    const { slow } = frameOf(driver.session, { epoch, eventsAfter: 3, slow: true }, driver.nowMs());
    expect(slow!.epoch).not.toBe(epoch);
    expect(slow!.events[0].seq).toBe(1);
  });

  test('names are trimmed, and refused where they are empty, too long or taken', () => {
    const driver = branched();
    const rename = (name: string) => go(driver, { kind: 'rename-branch', branchId: 2, name });
    expect(rename('  with split \n')).toBeNull();
    expect(driver.session.branches.list[1].name).toBe('with split');
    expect(rename('   ')).toBe('A branch needs a name.');
    expect(rename('MAIN')).toMatch(/called MAIN already/);
    expect(rename('x'.repeat(61))).toMatch(/at most 60 characters; this one has 61/);
    expect(rename('With split')).toBeNull();
  });

  test('a deleted one takes those that left it along, and all come back', () => {
    const driver = branched();
    go(driver, { kind: 'seek', atUs: 4 * SECOND });
    command(driver.session, COMMANDS[2]);
    const ids = () => driver.session.branches.list.map(({ id }) => id);
    expect(ids()).toEqual([1, 2, 3]);
    expect(go(driver, { kind: 'delete-branch', branchId: 1 })).toMatch(/cannot be deleted/);
    expect(go(driver, { kind: 'delete-branch', branchId: 2 })).toBeNull();
    expect([ids(), driver.session.branch.id]).toEqual([[1], 1]);
    expectFresh(driver.session);
    expect(go(driver, { kind: 'restore-branch', branchId: 2 })).toBeNull();
    expect(ids()).toEqual([1, 2, 3]);
    go(driver, { kind: 'switch-branch', branchId: 3 });
    expectFresh(driver.session);
    expect(go(driver, { kind: 'restore-branch', branchId: 2 })).toMatch(/cannot be brought back/);
  });

  test('one that is compared with stands at the same moment, before and after a seek, and beyond its end', () => {
    const driver = branched();
    compareWith(driver.session, 1, driver.nowMs);
    const other = () => frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs()).other!;
    expect(other().slow!.shards).toHaveLength(3);
    for (const atUs of [2.5 * SECOND, 6 * SECOND, SECOND]) {
      go(driver, { kind: 'seek', atUs });
      expect(other().nowUs).toBe(driver.session.head.world.sim.nowUs);
    }
    go(driver, { kind: 'return-to-now' });
    const longer = driver.session.branches.list[0].endUs < driver.session.branch.endUs + 20 * SECOND;
    expect(longer).toBe(true);
    play(driver.session, driver.nowMs());
    driver.run(3000);
    expect(other().nowUs).toBe(driver.session.head.world.sim.nowUs);
    expect(other().nowUs).toBeGreaterThan(driver.session.branches.list[0].endUs);
    compareWith(driver.session, null, driver.nowMs);
    expect(frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs()).other).toBeNull();
  });
});

test('a recipe that looks at an earlier moment stands there when it is opened', () => {
  const given = recipe({
    scenario: busyScenario,
    commands: [{ at: 4 * SECOND, command: FASTER }],
    untilUs: 9 * SECOND,
    momentUs: 2 * SECOND,
  });
  const driver = drive({ recipe: given, replay: true, play: false, speed: 1000 });
  expect(recipeOf(driver.session)).toEqual(given); // also while it is being replayed
  driver.run(10_000);
  expect(travelFrame(driver.session)).toMatchObject({ inPast: true, endUs: 9 * SECOND });
  expect(driver.session.head.world.sim.nowUs).toBe(2 * SECOND);
  expect(recipeOf(driver.session)).toEqual(given);
});
