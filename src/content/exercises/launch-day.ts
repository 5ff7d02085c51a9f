/** Shards for a launch: records and bytes both count, keys are never quite even, and resharding takes its time. */
import { provisionedCostPerHour } from '../../engine/formulas.ts';
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import { defineExercise, type Numbers } from './exercise.ts';

const BYTES = 350;
const BEFORE = 300;
const LAUNCH_SECONDS = 75;
const WINDOW = { fromSeconds: 75, toSeconds: 150 };

const tills = ({ peak }: Numbers): ProducerSpec => ({
  id: 'tills',
  stream: 'sales',
  source: { kind: 'synthetic', size: { kind: 'fixed', bytes: BYTES }, keys: { kind: 'uniform', keys: 120, prefix: 'branch-' } },
  rate: {
    kind: 'spike',
    basePerSecond: BEFORE,
    peakPerSecond: peak!,
    afterSeconds: LAUNCH_SECONDS,
    lastsSeconds: 3600,
    everySeconds: 86_400,
  },
  calls: { api: 'PutRecords', batchSize: 200, lingerMs: 200 },
  failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 2000, jitter: true }, maxAttempts: 3 },
});

const shards = (atSeconds: number, targetShardCount: number) => ({
  at: atSeconds * 1_000_000,
  command: { type: 'update-shard-count' as const, stream: 'sales', targetShardCount },
});

/** Four shards and what is put; a fifth shard is more than the margin. */
function priceOf({ peak }: Numbers): number {
  const records = BEFORE * LAUNCH_SECONDS + peak! * (WINDOW.toSeconds - LAUNCH_SECONDS);
  return Number((provisionedCostPerHour(4, records / WINDOW.toSeconds, BYTES).usd + 0.006).toFixed(3));
}

