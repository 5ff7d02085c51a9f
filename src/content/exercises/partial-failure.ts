/** PutRecords answers 200 and lists what it has refused: who does not look loses it. */
import type { FailurePolicy, ProducerSpec } from '../../engine/producers/producer-spec.ts';
import { defineExercise, type Numbers } from './exercise.ts';

/** Bytes are the limit here: a shard takes so many readings of this size in a second, keys counted. */
const BYTES = 2000;
const PER_SHARD = 520;

const meter = ({ base, peak }: Numbers): ProducerSpec => ({
  id: 'meters',
  stream: 'readings',
  source: { kind: 'synthetic', size: { kind: 'fixed', bytes: BYTES }, keys: { kind: 'uniform', keys: 5000, prefix: 'meter-' } },
  rate: { kind: 'spike', basePerSecond: base!, peakPerSecond: peak!, afterSeconds: 20, lastsSeconds: 4, everySeconds: 20 },
  calls: { api: 'PutRecords', batchSize: 500, lingerMs: 500 },
  failures: { resend: 'ignore', backoff: { kind: 'exponential', baseMs: 50, maxMs: 400, jitter: true }, maxAttempts: 10 },
});

/** One change after the other, as they are made by hand; each builds on those before. */
const inTurn = (numbers: Numbers, ...changes: readonly Partial<FailurePolicy>[]) => {
  let producer = meter(numbers);
  return changes.map((change, i) => {
    producer = { ...producer, failures: { ...producer.failures, ...change } };
    return { at: (20 + 2 * i) * 1_000_000, command: { type: 'update-producer' as const, producer } };
  });
};

const backoff = (baseMs: number, maxMs: number) => ({ backoff: { kind: 'exponential' as const, baseMs, maxMs, jitter: true } });
const GENTLE = [backoff(2000, 2000), backoff(2000, 16_000)];

