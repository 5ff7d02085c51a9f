/** After a split the parent is read to its end before the children are begun: who cannot wait loses records, or gets them twice. */
import type { PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { defineExercise } from './exercise.ts';

const LEDGER: PollingConsumerSpec = {
  kind: 'polling',
  id: 'ledger',
  stream: 'bookings',
  start: 'TRIM_HORIZON',
  pollIntervalMs: 1000,
  limit: 30,
  processingUsPerRecord: 4000,
};

const seconds = (at: number) => at * 1_000_000;
const set = (at: number, consumer: PollingConsumerSpec) => ({ at: seconds(at), command: { type: 'update-consumer' as const, consumer } });
const shards = (at: number, targetShardCount: number) => ({
  at: seconds(at),
  command: { type: 'update-shard-count' as const, stream: 'bookings', targetShardCount },
});

export const parentsFirst = defineExercise({
  id: 'parents-first',
  title: 'Parents first',
  topic: 'resharding',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: '2026-11-20',
  sources: [
    { title: 'After a reshard', url: 'https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html' },
    { title: 'GetRecords', url: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html' },
  ],
  numbers: { perSecond: { from: 75, to: 82, step: 1 } },
  brief: ({ perSecond }) => [
    `${perSecond} bookings of 16 kB a second are more than the one shard takes: some are throttled. The ledger, written by hand, reads 30 records a call, one call a second, and is behind.`,
    'Make room within the first minute, and bring the ledger up to date, with each booking entered once and those of an account in their order. After a [[split]] the ledger will seem to ignore the new shards. Find out why before you help it.',
  ],
  scenario: ({ perSecond }) => ({
    id: 'exercise-parents-first',
    title: 'Parents first',
    summary: 'One shard that is too small, and a reader that is behind.',
    startEpochMs: Date.UTC(2026, 10, 20, 9, 0, 0),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'bookings', shardCount: 1, retentionHours: 24 }],
    producers: [
      {
        id: 'branches',
        stream: 'bookings',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 16_000 }, keys: { kind: 'uniform', keys: 5000, prefix: 'account-' } },
        rate: { kind: 'constant', perSecond },
        calls: { api: 'PutRecords', batchSize: 20, lingerMs: 200 },
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 500, maxMs: 8000, jitter: true }, maxAttempts: 20 },
      },
    ],
    consumers: [LEDGER],
  }),
  window: { fromSeconds: 150, toSeconds: 300 },
  allows: [
    { command: 'split-shard' },
    { command: 'update-shard-count' },
    { command: 'update-consumer', consumer: 'ledger', parts: ['start', 'limit', 'pollIntervalMs'] },
  ],
  goals: () => [
    { id: 'room-to-write', measure: { kind: 'throttled-share' }, is: 'at-most', value: 0.01, over: 'total', star: 1 },
    { id: 'every-booking', measure: { kind: 'processed-share', consumer: 'ledger' }, is: 'at-least', value: 0.98, over: 'end', star: 1 },
    { id: 'entered-once', measure: { kind: 'shards-reread', consumer: 'ledger' }, is: 'at-most', value: 0, over: 'total', star: 2 },
    { id: 'up-to-date', measure: { kind: 'iterator-age', consumer: 'ledger' }, is: 'at-most', value: 5000, over: 'end', star: 2 },
    { id: 'two-shards', measure: { kind: 'open-shards' }, is: 'at-most', value: 2, over: 'always', star: 3 },
  ],
  par: 2,
  predict: () => ({
    kind: 'choice',
    question: 'Right after the split the ledger',
    options: [
      'reads parent and children at the same time',
      'reads the parent to its end, then the children',
      'leaves the parent and reads the children',
    ],
  }),
  outcome: () => 1,
  hints: {
    'room-to-write': [
      'Look at what the shard takes in, in MB a second.',
      'A shard takes 1 MiB/s. More than that needs a second shard.',
      'Split the shard in the middle, or set 2 shards, within the first minute: what waits at the writers must be stored by 2:30 as well.',
    ],
    'every-booking': [
      'Look at which records the ledger has processed, of those accepted.',
      'The parent is closed to writers, and its records can still be read: they are older than all on the children.',
      'Leave the start position; raise Limit, so that the parent is soon drained.',
    ],
    'entered-once': [
      'Look at how often the ledger has begun on the same shard.',
      'A start position says where reading begins, not what was read before: a restart at an older place enters records twice.',
      'Leave the start position as it is: the ledger goes on behind the last record that it read.',
    ],
    'up-to-date': [
      'Look at the ledger’s age, and at what it takes with each call.',
      'A split does not make a reader faster: 30 records a call stay 30 on each shard.',
      'Set Limit to 500: the ledger needs 4 ms a record, and its calls are the bottleneck.',
    ],
    'two-shards': [
      'Look at the number of open shards, and at what each takes in.',
      'Children that are not read yet are no sign of too few shards: they wait for their parent.',
      'Stay at 2 open shards.',
    ],
  },
  solution: () => [shards(30, 2), set(60, { ...LEDGER, limit: 500 })],
  nearMisses: [
    {
      id: 'restart-at-latest',
      title: 'Restarts the ledger at LATEST, to get it off the closed shard',
      misconception: 'A closed shard is dead',
      commands: () => [shards(30, 2), set(70, { ...LEDGER, limit: 500, start: 'LATEST' })],
      fails: 'every-booking',
      why: 'What lay unread on the parent, and on the children until then, is never entered.',
    },
    {
      id: 'restart-at-the-opening',
      title: 'Restarts the ledger at the time of opening, to be safe',
      misconception: 'A restart skips what was processed already',
      commands: () => [
        shards(30, 2),
        set(70, { ...LEDGER, limit: 500, start: { type: 'AT_TIMESTAMP', epochMs: Date.UTC(2026, 10, 20, 9, 0, 0) } }),
      ],
      fails: 'entered-once',
      why: 'The reading begins anew with the oldest record, and enters all bookings a second time.',
    },
    {
      id: 'only-the-split',
      title: 'Splits, and waits',
      misconception: 'Twice the shards make a reader twice as fast at once',
      commands: () => [shards(30, 2)],
      fails: 'up-to-date',
      why: 'First the parent has to be drained at the old pace, while all that is new waits on the children.',
    },
    {
      id: 'split-again',
      title: 'Splits the children too, as nobody reads them',
      misconception: 'Shards that are not read are too few shards',
      commands: () => [shards(30, 2), shards(60, 4), set(80, { ...LEDGER, limit: 500 })],
      fails: 'two-shards',
      why: 'Now there are grandchildren, which wait for the children, which wait for the parent. Reading is no faster for it.',
    },
  ],
  explanation: ({ perSecond }) => [
    `${((perSecond * 16_000) / 1e6).toFixed(2)} MB/s are above the 1.05 MB/s (1 MiB/s) of one shard and well within two. After the split the parent is closed: nothing more is written to it, and all that it holds is older than what its children hold.`,
    'So a good reader drains the parent until GetRecords returns no next iterator, and then begins each child at TRIM_HORIZON. That keeps the order of every key and misses nothing. The KCL does it by itself; a loop written by hand must. A backlog on the parent is worked off by larger pages, not by more children.',
  ],
  readNext: [{ kind: 'lesson', id: 'resharding' }],
});
