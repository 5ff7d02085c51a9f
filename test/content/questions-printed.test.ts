/** Questions as a reader has them: solved from the printed sentence alone, mistakes that give what stands there, and the exams that ask. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Numbers } from '../../src/content/exercises/exercise.ts';
import { drawItem } from '../../src/content/learning/draw-item.ts';
import { questions } from '../../src/content/questions/index.ts';
import type { Item } from '../../src/content/questions/question.ts';

const SEEDS = Array.from({ length: 300 }, (_, i) => `reader-${i}`);

const figuresOf = (text: string): number[] =>
  [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([digits]) => Number(digits.replaceAll(',', '')));
const itemsOf = (id: string): Item[] =>
  SEEDS.map((seed) =>
    drawItem(
      questions.find((question) => question.id === id)!,
      seed,
    ),
  );
const rightOf = ({ options }: Item): string => options.find(({ isRight }) => isRight)!.text;
const firstOf = (text: string): number => figuresOf(text)[0];
const GB = 2 ** 30;

function md5Times(text: string, factor: number): number {
  const [, key] = /“(.+?)”/.exec(text)!;
  return Number((BigInt(`0x${createHash('md5').update(key).digest('hex')}`) * BigInt(factor)) >> 128n);
}

/** By the figures of the sentence in their order, and for some by its words. */
const SOLVED: Record<string, (figures: number[], text: string) => number> = {
  'shards-for-workload': ([rate, size, readers]) => Math.ceil(Math.max(rate / 1000, (rate * size) / 1024, (rate * size * readers) / 2048)),
  'hot-key-limit': ([rate, size]) => (100 * Math.min(1000, 1024 / size)) / rate,
  'kpl-aggregation': ([rate, bytes]) => rate / Math.floor(51_200 / bytes),
  'polling-share': ([applications]) => 2048 / applications,
  'poll-interval': ([applications]) => 200 * applications,
  'fan-out-throughput': ([shards, consumers]) => 2 * shards * consumers,
  'iterator-age-growth': ([input, output]) => 60 * (1 - output / input),
  'time-until-loss': ([retention, age, input, output]) => (retention - age) / (1 - output / input),
  'catch-up-time': ([shards, backlog, input]) => backlog / (2 * shards - input),
  'replay-time': ([shards, input, hours]) => (hours * input) / (2 * shards - input),
  'lambda-concurrency': ([shards, factor]) => shards * factor,
  'parallelization-factor-needed': ([, rate, ms]) => Math.ceil((rate * ms) / 1000),
  'lease-table-writes': ([leases, failover, checkpoint]) => (3 * leases) / failover + leases / checkpoint,
  'update-shard-count-calls': ([from, to]) => Math.ceil(Math.log2(to / from) - 1e-9),
  'first-flush': ([rate, size, interval]) => Math.min(size / rate, interval),
  'firehose-objects': ([rate, , size, interval]) => 86_400 / Math.min((size * 1024) / rate, interval),
  'firehose-volume': ([rate, size]) => (rate * 3600 * Math.ceil(size / 5) * 5 * 1024) / GB,
  'put-units-record': ([size]) => Math.ceil(size / 25),
  'put-units-month': ([rate, size]) => (rate * 86_400 * 30 * Math.ceil(size / 25)) / 1e9,
  'fan-out-price': ([rate, shards, consumers]) => shards * consumers * 0.015 + ((consumers * rate * 3600) / 1024) * 0.013,
  'retention-price': ([shards]) => shards * 720 * 0.02,
  'on-demand-price': ([rate, size], text) =>
    0.04 + ((rate * size * 3600 * 1024) / GB) * (0.08 + 0.04 * Number(/(\d) applications?/.exec(text)![1])),
  'which-shard': ([shards], text) => md5Times(text, shards),
  'partial-failure-answer': ([records, , failed]) => records - failed,
  'after-a-split': ([shards], text) => shards + (md5Times(text, 2 * shards) % 2),
};

/** Options that differ in their words, and may begin with the same figure. */
const WORDED = new Set(['after-a-split', 'partial-failure-answer']);

/** S3 is a name, not a figure. */
const withoutNames = (text: string): string => text.replaceAll(/\bS3\b/g, '');

describe.each(Object.entries(SOLVED))('%s', (id, solve) => {
  test('who reckons with what is printed comes to the right option, and to no other', () => {
    for (const { text, options } of itemsOf(id)) {
      const asked = withoutNames(text);
      const answer = solve(id === 'firehose-objects' ? [firstOf(asked), 0, ...figuresOf(asked).slice(1)] : figuresOf(asked), asked);
      const right = options.find(({ isRight }) => isRight)!.text;
      const digits = /\d[\d,]*(?:\.(\d+))?/.exec(right)![1]?.length ?? 0;
      expect(Math.abs(firstOf(right) - answer), `${text} ${right}, not ${answer}`).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-9 * answer);
      if (WORDED.has(id)) continue;
      for (const option of options) if (!option.isRight) expect(Math.abs(firstOf(option.text) - answer)).toBeGreaterThan(0.04 * answer);
    }
  });
});

