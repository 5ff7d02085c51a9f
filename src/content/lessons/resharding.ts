/** Splits, merges and UpdateShardCount: what changes at once, what stays, and why parents are read before their children. */
import { defineScenario } from '../scenarios/define-scenario.ts';
import { defineLesson } from './lesson.ts';
import { apiPage, CHECKED, poller, PRICING, QUOTAS, streamsPage, writer } from './define-small-run.ts';

const EVEN = { kind: 'uniform', keys: 4_000, prefix: 'order-' } as const;
const MIDDLE_OF_ALL = (2n ** 127n).toString();

const oneFullShard = defineScenario({
  id: 'lesson-split',
  title: 'One shard, a little too small',
  summary: 'One shard gets 1,300 records a second over 4,000 keys.',
  streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
  producers: [writer('checkout', 'orders', { perSecond: 1_300, bytes: 300, keys: EVEN })],
  consumers: [poller('billing', 'orders')],
});

const fourShards = defineScenario({
  id: 'lesson-update-shard-count',
  title: 'Four shards to eight and back',
  summary: 'Four shards with 600 records a second, and a reader.',
  streams: [{ name: 'orders', shardCount: 4, retentionHours: 24 }],
  producers: [writer('checkout', 'orders', { perSecond: 600, bytes: 300, keys: EVEN })],
  consumers: [poller('billing', 'orders')],
});

