/** A reader that takes the largest page at once leaves nothing for the others for seconds. */
import { provisionedCostPerHour } from '../../engine/formulas.ts';
import type { PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { defineExercise, type Numbers } from './exercise.ts';

const BYTES = 10_000;

const LIVE: PollingConsumerSpec = {
  kind: 'polling',
  id: 'live',
  stream: 'telemetry',
  start: 'TRIM_HORIZON',
  pollIntervalMs: 1000,
  limit: 10_000,
  processingUsPerRecord: 0,
};
const REPLAY: PollingConsumerSpec = { ...LIVE, id: 'replay', pollIntervalMs: 60_000 };

const set = (consumer: PollingConsumerSpec, atSeconds = 30) => ({
  at: atSeconds * 1_000_000,
  command: { type: 'update-consumer' as const, consumer },
});

const priceOf = ({ perSecond }: Numbers): number => Number((provisionedCostPerHour(1, perSecond, BYTES).usd + 0.005).toFixed(3));

export const tenMegabyteRead = defineExercise({
  id: 'ten-megabyte-read',
  title: 'The 10 MB gulp',
  topic: 'reading',
  level: 'core',
  exams: ['DEA-C01', 'DVA-C02', 'DVA-C03'],
  asOf: '2026-11-20',
  sources: [
    { title: 'GetRecords', url: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html' },
    { title: 'Quotas and limits', url: 'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html' },
  ],
  numbers: { perSecond: { from: 55, to: 70, step: 1 } },
  brief: ({ perSecond }) => [
    `${perSecond} records of 10 kB a second arrive on one shard. The application live asks once a second. Replay asks once a minute, for up to 10,000 records, and falls further behind each time; whenever it has asked, live stands still for seconds.`,
    'Bring replay up to date by 5:30 without holding live up for more than two seconds, and without paying for more than the shard.',
  ],
  scenario: ({ perSecond }) => ({
    id: 'exercise-ten-megabyte-read',
    title: 'The 10 MB gulp',
    summary: 'One shard, one reader that sips and one that gulps.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'telemetry', shardCount: 1, retentionHours: 24 }],
    producers: [
      {
        id: 'wind-farm',
        stream: 'telemetry',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: BYTES }, keys: { kind: 'uniform', keys: 500, prefix: 'turbine-' } },
        rate: { kind: 'constant', perSecond },
        calls: { api: 'PutRecords', batchSize: 50, lingerMs: 200 },
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 2000, jitter: true }, maxAttempts: 8 },
      },
    ],
    consumers: [LIVE, REPLAY],
  }),
  window: { fromSeconds: 75, toSeconds: 330 },
  allows: [
    { command: 'update-consumer', consumer: 'replay', parts: ['kind', 'pollIntervalMs', 'limit'] },
    { command: 'update-consumer', consumer: 'live', parts: ['kind', 'pollIntervalMs', 'limit'] },
  ],
  goals: (numbers) => [
    { id: 'replay-up-to-date', measure: { kind: 'iterator-age', consumer: 'replay' }, is: 'at-most', value: 5000, over: 'end', star: 1 },
    { id: 'live-goes-on', measure: { kind: 'iterator-age', consumer: 'live' }, is: 'at-most', value: 2000, over: 'always', star: 2 },
    { id: 'bill', measure: { kind: 'cost-per-hour' }, is: 'at-most', value: priceOf(numbers), over: 'always', star: 3 },
  ],
  par: 1,
  predict: () => ({
    kind: 'number',
    question: 'A GetRecords call returns 10 MiB. For how long does the shard refuse to be read?',
    unit: 's',
    min: 0,
    max: 30,
    step: 1,
  }),
  outcome: () => 5,
  hints: {
    'replay-up-to-date': [
      'Look at the age of what replay has not read, from call to call.',
      'One page a minute, 10 MiB at the most, is less than what arrives in a minute. To catch up it must take more than comes.',
      'Let replay ask once a second.',
    ],
    'live-goes-on': [
      'Look at what live gets in the seconds after a call of replay.',
      'Those who poll share 2 MiB/s. A page of 10 MiB is five seconds of it, one of 7 MiB three and a half, and until they are over every call is refused.',
      'Limit replay so that its page and that of live fit into 2 MiB a second: some 125 records of 10 kB.',
    ],
    bill: [
      'Look at the cost for an hour: what has been added?',
      'Enhanced fan-out gives a budget of one’s own, at a price. Here the shared one is large enough.',
      'Let both poll; share the 2 MiB/s by way of Limit.',
    ],
  },
  solution: () => [set({ ...REPLAY, pollIntervalMs: 1000, limit: 125 })],
  nearMisses: [
    {
      id: 'ask-more-often',
      title: 'Lets replay ask every second, with the largest pages',
      misconception: 'The larger the page, the faster one has caught up',
      commands: () => [set({ ...REPLAY, pollIntervalMs: 1000 })],
      fails: 'live-goes-on',
      why: 'Each large page closes the shard to everybody for three and a half seconds. Small pages give replay the same bytes a second, and live its share in between.',
    },
    {
      id: 'live-insists',
      title: 'Lets live ask five times a second',
      misconception: 'A reader that is refused should ask more often',
      commands: () => [set({ ...REPLAY, pollIntervalMs: 1000 }, 30), set({ ...LIVE, pollIntervalMs: 200 }, 31)],
      fails: 'live-goes-on',
      why: 'While the bytes of the large page are paid back every call is refused, however many there are.',
    },
    {
      id: 'small-pages-once-a-minute',
      title: 'Makes the pages small and leaves the minute',
      misconception: 'Limit alone decides how fast one reads',
      commands: () => [set({ ...REPLAY, limit: 125 })],
      fails: 'replay-up-to-date',
      why: 'Live is at peace, but 125 records a minute are a fraction of what arrives.',
    },
    {
      id: 'fan-out-for-replay',
      title: 'Turns replay to enhanced fan-out',
      misconception: 'Only a budget of its own lets a second reader catch up',
      commands: () => [
        {
          at: 30_000_000,
          command: {
            type: 'update-consumer',
            consumer: { kind: 'fan-out', id: 'replay', stream: 'telemetry', start: 'TRIM_HORIZON', processingUsPerRecord: 0 },
          },
        },
      ],
      fails: 'bill',
      why: 'It works, and makes the bill more than three times as large, for a reader that had room enough beside live.',
    },
  ],
  explanation: ({ perSecond }) => [
    'A GetRecords call returns up to 10 MiB or 10,000 records, far more than the 2 MiB that a shard gives in a second. The rest is borrowed: after 10 MiB, calls are refused for five seconds, whoever makes them. Pages of the service were seen to end at 7 MiB already (recorded in September 2026), and so do these: three and a half seconds.',
    `Live needs ${((perSecond * BYTES) / 1e6).toFixed(2)} MB/s of the 2.1. A page of 125 records is 1.25 MB: both fit, every second, and replay takes more than arrives until it has caught up.`,
  ],
  readNext: [
    { kind: 'lesson', id: 'reading' },
    { kind: 'exercise', id: 'five-readers-cheap' },
  ],
});
