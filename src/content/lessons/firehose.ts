/** Delivery without code: what Firehose gathers, when it writes an object, and what happens to records that fail. */
import type { DeliveryStreamSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { CUSTOMERS, defineDeliveryStream, directPutter, placeIn } from '../scenarios/define-delivery-stream.ts';
import { COUNTRIES, defineScenario } from '../scenarios/define-scenario.ts';
import { defineLesson } from './lesson.ts';
import { CHECKED, firehosePage, sends, writer } from './define-small-run.ts';

const putter = (perSecond: number) =>
  directPutter({ id: 'checkout', stream: 'to-s3', names: CUSTOMERS, rate: { kind: 'constant', perSecond } });

const gathers = (sizeMiB: number, intervalSeconds: number, more: Partial<DeliveryStreamSpec> = {}): DeliveryStreamSpec =>
  defineDeliveryStream({
    id: 'to-s3',
    buffering: { sizeMiB, intervalSeconds },
    destination: { kind: 's3', s3: placeIn('orders-archive'), sourceBackup: null },
    ...more,
  });

const sizeOrTime = defineScenario({
  id: 'lesson-size-or-time',
  title: 'Size or time',
  summary: 'A producer puts 60 kB a second straight into a delivery stream that gathers 1 MiB or 30 s.',
  streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
  producers: [putter(200)],
  consumers: [],
  deliveryStreams: [gathers(1, 30)],
});

const FROM_ORDERS = { source: { kind: 'kinesis-stream', stream: 'orders' } } as const;
const warm = (share: number) =>
  writer('checkout', 'orders', { perSecond: 300, bytes: 300, keys: { kind: 'hot', keys: 8, share, prefix: '', names: COUNTRIES } });

const behindAStream = defineScenario({
  id: 'lesson-behind-a-stream',
  title: 'One buffer for each shard',
  summary: 'A delivery stream reads a data stream with two shards, one of them busier.',
  streams: [{ name: 'orders', shardCount: 2, retentionHours: 24 }],
  producers: [warm(0.7)],
  consumers: [],
  deliveryStreams: [gathers(1, 20, FROM_ORDERS)],
});

const BUFFERING = firehosePage('Data Firehose: buffering hints', 'buffering-hints');
const LIMITS = firehosePage('Data Firehose: quota', 'limits');

export const firehose = defineLesson({
  id: 'firehose',
  title: 'Firehose',
  topic: 'firehose',
  exams: ['DVA-C03', 'SAA-C03', 'DEA-C01', 'SAP-C02', 'SOA-C03'],
  asOf: CHECKED,
  sources: [
    BUFFERING,
    LIMITS,
    firehosePage('Data Firehose: data transformation', 'data-transformation'),
    { title: 'Pricing of Data Firehose', url: 'https://aws.amazon.com/firehose/pricing/' },
  ],
  opens: {
    question:
      'A delivery stream gathers 5 MiB or 60 seconds for S3, and 60 kB arrive in every second. How long after its first record is the first object closed?',
    options: [
      'As soon as the first record is there',
      'After 60 seconds',
      'After about 87 seconds, when 5 MiB are together',
      'After about 147 seconds, one after the other',
    ],
    right: 1,
    answer:
      'The hint that is reached first counts. 5 MiB need about 87 seconds at 60 kB a second; 60 seconds are over before that. The object holds about 3.6 MB.',
  },
  blocks: [
    { kind: 'heading', text: 'A delivery service, not a stream' },
    {
      kind: 'text',
      text: '[[firehose|Amazon Data Firehose]] takes records and brings them to a place: files in S3, a table in Redshift, an index in OpenSearch, Splunk, an HTTP endpoint, and some more. You set it up and write no reader. It has no shards, no order that you could rely on, and no bookmark to set back: what has been delivered is at its destination, and what comes in later goes there later.',
    },
    {
      kind: 'text',
      text: 'Records come in by two ways. Programs put them straight into the [[delivery-stream]], with `PutRecord` and `PutRecordBatch`: this is [[direct-put|Direct PUT]]. Or the delivery stream reads a data stream, as one more application that polls it, once a second for each shard, out of the budget that all who poll share.',
    },
    {
      kind: 'fact',
      text: 'A record of Direct PUT has at most 1,000 KiB. A PutRecordBatch call holds 500 records and 4 MiB.',
      asOf: CHECKED,
      source: LIMITS,
    },
    { kind: 'heading', text: 'Size or time' },
    {
      kind: 'text',
      text: 'Object stores like few large files better than many small ones. So Firehose gathers. Two [[buffering-hints]] say how long: a size and an interval. The clock starts with the first record of a buffer; when either is reached, the buffer is closed and written as one object, and an empty one begins. They are called hints because Firehose may deviate, for example to catch up.',
    },
    {
      kind: 'fact',
      text: 'For S3 the size is 1 to 128 MiB, 5 MiB by default, and the interval 0 to 900 seconds, 300 by default. With 0 seconds nothing is gathered, and records are delivered within seconds.',
      asOf: CHECKED,
      source: BUFFERING,
      older:
        'Older notes say 60 seconds at least, and an AWS page on quotas still prints it. Since about December 2023 it can be 0. Many exam notes are older than that: know both.',
    },
    {
      kind: 'text',
      text: 'To know which hint comes first, divide the size by the rate. 1 MiB at 60 kB a second takes about 17 seconds; if that is less than the interval, size wins, and objects are all about 1 MiB. If not, time wins, and an object is as large as what came in an interval. The size is measured before compression, so files in S3 may be much smaller than the hint.',
    },
    {
      kind: 'stage',
      id: 'size-or-time',
      scenario: sizeOrTime,
      view: 'buffers',
      caption: 'About 60 kB a second flow into one buffer with the hints 1 MiB and 30 seconds. Every tooth of the line is one object.',
      tries: [
        {
          label: 'Send a quarter as much',
          commands: [sends(putter(50))],
          lookAt:
            'The line is flatter and no longer reaches the size: the clock closes each object after 30 seconds, from the next one on at less than half a MiB.',
        },
        {
          label: 'Shorten the interval to 10 s',
          commands: [{ type: 'update-delivery-stream', deliveryStream: gathers(1, 10) }],
          lookAt: 'Sooner, smaller, more: time is first now, and each object holds ten seconds of records.',
        },
      ],
    },
    {
      kind: 'text',
      text: 'Both hints are a bargain between freshness and number of files. At ten seconds a day makes 8,640 objects, and whoever queries them opens every single one. At 900 seconds it is 96, and the newest record is up to a quarter of an hour old.',
    },
    { kind: 'heading', text: 'Behind a data stream' },
    {
      kind: 'text',
      text: 'With a data stream as its source Firehose keeps one buffer *for each shard*, and each has the full size and its own clock. Ten shards make ten times as many objects, and each fills at a tenth of the rate. What would be closed by size with Direct PUT is then often closed by time.',
    },
    {
      kind: 'stage',
      id: 'behind-a-stream',
      scenario: behindAStream,
      view: 'buffers',
      caption:
        'A stream of two shards. About 70 % of 90 kB a second carry one key, which lies on the first shard: its buffer fills by size, the other is closed by time.',
      tries: [
        {
          label: 'Spread the keys evenly',
          commands: [sends(warm(0.125))],
          lookAt: 'Both buffers fill alike, at about 45 kB a second each: 1 MiB would take 23 seconds, so 20 seconds come first for both.',
        },
        {
          label: 'Wait up to 90 seconds',
          commands: [{ type: 'update-delivery-stream', deliveryStream: gathers(1, 90, FROM_ORDERS) }],
          lookAt: 'Now there is time enough: the slower buffer too can come to its size before its clock runs out.',
        },
      ],
    },
    { kind: 'heading', text: 'On the way: change, convert, sort' },
    {
      kind: 'text',
      text: 'Before the buffer a [[transform|Lambda function]] may look at the records, in batches that are gathered for it. It must give back every record under its identifier, with `Ok`, `Dropped` or `ProcessingFailed`. [[dropped|Dropped]] is no failure. What failed goes to the bucket as well, below a [[error-prefix|prefix for errors]], with the reason and the original bytes beside it. The other records of the batch are delivered.',
    },
    {
      kind: 'text',
      text: 'For S3 two more things can be switched on: [[format-conversion|conversion]] of JSON to [[parquet|Parquet]] or ORC, which makes queries cheaper, and [[dynamic-partitioning]], which sorts records into folders by what they contain, one buffer for each folder. Both need a size of at least 64 MiB. Many folders mean many open buffers, and their number is limited: to 500 by default.',
    },
    { kind: 'heading', text: 'When the destination is down' },
    {
      kind: 'text',
      text: 'Firehose tries again, for as long as you have set, and then puts the records into a backup in S3, or lists what it could not load. If S3 itself cannot be written it waits and keeps what it has: for Direct PUT up to a day, behind a data stream as long as that stream keeps its records. Because an answer can be lost on the way back, some records arrive twice. Firehose promises [[at-least-once]], and no more.',
    },
    {
      kind: 'fact',
      text: 'What is taken in is billed by the GB; each record is rounded up to the next 5 KB. A record of 800 bytes is billed as 5 KB.',
      asOf: CHECKED,
      source: { title: 'Pricing of Data Firehose', url: 'https://aws.amazon.com/firehose/pricing/' },
    },
  ],
  items: ['first-flush', 'firehose-objects', 'firehose-volume'],
  exercise: 'firehose-buffers',
});
