/** What a stream is made of: shards with fixed budgets, records that stay, readers that each keep their own place. */
import { COUNTRIES, defineScenario } from '../scenarios/define-scenario.ts';
import { defineLesson } from './lesson.ts';
import { apiPage, CHECKED, poller, PRICING, QUOTAS, sends, streamsPage, writer } from './define-small-run.ts';

const EVEN = { kind: 'uniform', keys: 4_000, prefix: 'order-' } as const;
const shop = (perSecond: number) => writer('checkout', 'orders', { perSecond, bytes: 400, keys: EVEN });

const twoShards = defineScenario({
  id: 'lesson-two-shards',
  title: 'Two shards',
  summary: 'A producer writes 1,200 records a second to two shards, and one application reads them.',
  streams: [{ name: 'orders', shardCount: 2, retentionHours: 24 }],
  producers: [shop(1_200)],
  consumers: [poller('billing', 'orders')],
});

const ownPlaces = defineScenario({
  id: 'lesson-own-places',
  title: 'Everybody keeps their own place',
  summary: 'A trickle of records with eight keys on two shards, and one application that reads them.',
  streams: [{ name: 'orders', shardCount: 2, retentionHours: 24 }],
  producers: [
    writer('checkout', 'orders', { perSecond: 16, bytes: 400, keys: { kind: 'uniform', keys: 8, prefix: '', names: COUNTRIES } }),
  ],
  consumers: [poller('billing', 'orders')],
});

