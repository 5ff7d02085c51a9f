/** Many keys, one crowded range: a split at the right place, of the right shard, is all that is needed. */
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import { hashKeyOf } from '../../engine/kinesis/hash-key.ts';
import { defineExercise, type Numbers } from './exercise.ts';

/** Hash keys are counted in 240ths of the key space: thirds, quarters and fifths all fall on whole ones. */
const PART = (1n << 128n) / 240n;
const WIDTH = 60;

/** Where the crowded keys lie, in 240ths: on both sides of the shard's midpoint, in one third and in one fifth of the key space. */
const CROWDED: readonly { low: readonly [number, number]; high: readonly [number, number] }[] = [
  { low: [6, 30], high: [30, 47] },
  { low: [81, 90], high: [90, 95] },
  { low: [145, 150], high: [150, 159] },
  { low: [193, 210], high: [210, 234] },
];

/** Bytes are the limit here: a shard takes 130 records of this size in a second, keys counted. */
const BYTES = 8000;
const PER_SHARD = 130;

const CROWDED_KEYS = 140;
const OTHER_KEYS = 60;

/** Sensors by name, so that 70 % of them hash to one shard: half of those below its midpoint, half above. */
function sensors(shard: number): string[] {
  const { low, high } = CROWDED[shard]!;
  const [below, above, others]: [string[], string[], string[]] = [[], [], []];
  for (let i = 0; below.length + above.length + others.length < CROWDED_KEYS + OTHER_KEYS; i++) {
    const name = `sensor-${i}`;
    const at = Number(hashKeyOf(name) / PART);
    const lies = ([from, to]: readonly [number, number]) => from <= at && at < to;
    if (lies(low) && below.length < CROWDED_KEYS / 2) below.push(name);
    else if (lies(high) && above.length < CROWDED_KEYS / 2) above.push(name);
    else if (Math.floor(at / WIDTH) !== shard && others.length < OTHER_KEYS) others.push(name);
  }
  return [...below, ...above, ...others];
}

function plant({ perSecond, shard }: Numbers): ProducerSpec {
  const names = sensors(shard!);
  return {
    id: 'plant',
    stream: 'telemetry',
    source: {
      kind: 'synthetic',
      size: { kind: 'fixed', bytes: BYTES },
      keys: { kind: 'uniform', keys: names.length, prefix: 'sensor-', names },
    },
    rate: { kind: 'constant', perSecond: perSecond! },
    calls: { api: 'PutRecords', batchSize: 50, lingerMs: 200 },
    failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 200, maxMs: 5000, jitter: true }, maxAttempts: 4 },
  };
}

const START = 20_000_000;
const split = (shard: number, at: bigint) => ({
  at: START,
  command: {
    type: 'split-shard' as const,
    stream: 'telemetry',
    shardId: `shardId-${String(shard).padStart(12, '0')}`,
    newStartingHashKey: String(at),
  },
});
const startOf = (shard: number): bigint => BigInt(shard) << 126n;
const HALF = 1n << 125n;
const count = (targetShardCount: number) => ({
  at: START,
  command: { type: 'update-shard-count' as const, stream: 'telemetry', targetShardCount },
});

