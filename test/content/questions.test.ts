/** The question templates over many draws: answers held against formulas written anew here, wording, and the samples of the fact sheet. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { Numbers } from '../../src/content/exercises/exercise.ts';
import { drawItem } from '../../src/content/learning/draw-item.ts';
import { questions } from '../../src/content/questions/index.ts';
import type { Item, Option, QuestionTemplate } from '../../src/content/questions/question.ts';
import { ScenarioSchema } from '../../src/content/schemas/scenario-schema.ts';

const SEEDS = Array.from({ length: 200 }, (_, i) => (i * 7919 + 1).toString(16));
const LESSONS = ['streams-and-shards', 'partition-keys', 'write-limits', 'reading', 'resharding', 'firehose'];
const EXERCISES =
  'hot-key launch-day tiny-records partial-failure retry-storm five-readers-cheap five-readers-fast ten-megabyte-read iterator-expiry retention poison-pill parallelization-factor worker-failover split-the-right-shard parents-first update-shard-count firehose-buffers firehose-transform';

const up = Math.ceil;
const doublings = (from: number, to: number): number => up(Math.log2(to / from) - 1e-9);
const ageGrowth = ({ percent }: Numbers): number => 1 - percent / 100;
const perDay = ({ sizeMiB, intervalSeconds }: Numbers, mibPerSecond: number): number =>
  86_400 / Math.min(sizeMiB / mibPerSecond, intervalSeconds);
const shardByMd5 = ({ letter, halvings }: Numbers): number => {
  const digest = createHash('md5').update(`tenant-${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[letter]}`).digest('hex');
  return Number((BigInt(`0x${digest}`) * BigInt(2 ** halvings)) >> 128n);
};

/** The first figure of the right answer. */
const ANSWERS: Record<string, (numbers: Numbers) => number> = {
  'shards-for-workload': (n) =>
    up(Math.max((n.perSecond * n.sizeKiB) / 1024, n.perSecond / 1000, (n.perSecond * n.sizeKiB * n.readers) / 2048)),
  'kpl-aggregation': (n) => n.perSecond / Math.floor(51_200 / n.bytes),
  'partial-failure-answer': (n) => n.records - Math.round((n.records * n.percent) / 100),
  'put-units-record': (n) => up(n.sizeKiB / 25),
  'put-units-month': (n) => (n.perSecond * 86_400 * 30 * up(n.sizeKiB / 25)) / 1e9,
  'polling-share': (n) => 2048 / n.applications,
  'poll-interval': (n) => 200 * n.applications,
  'fan-out-throughput': (n) => 2 * n.shards * n.consumers,
  'fan-out-price': (n) => n.shards * n.consumers * 0.015 + n.consumers * ((n.mibPerSecond * 3600) / 1024) * 0.013,
  'iterator-age-growth': (n) => 60 * ageGrowth(n),
  'time-until-loss': (n) => (n.retentionHours - n.ageHours) / ageGrowth(n),
  'catch-up-time': (n) => n.backlogMiB / (2 * n.shards - (n.shards * n.percent) / 100),
  'replay-time': (n) => (n.windowHours * n.percent) / 100 / (2 - n.percent / 100),
  'lambda-concurrency': (n) => n.shards * n.factor,
  'parallelization-factor-needed': (n) => up((n.perShard * n.ms) / 1000),
  'lease-table-writes': (n) => (3 * n.leases) / n.failoverSeconds + n.leases / n.checkpointSeconds,
  'update-shard-count-calls': (n) => doublings(n.from, n.to),
  'first-flush': (n) => Math.min(n.sizeMiB / n.rateMiB, n.intervalSeconds),
  'firehose-objects': (n) => perDay(n, n.rateKiB / 1024),
  'firehose-volume': (n) => (n.perSecond * 3600 * up(n.sizeKiB / 5 - 1e-9) * 5) / 1024 / 1024,
  'which-shard': shardByMd5,
  'after-a-split': (n) => 2 ** n.halvings + (shardByMd5({ ...n, halvings: n.halvings + 1 }) % 2),
  'hot-key-limit': (n) => (100 * Math.min(1000, 1024 / n.sizeKiB)) / n.perSecond,
  'retention-price': (n) => n.shards * 0.02 * 720,
  'on-demand-price': (n) => 0.04 + ((n.perSecond * n.sizeKiB * 3600) / 1024 / 1024) * (0.08 + 0.04 * n.readers),
};

/** Answered by more than their first figure: any two different texts will do. */
const PLACES = new Set(['which-shard', 'after-a-split', 'partial-failure-answer']);