export const streamsAndShards = defineLesson({
  id: 'streams-and-shards',
  title: 'Streams and shards',
  topic: 'streams',
  exams: ['DVA-C02', 'DVA-C03', 'SAA-C03', 'DEA-C01'],
  asOf: CHECKED,
  sources: [QUOTAS, streamsPage('Data Streams: terminology', 'key-concepts'), PRICING],
  opens: {
    question:
      'A stream has four shards. Its records are 500 bytes each and their keys are spread evenly. How many records a second can it take in, as a steady rate?',
    options: ['1,000', '4,000', 'About 8,400: 4 MiB divided by 500 bytes', 'As many as come: a stream grows by itself'],
    right: 1,
    answer:
      'A shard has two write budgets, 1,000 records a second and 1 MiB a second, and the one that is used up first counts. Small records use up the first: four shards take 4,000 of them, which is only about 2 MB/s.',
  },
  blocks: [
    { kind: 'heading', text: 'A stream is a row of shards' },
    {
      kind: 'text',
      text: 'A Kinesis [[data-stream]] is a place where programs leave records and other programs pick them up, in order and soon after. You give it a name and a number of [[shard|shards]]. Everything that a stream can do is the sum of what its shards can do, and every shard is exactly as strong as every other.',
    },
    {
      kind: 'text',
      text: 'Think of a shard as one lane of a road with a fixed width. A record drives into one lane and stays there. Two shards take twice what one takes, four take four times as much, as long as the records are spread over the lanes. Nobody may borrow room from the lane beside.',
    },
    {
      kind: 'fact',
      text: 'A shard takes in 1,000 records a second and 1 MiB a second, whichever is reached first. It gives out 2 MiB a second, which all applications that poll it share.',
      asOf: CHECKED,
      source: QUOTAS,
    },
    {
      kind: 'text',
      text: 'These are two budgets, and both hold at once. Records of 500 bytes use up the count first: 1,000 of them are half a megabyte. Records of 5,000 bytes use up the bytes first, at about 210 a second. To find out how many shards a load needs, divide by both, take the larger result and round up.',
    },
    {
      kind: 'stage',
      id: 'two-lanes',
      scenario: twoShards,
      view: 'stage',
      caption:
        'Two shards and 1,200 records a second. Each lane shows how much of its 1,000 records a second is used; the reader on the right follows a moment later.',
      tries: [
        {
          label: 'Send 2,600 a second',
          commands: [sends(shop(2_600))],
          lookAt: 'Both lanes turn to their limit, and crosses mark the records that are refused: 2,600 do not fit into twice 1,000.',
        },
        {
          label: 'Double the shards',
          commands: [{ type: 'update-shard-count', stream: 'orders', targetShardCount: 4 }],
          lookAt:
            'It takes half a minute. Then the two old lanes are closed, four new ones take over, and what still waits at the producer is soon taken. What it had to give up by then is lost.',
        },
      ],
    },
    { kind: 'heading', text: 'What a record is' },
    {
      kind: 'text',
      text: 'A record has three parts. The *data* are bytes that Kinesis never looks into. The [[partition-key]] is a short text that you choose; it decides the shard. The [[sequence-number]] is given by Kinesis when the record has been stored. Within a shard it only rises, and records are read in that order. Between two shards nothing is promised.',
    },
    {
      kind: 'fact',
      text: 'A record may hold 1 MiB by default; a stream can be set to allow up to 10 MiB. The budget of 1 MiB a second stays what it is, so large records must stay rare.',
      asOf: CHECKED,
      source: streamsPage('Data Streams: large records', 'large-records'),
      older: 'Older notes say that a record never exceeds 1 MB. Since October 2025 the limit of a stream can be raised to 10 MiB.',
    },
    { kind: 'heading', text: 'Reading takes nothing away' },
    {
      kind: 'text',
      text: 'A stream is not a queue. A reader does not remove what it reads; it moves its own bookmark. Ten applications can read the same records, each at its own pace, and one that is written next week can start with the oldest record that is still there. A record leaves a shard in one way only: by getting older than the [[retention-period]] of the stream.',
    },
    {
      kind: 'text',
      text: 'That is why a stream forgives mistakes. A reader with a bug is repaired, set back to an earlier place, and reads again. What a stream does not forgive is a reader that stays behind for longer than the retention: its records are gone before it comes to them.',
    },
    {
      kind: 'stage',
      id: 'own-places',
      scenario: ownPlaces,
      view: 'stage',
      caption: 'Sixteen records a second with eight partition keys. Let it play for some seconds before you try anything.',
      tries: [
        {
          label: 'Add a reader from the oldest record',
          commands: [{ type: 'add-consumer', consumer: poller('audit', 'orders') }],
          lookAt: 'The new reader begins at the left with what was written before it came. The first one is not disturbed.',
        },
        {
          label: 'Put one record by hand',
          commands: [{ type: 'put-record', stream: 'orders', partitionKey: 'PL', text: 'one order from Poland' }],
          lookAt: 'Its key, PL, lies in the lower half of the axis: it goes to the second shard, behind all that is there already.',
        },
      ],
    },
    {
      kind: 'fact',
      text: 'Retention is 24 hours by default and can be set up to 8,760 hours, which is 365 days.',
      asOf: CHECKED,
      source: apiPage('IncreaseStreamRetentionPeriod'),
      older: 'Older notes say 7 days at most. That was true until November 2020; today it is 365 days.',
    },
    { kind: 'heading', text: 'What it costs' },
    {
      kind: 'text',
      text: 'In [[provisioned-mode]] you pay for shards by the hour, whether anything flows or not, and a little for what is written. So the art is to have as few shards as the peak needs, and to spread the records well over them. In [[on-demand-mode|on-demand mode]] AWS adds the shards, and you pay mostly for bytes instead.',
    },
    {
      kind: 'fact',
      text: 'Provisioned mode in us-east-1: $0.015 for a shard-hour and $0.014 for a million [[put-payload-unit|PUT payload units]] of 25 KB each.',
      asOf: '2026-09',
      source: PRICING,
    },
    {
      kind: 'list',
      items: [
        'A stream is as strong as its shards together, and a shard has two write budgets.',
        'The partition key chooses the shard; order holds within a shard.',
        'Reading removes nothing; only age does.',
      ],
    },
  ],
  items: ['shards-for-workload', 'put-units-record', 'outdated-figure'],
  exercise: 'launch-day',
});
