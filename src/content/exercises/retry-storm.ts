/** Retries are load: without pauses a short peak becomes a long one, and the records are given up in the midst of it. */
import type { FailurePolicy, ProducerSpec } from '../../engine/producers/producer-spec.ts';
import { defineExercise, type Numbers } from './exercise.ts';

/** Bytes are the limit here: a shard takes so many views of this size in a second, keys counted. */
const BYTES = 4000;
const PER_SHARD = 260;
const BASE = 150;
const PEAK_SECONDS = 2;

const clicks = ({ peak }: Numbers): ProducerSpec => ({
  id: 'web',
  stream: 'clicks',
  source: { kind: 'synthetic', size: { kind: 'fixed', bytes: BYTES }, keys: { kind: 'uniform', keys: 5000, prefix: 'visitor-' } },
  rate: { kind: 'spike', basePerSecond: BASE, peakPerSecond: peak!, afterSeconds: 90, lastsSeconds: PEAK_SECONDS, everySeconds: 3600 },
  calls: { api: 'PutRecords', batchSize: 100, lingerMs: 200 },
  failures: { resend: 'failed', backoff: { kind: 'none' }, maxAttempts: 3 },
});

/** One change after the other, as they are made by hand; each builds on those before. */
const inTurn = (numbers: Numbers, ...changes: readonly Partial<FailurePolicy>[]) => {
  let producer = clicks(numbers);
  return changes.map((change, i) => {
    producer = { ...producer, failures: { ...producer.failures, ...change } };
    return { at: (20 + 2 * i) * 1_000_000, command: { type: 'update-producer' as const, producer } };
  });
};

const backoff = (baseMs: number, maxMs: number) => ({ backoff: { kind: 'exponential' as const, baseMs, maxMs, jitter: true } });
/** As it stands when jitter is chosen, then the first wait, then the longest. */
const PATIENT = [backoff(100, 5000), backoff(6000, 6000), backoff(6000, 60_000), { maxAttempts: 15 }];
const inStep = (baseMs: number, maxMs: number) => ({ backoff: { kind: 'exponential' as const, baseMs, maxMs, jitter: false } });