/** Of the right option among all, from the smallest figure to the largest. */
function rankOfRight({ options }: Item): number {
  const figures = options.map(({ text }) => firstFigure(text)).toSorted((a, b) => a - b);
  return figures.indexOf(firstFigure(options.find(({ isRight }) => isRight)!.text));
}

/** As the fact sheet prints them. */
const SAMPLES: [string, Numbers, string][] = [
  ['shards-for-workload', { perSecond: 2600, sizeKiB: 1.5, readers: 2 }, '4 shards'],
  ['put-units-month', { perSecond: 5000, sizeKiB: 0.9 }, '12.96 billion units, $181.44'],
  ['put-units-record', { sizeKiB: 45 }, '2 units'],
  ['put-units-record', { sizeKiB: 1024 }, '41 units'],
  ['polling-share', { applications: 5 }, '409.6 KiB/s and 1 call/s'],
  ['fan-out-throughput', { shards: 6, consumers: 4 }, '48 MiB/s'],
  ['kpl-aggregation', { perSecond: 10_000, bytes: 307.2 }, '60 records/s on 3 shards'],
  ['first-flush', { rateMiB: 0.2, sizeMiB: 5, intervalSeconds: 300 }, 'after 25 s'],
  ['firehose-objects', { rateKiB: 50, sizeMiB: 128, intervalSeconds: 300 }, '288 objects of 14.6 MiB'],
  ['lambda-concurrency', { shards: 120, factor: 10, batch: 100 }, '1,200 invocations'],
  ['parallelization-factor-needed', { perShard: 900, ms: 5, shards: 4 }, 'a factor of 5'],
  ['iterator-age-growth', { inMiB: 3, percent: 80 }, '12 min in each hour'],
  ['time-until-loss', { ageHours: 16, inMiB: 3, percent: 80, retentionHours: 24 }, 'in 40 h'],
  ['catch-up-time', { backlogMiB: 5400, shards: 1, percent: 100 }, '5,400 s'],
  ['update-shard-count-calls', { from: 4, to: 40 }, '4 calls'],
  ['which-shard', { letter: 3, halvings: 3 }, 'shard 3 of 8'],
  ['partial-failure-answer', { records: 500, percent: 20 }, '400 are stored; the program sends the other 100 again'],
  ['after-a-split', { letter: 3, halvings: 3, trap: 0 }, 'to shard 8; the earlier ones stay on shard 3'],
  ['hot-key-limit', { perSecond: 4000, sizeKiB: 0.5, shards: 8 }, '25 %'],
  ['fan-out-price', { shards: 4, consumers: 3, mibPerSecond: 2 }, '$0.454 an hour'],
  ['retention-price', { shards: 12, days: 7 }, '$172.80'],
  ['firehose-volume', { perSecond: 2000, sizeKiB: 0.8 }, '34.33 GB'],
  ['poll-interval', { applications: 4, goalMs: 500 }, 'every 800 ms: 500 ms cannot be kept by polling'],
  ['lease-table-writes', { leases: 300, failoverSeconds: 10, checkpointSeconds: 5 }, '150 writes/s'],
  ['on-demand-price', { perSecond: 300, sizeKiB: 2, readers: 1, shards: 4 }, '$0.287 an hour'],
  ['replay-time', { windowHours: 10, shards: 4, percent: 75 }, '6 h'],
];

