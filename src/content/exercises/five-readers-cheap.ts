/** Five readers on one budget, and nobody in a hurry: shards are the cheapest bytes. */
import { provisionedCostPerHour } from '../../engine/formulas.ts';
import type { FanOutConsumerSpec, PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { defineExercise, type Numbers } from './exercise.ts';

const READERS = ['archive', 'billing', 'reports', 'search', 'training'] as const;
const BYTES = 10_000;

const reader = (id: string): PollingConsumerSpec => ({
  kind: 'polling',
  id,
  stream: 'clicks',
  start: 'TRIM_HORIZON',
  pollIntervalMs: 1000,
  limit: 10_000,
  processingUsPerRecord: 0,
});
const pushed = (id: string): FanOutConsumerSpec => ({
  kind: 'fan-out',
  id,
  stream: 'clicks',
  start: 'TRIM_HORIZON',
  processingUsPerRecord: 0,
});

const reshard = (targetShardCount: number) => ({
  at: 20_000_000,
  command: { type: 'update-shard-count' as const, stream: 'clicks', targetShardCount },
});

/** USD an hour of the shards and what is put, with room for the last digit. */
const priceOf = (shards: number, { perSecond }: Numbers): number =>
  Number((provisionedCostPerHour(shards, perSecond, BYTES).usd + 0.004).toFixed(3));

export const fiveReadersCheap = defineExercise({
  id: 'five-readers-cheap',
  title: 'Five readers, one budget',
  topic: 'cost',
  level: 'intro',
  exams: ['DEA-C01', 'SAA-C03', 'DVA-C02', 'DVA-C03'],
  asOf: '2026-11-20',
  sources: [
    { title: 'Quotas and limits', url: 'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html' },
    { title: 'GetRecords', url: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html' },
    { title: 'Pricing of Kinesis Data Streams', url: 'https://aws.amazon.com/kinesis/data-streams/pricing/' },
  ],
  numbers: { perSecond: { from: 138, to: 144, step: 1 } },
  brief: ({ perSecond }) => [
    `Clicks come at ${((perSecond * BYTES) / 1e6).toFixed(2)} MB/s over two shards, which is well below what two shards take. Five applications read them all, each with one [[polling|GetRecords]] call a second, and all five fall behind.`,
    'Ten seconds of delay are fine with everybody. The bill is not: find the cheapest way to let all five keep up from 5:00 on, and do it soon, as what has piled up must be read too.',
  ],
  scenario: ({ perSecond }) => ({
    id: 'exercise-five-readers-cheap',
    title: 'Five readers, one budget',
    summary: 'Two shards, read five times.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'clicks', shardCount: 2, retentionHours: 24 }],
    producers: [
      {
        id: 'site',
        stream: 'clicks',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: BYTES }, keys: { kind: 'uniform', keys: 20_000, prefix: 'visitor-' } },
        rate: { kind: 'constant', perSecond },
        calls: { api: 'PutRecords', batchSize: 100, lingerMs: 200 },
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 2000, jitter: true }, maxAttempts: 8 },
      },
    ],
    consumers: READERS.map(reader),
  }),
  window: { fromSeconds: 300, toSeconds: 420 },
  allows: [
    { command: 'update-shard-count' },
    ...READERS.map((consumer) => ({ command: 'update-consumer' as const, consumer, parts: ['kind', 'pollIntervalMs', 'limit'] })),
  ],
  goals: (numbers) => [
    { id: 'all-keep-up', measure: { kind: 'iterator-age' }, is: 'at-most', value: 60_000, over: 'end', star: 1 },
    { id: 'ten-seconds', measure: { kind: 'iterator-age' }, is: 'at-most', value: 10_000, over: 'always', star: 2 },
    { id: 'bill', measure: { kind: 'cost-per-hour' }, is: 'at-most', value: priceOf(4, numbers), over: 'always', star: 3 },
  ],
  par: 1,
  predict: () => ({
    kind: 'curve',
    question: 'Draw how old the oldest unread record will be over the judged minutes, after what you mean to do',
    goal: 'ten-seconds',
    unit: 's',
    min: 0,
    max: 120,
  }),
  outcome: () => null,
  hints: {
    'all-keep-up': [
      'Look at the read budgets of the shards: which of the two limits is used up, calls or bytes?',
      'All who poll a shard share its 2 MiB/s. Five readers of everything need five times what is written.',
      'Divide: five times the incoming MB/s by 2.1 MB/s a shard, rounded up, is the number of open shards to set.',
    ],
    'ten-seconds': [
      'Look at the age of the slowest reader after the change: does it come down, and how fast?',
      'A reader that has fallen behind catches up only with what the budget leaves over.',
      'Set 4 shards with one UpdateShardCount call within the first 45 seconds.',
    ],
    bill: [
      'Look at the cost for an hour, and at what each reader adds to it.',
      'Enhanced fan-out is paid per consumer and shard, and per GB; polling costs nothing beside the shards.',
      'Let all five poll, and open just as many shards as their bytes need.',
    ],
  },
  solution: () => [reshard(4)],
  nearMisses: [
    {
      id: 'poll-slower',
      title: 'Lets everybody poll every five seconds',
      misconception: 'Refused reads mean too many calls',
      commands: () =>
        READERS.map((id) => ({ at: 20_000_000, command: { type: 'update-consumer', consumer: { ...reader(id), pollIntervalMs: 5000 } } })),
      fails: 'all-keep-up',
      why: 'Calls were never short here, bytes were. Fewer calls ask for the same bytes in larger pages, and the shard still gives 2 MiB/s in all.',
    },
    {
      id: 'fan-out-for-all',
      title: 'Turns all five to enhanced fan-out',
      misconception: 'Many readers always call for enhanced fan-out',
      commands: () => READERS.map((id) => ({ at: 20_000_000, command: { type: 'update-consumer', consumer: pushed(id) } })),
      fails: 'bill',
      why: 'It works, and records arrive after 70 ms, which nobody asked for: five consumers on two shards and all their GB cost more than ten times what two more shards do.',
    },
    {
      id: 'one-shard-more',
      title: 'Adds one shard',
      misconception: 'Shards are sized by what is written',
      commands: () => [reshard(3)],
      fails: 'ten-seconds',
      why: 'Three shards give 6.3 MB/s to those who poll. Five readers need more than that, so all of them go on falling behind, only more slowly.',
    },
  ],
  explanation: ({ perSecond }) => [
    `Five readers of ${((perSecond * BYTES) / 1e6).toFixed(2)} MB/s take ${((5 * perSecond * BYTES) / 1e6).toFixed(2)} MB/s together. A shard gives 2 MiB/s (2.1 MB/s) to all who poll it: two give 4.2, three 6.3, four 8.4.`,
    'Two more shards cost $0.03 an hour (us-east-1, September 2026). Enhanced fan-out gives each reader 2 MiB/s of its own on each shard, and is worth its price where milliseconds matter, which they do not here.',
  ],
  readNext: [
    { kind: 'lesson', id: 'reading' },
    { kind: 'exercise', id: 'five-readers-fast' },
  ],
});
