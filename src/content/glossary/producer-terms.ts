/** Writing: calls, retries, and the library that packs records. */
import { api, CHECKED, CONCEPTS, guide, QUOTAS } from './define-pages.ts';
import { defineTerm, type Term } from './term.ts';

const KPL = guide('KPL: key concepts', 'kinesis-kpl-concepts');
const RETRIES = guide('KPL: retries and rate limiting', 'kinesis-producer-adv-retries-rate-limiting');
const DUPLICATES = guide('Handle duplicate records', 'kinesis-record-processor-duplicates');

const define = (term: Omit<Term, 'asOf'>): Term => defineTerm({ asOf: CHECKED, lesson: 'write-limits', ...term });

export const producerTerms: readonly Term[] = [
  define({
    id: 'producer',
    name: 'producer',
    definition: 'A program that puts records into a stream, by the API, an AWS SDK, the KPL or the Kinesis Agent.',
    source: CONCEPTS,
    seeAlso: ['consumer', 'kpl', 'put-records'],
    lesson: 'streams-and-shards',
  }),
  define({
    id: 'put-record',
    name: 'PutRecord',
    definition: 'The call that puts one record. It succeeds or fails as a whole, and its answer names the shard and the sequence number.',
    source: api('PutRecord'),
    seeAlso: ['put-records'],
  }),
  define({
    id: 'put-records',
    name: 'PutRecords',
    definition:
      'The call that puts up to 500 records and 10 MiB, keys included. Each of them is stored or refused by itself, and the answer says which.',
    source: api('PutRecords'),
    seeAlso: ['partial-failure', 'put-record'],
  }),
  define({
    id: 'partial-failure',
    name: 'partial failure',
    aliases: ['FailedRecordCount'],
    definition:
      'A PutRecords call that answers HTTP 200 though some of its records were refused. FailedRecordCount says how many; each refused entry has an error code. SDKs do not send those again: the program must.',
    source: api('PutRecords'),
    seeAlso: ['put-records', 'backoff'],
  }),
  define({
    id: 'backoff',
    name: 'exponential backoff',
    aliases: ['backoff'],
    definition:
      'Waiting before each new attempt, about twice as long each time up to a longest wait, so that a service that is short of room gets some.',
    source: guide('Data Streams: handle failures with the AWS SDK', 'developing-producers-with-sdk'),
    seeAlso: ['jitter', 'retry-storm'],
  }),
  define({
    id: 'jitter',
    name: 'jitter',
    definition: 'Chance added to the wait before a retry. Without it, clients that were refused together come back together.',
    source: {
      title: 'SDKs and tools: retry behavior',
      url: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html',
    },
    seeAlso: ['backoff', 'retry-storm'],
  }),
  define({
    id: 'retry-storm',
    name: 'retry storm',
    definition:
      'Load made by retries: refused records come back at once, meet a full shard, and are refused again. Throttling then outlasts the peak that began it.',
    source: RETRIES,
    seeAlso: ['backoff', 'jitter', 'throttling'],
  }),
  define({
    id: 'kpl',
    name: 'KPL',
    aliases: ['Kinesis Producer Library'],
    definition:
      'The Kinesis Producer Library: it gathers what a program puts, packs small records together, sends them in few calls, and retries what was refused.',
    source: guide('Develop producers with the KPL', 'developing-producers-with-kpl'),
    seeAlso: ['aggregation', 'collection', 'kcl'],
  }),
  define({
    id: 'aggregation',
    name: 'aggregation',
    aliases: ['aggregates'],
    definition:
      'Packing many user records into one stream record, so that a shard counts one instead of many against its 1,000 a second. Bytes still count. Readers must unpack.',
    source: KPL,
    seeAlso: ['de-aggregation', 'collection', 'user-record'],
  }),
  define({
    id: 'de-aggregation',
    name: 'de-aggregation',
    aliases: ['deaggregation'],
    definition:
      'Unpacking aggregated records into the user records inside. The KCL and Firehose do it by themselves; a plain GetRecords reader and a Lambda function need a library.',
    source: guide('De-aggregate KPL records', 'kinesis-kpl-consumer-deaggregation'),
    seeAlso: ['aggregation'],
  }),
  define({
    id: 'collection',
    name: 'collection',
    aliases: ['batching of calls'],
    definition: 'Sending many stream records in one PutRecords call. It saves calls; the shard counts every record as before.',
    source: KPL,
    seeAlso: ['aggregation', 'put-records'],
  }),
  define({
    id: 'user-record',
    name: 'user record',
    definition: 'What a program hands to the KPL. Several of them can travel inside one stream record.',
    source: KPL,
    seeAlso: ['aggregation', 'record'],
  }),
  define({
    id: 'lingering',
    name: 'lingering',
    aliases: ['RecordMaxBufferedTime', 'linger'],
    definition:
      'Waiting a moment for more records before a call is sent. Longer means fuller calls and later records; the KPL waits up to 100 ms by default (RecordMaxBufferedTime).',
    source: guide('Configure the KPL', 'kinesis-kpl-config'),
    seeAlso: ['collection', 'kpl'],
  }),
  define({
    id: 'duplicate',
    name: 'duplicate',
    aliases: ['duplicates'],
    definition:
      'A record that is stored or processed more than once: a producer repeats a call whose answer was lost, or a consumer begins again at its last checkpoint.',
    source: DUPLICATES,
    seeAlso: ['at-least-once', 'idempotent', 'checkpoint'],
  }),
  define({
    id: 'at-least-once',
    name: 'at least once',
    definition:
      'The promise that nothing is left out, though some of it may come twice. Who must not count twice recognises a record by an identifier in it.',
    source: DUPLICATES,
    seeAlso: ['duplicate', 'idempotent'],
  }),
  define({
    id: 'idempotent',
    name: 'idempotent',
    aliases: ['idempotence', 'idempotency'],
    definition:
      'Having the same effect whether it is done once or more often. A consumer that stores each record under an identifier of its own, rather than adding to a sum, takes no harm from duplicates.',
    source: DUPLICATES,
    seeAlso: ['duplicate', 'at-least-once'],
  }),
  define({
    id: 'kinesis-agent',
    name: 'Kinesis Agent',
    aliases: ['agent'],
    definition:
      'A Java program that watches log files on Linux and sends new lines to a data stream or to Firehose, with checkpoints and retries.',
    source: guide('Write with the Kinesis Agent', 'writing-with-agents'),
    seeAlso: ['producer'],
  }),
  define({
    id: 'max-record-size',
    name: 'maximum record size',
    aliases: ['MaxRecordSize'],
    definition:
      'The largest record a stream takes: 1 MiB by default, up to 10 MiB if set. Large ones are meant for now and then, as the shard still takes 1 MiB a second on average.',
    source: QUOTAS,
    seeAlso: ['record', 'shard'],
  }),
];
