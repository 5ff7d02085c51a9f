/** The small-file factory: Firehose writes an object whenever a buffer is full or its time is over, whichever comes first. */
import type { BufferingHints, Compression, DeliveryStreamSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { defineDeliveryStream, placeIn } from '../scenarios/define-delivery-stream.ts';
import { defineExercise, type Numbers } from './exercise.ts';

const BYTES = 2000;

const archive = (buffering: BufferingHints, compression: Compression = 'UNCOMPRESSED'): DeliveryStreamSpec =>
  defineDeliveryStream({
    id: 'sensors-to-s3',
    buffering,
    destination: { kind: 's3', s3: placeIn('sensor-archive', { compression }), sourceBackup: null },
  });

const set = (buffering: BufferingHints, compression?: Compression) => ({
  at: 20_000_000,
  command: { type: 'update-delivery-stream' as const, deliveryStream: archive(buffering, compression) },
});

/** As somebody set it who wanted everything at once. */
const BEFORE: BufferingHints = { sizeMiB: 1, intervalSeconds: 15 };

const mibIn = ({ perSecond }: Numbers, seconds: number): number => (perSecond * BYTES * seconds) / 1_048_576;

export const firehoseBuffers = defineExercise({
  id: 'firehose-buffers',
  title: 'The small-file factory',
  topic: 'firehose',
  level: 'intro',
  exams: ['DEA-C01', 'SAA-C03', 'DVA-C03', 'SOA-C03'],
  asOf: '2026-11-20',
  sources: [
    {
      title: 'Configure backup settings: buffering hints',
      url: 'https://docs.aws.amazon.com/firehose/latest/dev/create-configure-backup.html',
    },
    { title: 'Amazon Data Firehose quota', url: 'https://docs.aws.amazon.com/firehose/latest/dev/limits.html' },
  ],
  older: 'Older notes say that the interval is 60 s at the least; since the end of 2023 it is 0 to 900 s.',
  numbers: { perSecond: { from: 5, to: 7, step: 1 } },
  brief: ({ perSecond }) => [
    `Sensors put ${(perSecond * BYTES) / 1000} kB/s straight into a [[delivery-stream]], which writes an object to S3 every 15 s: 5,760 small files a day, and each query of the analysts opens them all.`,
    'They ask for objects of at least 2 MiB (before any compression) and no more than 13 an hour. Nothing may be older than six minutes when it is delivered. Change the delivery stream within the first minute.',
  ],
  scenario: ({ perSecond }) => ({
    id: 'exercise-firehose-buffers',
    title: 'The small-file factory',
    summary: 'A delivery stream with a small buffer.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'sensors', shardCount: 1, retentionHours: 24 }],
    producers: [
      {
        id: 'sensors',
        stream: 'sensors-to-s3',
        to: 'delivery-stream',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: BYTES }, keys: { kind: 'uniform', keys: 200, prefix: 'sensor-' } },
        rate: { kind: 'constant', perSecond },
        calls: { api: 'PutRecords', batchSize: 50, lingerMs: 500 },
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 2000, jitter: true }, maxAttempts: 8 },
      },
    ],
    consumers: [],
    deliveryStreams: [archive(BEFORE)],
  }),
  window: { fromSeconds: 60, toSeconds: 1260 },
  allows: [
    {
      command: 'update-delivery-stream',
      deliveryStream: 'sensors-to-s3',
      parts: ['buffering', 'destination.s3.compression'],
    },
  ],
  goals: () => [
    {
      id: 'large',
      measure: { kind: 'object-bytes', deliveryStream: 'sensors-to-s3' },
      is: 'at-least',
      value: 2 * 1_048_576,
      over: 'total',
      star: 1,
    },
    {
      id: 'fresh',
      measure: { kind: 'delivery-age', deliveryStream: 'sensors-to-s3' },
      is: 'at-most',
      value: 360_000,
      over: 'always',
      star: 2,
    },
    {
      id: 'few',
      measure: { kind: 'objects-per-hour', deliveryStream: 'sensors-to-s3' },
      is: 'at-most',
      value: 13,
      over: 'total',
      star: 3,
    },
  ],
  par: 1,
  predict: () => ({
    kind: 'number',
    question: 'With hints of 128 MiB and 300 s, how large will an object be before compression?',
    unit: 'MiB',
    min: 0,
    max: 128,
    step: 0.5,
  }),
  outcome: (numbers) => Math.round(mibIn(numbers, 300) * 2) / 2,
  hints: {
    large: [
      'Look at Buffers: which of the two hints closes them, size or time?',
      'A buffer is closed by what comes first. The larger hint of the two has no say.',
      'Raise both: size to 4 MiB or more, and the interval to 300 s.',
    ],
    fresh: [
      'Look at the age of what is not delivered, just before a buffer is closed.',
      'The oldest record of a buffer has waited for the whole interval.',
      'Set an interval below the six minutes: 300 s leaves a minute for the delivery.',
    ],
    few: [
      'Look at what closes the buffers now, and how often in an hour.',
      'An hour has 12 times 300 s. More objects than that mean that size closes some of them.',
      'Give the size room, up to 128 MiB, so that only the 300 s count.',
    ],
  },
  solution: () => [set({ sizeMiB: 128, intervalSeconds: 300 })],
  nearMisses: [
    {
      id: 'size-alone',
      title: 'Raises the size to 128 MiB and leaves the time',
      misconception: 'The buffer size is the size of the objects',
      commands: () => [set({ ...BEFORE, sizeMiB: 128 })],
      fails: 'large',
      why: 'After 15 s the buffer is closed, however little is in it. Nothing changes at all.',
    },
    {
      id: 'time-alone',
      title: 'Raises the interval to 300 s and leaves the size',
      misconception: 'The interval alone decides how many objects there are',
      commands: () => [set({ ...BEFORE, intervalSeconds: 300 })],
      fails: 'large',
      why: 'Now size comes first: at 1 MiB the buffer is closed, well before the 300 s are over.',
    },
    {
      id: 'longest-interval',
      title: 'Takes the largest of both, 128 MiB and 900 s',
      misconception: 'The larger the buffer, the better',
      commands: () => [set({ sizeMiB: 128, intervalSeconds: 900 })],
      fails: 'fresh',
      why: 'The objects are large and few, and the oldest record in them is a quarter of an hour old.',
    },
    {
      id: 'just-two-mebibytes',
      title: 'Sets 2 MiB and 300 s',
      misconception: 'The size that is wished for is the size to set',
      commands: () => [set({ sizeMiB: 2, intervalSeconds: 300 })],
      fails: 'few',
      why: 'The buffer is full before the 300 s are over, so there are more objects than the interval makes.',
    },
    {
      id: 'compress',
      title: 'Turns GZIP on',
      misconception: 'Compression makes for fewer objects',
      commands: () => [set(BEFORE, 'GZIP')],
      fails: 'large',
      why: 'Buffers are measured before compression. It makes each object smaller, and no object fewer.',
    },
  ],
  explanation: (numbers) => [
    `${(numbers['perSecond']! * BYTES) / 1000} kB/s fill ${mibIn(numbers, 300).toFixed(1)} MiB in 300 s and ${mibIn(numbers, 15).toFixed(2)} MiB in 15 s. A buffer is closed by size or by time, whichever comes first; with 128 MiB it is always time here.`,
    'Both are hints: for S3, 1 to 128 MiB and 0 to 900 s. Where Firehose reads a data stream there is a buffer for each shard: where time closes them, four shards make four times as many objects, each a quarter as large.',
  ],
  readNext: [
    { kind: 'exercise', id: 'firehose-transform' },
    { kind: 'lesson', id: 'firehose' },
  ],
});