export const splitTheRightShard = defineExercise({
  id: 'split-the-right-shard',
  title: 'Split the right one',
  topic: 'resharding',
  level: 'core',
  exams: ['DEA-C01', 'SAP-C02', 'DVA-C02', 'DVA-C03'],
  asOf: '2026-11-20',
  sources: [
    { title: 'Split a shard', url: 'https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-resharding-split.html' },
    { title: 'SplitShard', url: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SplitShard.html' },
  ],
  numbers: { perSecond: { from: 220, to: 245, step: 5 }, shard: { from: 0, to: 3, step: 1 } },
  brief: ({ perSecond }) => [
    `${perSecond} records of 8 kB a second, four shards, 200 sensors of about the same rate. There is no [[hot-key]], and yet one shard is [[throttling|throttled]]: by chance 140 of the sensors’ names hash into its range.`,
    'Stop the throttling with one move, and with at most five open shards. The sensors cannot be renamed.',
  ],
  scenario: (numbers) => ({
    id: 'exercise-split-the-right-shard',
    title: 'Split the right one',
    summary: 'Four shards, one of them with most of the keys.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'telemetry', shardCount: 4, retentionHours: 24 }],
    producers: [plant(numbers)],
    consumers: [
      {
        kind: 'polling',
        id: 'archive',
        stream: 'telemetry',
        start: 'TRIM_HORIZON',
        pollIntervalMs: 1000,
        limit: 10_000,
        processingUsPerRecord: 0,
      },
    ],
  }),
  window: { fromSeconds: 120, toSeconds: 240 },
  allows: [{ command: 'split-shard' }, { command: 'merge-shards' }, { command: 'update-shard-count' }],
  goals: () => [
    { id: 'throttling', measure: { kind: 'throttled-share' }, is: 'at-most', value: 0.001, over: 'total', star: 1 },
    { id: 'five-shards', measure: { kind: 'open-shards' }, is: 'at-most', value: 5, over: 'always', star: 2 },
    { id: 'one-move', measure: { kind: 'moves' }, is: 'at-most', value: 1, over: 'total', star: 3 },
  ],
  par: 1,
  predict: () => ({
    kind: 'choice',
    question: 'UpdateShardCount from 4 to 5 will',
    options: ['split the busiest shard', 'cut the key space into five equal ranges', 'be refused: only doubling is possible'],
  }),
  outcome: () => 1,
  hints: {
    throttling: [
      'Look at the writes of each shard: one of the four gets seven records of ten.',
      'A split divides a range of hash keys. It helps where many keys lie in the range, on both sides of the cut.',
      'Call SplitShard for the busy shard, at the middle of its range.',
    ],
    'five-shards': [
      'Look at the open shards from 2:00 on.',
      'UpdateShardCount makes ranges of equal width, and knows nothing of the load.',
      'One split of one shard makes five of four.',
    ],
    'one-move': [
      'Look at your moves so far.',
      'Each reshard closes shards, and consumers must read them to their end first.',
      'Rewind, and split the busy shard at its middle at once.',
    ],
  },
  solution: ({ shard }) => [split(shard!, startOf(shard!) + HALF)],
  nearMisses: [
    {
      id: 'a-neighbour',
      title: 'Splits a neighbour',
      misconception: 'A new shard takes load from any other',
      commands: ({ shard }) => [split((shard! + 1) % 4, startOf((shard! + 1) % 4) + HALF)],
      fails: 'throttling',
      why: 'Children divide the range of their parent. The busy shard keeps all of its own.',
    },
    {
      id: 'at-its-edge',
      title: 'Splits the busy shard close to its start',
      misconception: 'Where a shard is cut does not matter',
      commands: ({ shard }) => [split(shard!, startOf(shard!) + (1n << 120n))],
      fails: 'throttling',
      why: 'One child gets a sixty-fourth of the range, the other nearly all of the sensors.',
    },
    {
      id: 'five-equal',
      title: 'Asks UpdateShardCount for five shards',
      misconception: 'UpdateShardCount splits the busiest shard',
      commands: () => [count(5)],
      fails: 'throttling',
      why: 'It makes five ranges of equal width. The crowd lies within one of them, as it did within one of four.',
    },
    {
      id: 'double-all',
      title: 'Doubles all shards',
      misconception: 'Resharding is a matter of the number',
      commands: () => [count(8)],
      fails: 'five-shards',
      why: 'The busy range is halved, and so are three that were nearly idle: three shards paid for nothing.',
    },
    {
      id: 'first-the-wrong-one',
      title: 'Splits a neighbour, then the right one',
      misconception: 'Moves are free',
      commands: ({ shard }) => [
        split((shard! + 1) % 4, startOf((shard! + 1) % 4) + HALF),
        { ...split(shard!, startOf(shard!) + HALF), at: START + 40_000_000 },
      ],
      fails: 'one-move',
      why: 'The second split helps; the first one costs a shard and a move.',
    },
  ],
  explanation: ({ perSecond }) => [
    `70 % of ${perSecond} records a second are ${Math.round(perSecond! * 0.7)} on one shard, which takes ${PER_SHARD} of 8 kB (1 MiB/s). They belong to 140 keys: cut between them, and each child gets half.`,
    'SplitShard names the shard and the hash key at which its second child begins. The middle of the range is the usual choice; if the load lies unevenly within the range, the right place is where half of it lies on each side. A single hot key could not be divided like this.',
  ],
  readNext: [
    { kind: 'lesson', id: 'resharding' },
    { kind: 'exercise', id: 'parents-first' },
  ],
});
