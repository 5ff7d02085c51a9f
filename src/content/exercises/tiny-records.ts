/** A shard counts records before it counts bytes: small readings are packed, whether by hand or by the Kinesis Producer Library. */
import { provisionedCostPerHour } from '../../engine/formulas.ts';
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import { defineExercise, type Numbers } from './exercise.ts';

const BYTES = 200;
/** Readings in a record of the reference: 20 kB, still one PUT payload unit. */
const PACKED = 100;

const gateway = ({ perSecond }: Numbers): ProducerSpec => ({
  id: 'gateway',
  stream: 'readings',
  source: { kind: 'synthetic', size: { kind: 'fixed', bytes: BYTES }, keys: { kind: 'uniform', keys: 2000, prefix: 'm' } },
  rate: { kind: 'constant', perSecond: perSecond! },
  calls: { api: 'PutRecords', batchSize: 50, lingerMs: 200 },
  failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 200, maxMs: 2000, jitter: true }, maxAttempts: 3 },
});

/** One change after the other, as they are made by hand; each builds on those before. */
const inTurn = (numbers: Numbers, ...changes: readonly Partial<ProducerSpec>[]) => {
  let producer = gateway(numbers);
  return changes.map((change, i) => {
    producer = { ...producer, ...change };
    return { at: (10 + 2 * i) * 1_000_000, command: { type: 'update-producer' as const, producer } };
  });
};

const sizeOf = (numbers: Numbers, readings: number): Partial<ProducerSpec> => ({
  source: { ...gateway(numbers).source, size: { kind: 'fixed', bytes: BYTES * readings } } as ProducerSpec['source'],
});
const rateOf = (perSecond: number): Partial<ProducerSpec> => ({ rate: { kind: 'constant', perSecond } });
const packed = (numbers: Numbers, readings: number) => inTurn(numbers, rateOf(numbers.perSecond! / readings), sizeOf(numbers, readings));

/** Beside the readings the keys are stored: 5 B with each record, a fortieth of a reading that travels alone. */
const MOST = 1.05;

const WINDOW = { fromSeconds: 60, toSeconds: 150 };

/** One shard, and a PUT payload unit for every 25 readings; until the window begins, for each record that the shard takes. */
function priceOf({ perSecond }: Numbers): number {
  const before = WINDOW.fromSeconds / WINDOW.toSeconds;
  const units = before * 1000 + (1 - before) * (perSecond! / 25);
  return Number(provisionedCostPerHour(1, units, BYTES).usd.toFixed(3));
}

