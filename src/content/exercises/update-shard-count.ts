/** UpdateShardCount's rules: at most the double, at least half, one change at a time, ten calls a day. */
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import { defineExercise, type Numbers } from './exercise.ts';

const BYTES = 20_000;
/** Bytes are the limit here: so many records of this size a shard takes in a second, keys counted. */
const PER_SHARD = 50;
const OPENING_SECONDS = 180;

const cameras = ({ shards }: Numbers): ProducerSpec => ({
  id: 'cameras',
  stream: 'frames',
  source: { kind: 'synthetic', size: { kind: 'fixed', bytes: BYTES }, keys: { kind: 'round-robin', keys: 20_000, prefix: 'frame-' } },
  rate: {
    kind: 'spike',
    basePerSecond: PER_SHARD,
    peakPerSecond: (shards! - 1) * PER_SHARD,
    afterSeconds: OPENING_SECONDS,
    lastsSeconds: 3600,
    everySeconds: 86_400,
  },
  calls: { api: 'PutRecords', batchSize: 100, lingerMs: 200 },
  failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 200, maxMs: 5000, jitter: true }, maxAttempts: 3 },
});

const to = (targetShardCount: number, atSeconds: number) => ({
  at: atSeconds * 1_000_000,
  command: { type: 'update-shard-count' as const, stream: 'frames', targetShardCount },
});