export const launchDay = defineExercise({
  id: 'launch-day',
  title: 'Launch day arithmetic',
  topic: 'writing',
  level: 'intro',
  exams: ['SAA-C03', 'DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: '2026-11-20',
  sources: [
    { title: 'Quotas and limits', url: 'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html' },
    { title: 'UpdateShardCount', url: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html' },
  ],
  numbers: { peak: { from: 2760, to: 2880, step: 20 } },
  brief: ({ peak }) => [
    `The sale opens at 1:15. Until then the tills of 120 branches send ${BEFORE} records of ${BYTES} B a second; from then on ${peak!.toLocaleString('en-US')}. The [[partition-key]] is the branch. The stream has two [[shard|shards]].`,
    'Have the stream ready in time, in one move, and pay for no shard that is not needed.',
  ],
  scenario: (numbers) => ({
    id: 'exercise-launch-day',
    title: 'Launch day arithmetic',
    summary: 'Two shards, little more than a minute before the crowd.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 58, 45),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'sales', shardCount: 2, retentionHours: 24 }],
    producers: [tills(numbers)],
    consumers: [
      {
        kind: 'polling',
        id: 'dashboard',
        stream: 'sales',
        start: 'TRIM_HORIZON',
        pollIntervalMs: 1000,
        limit: 10_000,
        processingUsPerRecord: 0,
      },
    ],
  }),
  window: WINDOW,
  allows: [
    { command: 'update-shard-count' },
    { command: 'split-shard' },
    { command: 'update-producer', producer: 'tills', parts: ['calls', 'failures'] },
    { command: 'add-consumer', kinds: ['fan-out'] },
  ],
  goals: (numbers) => [
    { id: 'throttling', measure: { kind: 'throttled-share' }, is: 'at-most', value: 0.01, over: 'total', star: 1 },
    { id: 'nothing-lost', measure: { kind: 'producer-lost' }, is: 'at-most', value: 0, over: 'total', star: 1 },
    { id: 'hardly-throttled', measure: { kind: 'throttled-share' }, is: 'at-most', value: 0.001, over: 'total', star: 2 },
    { id: 'one-move', measure: { kind: 'moves' }, is: 'at-most', value: 1, over: 'total', star: 3 },
    { id: 'bill', measure: { kind: 'cost-per-hour' }, is: 'at-most', value: priceOf(numbers), over: 'end', star: 3 },
  ],
  par: 1,
  predict: ({ peak }) => ({
    kind: 'number',
    question: `How many shards do ${peak!.toLocaleString('en-US')} records of ${BYTES} B a second need, with keys that are not quite even?`,
    unit: 'shards',
    min: 1,
    max: 8,
    step: 1,
    counted: true,
  }),
  outcome: () => 4,
  hints: {
    throttling: [
      'Look at the rate after 1:15, and at what one shard takes.',
      'A shard takes 1,000 records and 1 MiB a second, whichever is reached first. Here the bytes would fit into one shard; the records do not.',
      'Call UpdateShardCount with four shards, half a minute or more before 1:15.',
    ],
    'nothing-lost': [
      'Look at the card of the tills: after three attempts a record is given up.',
      'Retries carry over a short peak. This one stays.',
      'Make room before 1:15: four shards.',
    ],
    'hardly-throttled': [
      'Look at the shards one by one: which of them refuses?',
      '120 keys do not fall evenly. The fullest of three shards gets more than a third of them.',
      'Leave a margin: four shards, not three.',
    ],
    'one-move': [
      'Look at your moves so far.',
      'UpdateShardCount goes up to the double in one call.',
      'From two to four at once. Rewind if you have moved already.',
    ],
    bill: [
      'Look at the cost for an hour at 2:30.',
      'A shard costs $0.015 an hour (us-east-1, September 2026) whether it is used or not.',
      'Stay at four shards, and without enhanced fan-out.',
    ],
  },
  solution: () => [shards(15, 4)],
  nearMisses: [
    {
      id: 'three-shards',
      title: 'Goes to three shards, because 3,000 are more than the rate',
      misconception: 'Keys fall evenly on shards',
      commands: () => [shards(15, 3)],
      fails: 'throttling',
      why: 'The mean of three shards is below 1,000 records a second. The fullest gets 38 % of the keys, and more than it takes.',
    },
    {
      id: 'at-the-launch',
      title: 'Scales when throttling shows',
      misconception: 'Resharding works at once',
      commands: () => [shards(80, 4)],
      fails: 'throttling',
      why: 'The call returns at once; the old shards are closed some 25 seconds later (recorded in September 2026). Until then two shards take what they can.',
    },
    {
      id: 'fan-out',
      title: 'Adds enhanced fan-out',
      misconception: 'Enhanced fan-out adds throughput to the stream',
      commands: () => [
        {
          at: 20_000_000,
          command: {
            type: 'add-consumer',
            consumer: { kind: 'fan-out', id: 'fast', stream: 'sales', start: 'LATEST', processingUsPerRecord: 0 },
          },
        },
      ],
      fails: 'throttling',
      why: 'It gives a consumer 2 MiB/s of its own for reading. Writing has the limits that it had.',
    },
    {
      id: 'step-by-step',
      title: 'Goes to three, and then to four',
      misconception: 'Shards are added one at a time',
      commands: () => [shards(3, 3), shards(33, 4)],
      fails: 'one-move',
      why: 'Two calls move more shards than one: a doubling splits each shard once, three from two is two splits and a merge.',
    },
    {
      id: 'twice-doubled',
      title: 'Doubles twice, to be safe',
      misconception: 'More shards do no harm',
      commands: () => [shards(3, 4), shards(33, 8)],
      fails: 'bill',
      why: 'Eight shards take it with ease, and four of them are paid for every hour for nothing.',
    },
  ],
  explanation: ({ peak }) => [
    `${peak!.toLocaleString('en-US')} records of ${BYTES} B are ${((peak! * BYTES) / 1e6).toFixed(2)} MB/s: one shard by bytes (1 MiB/s), three by records (1,000/s). With three, the fullest shard gets ${Math.round(peak! * 0.383).toLocaleString('en-US')} records a second, as 46 of the 120 branches hash to it.`,
    'Four shards leave room for that. Doubling splits each shard once and is a single call; it has to be made before the crowd comes, because the old shards take the records until they are closed.',
  ],
  readNext: [
    { kind: 'lesson', id: 'write-limits' },
    { kind: 'exercise', id: 'update-shard-count' },
  ],
});
