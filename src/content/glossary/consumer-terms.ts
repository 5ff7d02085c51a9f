/** Reading: iterators, polling, enhanced fan-out, and the Kinesis Client Library. */
import { api, CHECKED, CONCEPTS, guide, METRICS, QUOTAS } from './define-pages.ts';
import { defineTerm, type Term } from './term.ts';

const KCL = guide('Kinesis Client Library', 'kcl');
const LEASES = guide('KCL: the lease table in DynamoDB', 'kcl-dynamoDB');
const POSITIONS = api('GetShardIterator');

const define = (term: Omit<Term, 'asOf'>): Term => defineTerm({ asOf: CHECKED, lesson: 'reading', ...term });

export const consumerTerms: readonly Term[] = [
  define({
    id: 'consumer',
    name: 'consumer',
    aliases: ['reader'],
    definition:
      'A program that reads the records of a stream and does something with them. Consumers do not disturb what others have read, but those who poll share the throughput of a shard.',
    source: CONCEPTS,
    seeAlso: ['polling', 'enhanced-fan-out', 'kcl'],
  }),
  define({
    id: 'polling',
    name: 'polling',
    aliases: ['GetRecords', 'shared throughput'],
    definition:
      'Asking a shard again and again, with GetRecords. A shard answers five such calls and 2 MiB a second, to all together; one answer has up to 10 MiB or 10,000 records.',
    source: api('GetRecords'),
    seeAlso: ['enhanced-fan-out', 'shard-iterator', 'page'],
  }),
  define({
    id: 'page',
    name: 'page',
    aliases: ['GetRecords answer'],
    definition:
      'What one GetRecords call returns. Limit makes it smaller; a page beyond 2 MiB is paid back in seconds in which the shard refuses to be read.',
    source: api('GetRecords'),
    seeAlso: ['polling'],
  }),
  define({
    id: 'enhanced-fan-out',
    name: 'enhanced fan-out',
    aliases: ['fan-out', 'EFO', 'SubscribeToShard'],
    definition:
      'Reading with 2 MiB a second and shard of one’s own: a registered consumer subscribes to a shard and records are pushed to it, some 70 ms after they arrive. Paid by the hour for each consumer on each shard, and by the GB.',
    source: guide('Enhanced fan-out consumers', 'enhanced-consumers'),
    seeAlso: ['polling', 'registered-consumer'],
  }),
  define({
    id: 'registered-consumer',
    name: 'registered consumer',
    aliases: ['RegisterStreamConsumer'],
    definition:
      'A consumer with a name of its own at the stream, as enhanced fan-out needs it: up to 20 for a stream, or 50 with On-demand Advantage.',
    source: QUOTAS,
    seeAlso: ['enhanced-fan-out'],
  }),
  define({
    id: 'shard-iterator',
    name: 'shard iterator',
    aliases: ['iterator'],
    definition:
      'A bookmark in a shard, handed to GetRecords; each answer brings the next one. It is good for five minutes. After that the reader asks for a new one.',
    source: POSITIONS,
    seeAlso: ['sequence-number', 'trim-horizon', 'latest'],
  }),
  define({
    id: 'trim-horizon',
    name: 'TRIM_HORIZON',
    aliases: ['trim horizon'],
    definition: 'The starting position at the oldest record that the shard still has.',
    source: POSITIONS,
    seeAlso: ['latest', 'retention-period', 'shard-iterator'],
  }),
  define({
    id: 'latest',
    name: 'LATEST',
    definition: 'The starting position behind the newest record: reading begins with what comes next, and what waits is left out.',
    source: POSITIONS,
    seeAlso: ['trim-horizon', 'shard-iterator'],
  }),
  define({
    id: 'after-sequence-number',
    name: 'AFTER_SEQUENCE_NUMBER',
    definition:
      'The starting position right behind a record that is known by its sequence number; AT_SEQUENCE_NUMBER begins with that record itself.',
    source: POSITIONS,
    seeAlso: ['sequence-number', 'shard-iterator'],
  }),
  define({
    id: 'at-timestamp',
    name: 'AT_TIMESTAMP',
    definition:
      'The starting position at the first record that arrived at or after a time. For reading a known stretch of the past once more.',
    source: POSITIONS,
    seeAlso: ['replay', 'shard-iterator'],
  }),
  define({
    id: 'replay',
    name: 'replay',
    definition:
      'Reading again what was read before: records stay until their retention is over, so a consumer can begin anew at any earlier position.',
    source: POSITIONS,
    seeAlso: ['retention-period', 'at-timestamp'],
  }),
  define({
    id: 'iterator-age',
    name: 'iterator age',
    aliases: ['GetRecords.IteratorAgeMilliseconds', 'IteratorAge'],
    definition:
      'How far behind a consumer is: how long ago the last record that it read had arrived. Zero means that it has all. When it comes near the retention period, records are about to be lost.',
    source: METRICS,
    seeAlso: ['millis-behind-latest', 'retention-period'],
  }),
  define({
    id: 'millis-behind-latest',
    name: 'MillisBehindLatest',
    definition: 'A field of the answer of GetRecords: how many milliseconds the reader is behind the newest record of the shard.',
    source: api('GetRecords'),
    seeAlso: ['iterator-age'],
  }),
  define({
    id: 'backlog',
    name: 'backlog',
    definition: 'What has been put and not yet been read. It is worked off only by what a consumer does beyond what arrives.',
    source: guide('Troubleshoot consumers', 'troubleshooting-consumers'),
    seeAlso: ['iterator-age'],
  }),
  define({
    id: 'kcl',
    name: 'KCL',
    aliases: ['Kinesis Client Library'],
    definition:
      'The Kinesis Client Library: it shares the shards of a stream among the workers of an application, remembers how far each was read, follows resharding, and replaces workers that died.',
    source: KCL,
    seeAlso: ['worker', 'lease', 'checkpoint', 'kpl'],
  }),
  define({
    id: 'worker',
    name: 'worker',
    definition: 'One running copy of a KCL application. It processes the shards whose leases it holds.',
    source: KCL,
    seeAlso: ['lease', 'kcl'],
  }),
  define({
    id: 'lease',
    name: 'lease',
    definition:
      'The right of one worker to process one shard. The worker renews it all the time; if it stops, another one takes the lease.',
    source: LEASES,
    seeAlso: ['lease-table', 'failover-time', 'worker'],
  }),
  define({
    id: 'lease-table',
    name: 'lease table',
    definition:
      'A DynamoDB table, one for each KCL application, with an item for each shard: who holds the lease, its counter, and the checkpoint. If its writes are throttled, leases get lost.',
    source: LEASES,
    seeAlso: ['lease', 'wcu'],
  }),
  define({
    id: 'checkpoint',
    name: 'checkpoint',
    aliases: ['checkpointing'],
    definition:
      'A sequence number, remembered in the lease table: up to there a shard has been processed. Whoever goes on begins there, so what was done after it is done again.',
    source: LEASES,
    seeAlso: ['duplicate', 'lease-table', 'sequence-number'],
  }),
  define({
    id: 'failover-time',
    name: 'failover time',
    aliases: ['failoverTimeMillis'],
    definition: 'How long a lease may go without being renewed before other workers call it abandoned: 10 seconds by default.',
    source: KCL,
    seeAlso: ['lease', 'worker'],
  }),
  define({
    id: 'wcu',
    name: 'WCU',
    aliases: ['write capacity unit'],
    definition: 'A write capacity unit of DynamoDB: one write a second of an item of up to 1 KiB.',
    source: {
      title: 'DynamoDB: provisioned capacity',
      url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/provisioned-capacity-mode.html',
    },
    seeAlso: ['lease-table'],
  }),
];
