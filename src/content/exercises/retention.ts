/** A consumer that falls further behind than records are kept. */
import type { PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { defineExercise } from './exercise.ts';

const HOUR = 3600;
const OPENING = Date.UTC(2026, 10, 27, 0, 0, 0);

const LOADER: PollingConsumerSpec = {
  kind: 'polling',
  id: 'loader',
  stream: 'orders',
  start: 'TRIM_HORIZON',
  pollIntervalMs: 60_000,
  limit: 10,
  processingUsPerRecord: 24_000_000,
};

const keep = (atHour: number, hours: number) => ({
  at: atHour * HOUR * 1_000_000,
  command: { type: 'set-retention' as const, stream: 'orders', hours },
});

export const retention = defineExercise({
  id: 'retention',
  title: 'Further behind than a day',
  topic: 'reading',
  level: 'core',
  exams: ['DEA-C01', 'SAA-C03', 'DVA-C02', 'DVA-C03'],
  asOf: '2026-11-20',
  sources: [
    { title: 'Change the retention period', url: 'https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html' },
    { title: 'Troubleshooting consumers', url: 'https://docs.aws.amazon.com/streams/latest/dev/troubleshooting-consumers.html' },
    { title: 'Pricing of Kinesis Data Streams', url: 'https://aws.amazon.com/kinesis/data-streams/pricing/' },
  ],
  older: 'Older notes say 7 days at most; since November 2020 it is 365 days (8,760 hours).',
  numbers: { peakPerHour: { from: 840, to: 920, step: 20 } },
  brief: ({ peakPerHour }) => [
    `A sale: for six hours ${peakPerHour} orders come in an hour, then some 7. The warehouse’s loader takes 24 seconds for an order and cannot be made faster this week. Orders are kept for 24 hours.`,
    'Not one order may be missing. Records that are kept longer than a day cost extra, so by 41:00:00 the [[retention-period|retention]] must be back at 24 hours. Fast-forward: there are nearly two days to come.',
  ],
  scenario: ({ peakPerHour }) => ({
    id: 'exercise-retention',
    title: 'Further behind than a day',
    summary: 'One shard, six hours of sale, and a loader that needs a day and a half for it.',
    startEpochMs: OPENING,
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
    producers: [
      {
        id: 'shop',
        stream: 'orders',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 900 }, keys: { kind: 'uniform', keys: 5000, prefix: 'customer-' } },
        rate: {
          kind: 'spike',
          basePerSecond: 0.002,
          peakPerSecond: peakPerHour / HOUR,
          afterSeconds: 0,
          lastsSeconds: 6 * HOUR,
          everySeconds: 240 * HOUR,
        },
        calls: { api: 'PutRecord' },
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 2000, jitter: true }, maxAttempts: 8 },
      },
    ],
    consumers: [LOADER],
  }),
  window: { fromSeconds: HOUR, toSeconds: 41 * HOUR },
  allows: [
    { command: 'set-retention' },
    { command: 'update-shard-count' },
    { command: 'update-consumer', consumer: 'loader', parts: ['start'] },
  ],
  goals: () => [
    { id: 'nothing-trimmed', measure: { kind: 'consumer-lost', consumer: 'loader' }, is: 'at-most', value: 0, over: 'total', star: 1 },
    { id: 'every-order', measure: { kind: 'processed-share', consumer: 'loader' }, is: 'at-least', value: 0.99, over: 'end', star: 1 },
    { id: 'caught-up', measure: { kind: 'iterator-age', consumer: 'loader' }, is: 'at-most', value: HOUR * 1000, over: 'end', star: 2 },
    { id: 'back-to-a-day', measure: { kind: 'retention-hours' }, is: 'at-most', value: 24, over: 'end', star: 3 },
    { id: 'one-shard', measure: { kind: 'open-shards' }, is: 'at-most', value: 1, over: 'always', star: 3 },
  ],
  par: 2,
  predict: () => ({
    kind: 'curve',
    question: 'Draw how old the oldest order that the loader has not read will be over these forty hours, if none of them is lost',
    goal: 'caught-up',
    unit: 'h',
    min: 0,
    max: 48,
  }),
  outcome: () => null,
  hints: {
    'nothing-trimmed': [
      'Look at the iterator age: does it come near 24 hours, and when?',
      'What is older than the retention period is gone, read or not. A longer period saves what is still there, nothing that is gone.',
      'Set the retention to 48 hours before the 24th hour.',
    ],
    'every-order': [
      'Look at how many orders the loader has processed, of those accepted.',
      'A reader that begins anew at LATEST is up to date, because it leaves out all that waited.',
      'Leave the start position; keep the orders for longer and let the loader work.',
    ],
    'caught-up': [
      'Look at how the age goes on after the sale.',
      'The loader does 150 orders an hour and 7 come: it catches up by itself if nobody interrupts it.',
      'Raise the retention and wait.',
    ],
    'back-to-a-day': [
      'Look at the retention at the end.',
      'The period may come down again as soon as nothing unread is older than the shorter one.',
      'When the age is back below a few hours, set the retention to 24 hours.',
    ],
    'one-shard': [
      'Look at what the loader works on, and on which shard that lies.',
      'What lies on a shard stays there when it is split: the parent is read to its end first, one record after another.',
      'Leave one shard.',
    ],
  },
  solution: () => [keep(4, 48), keep(40, 24)],
  nearMisses: [
    {
      id: 'restart-at-latest',
      title: 'Restarts the loader at LATEST',
      misconception: 'An age of zero means that all is well',
      commands: () => [{ at: 16 * HOUR * 1_000_000, command: { type: 'update-consumer', consumer: { ...LOADER, start: 'LATEST' } } }],
      fails: 'every-order',
      why: 'The age is zero at once, and most of the sale was never loaded.',
    },
    {
      id: 'too-late',
      title: 'Raises the retention when orders are already missing',
      misconception: 'A longer retention brings records back',
      commands: () => [keep(32, 72), keep(40, 24)],
      fails: 'nothing-trimmed',
      why: 'What the old period has dropped stays dropped. The alarm belongs at half the retention, not at its end.',
    },
    {
      id: 'more-shards',
      title: 'Splits the shard after the sale',
      misconception: 'More shards work off a backlog faster',
      commands: () => [{ at: 10 * HOUR * 1_000_000, command: { type: 'update-shard-count', stream: 'orders', targetShardCount: 2 } }],
      fails: 'nothing-trimmed',
      why: 'The sale lies on the parent, and the parent is read by one. The children only take what comes later.',
    },
    {
      id: 'restart-at-the-opening',
      title: 'Keeps for two days, and restarts the loader at the opening of the sale, to be safe',
      misconception: 'A restart skips what was processed already',
      commands: () => [
        keep(4, 48),
        {
          at: 20 * HOUR * 1_000_000,
          command: { type: 'update-consumer', consumer: { ...LOADER, start: { type: 'AT_TIMESTAMP', epochMs: OPENING } } },
        },
      ],
      fails: 'caught-up',
      why: 'A start position says where reading begins, not what was read before: twenty hours of loading begin again, and do not end in time.',
    },
    {
      id: 'for-a-year',
      title: 'Keeps everything for a year and leaves it so',
      misconception: 'Retention is free',
      commands: () => [keep(4, 8760)],
      fails: 'back-to-a-day',
      why: 'Nothing is lost, and every hour beyond the first day is paid for: per shard in the first week, then by the GB.',
    },
  ],
  explanation: ({ peakPerHour }) => [
    `${(6 * peakPerHour).toLocaleString('en-US')} orders at 24 seconds are ${Math.round((6 * peakPerHour * 24) / HOUR)} hours of work. The oldest unread order grows older by some 50 minutes each hour, passes 24 hours some 29 hours after the start, and from there on the stream drops unread orders as fast as they expire.`,
    'Raising the retention costs one call and takes effect at once, as long as the records are still there. Extended retention costs $0.020 for a shard and hour (us-east-1, September 2026): worth it for two days, not for good.',
  ],
  readNext: [
    { kind: 'lesson', id: 'reading' },
    { kind: 'exercise', id: 'parents-first' },
  ],
});
