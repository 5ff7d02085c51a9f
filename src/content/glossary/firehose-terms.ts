/** Amazon Data Firehose. */
import { CHECKED, delivery } from './define-pages.ts';
import { defineTerm, type Term } from './term.ts';

const INTRODUCTION = delivery('What is Amazon Data Firehose?', 'what-is-this-service');
const BUFFERING = delivery('Data Firehose: buffering hints', 'buffering-hints');
const FAILURES = delivery('Data Firehose: failures in data transformation', 'data-transformation-failure-handling');

const define = (term: Omit<Term, 'asOf'>): Term => defineTerm({ asOf: CHECKED, lesson: 'firehose', ...term });

export const firehoseTerms: readonly Term[] = [
  define({
    id: 'firehose',
    name: 'Amazon Data Firehose',
    aliases: ['Firehose', 'Kinesis Data Firehose'],
    definition:
      'A service that takes records and brings them to S3, Redshift, OpenSearch, Splunk, Iceberg tables, an HTTP endpoint and some more, without a reader of your own. Until February 2024 its name was Kinesis Data Firehose.',
    source: INTRODUCTION,
    seeAlso: ['delivery-stream', 'buffering-hints', 'data-stream'],
  }),
  define({
    id: 'delivery-stream',
    name: 'delivery stream',
    aliases: ['Firehose stream'],
    definition:
      'One set-up of Firehose: a source, perhaps a transform, and a destination. AWS’s newer pages call it a Firehose stream. It has no shards and cannot be read.',
    source: INTRODUCTION,
    seeAlso: ['direct-put', 'firehose'],
  }),
  define({
    id: 'direct-put',
    name: 'Direct PUT',
    aliases: ['PutRecordBatch'],
    definition:
      'Putting records straight into a delivery stream, with PutRecord or PutRecordBatch, instead of having it read a data stream.',
    source: delivery('Data Firehose: send data', 'basic-write'),
    seeAlso: ['delivery-stream'],
  }),
  define({
    id: 'buffering-hints',
    name: 'buffering hints',
    aliases: ['buffer size', 'buffer interval'],
    definition:
      'How long Firehose gathers before it delivers: a size and an interval, whichever is reached first. For S3 1 to 128 MiB and 0 to 900 seconds.',
    source: BUFFERING,
    seeAlso: ['flush', 'small-files'],
  }),
  define({
    id: 'flush',
    name: 'flush',
    definition: 'Closing a buffer and delivering it: to S3 as one object. The next record begins a new buffer.',
    source: BUFFERING,
    seeAlso: ['buffering-hints'],
  }),
  define({
    id: 'small-files',
    name: 'small files',
    aliases: ['small-file problem'],
    definition:
      'Many little objects where a few large ones would do: each is written, listed and opened by itself, which makes queries slow and dear.',
    source: BUFFERING,
    seeAlso: ['buffering-hints', 'parquet'],
  }),
  define({
    id: 'transform',
    name: 'transform',
    aliases: ['data transformation'],
    definition:
      'A Lambda function through which Firehose sends records on their way. It answers for each recordId with Ok, Dropped or ProcessingFailed.',
    source: delivery('Data Firehose: data transformation', 'data-transformation'),
    seeAlso: ['processing-failed', 'source-backup'],
  }),
  define({
    id: 'processing-failed',
    name: 'ProcessingFailed',
    definition:
      'A transform’s answer for a record that it could not do. Firehose puts the record, base64-encoded and with the reason, below the error prefix and delivers the others.',
    source: FAILURES,
    seeAlso: ['error-prefix', 'dropped', 'transform'],
  }),
  define({
    id: 'dropped',
    name: 'Dropped',
    definition:
      'A transform’s answer for a record that it leaves out on purpose. It counts as success, and the record is kept nowhere but in a source backup.',
    source: FAILURES,
    seeAlso: ['processing-failed', 'source-backup'],
  }),
  define({
    id: 'error-prefix',
    name: 'error prefix',
    aliases: ['error output prefix', 'error folder'],
    definition: 'The beginning of the names of S3 objects in which Firehose keeps records that failed.',
    source: delivery('Data Firehose: prefixes of S3 objects', 's3-prefixes'),
    seeAlso: ['processing-failed'],
  }),
  define({
    id: 'source-backup',
    name: 'source backup',
    aliases: ['source record backup'],
    definition:
      'A second place in S3 where Firehose keeps all records as they came, before the transform. For S3 destinations it cannot be turned off again.',
    source: delivery('Data Firehose: configure backup and advanced settings', 'create-configure-backup'),
    seeAlso: ['transform'],
  }),
  define({
    id: 'format-conversion',
    name: 'format conversion',
    aliases: ['record format conversion'],
    definition:
      'Turning JSON records into Parquet or ORC before they are written to S3, by a schema from AWS Glue. It needs a buffer of at least 64 MiB.',
    source: delivery('Data Firehose: record format conversion', 'record-format-conversion'),
    seeAlso: ['parquet'],
  }),
  define({
    id: 'parquet',
    name: 'Parquet',
    aliases: ['columnar format'],
    definition: 'A file format that stores values column by column, so that a query reads only the columns it needs. ORC is another one.',
    source: delivery('Data Firehose: record format conversion', 'record-format-conversion'),
    seeAlso: ['format-conversion'],
  }),
  define({
    id: 'dynamic-partitioning',
    name: 'dynamic partitioning',
    definition: 'Sorting records into S3 folders by what they contain, with one buffer for each folder that is active.',
    source: delivery('Data Firehose: dynamic partitioning', 'dynamic-partitioning'),
    seeAlso: ['buffering-hints', 'small-files'],
  }),
];
