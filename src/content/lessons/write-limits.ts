/** What happens when a shard has no more to give: refusals inside of answers that look fine, and what a writer does about them. */
import { defineScenario, RESEND_FAILED } from '../scenarios/define-scenario.ts';
import { defineLesson } from './lesson.ts';
import { apiPage, CHECKED, poller, QUOTAS, sends, streamsPage, writer } from './define-small-run.ts';

const EVEN = { kind: 'uniform', keys: 4_000, prefix: 'sensor-' } as const;
const sensors = (perSecond: number, bytes: number) => writer('sensors', 'readings', { perSecond, bytes, keys: EVEN });

const twoBudgets = defineScenario({
  id: 'lesson-two-budgets',
  title: 'Records or bytes',
  summary: 'One shard and 800 records of 500 bytes a second.',
  streams: [{ name: 'readings', shardCount: 1, retentionHours: 24 }],
  producers: [sensors(800, 500)],
  consumers: [poller('charts', 'readings')],
});

const TWICE_AND_AGAIN = { resend: 'all', backoff: { kind: 'none' }, maxAttempts: 10 } as const;
const carefree = { resend: 'ignore', backoff: { kind: 'none' }, maxAttempts: 1 } as const;
const bursts = (failures: typeof carefree | typeof TWICE_AND_AGAIN | typeof RESEND_FAILED) => ({
  ...writer('sensors', 'readings', { perSecond: 700, bytes: 300, keys: EVEN, failures }),
  rate: { kind: 'spike', basePerSecond: 600, peakPerSecond: 1_500, afterSeconds: 5, lastsSeconds: 4, everySeconds: 12 } as const,
});

const answers = defineScenario({
  id: 'lesson-refused-inside',
  title: 'Refused inside of a success',
  summary: 'One shard, 600 records a second with a peak of 1,500 every twelve seconds, and a writer that ignores what is refused.',
  streams: [{ name: 'readings', shardCount: 1, retentionHours: 24 }],
  producers: [bursts(carefree)],
  consumers: [poller('charts', 'readings')],
});

