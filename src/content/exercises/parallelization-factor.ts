/** A function that waits for somebody else: one batch of a shard at a time is too slow, several keep the order of each key. */
import type { LambdaConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { provisionedCostPerHour } from '../../engine/formulas.ts';
import { defineMapping } from '../scenarios/define-mapping.ts';
import { defineExercise, type Numbers } from './exercise.ts';

/** Of a record: a call to somebody else's service. */
const CALL_MS = 40;
const BYTES = 500;

const MAPPING = defineMapping({
  id: 'score-rides',
  stream: 'rides',
  processingUsPerRecord: CALL_MS * 1000,
  concurrencyLimit: 50,
  invocationUs: 20_000,
});

const set = (parts: Partial<LambdaConsumerSpec>) => ({
  at: 20_000_000,
  command: { type: 'update-consumer' as const, consumer: { ...MAPPING, ...parts } },
});
const reshard = (atSeconds: number, targetShardCount: number) => ({
  at: atSeconds * 1_000_000,
  command: { type: 'update-shard-count' as const, stream: 'rides', targetShardCount },
});

/** USD an hour of two shards and what is put, with room for the last digit. */
const priceOf = ({ perSecond }: Numbers): number => Number((provisionedCostPerHour(2, perSecond!, BYTES).usd + 0.005).toFixed(3));

const laneTakes = 1000 / CALL_MS;
const perShard = ({ perSecond }: Numbers): number => perSecond / 2;

export const parallelizationFactor = defineExercise({
  id: 'parallelization-factor',
  title: 'Lanes in a shard',
  topic: 'consumers',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'SAP-C02', 'DEA-C01'],
  asOf: '2026-11-20',
  sources: [
    {
      title: 'Process Kinesis records with Lambda: event source mapping',
      url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html',
    },
    { title: 'Using Lambda with Kinesis Data Streams', url: 'https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html' },
  ],
  numbers: { perSecond: { from: 110, to: 130, step: 5 } },
  brief: ({ perSecond }) => [
    `${perSecond} rides a second arrive on two shards. A Lambda function asks a partner’s service for a score, ${CALL_MS} ms for each ride, and [[iterator-age|falls behind]]. Neither shard is anywhere near its limits.`,
    'The records of a ride must be scored in their order. Let the function keep up, with rides no older than five seconds from 2:00 on, without paying for another shard, or for faster reading.',
  ],
  scenario: ({ perSecond }) => ({
    id: 'exercise-parallelization-factor',
    title: 'Lanes in a shard',
    summary: 'Two shards, and a function that waits for each record.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'rides', shardCount: 2, retentionHours: 24 }],
    producers: [
      {
        id: 'phones',
        stream: 'rides',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: BYTES }, keys: { kind: 'uniform', keys: 5000, prefix: 'ride-' } },
        rate: { kind: 'constant', perSecond },
        calls: { api: 'PutRecords', batchSize: 50, lingerMs: 100 },
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 2000, jitter: true }, maxAttempts: 8 },
      },
    ],
    consumers: [MAPPING],
  }),
  window: { fromSeconds: 120, toSeconds: 270 },
  allows: [
    {
      command: 'update-consumer',
      consumer: MAPPING.id,
      parts: ['batchSize', 'windowSeconds', 'parallelizationFactor', 'concurrencyLimit', 'retrieval'],
    },
    { command: 'update-shard-count' },
  ],
  goals: (numbers) => [
    { id: 'keeps-up', measure: { kind: 'iterator-age', consumer: MAPPING.id }, is: 'at-most', value: 10_000, over: 'end', star: 1 },
    { id: 'five-seconds', measure: { kind: 'iterator-age', consumer: MAPPING.id }, is: 'at-most', value: 5000, over: 'always', star: 2 },
    { id: 'two-shards', measure: { kind: 'open-shards' }, is: 'at-most', value: 2, over: 'always', star: 3 },
    { id: 'bill', measure: { kind: 'cost-per-hour' }, is: 'at-most', value: priceOf(numbers), over: 'always', star: 3 },
  ],
  par: 1,
  predict: () => ({
    kind: 'number',
    question: `With one batch of a shard at a time and ${CALL_MS} ms for each ride, how many rides a second can be scored on both shards together?`,
    unit: 'rides/s',
    min: 0,
    max: 200,
    step: 10,
  }),
  outcome: () => 2 * laneTakes,
  hints: {
    'keeps-up': [
      'Look at how long the function is at work, and at how many of its invocations run at a time.',
      'A shard’s batches are handed over one after another. Two shards mean two invocations at a time, however many the function could take.',
      'Raise ParallelizationFactor: each shard is then read in so many lanes, by partition key.',
    ],
    'five-seconds': [
      'Look at the age of the oldest ride after your change: is it falling, and does it stay down?',
      'The backlog is worked off by what the lanes take beyond what arrives, and keys do not fall evenly on lanes.',
      'Take some more lanes than the division gives, 5 for a shard, within the first minute.',
    ],
    'two-shards': [
      'Look at the number of open shards within the judged window.',
      'Shards are for bytes and records to be stored and read. Time in a function is gained by more of its invocations.',
      'Leave the two shards as they are and change the mapping alone.',
    ],
    bill: [
      'Look at the cost for an hour before and after your change.',
      'Enhanced fan-out is paid by consumer and shard, and by the GB. Lanes are not paid for.',
      'Let the mapping poll, on two shards, with 5 lanes each.',
    ],
  },
  solution: () => [set({ parallelizationFactor: 5 })],
  nearMisses: [
    {
      id: 'larger-batches',
      title: 'Hands over batches of 10,000',
      misconception: 'A larger batch is processed faster',
      commands: () => [set({ batchSize: 10_000 })],
      fails: 'keeps-up',
      why: 'An invocation takes as many times 40 ms as it has rides. A larger batch saves the overhead of some invocations, and the time of none of its rides.',
    },
    {
      id: 'more-concurrency',
      title: 'Reserves more concurrency for the function',
      misconception: 'Lambda scales out by itself with the load of a stream',
      commands: () => [set({ concurrencyLimit: 1000 })],
      fails: 'keeps-up',
      why: 'Two shards with one lane each never use more than two invocations at a time; the limit was not what held them.',
    },
    {
      id: 'two-lanes',
      title: 'Takes two lanes for each shard',
      misconception: 'Doubling is always enough',
      commands: () => [set({ parallelizationFactor: 2 })],
      fails: 'five-seconds',
      why: 'Two lanes take 50 rides a second, and more than that arrive on a shard: the backlog grows as before, only more slowly.',
    },
    {
      id: 'more-shards',
      title: 'Goes to eight shards',
      misconception: 'A slow function needs more shards',
      commands: () => [reshard(10, 4), reshard(50, 8)],
      fails: 'two-shards',
      why: 'Eight shards are eight lanes, and four times the shards to pay for. What is behind on the parents has to be worked off first, at the old pace.',
    },
    {
      id: 'fan-out',
      title: 'Reads with enhanced fan-out',
      misconception: 'A reader that falls behind needs a read throughput of its own',
      commands: () => [set({ retrieval: 'fan-out' })],
      fails: 'keeps-up',
      why: 'The records come sooner and wait at the function instead. Reading was never short here.',
    },
    {
      id: 'all-at-its-most',
      title: 'Takes the most of everything: lanes, batches, concurrency, enhanced fan-out',
      misconception: 'More of everything can do no harm',
      commands: () => [set({ parallelizationFactor: 10, batchSize: 10_000, concurrencyLimit: 1000, retrieval: 'fan-out' })],
      fails: 'bill',
      why: 'The lanes would have been enough. Enhanced fan-out doubles the price of the shards for a reading that was never short.',
    },
  ],
  explanation: (numbers) => [
    `A lane scores ${laneTakes} rides a second (1,000 ms by ${CALL_MS} ms), and ${perShard(numbers)} arrive on each shard: at least ${Math.ceil(perShard(numbers) / laneTakes)} lanes are needed, and more to catch up and where keys fall unevenly. ParallelizationFactor goes from 1 to 10.`,
    'Records of one partition key always go to the same lane, so their order is kept; across keys of a shard it is not. Invocations at a time are shards by lanes, here 2 × 5 = 10: the function’s concurrency must allow that. With few keys, or one hot key, lanes gain little.',
  ],
  readNext: [
    { kind: 'exercise', id: 'poison-pill' },
    { kind: 'lesson', id: 'reading' },
  ],
});
