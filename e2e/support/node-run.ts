/** A run in this very process, without a browser. */
import { scenarios } from '../../src/content/scenarios/index.ts';
import {
  advanceRun,
  createWorld,
  digestOf,
  ENGINE_VERSION,
  historyOf,
  sequenceNumberIn,
  shardIdOf,
  valueAt,
} from '../../src/engine/index.ts';
import type { EngineEvent } from '../../src/engine/events.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';

export function scenarioNamed(id: string): Scenario {
  const scenario = scenarios.find((candidate) => candidate.id === id);
  if (scenario === undefined) throw new Error(`There is no scenario named ${id}.`);
  return scenario;
}

/** Half a minute with a split, a merge of two neighbours and a second consumer. */
export function day({ id, streams: [stream] }: Scenario): RunRecipe {
  const consumer = {
    kind: 'polling',
    id: 'second',
    stream: stream.name,
    start: 'LATEST',
    pollIntervalMs: 300,
    limit: 500,
    processingUsPerRecord: 20,
  } as const;
  return {
    engineVersion: ENGINE_VERSION,
    scenario: id,
    seed: 'c0ffee',
    commands: [
      {
        at: 1_000_000,
        command: { type: 'split-shard', stream: stream.name, shardId: 'shardId-000000000000', newStartingHashKey: '12345678901234567890' },
      },
      { at: 2_500_000, command: { type: 'add-consumer', consumer } },
      { at: 9_000_000, command: { type: 'update-shard-count', stream: stream.name, targetShardCount: 3 } },
    ],
    untilUs: 45_000_000,
    datasets: [],
  };
}

export function nodeRun(recipe: RunRecipe): { events: EngineEvent[]; newest: { shardId: string; sequenceNumber: string }[] } {
  const scenario = scenarioNamed(recipe.scenario as string);
  const world = createWorld(scenario, { seed: recipe.seed });
  advanceRun(world, recipe.commands, 0, recipe.untilUs);
  const newest = world.kinesis.streams[0].shards
    .filter(({ log }) => log.count > 0)
    .map((shard) => {
      const last = shard.log.count - 1;
      const seconds = Math.floor(scenario.startEpochMs / 1000 + valueAt(shard.log, 'arrivalUs', last) / 1_000_000);
      return {
        shardId: shardIdOf(shard.index),
        sequenceNumber: sequenceNumberIn(shard, BigInt(valueAt(shard.log, 'counter', last)), seconds),
      };
    });
  return { events: historyOf(world), newest };
}

/** The digest of the world at a moment, played from the start. */
export function nodeDigest({ scenario, seed, commands }: RunRecipe, atUs: number): string {
  const world = createWorld(scenarioNamed(scenario as string), { seed });
  advanceRun(world, commands, 0, atUs);
  return digestOf(world);
}
