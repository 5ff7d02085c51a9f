/** Five readers, one of which is in a hurry: enhanced fan-out for that one. */
import { fanOutCostPerHour, provisionedCostPerHour } from '../../engine/formulas.ts';
import type { FanOutConsumerSpec, PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { defineExercise, type Numbers } from './exercise.ts';

const READERS = ['archive', 'dashboard', 'fraud', 'invoices', 'search'] as const;
const BYTES = 8000;

const reader = (id: string, pollIntervalMs = 1000): PollingConsumerSpec => ({
  kind: 'polling',
  id,
  stream: 'payments',
  start: 'TRIM_HORIZON',
  pollIntervalMs,
  limit: 10_000,
  processingUsPerRecord: 0,
});
const pushed = (id: string): FanOutConsumerSpec => ({
  kind: 'fan-out',
  id,
  stream: 'payments',
  start: 'TRIM_HORIZON',
  processingUsPerRecord: 0,
});

const set = (consumer: PollingConsumerSpec | FanOutConsumerSpec) => ({
  at: 20_000_000,
  command: { type: 'update-consumer' as const, consumer },
});

/** Two shards, what is put, and one and a half consumers with fan-out. */
const priceOf = ({ perSecond }: Numbers): number =>
  Number((provisionedCostPerHour(2, perSecond, BYTES).usd + 1.5 * fanOutCostPerHour(2, perSecond * BYTES).usd).toFixed(3));

export const fiveReadersFast = defineExercise({
  id: 'five-readers-fast',
  title: 'One of five is in a hurry',
  topic: 'reading',
  level: 'core',
  exams: ['SAA-C03', 'DEA-C01', 'DVA-C02', 'DVA-C03', 'SAP-C02'],
  asOf: '2026-11-20',
  sources: [
    { title: 'Enhanced fan-out consumers', url: 'https://docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html' },
    { title: 'GetRecords', url: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html' },
    { title: 'Pricing of Kinesis Data Streams', url: 'https://aws.amazon.com/kinesis/data-streams/pricing/' },
  ],
  older: 'Older notes say 5 registered consumers a stream, later 20; today 20, and 50 with On-demand Advantage.',
  numbers: { perSecond: { from: 60, to: 90, step: 5 } },
  brief: ({ perSecond }) => [
    `${perSecond} payments of 8 kB a second go over two shards. Five applications [[polling|poll]] each shard once a second.`,
    'The fraud check must see 99 of 100 payments within 150 ms of their arrival. The others are content with five seconds, must not be disturbed, and have no budget. Change what is needed within the first minute.',
  ],
  scenario: ({ perSecond }) => ({
    id: 'exercise-five-readers-fast',
    title: 'One of five is in a hurry',
    summary: 'Two shards with five calls a second each, all of them used.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'payments', shardCount: 2, retentionHours: 24 }],
    producers: [
      {
        id: 'tills',
        stream: 'payments',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: BYTES }, keys: { kind: 'uniform', keys: 20_000, prefix: 'card-' } },
        rate: { kind: 'constant', perSecond },
        calls: { api: 'PutRecords', batchSize: 50, lingerMs: 200 },
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 2000, jitter: true }, maxAttempts: 8 },
      },
    ],
    consumers: READERS.map((id) => reader(id)),
  }),
  window: { fromSeconds: 150, toSeconds: 270 },
  allows: [
    { command: 'update-shard-count' },
    ...READERS.map((consumer) => ({ command: 'update-consumer' as const, consumer, parts: ['kind', 'pollIntervalMs', 'limit'] })),
  ],
  goals: (numbers) => [
    { id: 'fraud-in-time', measure: { kind: 'put-to-read-p99', consumer: 'fraud' }, is: 'at-most', value: 150, over: 'always', star: 1 },
    { id: 'nobody-refused', measure: { kind: 'read-throttles' }, is: 'at-most', value: 20, over: 'total', star: 2 },
    { id: 'others-in-time', measure: { kind: 'iterator-age' }, is: 'at-most', value: 5000, over: 'always', star: 2 },
    { id: 'bill', measure: { kind: 'cost-per-hour' }, is: 'at-most', value: priceOf(numbers), over: 'always', star: 3 },
  ],
  par: 1,
  predict: () => ({
    kind: 'number',
    question: 'Fraud alone on a shard, with all five calls a second for itself: what is the longest that a record waits to be read?',
    unit: 'ms',
    min: 0,
    max: 1000,
    step: 50,
  }),
  outcome: () => 200,
  hints: {
    'fraud-in-time': [
      'Look at put to read of fraud: what sets its upper end?',
      'An application that polls waits for its next call, and a shard answers five calls a second, for all who poll together. One that is pushed to does not wait.',
      'Change the kind of fraud to fan-out within the first minute: put to read looks a minute back.',
    ],
    'nobody-refused': [
      'Look at the calls each shard gets in a second: five is the limit, and five is what it had.',
      'Each call that one reader makes more is taken from the others.',
      'Leave the others at 1,000 ms; fan-out makes no GetRecords calls at all.',
    ],
    'others-in-time': [
      'Look at which of the readers is oldest, and how often it asks.',
      'Between two calls a reader grows as old as the pause between them.',
      'Leave the pauses of the four others at 1,000 ms: that needs four of the five calls.',
    ],
    bill: [
      'Look at how many consumers are pushed to.',
      'Each one pays for every shard by the hour, and for every GB.',
      'Only fraud needs fan-out; let the other four poll, on two shards.',
    ],
  },
  solution: () => [set(pushed('fraud'))],
  nearMisses: [
    {
      id: 'poll-faster',
      title: 'Lets fraud poll every 100 ms',
      misconception: 'Polling more often makes a reader as fast as one likes',
      commands: () => [set(reader('fraud', 100))],
      fails: 'fraud-in-time',
      why: 'Five calls a second are all that a shard answers, to everybody together. Most of the new calls are refused, and some of the others’ too.',
    },
    {
      id: 'others-give-way',
      title: 'Gives fraud four of the five calls',
      misconception: 'The others only need to give way',
      commands: () => [...READERS.filter((id) => id !== 'fraud').map((id) => set(reader(id, 10_000))), set(reader('fraud', 220))],
      fails: 'others-in-time',
      why: 'The others are now ten seconds behind, and each of their large pages closes the shard for more than a second. Even without that, fraud would wait up to 200 ms for its next call.',
    },
    {
      id: 'fan-out-for-all',
      title: 'Turns all five to enhanced fan-out',
      misconception: 'Polling and enhanced fan-out cannot share a stream',
      commands: () => READERS.map((id) => set(pushed(id))),
      fails: 'bill',
      why: 'All five are fast now, and four of them pay for it by shard, hour and GB without a need.',
    },
  ],
  explanation: () => [
    'A shard answers five GetRecords calls a second, for all together. Even alone, an application that polls waits up to 200 ms: no pause between calls reaches 150 ms.',
    'Enhanced fan-out pushes records to each registered consumer some 70 ms after they arrive, out of 2 MiB/s a shard of its own, and takes nothing from those who poll. It costs $0.015 for each consumer and shard an hour and $0.013 a GB (us-east-1, September 2026), so it is for the one who needs it.',
  ],
  readNext: [
    { kind: 'lesson', id: 'reading' },
    { kind: 'exercise', id: 'ten-megabyte-read' },
  ],
});
