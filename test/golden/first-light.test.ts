/**
 * The default scenario with its real file, played for a minute of simulated time with a few commands, as a trace that can
 * be read. When the model changes on purpose: UPDATE_GOLDEN=1 npm run test:unit -- golden, and read the difference.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { advanceRun, createWorld, digestOf, historyOf, SECOND, type World } from '../../src/engine/index.ts';
import type { TimedCommand } from '../../src/engine/commands.ts';
import { wildlifeStrikes } from '../../src/content/datasets/wildlife-strikes.ts';
import { firstLight } from '../../src/content/scenarios/first-light.ts';
import { buildDataset } from '../../src/worker/import/build-dataset.ts';
import { isRefusal, TextIntake, type FileText } from '../../src/worker/import/text-intake.ts';
import { linesOf } from './trace.ts';

const GOLDEN = new URL('first-light.txt', import.meta.url);
const UNTIL_US = 60 * SECOND;
const STREAM = 'orders';

const [checkout] = firstLight.producers;
const hotter = (share: number): TimedCommand['command'] => {
  if (checkout.source.kind !== 'synthetic' || checkout.source.keys.kind !== 'hot')
    throw new Error('the default scenario has no hot key any more');
  return { type: 'update-producer', producer: { ...checkout, source: { ...checkout.source, keys: { ...checkout.source.keys, share } } } };
};

const COMMANDS: TimedCommand[] = [
  { at: 10 * SECOND, command: hotter(0.45) },
  {
    at: 20 * SECOND,
    command: { type: 'split-shard', stream: STREAM, shardId: 'shardId-000000000000', newStartingHashKey: String(2n ** 125n) },
  },
  {
    at: 22 * SECOND,
    command: { type: 'merge-shards', stream: STREAM, shardId: 'shardId-000000000002', adjacentShardId: 'shardId-000000000003' },
  },
  {
    at: 25 * SECOND,
    command: { type: 'merge-shards', stream: STREAM, shardId: 'shardId-000000000002', adjacentShardId: 'shardId-000000000003' },
  },
  { at: 30 * SECOND, command: { type: 'put-record', stream: STREAM, partitionKey: 'FR', text: 'by hand' } },
  { at: 40 * SECOND, command: hotter(0.2) },
];

function wildlife() {
  const bytes = readFileSync(new URL(`../../public/${wildlifeStrikes.file}`, import.meta.url));
  const intake = new TextIntake(wildlifeStrikes.name, bytes.length);
  const refusal = intake.push(new Uint8Array(bytes));
  const text = (refusal ?? intake.finish()) as FileText;
  const built = buildDataset(text, wildlifeStrikes.format, { keyFields: [wildlifeStrikes.keyField], timeField: null }, () => {});
  if (isRefusal(built)) throw new Error(built.sentence);
  return built.dataset;
}

function play(): World {
  const dataset = wildlife();
  const world = createWorld(firstLight, { seed: '1', datasets: new Map([[dataset.id, dataset]]) });
  advanceRun(world, COMMANDS, 0, UNTIL_US);
  return world;
}

test('the default scenario runs as it is written in first-light.txt (UPDATE_GOLDEN=1 writes it anew)', () => {
  const world = play();
  const trace = linesOf(world).join('\n') + '\n';
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(GOLDEN, trace);
  expect(trace, 'run UPDATE_GOLDEN=1 npm run test:unit -- golden, and read the difference').toBe(readFileSync(GOLDEN, 'utf8'));
  expect(trace.split('\n').length).toBeLessThan(85);
});

test('and so again', () => {
  const world = play();
  expect(historyOf(world).length).toBeGreaterThan(20);
  expect(digestOf(world)).toBe(digestOf(play()));
});
