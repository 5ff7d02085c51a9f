/** Time travel with a delivery stream: wherever one goes, what stands there is the run that the commands give, with its buckets. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advanceRun, createWorld, digestOf, historyOf, type World } from '../../src/engine/index.ts';
import type { Command } from '../../src/engine/commands.ts';
import type { Interpreter } from '../../src/engine/firehose/transform/interpreter.ts';
import { command, pause, play, recipeOf } from '../../src/worker/session.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';
import { frameOf } from '../../src/worker/frame-of.ts';
import { placeIn } from '../../src/content/scenarios/define-delivery-stream.ts';
import { BUCKET, deliveryScenario, ID, putting, steady, toS3 } from './delivery-runs.ts';
import { drive, recipe, type Driver } from './driving.ts';
import { go } from './travelling.ts';

/** A function that drops a third, fails a few and hands the rest back; what it does follows from the request alone. */
const interpreter: Interpreter = ({ eventJson, seed }) => {
  const { records } = JSON.parse(eventJson) as { records: { recordId: string; data: string }[] };
  const shift = seed.length;
  const results = ['Ok', 'Ok', 'Dropped', 'Ok', 'ProcessingFailed', 'Ok'];
  const answer = records.map(({ recordId, data }, i) => ({ recordId, result: results[(i + shift) % results.length], data }));
  return { kind: 'returned', json: JSON.stringify({ records: answer }), steps: 1, log: [] };
};

const spec = toS3({
  transform: {
    functionName: 'thin-out',
    code: 'export const handler = () => {};',
    timeoutSeconds: 60,
    numberOfRetries: 1,
    bufferSizeMiB: 0.2,
    bufferIntervalSeconds: 3,
  },
  buffering: { sizeMiB: 1, intervalSeconds: 7 },
  destination: {
    kind: 's3',
    s3: placeIn(BUCKET, { prefix: 'ok/!{timestamp:mm}/', errorOutputPrefix: 'errors/!{firehose:error-output-type}/' }),
    sourceBackup: null,
  },
});
const scenario = deliveryScenario(spec, [putting(steady(60))]);

const COMMANDS: Command[] = [
  { type: 'update-producer', producer: putting(steady(300)) },
  { type: 'update-delivery-stream', deliveryStream: { ...spec, buffering: { sizeMiB: 2, intervalSeconds: 3 } } },
  { type: 'update-delivery-stream', deliveryStream: { ...spec, transform: null } },
  { type: 'add-delivery-stream', deliveryStream: { ...toS3(), id: 'second' } },
  { type: 'add-producer', producer: { ...putting(steady(50), 250, 'second'), id: 'other' } },
  { type: 'remove-delivery-stream', id: ID },
];

type Deed = { do: 'run'; ms: number } | { do: 'command'; which: number } | { do: 'seek'; part: number } | { do: 'undo' | 'redo' | 'play' };

const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('run' as const), ms: fc.integer({ min: 50, max: 600 }) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('command' as const), which: fc.nat(COMMANDS.length - 1) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('seek' as const), part: fc.nat(1000) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const, 'play' as const) }) },
  ),
  { minLength: 4, maxLength: 14 },
);

function perform(driver: Driver, what: Deed): void {
  const { session } = driver;
  switch (what.do) {
    case 'run':
      return driver.run(what.ms);
    case 'command':
      return void command(session, COMMANDS[what.which]);
    case 'seek':
      return void go(driver, { kind: 'seek', atUs: (session.branch.endUs * what.part) / 1000 });
    case 'play':
      return play(session, driver.nowMs());
    default:
      return void go(driver, { kind: what.do });
  }
}

function fresh({ session: { seed, branch, head } }: Driver): World {
  const world = createWorld(scenario, { seed, interpreter });
  advanceRun(world, branch.commands.slice(0, head.given), 0, head.world.sim.nowUs);
  return world;
}

const filesOf = ({ s3 }: World) =>
  s3.buckets.map(({ name, objects }) => ({ name, objects: objects.map(({ key, body }) => ({ key, body })) }));
const started = (): Driver => drive({ recipe: recipe({ scenario }), interpreter, speed: 40 });

test('what stands on screen is the run that its commands give, with the same files in its buckets', () => {
  fc.assert(
    fc.property(deeds, (list) => {
      const driver = started();
      for (const what of list) perform(driver, what);
      const wanted = fresh(driver);
      const { world } = driver.session.head;
      expect(historyOf(world)).toEqual(historyOf(wanted));
      expect(digestOf(world)).toBe(digestOf(wanted));
      expect(filesOf(world)).toEqual(filesOf(wanted));
    }),
    { numRuns: 25 },
  );
});

test('a run of it is the same again when it is opened from its recipe', () => {
  const driver = started();
  for (const which of [0, 1, 3, 4]) {
    driver.run(300);
    command(driver.session, COMMANDS[which]);
  }
  driver.run(500);
  pause(driver.session, 'learner', driver.nowMs());
  const saved = JSON.parse(JSON.stringify(recipeOf(driver.session, 'run'))) as RunRecipe;
  const again = drive({ recipe: saved, interpreter, replay: true, play: false, speed: 1000 });
  again.run(60_000);
  expect(digestOf(again.session.head.world)).toBe(digestOf(driver.session.head.world));
  expect(filesOf(again.session.head.world)).toEqual(filesOf(driver.session.head.world));
  expect(filesOf(again.session.head.world).flatMap(({ objects }) => objects).length).toBeGreaterThan(3);
});

test('a frame carries the delivery stream that is watched, as the moment on screen has it', () => {
  const driver = started();
  driver.run(500);
  const ask = () => frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs());
  expect(ask().delivery).toBeUndefined();
  driver.session.watchedDelivery = ID;
  const now = ask();
  expect(now.delivery).toMatchObject({ id: ID, nowUs: now.nowUs });
  expect(now.slow!.deliveryStreams.map(({ spec: { id } }) => id)).toEqual([ID]);
  go(driver, { kind: 'seek', atUs: now.nowUs / 2 });
  const then = ask();
  expect(then.delivery!.nowUs).toBe(Math.round(now.nowUs / 2));
  expect(then.delivery!.account.accepted).toBeLessThan(now.delivery!.account.accepted);
  driver.session.watchedDelivery = 'elsewhere';
  expect(ask().delivery).toBeUndefined();
});
