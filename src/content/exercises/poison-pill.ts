/** Poison pills: records that can never be processed, and what is given up together with them. One for each shard, so that some lie amid a batch. */
import type { LambdaConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { defineMapping } from '../scenarios/define-mapping.ts';
import { defineExercise } from './exercise.ts';

/** Of the function’s database: so many invocations may run at a time, one for each shard. */
const CONNECTIONS = 4;

const MAPPING = defineMapping({
  id: 'book-orders',
  stream: 'orders',
  processingUsPerRecord: 1000,
  batchSize: 500,
  windowSeconds: 5,
  concurrencyLimit: CONNECTIONS,
  invocationUs: 50_000,
});

const set = (parts: Partial<LambdaConsumerSpec>) => ({
  at: 20_000_000,
  command: { type: 'update-consumer' as const, consumer: { ...MAPPING, ...parts } },
});

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

export const poisonPill = defineExercise({
  id: 'poison-pill',
  title: 'Four bad orders',
  topic: 'consumers',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: '2026-11-20',
  sources: [
    {
      title: 'Retain discarded batch records of a Kinesis event source in Lambda',
      url: 'https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html',
    },
    {
      title: 'Partial batch response with Kinesis and Lambda',
      url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html',
    },
    { title: 'CreateEventSourceMapping', url: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html' },
  ],
  numbers: { perSecond: { from: 120, to: 160, step: 10 }, badAt: { from: 60, to: 75, step: 5 } },
  brief: ({ perSecond, badAt }) => [
    `A Lambda function books ${perSecond} orders a second from four shards. Four invocations may run at a time: its database takes no more. At ${clock(badAt)} a partner will send four that it can never book, one on each shard. Last week that stopped the shop for half the night.`,
    'Set the [[event-source-mapping]] up beforehand: no order is lost, only the four are put aside for later, and each good one is booked once.',
  ],
  scenario: ({ perSecond, badAt }) => ({
    id: 'exercise-poison-pill',
    title: 'Four bad orders',
    summary: 'A mapping that tries a batch again until its records expire.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'orders', shardCount: 4, retentionHours: 24 }],
    producers: [
      {
        id: 'partners',
        stream: 'orders',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 400 }, keys: { kind: 'uniform', keys: 5000, prefix: 'order-' } },
        rate: { kind: 'constant', perSecond },
        calls: { api: 'PutRecords', batchSize: 50, lingerMs: 100 },
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 2000, jitter: true }, maxAttempts: 8 },
      },
    ],
    consumers: [MAPPING],
    faults: [0, 1, 2, 3].map((shard) => ({
      atMs: badAt * 1000 + shard * 1500,
      id: `bad-order-${shard + 1}`,
      fault: { kind: 'poison-record' as const, consumer: MAPPING.id, shardId: `shardId-00000000000${shard}` },
    })),
  }),
  window: { fromSeconds: 50, toSeconds: 210 },
  allows: [
    {
      command: 'update-consumer',
      consumer: MAPPING.id,
      parts: [
        'batchSize',
        'parallelizationFactor',
        'maximumRetryAttempts',
        'maximumRecordAgeSeconds',
        'bisectBatchOnFunctionError',
        'reportBatchItemFailures',
        'onFailureDestination',
      ],
    },
  ],
  goals: () => [
    { id: 'goes-on', measure: { kind: 'iterator-age', consumer: MAPPING.id }, is: 'at-most', value: 15_000, over: 'end', star: 1 },
    { id: 'soon', measure: { kind: 'iterator-age', consumer: MAPPING.id }, is: 'at-most', value: 40_000, over: 'always', star: 2 },
    { id: 'nothing-lost', measure: { kind: 'consumer-lost', consumer: MAPPING.id }, is: 'at-most', value: 0, over: 'total', star: 2 },
    { id: 'only-the-bad', measure: { kind: 'diverted', consumer: MAPPING.id }, is: 'at-most', value: 4, over: 'total', star: 2 },
    { id: 'booked-once', measure: { kind: 'consumer-duplicates', consumer: MAPPING.id }, is: 'at-most', value: 0, over: 'total', star: 3 },
  ],
  par: 1,
  predict: () => ({
    kind: 'choice',
    question: 'As the mapping is set now, a bad order will',
    options: ['be skipped after three attempts', 'stop its shard and nothing else', 'stop the whole mapping'],
  }),
  outcome: () => 1,
  hints: {
    'goes-on': [
      'Look at MaximumRetryAttempts of the mapping, and at what the shard waits for.',
      'A batch that fails keeps all that is behind it waiting, until it succeeds or is given up.',
      'Set MaximumRetryAttempts to 2 or 3 before the bad orders come.',
    ],
    soon: [
      'Look at how long the shard stands still before the batch is given up.',
      'The pauses between attempts grow. A few attempts take seconds; a maximum age is a minute at the least.',
      'Use a small MaximumRetryAttempts instead of MaximumRecordAgeInSeconds.',
    ],
    'nothing-lost': [
      'Look at where the records go that the mapping gives up.',
      'Without an on-failure destination what is given up is gone.',
      'Turn the OnFailure destination on.',
    ],
    'only-the-bad': [
      'Look at how many records the destination was told of: what came with the bad ones?',
      'What is given up is the batch as it is then. To part the good from the bad, the batch must be made smaller.',
      'Turn BisectBatchOnFunctionError on; halving uses up no attempt.',
    ],
    'booked-once': [
      'Look at the orders before the bad one in its batch: how often were they booked?',
      'An exception says nothing of what was done before it, so the whole batch comes again.',
      'Turn ReportBatchItemFailures on in addition: the function names the order that failed, and only from there on all comes again.',
    ],
  },
  solution: () => [
    set({ bisectBatchOnFunctionError: true, reportBatchItemFailures: true, maximumRetryAttempts: 2, onFailureDestination: true }),
  ],
  nearMisses: [
    {
      id: 'partial-response-alone',
      title: 'Lets the function report what failed, and nothing else',
      misconception: 'A partial batch response skips the bad record',
      commands: () => [set({ reportBatchItemFailures: true })],
      fails: 'goes-on',
      why: 'The report says from where to try again. The bad order is then the first of its batch and comes again, until it expires.',
    },
    {
      id: 'retries-and-destination',
      title: 'Two retries, and a destination for what is given up',
      misconception: 'The destination receives the record that failed',
      commands: () => [set({ maximumRetryAttempts: 2, onFailureDestination: true })],
      fails: 'only-the-bad',
      why: 'What is given up is the whole batch: the good orders of some five seconds went aside with each bad one.',
    },
    {
      id: 'maximum-age',
      title: 'Gives up what is older than a minute',
      misconception: 'A maximum age removes the bad record only',
      commands: () => [set({ maximumRecordAgeSeconds: 60 })],
      fails: 'nothing-lost',
      why: 'The shards stand still for a minute. Then good orders, which have grown as old behind the bad one, are thrown away with it.',
    },
    {
      id: 'bisect-without-destination',
      title: 'Halves the batch and gives up after two retries',
      misconception: 'Bisecting repairs the bad record',
      commands: () => [set({ bisectBatchOnFunctionError: true, maximumRetryAttempts: 2 })],
      fails: 'nothing-lost',
      why: 'Halving finds the bad order. With nowhere to put it, it is dropped after its last attempt, and nobody will know which it was.',
    },
    {
      id: 'bisect-without-report',
      title: 'Halves, gives up after two retries, and keeps what was given up',
      misconception: 'After an exception, what was done before it is not done again',
      commands: () => [set({ bisectBatchOnFunctionError: true, maximumRetryAttempts: 2, onFailureDestination: true })],
      fails: 'booked-once',
      why: 'The function throws at the bad order. The orders before it in the same part are booked already, and are booked again with each attempt.',
    },
    {
      id: 'batches-of-one',
      title: 'Invokes the function for each order by itself',
      misconception: 'Small batches cost nothing',
      commands: () => [set({ batchSize: 1, maximumRetryAttempts: 2, onFailureDestination: true })],
      fails: 'goes-on',
      why: 'Nothing good goes down with the bad, but each invocation takes 50 ms beside its work: twenty orders a second and shard, and more than that arrive.',
    },
    {
      id: 'batches-of-one-in-lanes',
      title: 'Invokes the function for each order by itself, in ten lanes a shard',
      misconception: 'Lanes make up for small batches',
      commands: () => [set({ batchSize: 1, parallelizationFactor: 10, maximumRetryAttempts: 2, onFailureDestination: true })],
      fails: 'goes-on',
      why: 'Forty lanes wait for the four invocations that may run at a time, and each spends 50 ms on a single order.',
    },
  ],
  explanation: ({ perSecond }) => [
    `A batch is what one shard brought in the batching window of five seconds, some ${Math.round((perSecond / 4) * 5)} orders. By default it is tried again until its records expire, a day later, and all behind it waits.`,
    'The function reports the first order that failed: what is before it is done. Bisecting parts the rest until the bad order is alone, without using up attempts. Two retries later it goes to the destination. A queue is told the shard and the sequence numbers only: fetch the record before it expires, or use S3, which keeps the records themselves.',
    'Delivery stays at least once, whatever the settings: a function should do no harm when it sees a record twice.',
  ],
  readNext: [
    { kind: 'exercise', id: 'parallelization-factor' },
    { kind: 'lesson', id: 'reading' },
  ],
});