export const partialFailure = defineExercise({
  id: 'partial-failure',
  title: 'HTTP 200 is not success',
  topic: 'writing',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: '2026-11-20',
  sources: [
    { title: 'PutRecords', url: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html' },
    {
      title: 'Develop producers with the AWS SDK for Java: handling failures with PutRecords',
      url: 'https://docs.aws.amazon.com/streams/latest/dev/developing-producers-with-sdk.html',
    },
  ],
  numbers: { base: { from: 230, to: 260, step: 5 }, peak: { from: 760, to: 840, step: 10 } },
  brief: ({ base, peak }) => [
    `Meters send ${base} readings of 2 kB a second to one shard, and for four seconds in every twenty ${peak}. No [[put-records|call]] has ever failed: each answer is HTTP 200. Yet readings are missing from the bills.`,
    'Change what the producer does with an answer, so that every reading arrives, once, and with few attempts. The shard stays alone.',
  ],
  scenario: (numbers) => ({
    id: 'exercise-partial-failure',
    title: 'HTTP 200 is not success',
    summary: 'One shard, peaks of four seconds, and answers that nobody reads.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'readings', shardCount: 1, retentionHours: 24 }],
    producers: [meter(numbers)],
    consumers: [
      {
        kind: 'polling',
        id: 'billing',
        stream: 'readings',
        start: 'TRIM_HORIZON',
        pollIntervalMs: 1000,
        limit: 10_000,
        processingUsPerRecord: 0,
      },
    ],
  }),
  window: { fromSeconds: 60, toSeconds: 240 },
  allows: [{ command: 'update-producer', producer: 'meters', parts: ['failures', 'calls'] }],
  goals: () => [
    { id: 'nothing-lost', measure: { kind: 'producer-lost' }, is: 'at-most', value: 0, over: 'total', star: 1 },
    { id: 'all-there', measure: { kind: 'stored-share' }, is: 'at-least', value: 0.995, over: 'end', star: 1 },
    { id: 'put-once', measure: { kind: 'producer-duplicates' }, is: 'at-most', value: 0, over: 'total', star: 2 },
    { id: 'attempts', measure: { kind: 'attempts-per-record' }, is: 'at-most', value: 1.5, over: 'total', star: 3 },
  ],
  par: 3,
  predict: () => ({
    kind: 'choice',
    question: 'A PutRecords call has 500 records and the shard has room for 490. What comes back?',
    options: [
      'An exception; nothing is stored',
      'HTTP 200; 490 are stored and 10 have an error code',
      'HTTP 200; AWS stores the 10 a little later',
    ],
  }),
  outcome: () => 1,
  hints: {
    'nothing-lost': [
      'Look at the producer’s card: records are lost in each peak, and no attempt follows.',
      'PutRecords is not all or nothing. FailedRecordCount says how many were refused, and each entry has its own result.',
      'After a refusal: resend the failed. Backoff with jitter; first wait 2,000 ms, longest 16,000 ms.',
    ],
    'all-there': [
      'Look at what the producer still holds at 4:00, beside what it has lost.',
      'Between two peaks there are 16 seconds with room to spare. A wait much longer than that misses them.',
      'First wait 2,000 ms, longest wait 16,000 ms.',
    ],
    'put-once': [
      'Look at the records that are put twice: after which calls do they come?',
      'A call that was refused in part is stored in part. To send all of it again is to store that part again.',
      'After a refusal: resend the failed, not the call.',
    ],
    attempts: [
      'Look at the attempts in the seconds of a peak.',
      'A refused record that comes back within milliseconds meets the same full shard, and is refused again.',
      'First wait 2,000 ms, longest wait 16,000 ms, with jitter: the peak lasts four seconds.',
    ],
  },
  solution: (numbers) => inTurn(numbers, { resend: 'failed' }, ...GENTLE),
  nearMisses: [
    {
      id: 'resend-all',
      title: 'Sends the whole call again',
      misconception: 'A failed PutRecords call has stored nothing',
      commands: (numbers) => inTurn(numbers, { resend: 'all' }, ...GENTLE),
      fails: 'put-once',
      why: 'Most records of the call are in the stream by then. They come a second time, and take the room of those that were refused.',
    },
    {
      id: 'at-once',
      title: 'Sends what failed again, at once',
      misconception: 'The sooner the retry, the sooner it succeeds',
      commands: (numbers) => inTurn(numbers, { resend: 'failed', backoff: { kind: 'none' } }),
      fails: 'nothing-lost',
      why: 'Ten attempts are over within a fifth of a second. The shard is as full as before, and the records are given up.',
    },
    {
      id: 'small-calls',
      title: 'Makes the calls smaller',
      misconception: 'Large calls are what is refused',
      commands: (numbers) => [
        {
          at: 20_000_000,
          command: {
            type: 'update-producer',
            producer: { ...meter(numbers), calls: { api: 'PutRecords', batchSize: 50, lingerMs: 100 } },
          },
        },
      ],
      fails: 'nothing-lost',
      why: 'The shard counts what is in the calls: 1 MiB a second, and 1,000 records. Small answers that nobody reads lose as much.',
    },
    {
      id: 'short-pauses',
      title: 'Sends what failed again, and leaves the waits of at most 0.4 seconds',
      misconception: 'Any backoff will do',
      commands: (numbers) => inTurn(numbers, { resend: 'failed' }),
      fails: 'attempts',
      why: 'The peak outlasts the pauses by far: records knock again and again, and many are given up before it is over.',
    },
    {
      id: 'a-minute',
      title: 'Waits for up to a minute before each attempt, to be gentle',
      misconception: 'The longer the wait, the better',
      commands: (numbers) => inTurn(numbers, { resend: 'failed' }, backoff(60_000, 60_000), { maxAttempts: 20 }),
      fails: 'all-there',
      why: 'Few attempts, and nothing is given up. But at 4:00 readings of the last peaks still wait at the producer, though the shard has had room for them.',
    },
  ],
  explanation: ({ peak }) => [
    `In a peak ${peak} readings of 2 kB a second meet a shard that takes ${PER_SHARD} of them (1 MiB/s). PutRecords stores what fits and answers 200; the others have ProvisionedThroughputExceededException in their entries, and FailedRecordCount counts them.`,
    'Only those may be sent again, after a pause in the order of the peak. Between the peaks there is room for all of them. A retry may come after later readings of the same meter: where order counts, the reading carries its own time.',
  ],
  readNext: [
    { kind: 'exercise', id: 'retry-storm' },
    { kind: 'lesson', id: 'write-limits' },
  ],
});
