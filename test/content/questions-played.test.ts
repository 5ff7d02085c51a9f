/** What questions open with "see it run", played headless: the engine shows the very answer that the question holds for right. */
import { describe, expect, test } from 'vitest';
import type { Numbers } from '../../src/content/exercises/exercise.ts';
import { drawItem } from '../../src/content/learning/draw-item.ts';
import { questions } from '../../src/content/questions/index.ts';
import {
  advanceRun,
  advanceTo,
  createWorld,
  dynamoUsedInLastSecond,
  historyOf,
  SECOND,
  shardIdOf,
  worstLag,
  type World,
} from '../../src/engine/index.ts';
import { middleOf } from '../../src/engine/kinesis/hash-key.ts';
import type { Scenario } from '../../src/engine/scenario.ts';

const FEW = ['1', '2b', '3c7'];

const templateOf = (id: string) => questions.find((question) => question.id === id)!;
const numbersOf = (id: string, seed: string): Numbers => drawItem(templateOf(id), seed).numbers;
const answerOf = (id: string, numbers: Numbers): string => templateOf(id).options(numbers)![0].text;
const figureOf = (id: string, numbers: Numbers): number => Number(/\d[\d,.]*/.exec(answerOf(id, numbers))![0].replaceAll(',', ''));
const scenarioOf = (id: string, numbers: Numbers): Scenario => templateOf(id).seeIt(numbers).scenario;

function played(scenario: Scenario, seconds: number): World {
  const world = createWorld(scenario, { seed: '1' });
  advanceTo(world, seconds * SECOND);
  return world;
}

const shardsOf = ({ kinesis }: World) => kinesis.streams[0].shards;
const refusedWrites = (world: World): number[] => shardsOf(world).map(({ totals }) => totals.refusedByRecords + totals.refusedByBytes);
const refusedReads = (world: World): number => shardsOf(world).reduce((sum, { totals }) => sum + totals.refusedReadCalls, 0);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const ageMs = (world: World): number => worstLag(world)?.ms ?? 0;

test.each(questions.map((question) => [question.id, question] as const))('%s: the run does what it is opened for', (id, question) => {
  const { scenario, untilSeconds } = question.seeIt(numbersOf(id, '5'));
  expect(untilSeconds).toBeGreaterThan(0);
  expect(untilSeconds).toBeLessThanOrEqual(1000);
  const world = played(scenario, 3);
  expect(sum(shardsOf(world).map(({ log }) => log.count)) + (world.firehose.list[0]?.account.accepted ?? 0)).toBeGreaterThan(0);
});

describe('which-shard', () => {
  test.each([...FEW, '4d', '5e'])('all records lie in the shard of the answer, seed %s', (seed) => {
    const numbers = numbersOf('which-shard', seed);
    const counts = shardsOf(played(scenarioOf('which-shard', numbers), 5)).map(({ log }) => log.count);
    expect(counts.findIndex((count) => count > 0)).toBe(figureOf('which-shard', numbers));
    expect(counts.filter((count) => count > 0)).toHaveLength(1);
  });
});

test.each(FEW)('partial-failure-answer: the share of the answer is refused though every call succeeds, seed %s', (seed) => {
  const numbers = numbersOf('partial-failure-answer', seed);
  const world = played(scenarioOf('partial-failure-answer', numbers), 60);
  const [shard] = shardsOf(world);
  const refused = sum(refusedWrites(world));
  const stored = (numbers.records * shard.log.count) / (shard.log.count + refused);
  expect(Math.abs(stored - figureOf('partial-failure-answer', numbers))).toBeLessThan(0.03 * numbers.records);
});

test.each([...FEW, '4d', '5e'])('after-a-split: the child of the answer takes what comes, and what came before stays, seed %s', (seed) => {
  const numbers = numbersOf('after-a-split', seed);
  const world = played(scenarioOf('after-a-split', numbers), 10);
  const [child, parent] = [...answerOf('after-a-split', numbers).matchAll(/shard (\d+)/g)].map(([, number]) => Number(number));
  const { start, end } = shardsOf(world)[parent];
  const at = world.sim.nowUs;
  const newStartingHashKey = String(middleOf(start, end));
  advanceRun(world, [{ at, command: { type: 'split-shard', stream: 'orders', shardId: shardIdOf(parent), newStartingHashKey } }], 0, at);
  const before = shardsOf(world)[parent].log.count;
  advanceTo(world, at + 60 * SECOND);
  const counts = shardsOf(world).map(({ log }) => log.count);
  const closed = counts[parent];
  expect(closed).toBeGreaterThanOrEqual(before);
  expect(counts.flatMap((count, i) => (count > 0 ? [i] : []))).toEqual([parent, child]);
  advanceTo(world, at + 90 * SECOND);
  expect(shardsOf(world)[parent].log.count).toBe(closed);
  expect(shardsOf(world)[child].log.count).toBeGreaterThan(counts[child]);
});

