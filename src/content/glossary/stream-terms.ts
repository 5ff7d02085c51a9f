/** Streams, shards, records and keys. */
import { api, CHECKED, CONCEPTS, guide, QUOTAS } from './define-pages.ts';
import { defineTerm, type Term } from './term.ts';

const MODES = guide('Choose the mode of a stream', 'how-do-i-size-a-stream');
const RESHARDING = guide('Reshard a stream', 'kinesis-using-sdk-java-resharding');

const define = (term: Omit<Term, 'asOf'>): Term => defineTerm({ asOf: CHECKED, ...term });

export const streamTerms: readonly Term[] = [
  define({
    id: 'data-stream',
    name: 'data stream',
    aliases: ['stream', 'Kinesis Data Streams', 'KDS'],
    definition:
      'A lasting sequence of records that producers append to and any number of consumers read, each at its own pace. It is made of shards; reading takes nothing away, and records go when their retention is over.',
    source: CONCEPTS,
    seeAlso: ['shard', 'record', 'retention-period'],
    lesson: 'streams-and-shards',
  }),
  define({
    id: 'shard',
    name: 'shard',
    definition:
      'A part of a stream with a fixed throughput: it takes 1 MiB or 1,000 records a second, whichever is reached first, and gives 2 MiB a second to all who poll it. It owns a range of hash keys.',
    source: CONCEPTS,
    seeAlso: ['hash-key', 'throttling', 'resharding'],
    lesson: 'streams-and-shards',
  }),
  define({
    id: 'record',
    name: 'record',
    aliases: ['data record'],
    definition:
      'What a stream stores: a blob of bytes with a partition key and a sequence number. Data and key together may have up to 1 MiB, or up to 10 MiB where the stream is set so.',
    source: CONCEPTS,
    seeAlso: ['partition-key', 'sequence-number', 'user-record'],
    lesson: 'streams-and-shards',
  }),
  define({
    id: 'partition-key',
    name: 'partition key',
    aliases: ['PartitionKey'],
    definition:
      'A text of up to 256 characters that the producer gives each record. Its MD5 hash decides the shard, so that records with one key stay together and in order, until resharding parts later from earlier ones.',
    source: CONCEPTS,
    seeAlso: ['hash-key', 'hot-key', 'explicit-hash-key'],
    lesson: 'partition-keys',
  }),
  define({
    id: 'hash-key',
    name: 'hash key',
    aliases: ['hash key range'],
    definition:
      'A number from 0 to 2¹²⁸ − 1: the MD5 hash of a partition key. Each open shard owns a range of these numbers, and together the ranges cover all of them without overlap.',
    source: api('HashKeyRange'),
    seeAlso: ['partition-key', 'shard'],
    lesson: 'partition-keys',
  }),
  define({
    id: 'explicit-hash-key',
    name: 'explicit hash key',
    aliases: ['ExplicitHashKey'],
    definition:
      'A hash key that the producer gives by itself with a record. It decides the shard instead of the hash of the partition key.',
    source: api('PutRecord'),
    seeAlso: ['hash-key'],
  }),
  define({
    id: 'hot-key',
    name: 'hot key',
    aliases: ['hot partition key'],
    definition:
      'A partition key that carries so much of the load that its shard is throttled. More shards do not help: one key has one hash, and stays on one shard.',
    source: guide('Data Streams: strategies for resharding', 'kinesis-using-sdk-java-resharding-strategies'),
    seeAlso: ['hot-shard', 'partition-key'],
    lesson: 'partition-keys',
  }),
  define({
    id: 'hot-shard',
    name: 'hot shard',
    definition:
      'A shard that gets far more than its share of the records. Where many keys lie in its range a split helps; where one key causes it, only another key does.',
    source: guide('Data Streams: strategies for resharding', 'kinesis-using-sdk-java-resharding-strategies'),
    seeAlso: ['hot-key', 'split'],
    lesson: 'partition-keys',
  }),
  define({
    id: 'sequence-number',
    name: 'sequence number',
    aliases: ['SequenceNumber'],
    definition:
      'A long number that Kinesis gives a record when it is stored. Within a shard it grows, so that readers can tell earlier from later and remember where they stopped. Numbers of different shards say nothing about each other.',
    source: CONCEPTS,
    seeAlso: ['shard-iterator', 'checkpoint'],
    lesson: 'streams-and-shards',
  }),
  define({
    id: 'retention-period',
    name: 'retention period',
    aliases: ['retention'],
    definition:
      'How long records are kept, read or not: 24 hours by default, up to 8,760 hours (365 days). Beyond the first day it costs extra. What is older is gone.',
    source: guide('Change the retention period', 'kinesis-extended-retention'),
    seeAlso: ['iterator-age', 'trim-horizon'],
    lesson: 'streams-and-shards',
  }),
  define({
    id: 'provisioned-mode',
    name: 'provisioned mode',
    aliases: ['provisioned'],
    definition:
      'You choose the number of shards and pay for each by the hour, used or not, and for what is put by payload unit. To have more throughput you reshard.',
    source: MODES,
    seeAlso: ['on-demand-mode', 'put-payload-unit', 'resharding'],
    lesson: 'streams-and-shards',
  }),
  define({
    id: 'on-demand-mode',
    name: 'on-demand mode',
    aliases: ['on-demand'],
    definition:
      'Kinesis chooses the number of shards. A stream takes up to double its highest write rate of the last 30 days; growing beyond that takes a while. Paid by the GB, and by the hour for the stream.',
    source: MODES,
    seeAlso: ['provisioned-mode', 'on-demand-advantage', 'throttling'],
    lesson: 'streams-and-shards',
  }),
  define({
    id: 'on-demand-advantage',
    name: 'On-demand Advantage',
    aliases: ['Advantage', 'minimum throughput billing commitment'],
    definition:
      'A setting of an account in a Region, since November 2025: on-demand streams cost less by the GB and nothing by the hour, and at least 25 MiB a second in and as much out is billed.',
    source: api('UpdateAccountSettings'),
    seeAlso: ['on-demand-mode', 'warm-throughput', 'registered-consumer'],
  }),
  define({
    id: 'warm-throughput',
    name: 'warm throughput',
    definition:
      'Write throughput for which an on-demand stream is made ready beforehand, so that a sudden peak is not throttled while it grows. It needs On-demand Advantage.',
    source: api('UpdateStreamWarmThroughput'),
    seeAlso: ['on-demand-advantage', 'on-demand-mode', 'throttling'],
  }),
  define({
    id: 'resharding',
    name: 'resharding',
    definition:
      'Changing the shards of a stream, by split, merge or UpdateShardCount. Old shards are closed and new ones opened; what lies on the old ones stays there until its retention is over.',
    source: RESHARDING,
    seeAlso: ['split', 'merge', 'update-shard-count', 'parent-shard'],
    lesson: 'resharding',
  }),
  define({
    id: 'split',
    name: 'split',
    aliases: ['SplitShard'],
    definition:
      'Resharding that closes one shard and opens two for its range, cut at a hash key of your choice. It divides a range of keys, never one key.',
    source: guide('Split a shard', 'kinesis-using-sdk-java-resharding-split'),
    seeAlso: ['merge', 'parent-shard'],
    lesson: 'resharding',
  }),
  define({
    id: 'merge',
    name: 'merge',
    aliases: ['MergeShards'],
    definition:
      'Resharding that closes two shards and opens one for both ranges. Only shards whose ranges lie next to each other can be merged.',
    source: guide('Merge two shards', 'kinesis-using-sdk-java-resharding-merge'),
    seeAlso: ['split', 'parent-shard'],
    lesson: 'resharding',
  }),
  define({
    id: 'update-shard-count',
    name: 'UpdateShardCount',
    definition:
      'The call that brings a stream to a number of shards of equal width: at most double, at least half of what it has, and ten times in 24 hours. It knows nothing of the load.',
    source: api('UpdateShardCount'),
    seeAlso: ['resharding', 'split'],
    lesson: 'resharding',
  }),
  define({
    id: 'parent-shard',
    name: 'parent shard',
    aliases: ['parent'],
    definition:
      'A shard that resharding has closed. It takes no more records but can be read until they expire. A reader that cares for order finishes it before its children.',
    source: guide('After resharding', 'kinesis-using-sdk-java-after-resharding'),
    seeAlso: ['child-shard', 'closed-shard', 'resharding'],
    lesson: 'resharding',
  }),
  define({
    id: 'child-shard',
    name: 'child shard',
    aliases: ['child', 'children'],
    definition:
      'A shard that a split or merge has opened. It begins empty and takes what is put from then on; earlier records of its keys are on its parents.',
    source: guide('After resharding', 'kinesis-using-sdk-java-after-resharding'),
    seeAlso: ['parent-shard', 'resharding'],
    lesson: 'resharding',
  }),
  define({
    id: 'closed-shard',
    name: 'closed shard',
    definition:
      'An open shard takes records. A closed one was split or merged: it takes none, and can be read until its last record expires.',
    source: guide('After resharding', 'kinesis-using-sdk-java-after-resharding'),
    seeAlso: ['parent-shard'],
    lesson: 'resharding',
  }),
  define({
    id: 'throttling',
    name: 'throttling',
    aliases: ['ProvisionedThroughputExceededException', 'throttled'],
    definition:
      'Refusing what is beyond a limit, with ProvisionedThroughputExceededException, so that the client tries again later. Writes are refused shard by shard, in calls or in single entries of them; reads by the call.',
    source: QUOTAS,
    seeAlso: ['backoff', 'shard', 'partial-failure'],
    lesson: 'write-limits',
  }),
];
