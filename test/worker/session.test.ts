/** A recipe is the run: replayed elsewhere, whole or with commands, it gives the same world and the same events. */
import { describe, expect, test } from 'vitest';
import { digestOf, ENGINE_VERSION, SECOND } from '../../src/engine/index.ts';
import type { Command } from '../../src/engine/commands.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';
import { frameOf } from '../../src/worker/frame-of.ts';
import { command, eventsOf, openSession, pause, play, quotaFacts, recipeOf, step } from '../../src/worker/session.ts';
import { STREAM } from '../kinesis/service.ts';
import { SMALL_FILE } from '../engine/arbitrary-run.ts';
import { bareScenario, consumer, producer } from '../engine/scenarios.ts';
import { busyScenario, drive, recipe, type Driver } from './driving.ts';

const SPLIT: Command = { type: 'split-shard', stream: STREAM, shardId: 'shardId-000000000000', newStartingHashKey: '1000' };
const COMMANDS: Command[] = [
  SPLIT,
  { type: 'update-producer', producer: producer({ rate: { kind: 'constant', perSecond: 1200 } }) },
  { type: 'add-consumer', consumer: consumer({ id: 'second' }) },
  { type: 'split-shard', stream: STREAM, shardId: 'none', newStartingHashKey: '5' },
  { type: 'put-record', stream: STREAM, partitionKey: 'k', text: 'by hand' },
];

/** Played by hand: a command now and then, pauses, steps, frames. */
function playedByHand(): Driver {
  const driver = drive({ speed: 20 });
  for (const [i, given] of COMMANDS.entries()) {
    driver.run(137 * (i + 1));
    if (i % 2 === 1) pause(driver.session, 'learner', driver.nowMs());
    command(driver.session, given);
    step(driver.session, driver.nowMs());
    frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs());
    play(driver.session, driver.nowMs());
  }
  driver.run(2000);
  return driver;
}

const replayed = (given: RunRecipe, speed = 1000): Driver => {
  const driver = drive({ recipe: JSON.parse(JSON.stringify(given)) as RunRecipe, replay: true, play: false, speed });
  driver.run(60_000);
  return driver;
};

describe('a replay', () => {
  const original = playedByHand();
  const taken = recipeOf(original.session);

  test('ends where the recipe was taken, paused', () => {
    const { session } = replayed(taken);
    expect([session.head.world.sim.nowUs, session.playing, session.replay]).toEqual([taken.untilUs, false, null]);
  });

  test('reproduces world, events and recipe', () => {
    const { session } = replayed(taken);
    expect(eventsOf(session)).toEqual(eventsOf(original.session));
    expect(digestOf(session.head.world)).toBe(digestOf(original.session.head.world));
    expect(recipeOf(session)).toEqual(taken);
  });

  test('does not depend on the speed of the machine', () => {
    const slow = drive({ recipe: taken, replay: true, play: false }, 3);
    slow.run(120_000);
    expect(digestOf(slow.session.head.world)).toBe(digestOf(original.session.head.world));
  });

  test('plays on where it is told to', () => {
    const driver = drive({ recipe: taken, replay: true, play: true });
    driver.run(3000);
    expect(driver.session.playing).toBe(true);
    expect(driver.session.head.world.sim.nowUs).toBeGreaterThan(taken.untilUs + 2.5 * SECOND);
  });

  test('plays on where the learner says so meanwhile, and says that it plays', () => {
    const driver = drive({ recipe: taken, replay: true, play: false }, 100);
    driver.run(1);
    expect(driver.session.replay).not.toBeNull();
    play(driver.session, driver.nowMs());
    driver.run(5000);
    const { playing, slow } = frameOf(driver.session, { epoch: 0, eventsAfter: 0, slow: true }, driver.nowMs());
    expect([playing, slow!.pausedBecause]).toEqual([true, null]);
  });

  test('can be stopped half way', () => {
    const driver = drive({ recipe: taken, replay: true, play: true }, 100);
    driver.run(100);
    pause(driver.session, 'learner', driver.nowMs());
    const at = driver.session.head.world.sim.nowUs;
    driver.run(5000);
    expect(driver.session.head.world.sim.nowUs).toBe(at);
    expect(at).toBeLessThan(taken.untilUs);
  });

  test('of commands at the very beginning gives them', () => {
    const start = drive({ play: false });
    command(start.session, SPLIT);
    const atZero = recipeOf(start.session);
    expect(atZero).toMatchObject({ untilUs: 0, commands: [{ at: 0, command: SPLIT }] });
    const { session } = replayed(atZero);
    expect(eventsOf(session)).toEqual(eventsOf(start.session));
    expect(recipeOf(session)).toEqual(atZero);
  });

  test('without replaying, the commands lie ahead and are given as the run comes to them', () => {
    const driver = drive({ recipe: taken, speed: 100 });
    driver.run((taken.untilUs / SECOND) * 10 + 100);
    const reached = eventsOf(driver.session).filter(({ atUs }) => atUs <= taken.untilUs);
    expect(reached).toEqual(eventsOf(original.session));
  });
});