export const retryStorm = defineExercise({
  id: 'retry-storm',
  title: 'Retry storm',
  topic: 'writing',
  level: 'advanced',
  exams: ['DVA-C02', 'DVA-C03', 'SAP-C02', 'DEA-C01'],
  asOf: '2026-11-20',
  sources: [
    {
      title: 'Retry behavior: exponential backoff and jitter',
      url: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html',
    },
    { title: 'Quotas and limits', url: 'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html' },
  ],
  numbers: { peak: { from: 2800, to: 3000, step: 20 } },
  brief: ({ peak }) => [
    `At 1:30 a push message goes out: for ${PEAK_SECONDS} seconds ${peak!.toLocaleString('en-US')} page views of 4 kB a second instead of ${BASE}, on one [[shard]]. Last week the producer tried each three times without a pause, and gave thousands of them up.`,
    `Lose none, and with few attempts in vain: at most 1.7 for a view. They may arrive late, but by 4:00. More shards are not worth ${PEAK_SECONDS} seconds.`,
  ],
  scenario: (numbers) => ({
    id: 'exercise-retry-storm',
    title: 'Retry storm',
    summary: 'One shard, a peak of two seconds, and retries without a pause.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'clicks', shardCount: 1, retentionHours: 24 }],
    producers: [clicks(numbers)],
    consumers: [
      {
        kind: 'polling',
        id: 'counter',
        stream: 'clicks',
        start: 'TRIM_HORIZON',
        pollIntervalMs: 1000,
        limit: 10_000,
        processingUsPerRecord: 0,
      },
    ],
  }),
  window: { fromSeconds: 85, toSeconds: 240 },
  allows: [
    { command: 'update-producer', producer: 'web', parts: ['failures', 'calls'] },
    { command: 'update-shard-count' },
    { command: 'split-shard' },
  ],
  goals: () => [
    { id: 'nothing-lost', measure: { kind: 'producer-lost' }, is: 'at-most', value: 0, over: 'total', star: 1 },
    { id: 'all-there', measure: { kind: 'stored-share' }, is: 'at-least', value: 0.995, over: 'end', star: 1 },
    { id: 'put-once', measure: { kind: 'producer-duplicates' }, is: 'at-most', value: 0, over: 'total', star: 2 },
    { id: 'attempts', measure: { kind: 'attempts-per-record' }, is: 'at-most', value: 1.7, over: 'total', star: 2 },
    { id: 'one-shard', measure: { kind: 'open-shards' }, is: 'at-most', value: 1, over: 'always', star: 3 },
  ],
  par: 4,
  predict: () => ({
    kind: 'choice',
    question: 'Twenty attempts instead of three, still without a pause. Then',
    options: ['nothing is lost', 'views are still lost, and far more attempts are made', 'the stream grows to take them'],
  }),
  outcome: () => 1,
  hints: {
    'nothing-lost': [
      'Look at the time between the first attempt of a record and its last.',
      'Without a pause all attempts are over long before the peak is. They must reach beyond its end.',
      'Backoff with jitter: first wait 6,000 ms, longest 60,000 ms, 15 attempts in all.',
    ],
    'all-there': [
      'Look at what the producer still holds at 4:00, beside what it has lost.',
      'What was refused together and waits equally long comes back together: wave after wave, each only a little lower than the one before.',
      'With jitter: first wait some seconds, longest wait a minute at most, 15 attempts in all.',
    ],
    'put-once': [
      'Look at what is sent again after a refusal.',
      'A call that was refused in part is stored in part.',
      'After a refusal: resend the failed.',
    ],
    attempts: [
      'Look at attempts against records in the minute after 1:30.',
      'Each attempt at a full shard is refused and comes again. Doubling the pause lets the shard clear what waits; jitter keeps the waiting ones apart.',
      'First wait 6,000 ms, longest wait 60,000 ms, with jitter.',
    ],
    'one-shard': [
      'Look at the number of open shards.',
      'What came too fast in two seconds fits into the minute that follows.',
      'Leave the shard; change the backoff.',
    ],
  },
  solution: (numbers) => inTurn(numbers, ...PATIENT),
  nearMisses: [
    {
      id: 'knock-harder',
      title: 'Allows twenty attempts, without a pause',
      misconception: 'More attempts are what helps',
      commands: (numbers) => inTurn(numbers, { maxAttempts: 20 }),
      fails: 'nothing-lost',
      why: 'Twenty attempts take less than half a second. The shard needs most of a minute.',
    },
    {
      id: 'short-cap',
      title: 'Backs off, for half a second at most',
      misconception: 'Any backoff will do',
      commands: (numbers) => inTurn(numbers, { ...backoff(100, 500), maxAttempts: 20 }),
      fails: 'attempts',
      why: 'With the cap at half a second, everything that waits knocks several times a second, and most of it in vain.',
    },
    {
      id: 'in-step',
      title: 'Backs off without jitter',
      misconception: 'Exponential backoff spreads retries by itself',
      commands: (numbers) => inTurn(numbers, inStep(100, 5000), inStep(6000, 6000), inStep(6000, 60_000), { maxAttempts: 15 }),
      fails: 'all-there',
      why: 'All that were refused together wait equally long and come back together. Each wave is only a little lower than the one before: the shard takes its 260 a second of it.',
    },
    {
      id: 'whole-calls',
      title: 'Sends whole calls again, with long pauses',
      misconception: 'A failed PutRecords call has stored nothing',
      commands: (numbers) => inTurn(numbers, { resend: 'all' }, ...PATIENT),
      fails: 'put-once',
      why: 'What was stored is stored again, and that load is what the shard had no room for.',
    },
    {
      id: 'second-shard',
      title: 'Doubles the shards before the message goes out',
      misconception: 'Every peak needs shards',
      commands: () => [{ at: 30_000_000, command: { type: 'update-shard-count', stream: 'clicks', targetShardCount: 2 } }],
      fails: 'one-shard',
      why: 'Two shards take 520 a second, far less than the peak; a dozen would be paid for every hour, for two seconds that could wait.',
    },
  ],
  explanation: ({ peak }) => [
    `The peak brings some ${((peak! - PER_SHARD) * PEAK_SECONDS).toLocaleString('en-US')} views more than the shard takes in those two seconds. Afterwards it has room for ${PER_SHARD - BASE} more a second: ${Math.ceil(((peak! - PER_SHARD) * PEAK_SECONDS) / (PER_SHARD - BASE))} seconds clear them, if they come one by one.`,
    'Exponential backoff spreads the attempts over that time; full jitter (anything between nothing and the pause) keeps those that were refused together from coming back together. Attempts without a pause only add to the load that refuses them.',
  ],
  readNext: [
    { kind: 'lesson', id: 'write-limits' },
    { kind: 'exercise', id: 'launch-day' },
  ],
});