/** What a named mistake makes of the numbers, where it is easily written down. */
const MISTAKES: [string, string, (numbers: Numbers) => number][] = [
  ['catch-up-time', 'Uses the write limit for reads', (n) => n.backlogMiB / (n.shards * (1 - n.percent / 100))],
  ['replay-time', 'Uses the write limit for reads', (n) => (n.windowHours * n.percent) / 100 / (1 - n.percent / 100)],
  ['firehose-objects', 'Takes 5 MiB, the default', (n) => 86_400 / Math.min(5120 / n.rateKiB, n.intervalSeconds)],
  ['first-flush', 'Takes bytes for bits', (n) => n.sizeMiB / n.rateMiB / 8],
  ['first-flush', 'Flushes when half full', (n) => n.sizeMiB / n.rateMiB / 2],
  ['first-flush', 'Takes the mean wait', (n) => n.intervalSeconds / 2],
  ['polling-share', 'Lets the producer share too', (n) => 2048 / (n.applications + 1)],
];

test.each(MISTAKES)('%s: “%s” gives the option that bears its name', (id, misconception, reckon) => {
  const seen = itemsOf(id).flatMap(({ numbers, options }) =>
    options.filter((option) => option.misconception === misconception).map(({ text }) => [firstOf(text), reckon(numbers)]),
  );
  expect(seen.length).toBeGreaterThan(10);
  for (const [printed, reckoned] of seen) expect(Math.abs(printed - reckoned)).toBeLessThanOrEqual(Math.max(0.5, 0.01 * reckoned));
});

test('no option is one that could not be at all', () => {
  for (const { options } of itemsOf('parallelization-factor-needed'))
    for (const { text } of options) expect(firstOf(text)).toBeLessThanOrEqual(10);
  for (const { options } of itemsOf('iterator-age-growth')) for (const { text } of options) expect(firstOf(text)).toBeLessThanOrEqual(60);
});

test('a reason that says what is dearer holds for the numbers', () => {
  const untrue = itemsOf('on-demand-price').filter(
    (item) =>
      item.options.some(({ reason }) => reason.includes('pays more')) &&
      firstOf(rightOf(item)) <= Number(/costs \$(\d+\.\d+)/.exec(item.text)![1]),
  );
  expect(untrue).toEqual([]);
});

test('one is spoken of as one', () => {
  const said = questions
    .flatMap(({ id }) => itemsOf(id).slice(0, 60))
    .flatMap(({ text, options }) => [text, ...options.map(({ reason }) => reason)]);
  expect(
    said.filter((text) => /(?<![\d.,])1 (?:applications|application poll\b|shards|calls|records|units|at once do\b)/.test(text)),
  ).toEqual([]);
});

test.each(questions.map(({ id }) => id))('%s: the right option is not known by its length', (id) => {
  const lengths = itemsOf(id).map((item) => ({ right: rightOf(item).length, all: item.options.map(({ text }) => text.length) }));
  const alone = (extreme: (...all: number[]) => number) =>
    lengths.filter(({ right, all }) => right === extreme(...all) && all.filter((length) => length === right).length === 1).length;
  expect(Math.max(alone(Math.max), alone(Math.min))).toBeLessThan(0.6 * SEEDS.length);
});

test('the share of those who poll is not known by its place among the sizes', () => {
  const ranks = itemsOf('polling-share').map(({ options }) => {
    const right = firstOf(options.find(({ isRight }) => isRight)!.text);
    return options.filter(({ text }) => firstOf(text) < right).length;
  });
  for (const rank of new Set(ranks)) expect(ranks.filter((other) => other === rank).length / ranks.length).toBeLessThan(0.75);
});

test('where older notes differ, it is said', () => {
  const differing =
    'which-shard kpl-aggregation fan-out-throughput lambda-concurrency lease-table-writes update-shard-count-calls first-flush partial-failure-answer';
  const ids = [...differing.split(' '), 'retention-price', 'on-demand-price', 'outdated-figure', 'outdated-figures'];
  expect(questions.flatMap(({ id, older }) => (older === undefined ? [] : [id])).toSorted()).toEqual(ids.toSorted());
});

describe('exams, as of November 2026', () => {
  const tagged = (exam: string) => questions.filter(({ exams }) => exams.some((tag) => tag === exam));
  const isOfFirehose = ({ id, topic }: (typeof questions)[number]) => topic === 'firehose' || id === 'firehose-volume';

  test('DVA-C03 takes the place of DVA-C02 on 1 December: what the one asks, the other asks', () => {
    const newer = new Set(tagged('DVA-C03'));
    expect(tagged('DVA-C02').filter((question) => !newer.has(question))).toEqual([]);
    expect(newer.size).toBeGreaterThan(12);
  });

  test('Firehose is new in DVA-C03, and SOA-C03 lists Firehose but not Data Streams', () => {
    expect(tagged('DVA-C02').filter(isOfFirehose)).toEqual([]);
    expect(tagged('SOA-C03').filter((question) => !isOfFirehose(question))).toEqual([]);
    expect(tagged('SOA-C03').length).toBeGreaterThan(1);
  });
});