test('two sessions of one recipe are equal, however they are watched', () => {
  const [one, other] = [drive({ speed: 50 }), drive({ speed: 50 }, 20)];
  for (let i = 0; i < 40; i++) {
    one.run(50);
    frameOf(one.session, { epoch: 0, eventsAfter: 0, slow: i % 3 === 0 }, one.nowMs());
  }
  other.run(20_000);
  const untilUs = Math.max(one.session.head.world.sim.nowUs, other.session.head.world.sim.nowUs);
  const wanted = replayed(recipe({ untilUs }));
  for (const { session } of [one, other]) {
    const again = replayed({ ...recipeOf(session) });
    expect(digestOf(again.session.head.world)).toBe(digestOf(session.head.world));
    expect(eventsOf(session)).toEqual(eventsOf(wanted.session).filter(({ atUs }) => atUs <= session.head.world.sim.nowUs));
  }
});

test('a command in the past of a recipe makes another history: what lay ahead is dropped', () => {
  const ahead = recipe({ commands: [{ at: 5 * SECOND, command: SPLIT }] });
  const driver = drive({ recipe: ahead });
  driver.run(2000);
  command(driver.session, COMMANDS[1]);
  driver.run(10_000);
  expect(recipeOf(driver.session).commands.map(({ command: { type } }) => type)).toEqual(['update-producer']);
  expect(ahead.commands).toHaveLength(1); // the recipe of others is left alone
});

describe('what cannot be opened is said in a sentence', () => {
  const refusal = (given: Partial<RunRecipe>) =>
    openSession({ recipe: recipe(given), datasets: [], replay: false, play: false, speed: 1, hidden: false }, 0);
  const file = producer({ source: { kind: 'dataset', dataset: SMALL_FILE.id, keyField: 'host', loop: true } });

  test('another version of the engine', () =>
    expect(refusal({ engineVersion: '0.0.0' })).toMatch(/^This run was made with version 0\.0\.0 of the engine/));
  test('a scenario that does not exist', () => expect(refusal({ scenario: 'nowhere' })).toBe('There is no scenario named nowhere.'));
  test('a file that is missing', () => expect(refusal({ scenario: bareScenario(1, { producers: [file] }) })).toMatch(/missing/));
  test('a file without the field that is its key', () => {
    const dataset = { ...SMALL_FILE, format: 'lines' as const, keyFields: [], timeFields: [] };
    const options = { datasets: [dataset], replay: false, play: false, speed: 1, hidden: false };
    expect(openSession({ recipe: recipe({ scenario: bareScenario(1, { producers: [file] }) }), ...options }, 0)).toEqual(
      expect.any(String),
    );
  });
});

test('the recipe names the files that were used, and only those', () => {
  const dataset = { ...SMALL_FILE, format: 'lines' as const };
  const unused = { ...dataset, id: 'sha256:unused' };
  const driver = drive({ datasets: [dataset, unused] });
  expect(recipeOf(driver.session).datasets).toEqual([]);
  command(driver.session, {
    type: 'add-producer',
    producer: producer({ id: 'file', source: { kind: 'dataset', dataset: dataset.id, keyField: 'host', loop: true } }),
  });
  expect(recipeOf(driver.session)).toMatchObject({
    engineVersion: ENGINE_VERSION,
    scenario: busyScenario,
    datasets: [{ id: dataset.id, name: 'small.log', rows: 30 }],
  });
});

test('every limit that is shown has a value and a source', () => {
  for (const fact of quotaFacts(drive().session)) {
    expect(fact.value).toEqual(expect.any(Number));
    expect(fact.source).not.toBe('');
  }
});