export const updateShardCount = defineExercise({
  id: 'update-shard-count',
  title: 'Twice as many, at most',
  topic: 'resharding',
  level: 'advanced',
  exams: ['SAA-C03', 'DEA-C01', 'SAP-C02'],
  asOf: '2026-11-20',
  sources: [
    { title: 'UpdateShardCount', url: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html' },
    { title: 'Quotas and limits', url: 'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html' },
  ],
  older: 'Older notes say two calls of UpdateShardCount in 24 hours; today it is ten.',
  numbers: { shards: { from: 10, to: 14, step: 1 } },
  brief: ({ shards }) => [
    `The stadium opens at 3:00. Its cameras then send ${(shards! - 1) * PER_SHARD} frames of 20 kB a second, instead of ${PER_SHARD}. Capacity planning asks for ${shards} shards; there are two.`,
    `Have ${shards} open shards by then, and no more. No call may be refused: the team’s ten a day are precious.`,
  ],
  scenario: (numbers) => ({
    id: 'exercise-update-shard-count',
    title: 'Twice as many, at most',
    summary: 'Two shards, three minutes, and many more needed.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 57, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'frames', shardCount: 2, retentionHours: 24 }],
    producers: [cameras(numbers)],
    consumers: [
      {
        kind: 'polling',
        id: 'wall',
        stream: 'frames',
        start: 'TRIM_HORIZON',
        pollIntervalMs: 1000,
        limit: 10_000,
        processingUsPerRecord: 0,
      },
    ],
  }),
  window: { fromSeconds: OPENING_SECONDS, toSeconds: 270 },
  allows: [{ command: 'update-shard-count' }, { command: 'split-shard' }, { command: 'merge-shards' }],
  goals: ({ shards }) => [
    { id: 'throttling', measure: { kind: 'throttled-share' }, is: 'at-most', value: 0.001, over: 'total', star: 1 },
    { id: 'nothing-refused', measure: { kind: 'refused-commands' }, is: 'at-most', value: 0, over: 'total', star: 2 },
    { id: 'as-many', measure: { kind: 'open-shards' }, is: 'at-least', value: shards!, over: 'always', star: 2 },
    { id: 'as-planned', measure: { kind: 'open-shards' }, is: 'at-most', value: shards!, over: 'always', star: 3 },
    { id: 'three-moves', measure: { kind: 'moves' }, is: 'at-most', value: 3, over: 'total', star: 3 },
  ],
  par: 3,
  predict: ({ shards }) => ({
    kind: 'number',
    question: `How many calls of UpdateShardCount does it take from 2 shards to ${shards}?`,
    unit: 'calls',
    min: 1,
    max: 12,
    step: 1,
    counted: true,
  }),
  outcome: ({ shards }) => Math.ceil(Math.log2(shards! / 2)),
  hints: {
    throttling: [
      'Look at the open shards at 3:00.',
      'A call goes up to the double at most: from 2 to 4, to 8, and on. Each takes its time.',
      'Call for 4 at once, for 8 when the stream is ACTIVE again, then for what is needed.',
    ],
    'nothing-refused': [
      'Look at the history: what does the refusal say?',
      'While the stream is UPDATING no other change is taken, and never more than the double.',
      'Wait for ACTIVE between the calls; a minute is ample.',
    ],
    'as-many': [
      'Look at the number of open shards from 3:00 on, and at what planning has asked for.',
      'A load that only just fits leaves no room for keys that do not fall evenly, nor for a retry.',
      'In the last call, ask for the number that is planned, and in time.',
    ],
    'as-planned': [
      'Look at the number of open shards after 3:00.',
      'The target need not be a power of two: anything from half to the double of what is open.',
      'In the last call, ask for the very number.',
    ],
    'three-moves': [
      'Look at your moves so far.',
      'Each call may double: take all of it until the last.',
      '2 → 4 → 8 → the number that is planned.',
    ],
  },
  solution: ({ shards }) => [to(4, 10), to(8, 50), to(shards!, 95)],
  nearMisses: [
    {
      id: 'all-at-once',
      title: 'Asks for all of them at once',
      misconception: 'UpdateShardCount takes any target',
      commands: ({ shards }) => [to(shards!, 10)],
      fails: 'nothing-refused',
      why: 'More than the double of the open shards is refused: LimitExceededException. The crowd finds two shards.',
    },
    {
      id: 'without-waiting',
      title: 'Makes the three calls one after the other, a second apart',
      misconception: 'Calls queue up',
      commands: ({ shards }) => [to(4, 10), to(8, 11), to(shards!, 12)],
      fails: 'nothing-refused',
      why: 'The first call puts the stream into UPDATING, and until it is ACTIVE the others are refused: ResourceInUseException.',
    },
    {
      id: 'always-double',
      title: 'Doubles three times',
      misconception: 'Only doubling is possible',
      commands: () => [to(4, 10), to(8, 50), to(16, 95)],
      fails: 'as-planned',
      why: 'Sixteen take it with ease. The rule is a range, half to double, so the last call can ask for what is needed.',
    },
    {
      id: 'small-steps',
      title: 'Goes up by half each time',
      misconception: 'Large steps are dangerous',
      commands: ({ shards }) => [to(3, 3), to(4, 24), to(6, 52), to(9, 84), to(shards!, 126)],
      fails: 'three-moves',
      why: 'It arrives, with half of a day’s calls. Steps that do not double also merge shards, and so close more of them.',
    },
    {
      id: 'one-too-few',
      title: 'Stops at eight, because two calls were enough last time',
      misconception: 'Headroom is a matter of taste',
      commands: () => [to(4, 10), to(8, 50)],
      fails: 'throttling',
      why: 'Eight shards take 8 MiB a second, less than the cameras send.',
    },
    {
      id: 'one-fewer',
      title: 'Asks for one fewer than planned, as the frames only just fit',
      misconception: 'A shard can be planned to its last byte',
      commands: ({ shards }) => [to(4, 10), to(8, 50), to(shards! - 1, 95)],
      fails: 'as-many',
      why: 'On a quiet day they fit. Planning asked for one more because shards at 95 % of their limit leave no room for anything.',
    },
  ],
  explanation: ({ shards }) => [
    `From n open shards a call reaches n/2 … 2n: 2 → 4 → 8 → ${shards}. That is log₂(${shards}/2), rounded up: ${Math.ceil(Math.log2(shards! / 2))} calls. In 24 hours there are ten.`,
    'Each call returns at once and leaves the stream UPDATING until its splits and merges are made. Records are written and read all the while; other changes are refused.',
  ],
  readNext: [
    { kind: 'lesson', id: 'resharding' },
    { kind: 'exercise', id: 'split-the-right-shard' },
  ],
});
