/** Everyone owns the same phone: one value of the partition key takes most of the records. */
import { hashKeyOf } from '../../engine/kinesis/hash-key.ts';
import { defineExercise, type Numbers } from './exercise.ts';

const FAILURES = { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 2000, jitter: true }, maxAttempts: 8 } as const;

/** So few that neither equal nor falling frequencies of theirs suit four shards: a shard gets whole models, and takes 1,000 records a second. */
const MODELS = 10;

const producer = ({ perSecond, share }: Numbers) => ({
  id: 'telemetry',
  stream: 'devices',
  source: {
    kind: 'synthetic' as const,
    size: { kind: 'fixed' as const, bytes: 500 },
    keys: { kind: 'hot' as const, keys: MODELS, share: share / 100, prefix: 'model-' },
  },
  rate: { kind: 'constant' as const, perSecond },
  calls: { api: 'PutRecords' as const, batchSize: 200, lingerMs: 200 },
  failures: FAILURES,
});

/** Another key, but not a smaller share of the same one: how many phones are of a model is not for the producer to choose. */
const KEY_PARTS = ['source.keys.kind', 'source.keys.keys', 'source.keys.prefix', 'source.keys.exponent'];

/** The model that most phones are. */
const HOT_SHARD = hashKeyOf('model-0') >> 126n;
const EIGHTH = 1n << 125n;

export const hotKey = defineExercise({
  id: 'hot-key',
  title: 'Everyone owns the same phone',
  topic: 'keys',
  level: 'intro',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01', 'SAA-C03'],
  asOf: '2026-11-20',
  sources: [
    {
      title: 'Kinesis Data Streams terminology: partition key',
      url: 'https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html',
    },
    { title: 'Quotas and limits', url: 'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html' },
  ],
  numbers: { perSecond: { from: 3200, to: 3400, step: 20 }, share: { from: 50, to: 65, step: 5 } },
  brief: ({ perSecond, share }) => [
    `Phones send ${perSecond.toLocaleString('en-US')} records of 500 B a second. The [[partition-key]] is the model: there are ten, and ${share}\u00A0% of the phones are one of them.`,
    'Each phone’s records must stay in order. Stop the [[throttling]] without paying for more than the four shards that there are.',
  ],
  scenario: (numbers) => ({
    id: 'exercise-hot-key',
    title: 'Everyone owns the same phone',
    summary: 'Four shards, one of them hot.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'devices', shardCount: 4, retentionHours: 24 }],
    producers: [producer(numbers)],
    consumers: [
      {
        kind: 'polling',
        id: 'dashboard',
        stream: 'devices',
        start: 'TRIM_HORIZON',
        pollIntervalMs: 1000,
        limit: 10_000,
        processingUsPerRecord: 0,
      },
    ],
  }),
  window: { fromSeconds: 120, toSeconds: 300 },
  allows: [
    { command: 'update-producer', producer: 'telemetry', parts: KEY_PARTS },
    { command: 'update-shard-count' },
    { command: 'split-shard' },
  ],
  goals: () => [
    { id: 'throttling', measure: { kind: 'throttled-share' }, is: 'at-most', value: 0.01, over: 'total', star: 1 },
    { id: 'nothing-lost', measure: { kind: 'producer-lost' }, is: 'at-most', value: 0, over: 'total', star: 1 },
    { id: 'hardly-throttled', measure: { kind: 'throttled-share' }, is: 'at-most', value: 0.001, over: 'total', star: 2 },
    { id: 'four-shards', measure: { kind: 'open-shards' }, is: 'at-most', value: 4, over: 'always', star: 3 },
  ],
  par: 1,
  predict: () => ({
    kind: 'choice',
    question: 'Doubling the shards from 4 to 8 will',
    options: ['cure it', 'halve the throttling', 'change nothing for the hot key'],
  }),
  outcome: () => 2,
  hints: {
    throttling: [
      'Look at the shards: only one of them refuses records.',
      'All records of one partition key go to one shard, however many shards there are.',
      'Give the producer a key with many values: uniform over thousands of keys, one for each phone.',
    ],
    'nothing-lost': [
      'Look at the producer’s card: it gives records up after its last attempt.',
      'Retries only help where the shard has room in between.',
      'Spread the keys; what waits is then taken at once.',
    ],
    'hardly-throttled': [
      'Look at which shard still refuses some.',
      'A key with some tens of values still falls unevenly on four shards.',
      'Use at least a few thousand keys.',
    ],
    'four-shards': [
      'Look at the number of open shards within the judged window.',
      'More shards divide the key space, not a key.',
      'Leave the shard count at 4 and change the key.',
    ],
  },
  solution: (numbers) => [
    {
      at: 20_000_000,
      command: {
        type: 'update-producer',
        producer: {
          ...producer(numbers),
          source: { ...producer(numbers).source, keys: { kind: 'uniform', keys: 20_000, prefix: 'phone-' } },
        },
      },
    },
  ],
  nearMisses: [
    {
      id: 'more-shards',
      title: 'Doubles the shards',
      misconception: 'Throttling means too few shards',
      commands: () => [{ at: 20_000_000, command: { type: 'update-shard-count', stream: 'devices', targetShardCount: 8 } }],
      fails: 'throttling',
      why: 'The hot key still hashes to one shard, and that one takes 1,000 records a second as before.',
    },
    {
      id: 'split-the-hot-shard',
      title: 'Splits the hot shard in the middle',
      misconception: 'A split divides the load of a key',
      commands: () => [
        {
          at: 20_000_000,
          command: {
            type: 'split-shard',
            stream: 'devices',
            shardId: `shardId-00000000000${HOT_SHARD}`,
            newStartingHashKey: String(2n * EIGHTH * HOT_SHARD + EIGHTH),
          },
        },
      ],
      fails: 'throttling',
      why: 'A split divides a range of hash keys. One key has one hash: it stays whole, in one of the children.',
    },
  ],
  explanation: ({ perSecond, share }) => [
    `${share}\u00A0% of ${perSecond.toLocaleString('en-US')} records a second are ${Math.round((perSecond * share) / 100).toLocaleString('en-US')} on one shard, which takes 1,000.`,
    'The model has few values and one of them dominates. The device’s id has as many values as there are phones: records of one phone still share a shard and stay in order, and the load is even. A random key for each record would spread the load as well, and lose that order.',
  ],
  readNext: [
    { kind: 'lesson', id: 'partition-keys' },
    { kind: 'exercise', id: 'split-the-right-shard' },
  ],
});