export const writeLimits = defineLesson({
  id: 'write-limits',
  title: 'Write limits',
  topic: 'writing',
  exams: ['DVA-C02', 'DVA-C03', 'SAA-C03', 'DEA-C01'],
  asOf: CHECKED,
  sources: [apiPage('PutRecords'), QUOTAS, streamsPage('Data Streams: large records', 'large-records')],
  opens: {
    question: 'A program sends 100 records in one PutRecords call and gets HTTP status 200. What does it know?',
    options: [
      'All 100 records are stored',
      'At least one record is stored',
      'The call was accepted; each record may still have been refused',
      'The stream has capacity to spare',
    ],
    right: 2,
    answer:
      'The status is that of the call. The answer lists the fate of every record, and `FailedRecordCount` says how many were refused. A program that looks at the status alone loses records without a trace.',
  },
  blocks: [
    { kind: 'heading', text: 'Two budgets for every shard' },
    {
      kind: 'text',
      text: 'A shard accepts a record if it has room for it in two ways: one more record in its count of this second, and enough bytes. Bytes are the data plus the partition key. If either is used up, the record is [[throttling|refused]] with `ProvisionedThroughputExceededException`. It is not stored, it is not queued, and nobody will send it but the writer.',
    },
    {
      kind: 'fact',
      text: 'A shard takes in 1,000 records a second and 1 MiB a second; both hold at once.',
      asOf: CHECKED,
      source: QUOTAS,
    },
    {
      kind: 'text',
      text: 'Which one is first depends on the size of a record. The border lies at 1,049 bytes, the key included: a thousand such records are just over 1 MiB. Smaller records meet the count first, larger ones the bytes. So a shard that refuses small records while its bytes are nearly unused is no riddle.',
    },
    {
      kind: 'stage',
      id: 'two-budgets',
      scenario: twoBudgets,
      view: 'stage',
      caption: 'One shard takes 800 records of 500 bytes a second with ease: 80 % of its count, 39 % of its bytes.',
      tries: [
        {
          label: '1,300 records of 200 bytes',
          commands: [sends(sensors(1_300, 200))],
          lookAt: 'The count is used up. Bytes are at about a fifth of their budget, and records are refused all the same.',
        },
        {
          label: '800 records of 2,000 bytes',
          commands: [sends(sensors(800, 2_000))],
          lookAt: 'Now the bytes are used up, at about 520 records a second, far below the count.',
        },
      ],
    },
    { kind: 'heading', text: 'One call, many fates' },
    {
      kind: 'text',
      text: '`PutRecord` sends one record and fails as a whole. `PutRecords` sends many at once, which saves a round trip for each; but it is not a transaction. Its records go to different shards and meet different budgets. Some are stored, others not, and the answer has one entry for each, in the order in which they were sent: a sequence number, or an error code.',
    },
    {
      kind: 'fact',
      text: 'A [[put-records|PutRecords]] call holds at most 500 records and 10 MiB, keys included.',
      asOf: CHECKED,
      source: apiPage('PutRecords'),
      older: 'Older notes say 5 MB for a call. That was so until October 2025; today it is 10 MiB.',
    },
    {
      kind: 'text',
      text: 'A batch helps the writer, not the shard. Five hundred records in one call still count as five hundred. To come below the count, several small pieces of data must be packed into one record, as the [[kpl|Kinesis Producer Library]] does when it [[aggregation|aggregates]]; the reader then has to unpack them.',
    },
    {
      kind: 'stage',
      id: 'refused-inside',
      scenario: answers,
      view: 'stage',
      caption:
        'Every twelve seconds a peak of 1,500 records a second meets a shard that takes 1,000. This writer ignores what is refused: its losses add up.',
      tries: [
        {
          label: 'Send the whole call again, at once',
          commands: [sends(bursts(TWICE_AND_AGAIN))],
          lookAt:
            'What had been stored is stored twice, and the repeated calls use up the very budget that is short. Throttling lasts longer than the peak.',
        },
        {
          label: 'Send what failed again, later and later',
          commands: [sends(bursts(RESEND_FAILED))],
          lookAt: 'The peak is stretched into the quiet seconds behind it. Refusals go on during the peak, but hardly a record is lost.',
        },
      ],
    },
    { kind: 'heading', text: 'How to try again' },
    {
      kind: 'text',
      text: 'Send only the entries that failed. Wait before each attempt, and wait longer each time: this is [[backoff|exponential backoff]]. Add chance to the waiting, [[jitter]], because writers that were refused together would otherwise come back together. And give up at some point, into a place where somebody looks.',
    },
    {
      kind: 'text',
      text: 'Trying again has two costs. A record that comes later than its successor has lost its place in the order. And if an answer is lost on the way, the writer cannot know that the record was stored; it sends it again, and there are [[duplicate|two]]. A writer that sends one record at a time and waits for each answer keeps the order. Against duplicates that does not help: readers must be able to live with them.',
    },
    {
      kind: 'fact',
      text: 'AWS SDKs repeat a throttled or failed call by themselves. They do not repeat single records that were refused inside of a successful PutRecords call.',
      asOf: CHECKED,
      source: apiPage('PutRecords'),
      older: 'Older notes say that the SDK does not try again at all. It does, for whole calls; the refused entries are yours.',
    },
    { kind: 'heading', text: 'Which cure for which cause' },
    {
      kind: 'list',
      items: [
        'Short peaks and a quiet average: backoff with jitter is enough.',
        'All shards at their limit, all the time: add shards.',
        'One shard at its limit, the others idle: a better partition key.',
        'Very many very small records: pack them together.',
      ],
    },
    {
      kind: 'text',
      text: 'Backoff moves load, it does not make it smaller. If more comes than the shards can take on average, what waits at the writer grows until its memory or its patience ends. Watch `WriteProvisionedThroughputExceeded`, which counts refused records, together with the losses that your own program counts.',
    },
    {
      kind: 'text',
      text: 'A word on large records. Where a stream allows more than 1 MiB for a record, a shard saves up budget that it does not use, 10 MiB or so, and can spend it at once. Its mean stays 1 MiB a second: a record of 10 MiB uses up ten seconds of it. AWS advises to keep large records to one or two in a hundred. If there are more, put them into S3, and their address into the stream.',
    },
  ],
  items: ['put-units-month', 'kpl-aggregation', 'throttled-first'],
  exercise: 'partial-failure',
});
