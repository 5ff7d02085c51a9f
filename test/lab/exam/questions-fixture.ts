/** Questions made up for the tests of practice and exam: what they say of AWS is of no matter here. */
import type { Topic } from '../../../src/content/learning/topics.ts';
import { defineQuestion, type Option, type QuestionTemplate } from '../../../src/content/questions/question.ts';

const SCENARIO = {
  id: 'fixture',
  title: 'A stream',
  summary: 'One stream.',
  startEpochMs: 0,
  profile: '2026',
  region: 'us-east-1',
  accountId: '111122223333',
  streams: [{ name: 'orders', shardCount: 2, retentionHours: 24 }],
  producers: [],
  consumers: [],
} as const;

const base = {
  level: 'core' as const,
  exams: ['DVA-C02', 'DEA-C01'] as const,
  asOf: '2026-11-20',
  sources: [{ title: 'Quotas and limits', url: 'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html' }],
  explain: () => ['First this,', 'then that.'],
  seeIt: () => ({
    scenario: { ...SCENARIO, streams: [...SCENARIO.streams], producers: [], consumers: [] },
    untilSeconds: 90,
    lookAt: 'Look at the shards.',
  }),
  teaches: { kind: 'exercise' as const, id: 'hot-key' },
};

const wrong = (text: string, misconception: string): Option => ({
  text,
  isRight: false,
  reason: `Because of ${misconception}.`,
  misconception,
});
const right = (text: string): Option => ({ text, isRight: true, reason: 'It is so.', misconception: null });

export const sum = (id: string, topic: Topic, to = 40): QuestionTemplate =>
  defineQuestion({
    ...base,
    id,
    title: `Shards for ${id}`,
    topic,
    numbers: { a: { from: 1, to, step: 1 } },
    older: 'said 7 days; today it is 365.',
    ask: ({ a }) => `A stream takes ${a} MB/s. How many shards does it need?`,
    options: ({ a }) => [
      right(`${a} shards`),
      wrong(`${a * 2} shards`, 'twice'),
      wrong(`${a + 100} shards`, 'more'),
      wrong(`${a * 3} shards`, 'thrice'),
    ],
  });

export const two = (id: string, topic: Topic): QuestionTemplate =>
  defineQuestion({
    ...base,
    id,
    title: `Two of ${id}`,
    topic,
    numbers: { a: { from: 1, to: 9, step: 1 }, b: { from: 1, to: 9, step: 1 } },
    ask: ({ a, b }) => `With ${a} and ${b}: which two hold?`,
    options: () => [right('One'), right('Two'), wrong('Three', 'three'), wrong('Four', 'four'), wrong('Five', 'five'), wrong('Six', 'six')],
  });

/** Without numbers: one item and no other. */
export const plain = (id: string, topic: Topic): QuestionTemplate => ({
  ...sum(id, topic),
  numbers: {},
  ask: () => 'Which figure is outdated?',
  options: () => [right('7 days'), wrong('24 hours', 'a'), wrong('365 days', 'b'), wrong('8760 hours', 'c')],
});

export const FIXTURE: readonly QuestionTemplate[] = [
  sum('shards-needed', 'streams'),
  sum('key-share', 'keys'),
  sum('put-units', 'writing'),
  two('write-limits', 'writing'),
  sum('poll-share', 'reading'),
  sum('fan-out', 'reading'),
  sum('concurrency', 'consumers'),
  sum('resize-calls', 'resharding'),
  sum('first-flush', 'firehose'),
  two('flush-objects', 'firehose'),
  plain('outdated', 'cost'),
];
