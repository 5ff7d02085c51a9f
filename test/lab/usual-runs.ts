/** Runs as learners make them: sliders moved, shards split and merged, consumers added, records put by hand. */
import type { Command, TimedCommand } from '../../src/engine/commands.ts';
import type { ProducerSpec } from '../../src/engine/producers/producer-spec.ts';
import { scenarios } from '../../src/content/scenarios/index.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';

const scenario = scenarios.find(({ id }) => id === 'hot-key')!;
const producer = scenario.producers[0];
const { stream } = producer;
const shardId = (index: number) => `shardId-${String(index).padStart(12, '0')}`;

const withRate = (perSecond: number): Command => ({
  type: 'update-producer',
  producer: { ...producer, rate: { kind: 'constant', perSecond } },
});
const withShare = (share: number): Command => {
  const { source } = producer;
  if (source.kind !== 'synthetic' || source.keys.kind !== 'hot') throw new Error('The scenario is to have a hot key.');
  const changed: ProducerSpec = { ...producer, source: { ...source, keys: { ...source.keys, share } } };
  return { type: 'update-producer', producer: changed };
};
const split = (index: number, newStartingHashKey: string): Command => ({
  type: 'split-shard',
  stream,
  shardId: shardId(index),
  newStartingHashKey,
});
const addConsumer = (id: string): Command => ({
  type: 'add-consumer',
  consumer: { kind: 'polling', id, stream, start: 'LATEST', pollIntervalMs: 1000, limit: 10_000, processingUsPerRecord: 0 },
});

const DOINGS: Command[] = [
  withRate(1850),
  withShare(0.62),
  withShare(0.47),
  split(0, '85070591730234615865843651857942052864'),
  addConsumer('consumer'),
  withRate(2400),
  { type: 'put-record', stream, partitionKey: 'FR', text: '{"order": 4711, "country": "FR"}' },
  split(1, '127605887595351923798765477786913079296'),
  addConsumer('consumer-2'),
  withRate(960),
  { type: 'merge-shards', stream, shardId: shardId(2), adjacentShardId: shardId(3) },
  withShare(0.91),
  { type: 'set-retention', stream, hours: 48 },
  withRate(3120),
  { type: 'update-shard-count', stream, targetShardCount: 8 },
  { type: 'remove-consumer', id: 'consumer-2' },
  { type: 'add-producer', producer: { ...producer, id: 'checkout-events-2', calls: { api: 'PutRecord' } } },
  withRate(1500),
  split(5, '231904278310984729187349817234987123498'),
  withShare(0.2),
];

/** At moments as uneven as a hand's. */
const inTime = (commands: Command[]): TimedCommand[] =>
  commands.map((command, i) => ({ at: 1_237_411 * (i + 1) + ((i * 7_919_377) % 1_000_003), command }));

const run = (commands: TimedCommand[]): RunRecipe => ({
  engineVersion: '0.2.0',
  scenario: scenario.id,
  seed: 'c0ffee42',
  commands,
  untilUs: commands[commands.length - 1].at + 12_345_678,
  datasets: [],
  momentUs: commands[commands.length - 1].at - 1_234_567,
  selection: { kind: 'shard', id: shardId(5) },
});

export const twentyCommands = run(inTime(DOINGS));
export const longRun = run(
  inTime(Array.from({ length: 200 }, (_, i) => (i % 2 ? withRate((i * 7919) % 5000) : withShare(((i * 37) % 100) / 100)))),
);
