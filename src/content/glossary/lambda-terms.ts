/** Lambda as a consumer. */
import { CHECKED, functions } from './define-pages.ts';
import { defineTerm, type Term } from './term.ts';

const MAPPING = functions('Lambda: event source mappings', 'invocation-eventsourcemapping');
const CREATE = functions('Lambda: parameters of a Kinesis event source', 'services-kinesis-parameters');
const BATCHING = functions('Lambda with Kinesis: polling and batching', 'services-kinesis-batching');
const REPORTING = functions('Lambda with Kinesis: partial batch responses', 'services-kinesis-batchfailurereporting');

const define = (term: Omit<Term, 'asOf'>): Term => defineTerm({ asOf: CHECKED, ...term });

export const lambdaTerms: readonly Term[] = [
  define({
    id: 'event-source-mapping',
    name: 'event source mapping',
    aliases: ['mapping', 'ESM'],
    definition:
      'What connects a stream and a Lambda function: it reads the shards, gathers batches, invokes the function, and tries again when that fails. You set it up and run no reader.',
    source: MAPPING,
    seeAlso: ['parallelization-factor', 'batching-window', 'bisect'],
  }),
  define({
    id: 'invocation',
    name: 'invocation',
    definition: 'One run of a Lambda function. For a stream it gets one batch, of records of one shard.',
    source: BATCHING,
    seeAlso: ['concurrency', 'event-source-mapping'],
  }),
  define({
    id: 'batching-window',
    name: 'batching window',
    aliases: ['MaximumBatchingWindowInSeconds', 'batch window'],
    definition: 'How long a mapping gathers records, up to 300 seconds, before it invokes the function with fewer than the batch size.',
    source: BATCHING,
    seeAlso: ['event-source-mapping'],
  }),
  define({
    id: 'tumbling-window',
    name: 'tumbling window',
    aliases: ['TumblingWindowInSeconds'],
    definition:
      'Stretches of time of one length, up to 900 seconds, that follow each other without overlap. Within one, a mapping hands what the function has gathered of a shard from invocation to invocation.',
    source: functions('Lambda with Kinesis: stateful processing in windows', 'services-kinesis-windows'),
    seeAlso: ['event-source-mapping', 'managed-flink'],
  }),
  define({
    id: 'parallelization-factor',
    name: 'parallelization factor',
    aliases: ['ParallelizationFactor'],
    definition:
      'Into how many lanes a mapping parts each shard, 1 to 10, by partition key: so many batches of a shard are processed at a time, and each key keeps its order.',
    source: CREATE,
    seeAlso: ['concurrency', 'partition-key'],
  }),
  define({
    id: 'concurrency',
    name: 'concurrency',
    definition:
      'How many invocations of a function run at the same time. For a stream that is at most shards times parallelization factor; reserved concurrency, a cap that you set, can make it less.',
    source: functions('Lambda: function scaling', 'lambda-concurrency'),
    seeAlso: ['parallelization-factor'],
  }),
  define({
    id: 'poison-pill',
    name: 'poison pill',
    aliases: ['poison record'],
    definition:
      'A record at which processing always fails. As a shard is read in order, all that is behind it waits until the record is skipped, parked, or expires.',
    source: functions('Lambda: process Kinesis records', 'with-kinesis'),
    seeAlso: ['bisect', 'on-failure-destination', 'partial-batch-response'],
  }),
  define({
    id: 'bisect',
    name: 'bisect on error',
    aliases: ['BisectBatchOnFunctionError', 'bisecting'],
    definition:
      'After a failure the mapping halves the batch and tries each half by itself, until the bad record is alone. Halving does not count as a retry.',
    source: CREATE,
    seeAlso: ['poison-pill', 'partial-batch-response'],
  }),
  define({
    id: 'partial-batch-response',
    name: 'partial batch response',
    aliases: ['ReportBatchItemFailures'],
    definition:
      'The function names the first record that failed; what is before it counts as done, and only from there on the batch comes again.',
    source: REPORTING,
    seeAlso: ['bisect', 'poison-pill'],
  }),
  define({
    id: 'on-failure-destination',
    name: 'on-failure destination',
    aliases: ['OnFailure'],
    definition:
      'Where a mapping reports a batch that it has given up: to SQS or SNS only its shard and sequence numbers, to S3 the records too. Without one they are gone. Often called a dead-letter queue (DLQ).',
    source: functions('Lambda: keep discarded batches of a Kinesis event source', 'kinesis-on-failure-destination'),
    seeAlso: ['poison-pill'],
  }),
];
