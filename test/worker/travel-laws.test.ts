/** Time travel: whatever is done in whatever order, what stands on screen is the run that its commands give, and no history is lost. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf, SECOND } from '../../src/engine/index.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';
import type { TravelFrame } from '../../src/protocol/travel.ts';
import { frameOf } from '../../src/worker/frame-of.ts';
import { command, pause, play, recipeOf, step } from '../../src/worker/session.ts';
import { compareWith, travelFrame } from '../../src/worker/travel.ts';
import { drive, type Driver } from './driving.ts';
import { COMMANDS, expectFresh, FASTER, go, started } from './travelling.ts';

type Deed =
  | { do: 'run'; ms: number }
  | { do: 'command'; which: number }
  | { do: 'seek'; part: number }
  | { do: 'undo' | 'redo' | 'step' | 'step-back' | 'return-to-now' | 'play' | 'pause' | 'frame' }
  | { do: 'switch' | 'delete' | 'restore' | 'compare'; which: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('run' as const), ms: fc.integer({ min: 1, max: 400 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('command' as const), which: fc.nat(COMMANDS.length - 1) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('seek' as const), part: fc.nat(1000) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'undo' as const,
        'redo' as const,
        'step' as const,
        'step-back' as const,
        'return-to-now' as const,
        'play' as const,
        'pause' as const,
        'frame' as const,
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('switch' as const, 'delete' as const, 'restore' as const, 'compare' as const),
      which: fc.nat(5),
    }),
  },
);

function perform(driver: Driver, what: Deed): void {
  const { session } = driver;
  const idAt = (which: number) => session.branches.list[which % session.branches.list.length].id;
  switch (what.do) {
    case 'run':
      return driver.run(what.ms);
    case 'command':
      return void command(session, COMMANDS[what.which]);
    case 'seek':
      return void go(driver, { kind: 'seek', atUs: (session.branch.endUs * what.part) / 1000 });
    case 'switch':
      return void go(driver, { kind: 'switch-branch', branchId: idAt(what.which) });
    case 'delete':
      return void go(driver, { kind: 'delete-branch', branchId: idAt(what.which) });
    case 'restore':
      return void go(driver, { kind: 'restore-branch', branchId: what.which });
    case 'compare':
      return compareWith(session, idAt(what.which), driver.nowMs);
    case 'play':
      return play(session, driver.nowMs());
    case 'pause':
      return pause(session, 'learner', driver.nowMs());
    case 'step':
      return step(session, driver.nowMs());
    case 'frame':
      return void frameOf(session, { epoch: -1, eventsAfter: 0, slow: true }, driver.nowMs());
    case 'undo':
    case 'redo':
    case 'step-back':
    case 'return-to-now':
      return void go(driver, { kind: what.do });
  }
}

const deeds = fc.array(deed, { minLength: 4, maxLength: 22 });
const RUNS = { numRuns: 30 };

test('what stands on screen is the run that its commands give, whatever was done before', () => {
  fc.assert(
    fc.property(deeds, (list) => {
      const driver = started();
      for (const what of list) {
        perform(driver, what);
        const { head, branch } = driver.session;
        expect(head.commands).toBe(branch.commands);
        expect(branch.endUs).toBeGreaterThanOrEqual(head.world.sim.nowUs);
      }
      expectFresh(driver.session);
      const { other, head } = driver.session;
      frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs());
      if (other !== null && driver.session.other !== null) expect(driver.session.other.head.world.sim.nowUs).toBe(head.world.sim.nowUs);
    }),
    RUNS,
  );
});

test('undo, then redo, is as if nothing had been done', () => {
  fc.assert(
    fc.property(deeds, fc.integer({ min: 1, max: 3 }), (list, times) => {
      const driver = started();
      for (const what of list) perform(driver, what);
      const { session } = driver;
      const stand = () => ({
        digest: digestOf(session.head.world),
        travel: { ...travelFrame(session), redo: null },
        run: recipeOf(session, 'run'),
        playing: session.playing,
      });
      const before = stand();
      let undone = 0;
      for (let i = 0; i < times; i++) if (go(driver, { kind: 'undo' }) === null) undone++;
      for (let i = 0; i < undone; i++) expect(go(driver, { kind: 'redo' })).toBeNull();
      expect(stand()).toEqual(before);
    }),
    RUNS,
  );
});

test('a branch never changes its parent, and nothing but deleting loses one', () => {
  fc.assert(
    fc.property(deeds, deeds, (list, later) => {
      const driver = started();
      for (const what of list) perform(driver, what);
      const { session } = driver;
      const parent = session.branch;
      go(driver, { kind: 'return-to-now' });
      const kept = { commands: [...parent.commands], endUs: parent.endUs, name: parent.name, digest: digestOf(session.head.world) };
      fc.pre(parent.endUs > 0 && session.head.given === parent.commands.length);
      go(driver, { kind: 'seek', atUs: parent.endUs / 2 });
      command(session, FASTER);
      expect(session.branch).not.toBe(parent);
      for (const what of later.filter(({ do: kind }) => ['run', 'command', 'seek', 'undo', 'redo', 'step', 'frame'].includes(kind))) {
        // Not back onto the parent itself: there one may go on at its end.
        perform(driver, what);
      }
      fc.pre(session.branch !== parent);
      expect([parent.commands, parent.endUs, parent.name]).toEqual([kept.commands, kept.endUs, kept.name]);
      go(driver, { kind: 'seek', atUs: session.branch.endUs });
      go(driver, { kind: 'switch-branch', branchId: parent.id });
      go(driver, { kind: 'return-to-now' });
      expect(digestOf(session.head.world)).toBe(kept.digest);
    }),
    RUNS,
  );
});

test('a run with all its branches is the same run again when it is opened from its recipe', () => {
  fc.assert(
    fc.property(deeds, (list) => {
      const driver = started();
      for (const what of list) perform(driver, what);
      pause(driver.session, 'learner', driver.nowMs());
      go(driver, { kind: 'step-back' });
      const saved = recipeOf(driver.session, 'run');
      const reopened = drive({ recipe: JSON.parse(JSON.stringify(saved)) as RunRecipe, replay: true, play: false, speed: 1000 });
      reopened.run(60_000);
      const facts = ({ branches, branchId, endUs, inPast }: TravelFrame) => ({
        inPast,
        endUs,
        at: branches.findIndex(({ id }) => id === branchId),
        names: branches.map(({ name }) => name),
      });
      expect(facts(travelFrame(reopened.session))).toEqual(facts(travelFrame(driver.session)));
      expect(digestOf(reopened.session.head.world)).toBe(digestOf(driver.session.head.world));
      expect(recipeOf(reopened.session, 'run')).toEqual(saved);
    }),
    { numRuns: 15 },
  );
});

test('keyframes stay under their bound, however long one travels', () => {
  const driver = drive({ speed: 200 }, 100);
  const { keyframes } = driver.session;
  keyframes.boundBytes = 1_000_000;
  for (let i = 0; i < 30; i++) {
    driver.run(300);
    if (i % 5 === 4) go(driver, { kind: 'seek', atUs: (i * 7919 * SECOND) % driver.session.branch.endUs });
    if (i % 10 === 9) command(driver.session, COMMANDS[2 + (i % 3)]);
    play(driver.session, driver.nowMs());
    expect(keyframes.bytes).toBeLessThanOrEqual(keyframes.boundBytes);
    expect(keyframes.list.length).toBeLessThanOrEqual(keyframes.boundCount);
  }
  expect(keyframes.list.length).toBeGreaterThan(3);
});