export const resharding = defineLesson({
  id: 'resharding',
  title: 'Resharding',
  topic: 'resharding',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: CHECKED,
  sources: [
    apiPage('SplitShard'),
    apiPage('MergeShards'),
    apiPage('UpdateShardCount'),
    streamsPage('Data Streams: after a resharding', 'kinesis-using-sdk-java-after-resharding'),
    QUOTAS,
  ],
  opens: {
    question:
      'A shard is split. A reader still has a minute of the old shard’s records before it, and records of the same keys already arrive in the two new shards. What must it do to keep each key in order?',
    options: [
      'Read the new shards first, they are more current',
      'Read all three at the same time',
      'Read the old shard to its end, then the new ones',
      'Nothing can be done: a split loses the order',
    ],
    right: 2,
    answer:
      'The records of a key that were stored before the split lie in the parent, the later ones in one of the children. Whoever finishes the parent first and only then begins the children sees each key in order.',
  },
  blocks: [
    { kind: 'heading', text: 'Split and merge' },
    {
      kind: 'text',
      text: 'A shard owns a piece of the hash-key space. To [[split]] it means to cut this piece in two at a hash key that you name; two new shards own one part each. To [[merge]] means to join two shards whose pieces touch. There is no third way: every change of the number of shards is made of these two.',
    },
    {
      kind: 'text',
      text: 'A shard never changes. A split closes the old shard, the [[parent-shard|parent]], and opens two [[child-shard|children]] with new numbers. The parent takes no more records, but those that it has stay where they are. Nothing is copied and nothing is moved. The [[closed-shard]] can be read until its last record is older than the retention; then it disappears.',
    },
    {
      kind: 'stage',
      id: 'split',
      scenario: oneFullShard,
      view: 'stage',
      caption: 'One shard, 1,300 records a second, 300 too many. Wait for the throttling, then cut the shard in the middle.',
      tries: [
        {
          label: 'Split in the middle',
          commands: [{ type: 'split-shard', stream: 'orders', shardId: 'shardId-000000000000', newStartingHashKey: MIDDLE_OF_ALL }],
          lookAt:
            'The stream is UPDATING for a while and works on. Then two lanes with about 650 records a second each take over; the parent stays behind, dashed, until it is read.',
        },
        {
          label: 'Merge the two children',
          commands: [
            {
              type: 'merge-shards',
              stream: 'orders',
              shardId: 'shardId-000000000001',
              adjacentShardId: 'shardId-000000000002',
            },
          ],
          lookAt:
            'After the split: one lane again, with a new number, and as throttled as the first one was. Before the split there is nothing to merge, and AWS says so.',
        },
      ],
    },
    {
      kind: 'text',
      text: 'The cut need not lie in the middle. If most of the load hashes to the first quarter of a shard, cut where the *load* is halved, not the space. But a cut divides keys. If one single key is the load, it will be in one child, whole, wherever you cut.',
    },
    { kind: 'heading', text: 'Parents before children' },
    {
      kind: 'text',
      text: 'A key that lived in the parent lives in exactly one of the children from now on. Its story is therefore in two places: the older part in the parent, the newer in the child. A reader keeps it in order by reading the parent to its end. There, `GetRecords` returns no next iterator, and instead a list of the child shards. That is the sign to begin with them.',
    },
    {
      kind: 'text',
      text: 'The Kinesis Client Library and Lambda do this by themselves. A program that was written by hand and lists its shards only once at its start does not: when its parent ends it stands still, or it misses the children and never says a word. Programs that begin everywhere at `LATEST` after a resharding miss what was written in between.',
    },
    { kind: 'heading', text: 'UpdateShardCount' },
    {
      kind: 'text',
      text: 'Splitting forty shards one by one is tedious. `UpdateShardCount` takes a number and plans the splits and merges for you, so that all shards own equal pieces at the end. While it works the stream goes on taking records and giving them out. Each step takes its time, so a large change takes minutes or more.',
    },
    {
      kind: 'fact',
      text: 'One UpdateShardCount goes at most to double the open shards and not below half of them. A stream allows 10 of them in 24 hours, and up to 10,000 shards.',
      asOf: CHECKED,
      source: apiPage('UpdateShardCount'),
      older:
        'Older notes say 2 calls in 24 hours and 500 shards at most. Both had been raised by early 2022; today it is 10 calls and 10,000 shards.',
    },
    {
      kind: 'stage',
      id: 'update-shard-count',
      scenario: fourShards,
      view: 'stage',
      caption: 'Four shards. Ask for eight, wait until the stream is ACTIVE, then ask for four again.',
      tries: [
        {
          label: 'To eight shards',
          commands: [{ type: 'update-shard-count', stream: 'orders', targetShardCount: 8 }],
          lookAt:
            'The shards are split one after another. Behind each pair of children stands its parent until the reader has finished it.',
        },
        {
          label: 'Back to four',
          commands: [{ type: 'update-shard-count', stream: 'orders', targetShardCount: 4 }],
          lookAt:
            'Once the stream is ACTIVE: neighbours are joined in pairs. The ranges are the old ones, the numbers of the shards are new.',
        },
      ],
    },
    {
      kind: 'text',
      text: 'From 4 to 40 you need four calls: 8, 16, 32, 40. The way down is the same, halving. Doubling and halving are also the kindest changes: every shard is cut or joined once. From four to five shards nearly every border moves, many splits and merges are needed, and for a while there are more shards than you asked for.',
    },
    { kind: 'heading', text: 'When to do it' },
    {
      kind: 'text',
      text: 'Grow before the peak, not in it: [[resharding]] takes its time, and while it lasts the old budgets hold. Shrink when the quiet is certain, because each merge makes readers finish closed shards first. And look at the cause beforehand. An even load that is too large asks for shards. One hot key asks for another key. Slow reading may ask for fan-out, or just for a better program.',
    },
    {
      kind: 'fact',
      text: 'Open shards cost $0.015 an hour each in us-east-1, in provisioned mode. A closed shard takes no records, but can be read until its retention, 24 hours by default, is over.',
      asOf: '2026-09',
      source: PRICING,
    },
    {
      kind: 'text',
      text: 'If you would rather not think of shards at all, there is the [[on-demand-mode|on-demand mode]]: AWS splits busy shards by itself, within a quarter of an hour, and keeps room for twice the peak of the last thirty days. A load that leaps beyond that may be throttled there too, and a hot key stays a hot key.',
    },
    {
      kind: 'list',
      items: [
        'A shard never changes: it is closed, and its children are new.',
        'Parents are read to their end before their children are begun.',
        'One call at most doubles or halves.',
      ],
    },
  ],
  items: ['update-shard-count-calls', 'after-a-split', 'hot-key-limit'],
  exercise: 'split-the-right-shard',
});