export const tinyRecords = defineExercise({
  id: 'tiny-records',
  title: 'Tiny records',
  topic: 'writing',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01', 'SAP-C02'],
  asOf: '2026-11-20',
  sources: [
    { title: 'Quotas and limits', url: 'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html' },
    { title: 'KPL: key concepts, aggregation', url: 'https://docs.aws.amazon.com/streams/latest/dev/kinesis-kpl-concepts.html' },
    { title: 'Kinesis Data Streams pricing', url: 'https://aws.amazon.com/kinesis/data-streams/pricing/' },
  ],
  numbers: { perSecond: { from: 2000, to: 2400, step: 100 } },
  brief: ({ perSecond }) => [
    `A gateway sends ${perSecond!.toLocaleString('en-US')} readings of ${BYTES} B a second, each a record of its own, in calls of 50. That is less than half of what one shard takes in bytes, and most of it is [[throttling|throttled]].`,
    'The gateway could put several readings into one record: fewer records a second, each larger. Get all of these bytes, and no others, into the one shard, at a low price.',
  ],
  scenario: (numbers) => ({
    id: 'exercise-tiny-records',
    title: 'Tiny records',
    summary: 'One shard, and more small records than it counts.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'readings', shardCount: 1, retentionHours: 24 }],
    producers: [gateway(numbers)],
    consumers: [
      {
        kind: 'polling',
        id: 'archive',
        stream: 'readings',
        start: 'TRIM_HORIZON',
        pollIntervalMs: 1000,
        limit: 10_000,
        processingUsPerRecord: 0,
      },
    ],
  }),
  window: WINDOW,
  allows: [
    { command: 'update-producer', producer: 'gateway', parts: ['rate', 'source.size', 'calls'] },
    { command: 'update-shard-count' },
    { command: 'split-shard' },
  ],
  goals: (numbers) => [
    { id: 'throttling', measure: { kind: 'throttled-share' }, is: 'at-most', value: 0.01, over: 'total', star: 1 },
    {
      id: 'all-the-data',
      measure: { kind: 'stored-bytes-per-second' },
      is: 'at-least',
      value: Math.round(numbers.perSecond! * BYTES * 0.97),
      over: 'total',
      star: 1,
    },
    {
      id: 'nothing-else',
      measure: { kind: 'stored-bytes-per-second' },
      is: 'at-most',
      value: Math.round(numbers.perSecond! * BYTES * MOST),
      over: 'total',
      star: 2,
    },
    { id: 'one-shard', measure: { kind: 'open-shards' }, is: 'at-most', value: 1, over: 'always', star: 2 },
    { id: 'bill', measure: { kind: 'cost-per-hour' }, is: 'at-most', value: priceOf(numbers), over: 'end', star: 3 },
  ],
  par: 2,
  predict: ({ perSecond }) => ({
    kind: 'choice',
    question: `PutRecords with 500 records a call instead of 50: how many of the ${perSecond!.toLocaleString('en-US')} records a second does one shard then take?`,
    options: [
      'All of them: there are few calls',
      '1,000, as before',
      `10 times as many as before, up to ${perSecond!.toLocaleString('en-US')}`,
    ],
  }),
  outcome: () => 1,
  hints: {
    throttling: [
      'Look at what the shard refuses by: records, not bytes.',
      'A shard takes 1,000 records and 1 MiB a second. How many records come in one call makes no difference to it.',
      'Put many readings into a record: divide the rate by a number, and multiply the record size by it.',
    ],
    'all-the-data': [
      'Look at the bytes that the stream takes each second, against the readings’ 200 B times their rate.',
      'Fewer records must be larger records, else readings are left out.',
      'Rate times record size stays what it was: a hundredth of the rate, 20,000 B.',
    ],
    'nothing-else': [
      'Look at the bytes that the stream takes each second: there are more of them than the readings have.',
      'There are only so many readings. What comes on top is padding, or readings that nobody took.',
      'Rate times record size stays what it was: divide the one and multiply the other by the same number.',
    ],
    'one-shard': [
      'Look at the open shards within the judged window.',
      'The bytes fit into one shard. A second one is only needed for records that are too many.',
      'Leave the one shard; pack the readings.',
    ],
    bill: [
      'Look at the cost for an hour: which part is for PUT payload units?',
      'A PUT payload unit is a record’s bytes in steps of 25 KB, and at least one: a record of 200 B pays for 25 KB.',
      'Pack until a record is nearly 25 KB: 100 readings, 20,000 B.',
    ],
  },
  solution: (numbers) => packed(numbers, PACKED),
  nearMisses: [
    {
      id: 'larger-calls',
      title: 'Puts 500 records into a call',
      misconception: 'PutRecords raises the number of records that a shard takes',
      commands: (numbers) => inTurn(numbers, { calls: { api: 'PutRecords', batchSize: 500, lingerMs: 200 } }),
      fails: 'throttling',
      why: 'It saves calls. The shard counts the records in them: 1,000 a second.',
    },
    {
      id: 'more-shards',
      title: 'Adds shards until the records fit',
      misconception: 'Throttling means too few shards',
      commands: () => [
        { at: 5_000_000, command: { type: 'update-shard-count', stream: 'readings', targetShardCount: 2 } },
        { at: 30_000_000, command: { type: 'update-shard-count', stream: 'readings', targetShardCount: 4 } },
      ],
      fails: 'one-shard',
      why: 'Nothing is throttled any more, and four shards carry what one has room for, at a PUT payload unit for each reading.',
    },
    {
      id: 'sampling',
      title: 'Sends fewer readings',
      misconception: 'A limit is kept by sending less',
      commands: (numbers) => inTurn(numbers, rateOf(950)),
      fails: 'all-the-data',
      why: 'The shard is content, and more than half of the readings are missing.',
    },
    {
      id: 'packs-of-three',
      title: 'Packs three readings into a record, just enough',
      misconception: 'Once nothing is throttled, size does not matter',
      commands: (numbers) => packed(numbers, 3),
      fails: 'bill',
      why: 'Each record of 600 B pays for a PUT payload unit of 25 KB.',
    },
    {
      id: 'padded',
      title: 'Packs 80 readings, and pads the record until it is 25,000 B',
      misconception: 'A PUT payload unit that is paid for has to be filled',
      commands: (numbers) => inTurn(numbers, rateOf(numbers.perSecond! / 80), sizeOf(numbers, 125)),
      fails: 'nothing-else',
      why: 'A unit is paid for whether it is full or not, so padding saves nothing. It takes room of the shard’s 1 MiB/s, and of the 2 MiB/s that readers share.',
    },
  ],
  explanation: ({ perSecond }) => [
    `${perSecond!.toLocaleString('en-US')} readings of ${BYTES} B are ${((perSecond! * BYTES) / 1e6).toFixed(2)} MB/s of the 1.05 that a shard takes, but ${perSecond!.toLocaleString('en-US')} records of the 1,000 that it counts. With ${PACKED} readings in a record they are ${perSecond! / PACKED} records a second, and as many PUT payload units instead of ${perSecond!.toLocaleString('en-US')}.`,
    'The Kinesis Producer Library does this by itself: it gathers records for up to 100 ms and packs them into aggregates of up to 51,200 B (its defaults), and the KCL takes them apart. Other consumers must take them apart themselves. What is packed waits, and is lost or repeated together.',
  ],
  readNext: [
    { kind: 'lesson', id: 'write-limits' },
    { kind: 'exercise', id: 'launch-day' },
  ],
});