test.each(FEW)('hot-key-limit: just above the answer one shard refuses, below it none, seed %s', (seed) => {
  const numbers = numbersOf('hot-key-limit', seed);
  const scenario = scenarioOf('hot-key-limit', numbers);
  const [producer] = scenario.producers;
  if (producer.source.kind !== 'synthetic' || producer.source.keys.kind !== 'hot') throw new Error('has no hot key');
  const answer = figureOf('hot-key-limit', numbers) / 100;
  expect(producer.source.keys.share).toBeGreaterThan(answer);
  expect(refusedWrites(played(scenario, 15)).filter((count) => count > 0)).toHaveLength(1);
  // its shard has its part of the other keys too
  const source = { ...producer.source, keys: { ...producer.source.keys, share: answer - 1 / numbers.shards } };
  expect(sum(refusedWrites(played({ ...scenario, producers: [{ ...producer, source }] }, 15)))).toBe(0);
});

describe('throttled-first', () => {
  test.each([0, 1, 2, 3])('the limit of the answer refuses, and no other does: %i', (limit) => {
    const numbers = { limit, shards: 2, overPercent: 140, applications: 3 };
    const world = played(scenarioOf('throttled-first', numbers), 40);
    const limits = historyOf(world).flatMap((event) => (event.type === 'read-throttling-started' ? [event.limit] : []));
    const total = (which: 'refusedByRecords' | 'refusedByBytes') => sum(shardsOf(world).map(({ totals }) => totals[which]));
    expect([total('refusedByRecords') > 0, total('refusedByBytes') > 0, limits.includes('bytes'), limits.includes('calls')]).toEqual(
      [0, 1, 2, 3].map((which) => which === limit),
    );
  });
});

test.each(FEW)('first-flush: the first flush begins when the answer says, seed %s', (seed) => {
  const numbers = numbersOf('first-flush', seed);
  const answer = figureOf('first-flush', numbers);
  const [first] = played(scenarioOf('first-flush', numbers), answer + 5).firehose.list[0].flushes;
  expect(Math.abs((first.sealedUs - first.openedUs) / SECOND - answer)).toBeLessThan(1.5);
});

test.each([...FEW, '4d', '5e', '6f'])('firehose-volume: all that is sent is taken, so that it is billed, seed %s', (seed) => {
  const numbers = numbersOf('firehose-volume', seed);
  const { accepted } = played(scenarioOf('firehose-volume', numbers), 20).firehose.list[0].account;
  expect(accepted / (20 * numbers.perSecond)).toBeGreaterThan(0.98);
});

describe('update-shard-count-calls', () => {
  test.each(FEW)('the engine takes so many calls and no fewer, seed %s', (seed) => {
    const numbers: Numbers = { ...numbersOf('update-shard-count-calls', seed), to: 24 };
    const scenario = scenarioOf('update-shard-count-calls', numbers);
    const world = createWorld({ ...scenario, producers: [] }, { seed: '1' });
    const call = (target: number): void => {
      const at = world.sim.nowUs;
      advanceRun(world, [{ at, command: { type: 'update-shard-count', stream: 'orders', targetShardCount: target } }], 0, at);
      advanceTo(world, at + 600 * SECOND);
    };
    const refusals = () => historyOf(world).filter(({ type }) => type === 'command-refused').length;
    call(numbers.from * 2 + 1);
    expect(refusals()).toBe(1);
    let calls = 0;
    for (let open = numbers.from; open < numbers.to; calls++) call((open = Math.min(numbers.to, 2 * open)));
    expect({ calls, refusals: refusals() }).toEqual({ calls: figureOf('update-shard-count-calls', numbers), refusals: 1 });
    expect(shardsOf(world).filter(({ closesAtUs }) => closesAtUs === null)).toHaveLength(numbers.to);
  });
});