const byId = (id: string): QuestionTemplate => questions.find((question) => question.id === id)!;
const rightOf = ({ options }: Item): Option => options.find(({ isRight }) => isRight)!;
const FIGURE = /\d[\d,]*(?:\.(\d+))?/;
const firstFigure = (text: string): number => Number(FIGURE.exec(text)![0].replaceAll(',', ''));
const words = (text: string): number => text.split(/\s+/).length;
/** What is left in a text where a number went wrong. */
const BROKEN = /NaN|undefined|Infinity|null|\[object|-0\b/;

test('ids are unique, kebab-case, and every topic is asked about', () => {
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  expect(questions.filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  expect(questions.length).toBeGreaterThanOrEqual(22);
  expect(new Set(questions.map(({ topic }) => topic)).size).toBe(8);
});

test.each(SAMPLES)('%s with the numbers of the fact sheet', (id, numbers, text) => {
  const options = byId(id).options(numbers);
  expect(options?.filter(({ isRight }) => isRight).map((option) => option.text)).toEqual([text]);
});

test('both halves of the comparison are those of the fact sheet', () => {
  expect(byId('on-demand-price').ask({ perSecond: 300, sizeKiB: 2, readers: 1, shards: 4 })).toContain('$0.075 an hour');
});

test('numeric answers are recomputed for every template but the three about words', () => {
  const numeric = questions.map(({ id }) => id).filter((id) => !['outdated-figure', 'outdated-figures', 'throttled-first'].includes(id));
  expect(numeric.toSorted()).toEqual(Object.keys(ANSWERS).toSorted());
  expect(new Set(SAMPLES.map(([id]) => id)).size).toBe(numeric.length);
});

describe.each(questions.map((question) => [question.id, question] as const))('%s', (id, question) => {
  const items = SEEDS.map((seed) => drawItem(question, seed));

  test('as many right as are to be chosen, and wrong ones each by a misconception', () => {
    for (const { options, choose } of items) {
      expect(choose).toBe(id === 'outdated-figures' ? 2 : 1);
      expect(options.length).toBe(choose === 2 ? 5 : 4);
      for (const { isRight, misconception, reason } of options) {
        expect(misconception === null).toBe(isRight);
        if (misconception !== null) expect(misconception.length).toBeGreaterThan(8);
        expect(reason.length).toBeGreaterThan(5);
        expect(reason).not.toContain('\n');
      }
    }
  });

  test('options differ by text, and figures clearly by value', () => {
    for (const { options } of items) {
      expect(new Set(options.map(({ text }) => text)).size).toBe(options.length);
      if (!(id in ANSWERS) || PLACES.has(id)) continue;
      const values = options.map(({ text }) => firstFigure(text)).toSorted((a, b) => a - b);
      // 8 % as computed; what is printed is rounded
      for (let i = 1; i < values.length; i++) expect(values[i] / values[i - 1]).toBeGreaterThan(1.04);
    }
  });

  test('nothing is broken in any text, and the question is short', () => {
    for (const item of items) {
      const { scenario, lookAt } = question.seeIt(item.numbers);
      const said = [item.text, ...item.options.flatMap(({ text, reason }) => [text, reason]), ...question.explain(item.numbers), lookAt];
      expect(said.filter((text) => BROKEN.test(text) || text.trim() === '')).toEqual([]);
      expect(words(item.text)).toBeLessThanOrEqual(90);
      expect(v.parse(ScenarioSchema, structuredClone(scenario))).toEqual(scenario);
    }
  });

  test('a figure is what the formula gives', () => {
    for (const item of id in ANSWERS ? items : []) {
      const expected = ANSWERS[id](item.numbers);
      const printed = firstFigure(rightOf(item).text);
      const digits = FIGURE.exec(rightOf(item).text)![1]?.length ?? 0;
      expect(Math.abs(printed - expected), `${rightOf(item).text}, not ${expected}`).toBeLessThanOrEqual(
        Math.max(0.5 * 10 ** -digits + 1e-9, expected < 1 ? 0.0006 : 0),
      );
    }
  });

  test('numbers do vary, and so does the place of the right option', () => {
    expect(new Set(items.map(({ numbers }) => JSON.stringify(numbers))).size).toBeGreaterThan(5);
    expect(new Set(items.map(({ options }) => options.findIndex(({ isRight }) => isRight))).size).toBeGreaterThan(2);
    expect(drawItem(question, SEEDS[3])).toEqual(items[3]);
  });

  test('the right figure is not known by its place among the sizes', () => {
    const ranks = id in ANSWERS && id !== 'partial-failure-answer' ? items.map(rankOfRight) : [];
    for (const rank of new Set(ranks)) expect(ranks.filter((other) => other === rank).length / ranks.length).toBeLessThan(0.95);
  });

  test('units, dates, sources and what teaches it', () => {
    if (id in ANSWERS && id !== 'which-shard')
      for (const { text, options } of items) {
        expect(text).toMatch(/KiB|MiB|\d B\b|\bms\b|\bs\b|\bh\b|shard|records|\$/);
        for (const option of options) expect(option.text.replace(/[\d.,\s]/g, '')).not.toBe('');
      }
    expect(question.asOf).toMatch(/^2026-\d\d-\d\d$/);
    expect(question.sources.length).toBeGreaterThan(0);
    for (const { url } of question.sources) expect(url).toMatch(/^https:\/\/(docs\.)?aws\.amazon\.com\/./);
    expect(question.teaches.kind === 'lesson' ? LESSONS : EXERCISES.split(' ')).toContain(question.teaches.id);
    if (question.older !== undefined) expect(question.older).toMatch(/\d/);
  });
});
