/** A page that takes longer to process than its iterator lives. */
import { provisionedCostPerHour } from '../../engine/formulas.ts';
import type { PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { defineExercise } from './exercise.ts';

const CONVERTER: PollingConsumerSpec = {
  kind: 'polling',
  id: 'converter',
  stream: 'photos',
  start: 'TRIM_HORIZON',
  pollIntervalMs: 1000,
  limit: 10_000,
  processingUsPerRecord: 300_000,
};

const set = (consumer: PollingConsumerSpec, atSeconds = 40) => ({
  at: atSeconds * 1_000_000,
  command: { type: 'update-consumer' as const, consumer },
});

/** How long the import lasts. All of it is more than two pages that an iterator could outlive. */
const PEAK_SECONDS = 5;

export const iteratorExpiry = defineExercise({
  id: 'iterator-expiry',
  title: 'The ten-minute page',
  topic: 'reading',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: '2026-11-20',
  sources: [
    { title: 'GetShardIterator', url: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html' },
    { title: 'GetRecords', url: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html' },
    { title: 'Troubleshooting consumers', url: 'https://docs.aws.amazon.com/streams/latest/dev/troubleshooting-consumers.html' },
  ],
  numbers: { peakPerSecond: { from: 430, to: 460, step: 5 } },
  brief: ({ peakPerSecond }) => [
    `A photo service makes thumbnails, 300 ms each. Usually a photo comes every four seconds; at 1:00 somebody imports ${(peakPerSecond * PEAK_SECONDS).toLocaleString('en-US')} of them.`,
    'The hand-written reader works on a page to its end before it asks for the next one, and last night it died of [[shard-iterator|ExpiredIteratorException]]. Let it come through the import, with every photo done by 14:00 and no more spent.',
  ],
  scenario: ({ peakPerSecond }) => ({
    id: 'exercise-iterator-expiry',
    title: 'The ten-minute page',
    summary: 'One shard, a slow reader, and an import.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'photos', shardCount: 1, retentionHours: 24 }],
    producers: [
      {
        id: 'uploads',
        stream: 'photos',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 800 }, keys: { kind: 'uniform', keys: 300, prefix: 'album-' } },
        rate: { kind: 'spike', basePerSecond: 0.25, peakPerSecond, afterSeconds: 60, lastsSeconds: PEAK_SECONDS, everySeconds: 86_400 },
        calls: { api: 'PutRecords', batchSize: 100, lingerMs: 500 },
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 2000, jitter: true }, maxAttempts: 8 },
      },
    ],
    consumers: [CONVERTER],
  }),
  window: { fromSeconds: 60, toSeconds: 840 },
  allows: [
    { command: 'update-consumer', consumer: 'converter', parts: ['kind', 'pollIntervalMs', 'limit', 'start'] },
    { command: 'update-shard-count' },
    { command: 'set-retention' },
  ],
  goals: () => [
    {
      id: 'keeps-its-place',
      measure: { kind: 'events', type: 'iterator-expired', consumer: 'converter' },
      is: 'at-most',
      value: 0,
      over: 'total',
      star: 1,
    },
    { id: 'every-photo', measure: { kind: 'processed-share', consumer: 'converter' }, is: 'at-least', value: 0.99, over: 'end', star: 2 },
    {
      id: 'bill',
      measure: { kind: 'cost-per-hour' },
      is: 'at-most',
      value: Number((provisionedCostPerHour(1, 30, 800).usd + 0.001).toFixed(3)),
      over: 'always',
      star: 3,
    },
  ],
  par: 1,
  predict: () => ({
    kind: 'choice',
    question: 'A retention of 48 instead of 24 hours will',
    options: ['let the iterator live longer', 'not change how long an iterator lives', 'let the reader skip expired records'],
  }),
  outcome: () => 1,
  hints: {
    'keeps-its-place': [
      'Look at the page that the reader takes after 1:00: how many records, and how long is it busy with them?',
      'A shard iterator is good for five minutes from when it was handed out, and the next one is handed out with the page.',
      'Before 1:00, set Limit so that a page takes well under five minutes: 100 records of 300 ms are 30 seconds.',
    ],
    'every-photo': [
      'Look at where the reader started after your change, and at what lies before that.',
      'LATEST begins with what comes next: what waits is never read.',
      'Leave the start position alone; a smaller Limit needs no restart.',
    ],
    bill: [
      'Look at the cost for an hour before and after your change.',
      'On a usual day the reader is idle nine tenths of the time: it lacks no throughput.',
      'Leave one shard and polling, and change Limit.',
    ],
  },
  solution: () => [set({ ...CONVERTER, limit: 100 })],
  nearMisses: [
    {
      id: 'longer-retention',
      title: 'Doubles the retention',
      misconception: 'Iterators expire with the records',
      commands: () => [{ at: 40_000_000, command: { type: 'set-retention', stream: 'photos', hours: 48 } }],
      fails: 'keeps-its-place',
      why: 'The photos were safe for a day as it was. An iterator lives five minutes, whatever the retention.',
    },
    {
      id: 'ask-less-often',
      title: 'Asks only once a minute',
      misconception: 'A slow reader should ask less often',
      commands: () => [set({ ...CONVERTER, pollIntervalMs: 60_000 })],
      fails: 'keeps-its-place',
      why: 'More waits by then, so the page is larger, and takes even longer.',
    },
    {
      id: 'restart-at-latest',
      title: 'Restarts the reader at LATEST',
      misconception: 'A restart at LATEST goes on where it was',
      commands: () => [set({ ...CONVERTER, start: 'LATEST', limit: 100 }, 100)],
      fails: 'every-photo',
      why: 'LATEST is behind the newest record: all photos of the import that were not read yet are skipped.',
    },
    {
      id: 'fan-out',
      title: 'Turns the reader to enhanced fan-out',
      misconception: 'Only a faster way of reading keeps a slow reader going',
      commands: () => [
        {
          at: 40_000_000,
          command: {
            type: 'update-consumer',
            consumer: { kind: 'fan-out', id: 'converter', stream: 'photos', start: 'TRIM_HORIZON', processingUsPerRecord: 300_000 },
          },
        },
      ],
      fails: 'bill',
      why: 'Pushed records come without an iterator that could expire, so it works, for about twice the price. The thumbnails take as long as before.',
    },
  ],
  explanation: ({ peakPerSecond }) => [
    `Without a Limit the reader takes up to 10,000 records at once. Some ${(peakPerSecond * PEAK_SECONDS).toLocaleString('en-US')} photos of 300 ms keep it busy for some eleven minutes, and the iterator for the next call came with that page: after five minutes it is worth nothing.`,
    'A reader that meets the error asks for a new iterator, AFTER_SEQUENCE_NUMBER of the last record that it processed: so nothing is skipped, and nothing comes twice. Better is not to meet it: pages that are small, or a queue between fetching and processing.',
  ],
  readNext: [
    { kind: 'lesson', id: 'reading' },
    { kind: 'exercise', id: 'retention' },
  ],
});