test.each([3, 5, 8])(
  'poll-interval: at the answer nearly five calls a second are answered, asking more often answers no more, with %i applications',
  (applications) => {
    const numbers = { applications, goalMs: 500 };
    const scenario = scenarioOf('poll-interval', numbers);
    const answer = figureOf('poll-interval', numbers);
    const perSecond = (pollIntervalMs: number): { answered: number; refused: number } => {
      const consumers = scenario.consumers.map((consumer) => ({ ...consumer, pollIntervalMs }) as typeof consumer);
      const world = played({ ...scenario, consumers }, 120);
      return { answered: shardsOf(world)[0].totals.readCalls / 120, refused: refusedReads(world) / 120 };
    };
    const { answered, refused } = perSecond(answer);
    const oftener = perSecond(answer * 0.7);
    expect(answered).toBeGreaterThan(4.2);
    expect(oftener.answered).toBeLessThanOrEqual(5);
    expect(oftener.refused).toBeGreaterThan(refused + 1);
    // once a second each, no second can have more than one call of each
    if (applications === 5) expect(refused).toBe(0);
  },
);

test.each(FEW)('lambda-concurrency: so many invocations run at once, and never more, seed %s', (seed) => {
  const numbers = numbersOf('lambda-concurrency', seed);
  const [consumer] = played(scenarioOf('lambda-concurrency', numbers), 40).consumers.list;
  if (!('running' in consumer) || !('mostConcurrent' in consumer.figures)) throw new Error('is no function');
  expect(consumer.figures.mostConcurrent).toBe(figureOf('lambda-concurrency', numbers));
});

test.each(FEW)('lease-table-writes: the table takes so many writes a second, seed %s', (seed) => {
  const numbers = numbersOf('lease-table-writes', seed);
  const world = played(scenarioOf('lease-table-writes', numbers), 90);
  const [consumer] = world.consumers.list;
  if (!('table' in consumer)) throw new Error('is no application');
  let writes = 0;
  for (let second = 0; second < 60; second++) {
    advanceTo(world, (91 + second) * SECOND);
    writes += dynamoUsedInLastSecond(consumer.table, world.sim.nowUs).write;
  }
  const answer = figureOf('lease-table-writes', numbers);
  expect(Math.abs(writes / 60 - answer)).toBeLessThan(0.1 * answer);
});

test('parallelization-factor-needed: the answer keeps up, one less does not', () => {
  const numbers = { perShard: 900, ms: 5, shards: 2 };
  const scenario = scenarioOf('parallelization-factor-needed', numbers);
  const withFactor = (parallelizationFactor: number): Scenario => ({
    ...scenario,
    consumers: scenario.consumers.map((consumer) => ({ ...consumer, parallelizationFactor }) as typeof consumer),
  });
  const answer = figureOf('parallelization-factor-needed', numbers);
  expect(ageMs(played(withFactor(answer), 120))).toBeLessThan(6000);
  expect(ageMs(played(withFactor(answer - 1), 120))).toBeGreaterThan(10_000);
});

test.each(FEW)('iterator-age-growth: the age grows as the answer says, seed %s', (seed) => {
  const numbers = numbersOf('iterator-age-growth', seed);
  const world = played(scenarioOf('iterator-age-growth', numbers), 60);
  const before = ageMs(world);
  advanceTo(world, 240 * SECOND);
  const perHour = ((ageMs(world) - before) / 1000 / 180) * 60;
  expect(Math.abs(perHour - figureOf('iterator-age-growth', numbers))).toBeLessThan(2.5);
});

test('shards-for-workload: so many shards are enough, one less is not', () => {
  const numbers = { perSecond: 2600, sizeKiB: 1.5, readers: 2 };
  const scenario = scenarioOf('shards-for-workload', numbers);
  const withShards = (shardCount: number): Scenario => ({ ...scenario, streams: [{ ...scenario.streams[0], shardCount }] });
  expect(scenario.streams[0].shardCount).toBe(figureOf('shards-for-workload', numbers));
  const enough = played(scenario, 30);
  expect(sum(refusedWrites(enough)) / sum(shardsOf(enough).map(({ log }) => log.count))).toBeLessThan(0.05);
  const less = played(withShards(3), 30);
  expect(sum(refusedWrites(less)) / sum(shardsOf(less).map(({ log }) => log.count))).toBeGreaterThan(0.2);
});

test('catch-up-time: half a minute’s backlog is read at the difference of the rates', () => {
  const numbers = { backlogMiB: 5400, shards: 1, percent: 60 };
  const world = played(scenarioOf('catch-up-time', numbers), 36);
  expect(ageMs(world)).toBeGreaterThan(25_000);
  // 30 s at 0.6 MiB/s, read at 2 − 0.6 MiB/s: 12.9 s
  advanceTo(world, 43 * SECOND);
  expect(ageMs(world)).toBeGreaterThan(3000);
  advanceTo(world, 56 * SECOND);
  expect(ageMs(world)).toBeLessThan(3000);
});
