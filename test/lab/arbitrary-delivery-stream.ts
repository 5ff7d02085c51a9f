/** Any delivery stream that a link or a file could carry: every destination, and every step on the way. */
import fc from 'fast-check';
import type {
  BufferingHints,
  Compression,
  ConversionSpec,
  DeliveryStreamSpec,
  DestinationSpec,
  PartitioningSpec,
  S3Spec,
  TransformSpec,
} from '../../src/engine/firehose/delivery-stream-spec.ts';

export const deliveryStreamName = fc.stringMatching(/^[a-zA-Z0-9_.-]{1,12}$/);

const text = fc.string({ maxLength: 40 });
const retrySeconds = fc.integer({ min: 0, max: 7200 });
const compression = fc.constantFrom<Compression>('UNCOMPRESSED', 'GZIP', 'ZIP', 'Snappy', 'HADOOP_SNAPPY');
const hints: fc.Arbitrary<BufferingHints> = fc.record({
  sizeMiB: fc.integer({ min: -1000, max: 1000 }),
  intervalSeconds: fc.integer({ min: -1000, max: 10_000 }),
});

const placeMembers = {
  bucket: fc.stringMatching(/^[a-z0-9][a-z0-9.-]{1,10}[a-z0-9]$/),
  prefix: fc.oneof(text, fc.constant('a/!{timestamp:yyyy}/!{firehose:random-string}/')),
  errorOutputPrefix: fc.oneof(text, fc.constant('e/!{firehose:error-output-type}/')),
  compression,
  fileExtension: fc.constantFrom('', '.json'),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
  kmsKeyArn: fc.option(text),
};
const place: fc.Arbitrary<S3Spec> = fc.record(placeMembers);
const sourceBackup = fc.option(fc.record({ ...placeMembers, hints }));
const withBackup = { backup: place, backupHints: hints };

const destination: fc.Arbitrary<DestinationSpec> = fc.oneof(
  fc.record({ kind: fc.constant('s3' as const), s3: place, sourceBackup }),
  fc.record({
    kind: fc.constant('redshift' as const),
    s3: place,
    cluster: text,
    database: text,
    table: text,
    columns: text,
    copyOptions: text,
    retrySeconds,
    sourceBackup,
  }),
  fc.record({
    kind: fc.constant('opensearch' as const),
    domain: text,
    index: fc.string({ minLength: 1, maxLength: 20 }),
    rotation: fc.constantFrom('NoRotation' as const, 'OneHour' as const, 'OneDay' as const, 'OneWeek' as const, 'OneMonth' as const),
    retrySeconds,
    backupMode: fc.constantFrom('FailedDocumentsOnly' as const, 'AllDocuments' as const),
    ...withBackup,
  }),
  fc.record({
    kind: fc.constant('splunk' as const),
    endpoint: text,
    endpointType: fc.constantFrom('Raw' as const, 'Event' as const),
    ackTimeoutSeconds: fc.integer({ min: 180, max: 600 }),
    retrySeconds,
    backupMode: fc.constantFrom('FailedEventsOnly' as const, 'AllEvents' as const),
    ...withBackup,
  }),
  fc.record({
    kind: fc.constant('http' as const),
    url: text,
    accessKey: text,
    contentEncoding: fc.constantFrom('NONE' as const, 'GZIP' as const),
    commonAttributes: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), text, { maxKeys: 3, noNullPrototype: true }),
    retrySeconds,
    backupMode: fc.constantFrom('FailedDataOnly' as const, 'AllData' as const),
    ...withBackup,
  }),
);

const transform: fc.Arbitrary<TransformSpec> = fc.record({
  functionName: text,
  code: fc.oneof(fc.string({ maxLength: 300, unit: 'binary' }), fc.constant('export const handler = (event) => event;\n')),
  timeoutSeconds: fc.integer({ min: 1, max: 900 }),
  numberOfRetries: fc.integer({ min: 0, max: 300 }),
  bufferSizeMiB: fc.constantFrom(0.2, 1, 2.5, 3),
  bufferIntervalSeconds: fc.integer({ min: 0, max: 900 }),
});

const partitioning: fc.Arbitrary<PartitioningSpec> = fc.record({
  query: fc.option(fc.constantFrom('{customer: .key}', '{day: (.at | strftime("%d"))}')),
  deaggregation: fc.option(
    fc.oneof(
      fc.record({ kind: fc.constant('json' as const) }),
      fc.record({ kind: fc.constant('delimited' as const), delimiter: fc.string({ minLength: 1, maxLength: 4 }) }),
    ),
  ),
});

const conversion: fc.Arbitrary<ConversionSpec> = fc.record({
  database: text,
  table: text,
  columns: fc.array(
    fc.record({
      name: fc.string({ minLength: 1, maxLength: 20 }),
      type: fc.constantFrom('boolean', 'int', 'bigint', 'float', 'double', 'string', 'timestamp', 'date'),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  deserializer: fc.oneof(
    fc.record({
      kind: fc.constant('openx' as const),
      caseInsensitive: fc.boolean(),
      convertDotsToUnderscores: fc.boolean(),
      columnToJsonKey: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), text, { maxKeys: 3, noNullPrototype: true }),
    }),
    fc.record({ kind: fc.constant('hive' as const), timestampFormats: fc.array(text, { maxLength: 3 }) }),
  ),
  parquet: fc.record({
    compression: fc.constantFrom('SNAPPY' as const, 'GZIP' as const, 'UNCOMPRESSED' as const),
    blockSizeMiB: fc.integer({ min: 1, max: 1024 }),
    pageSizeKiB: fc.integer({ min: 1, max: 1_048_576 }),
  }),
});

/** `stream`: a data stream that it may read. */
export const arbitraryDeliveryStream = (stream: string): fc.Arbitrary<DeliveryStreamSpec> =>
  fc.record({
    id: deliveryStreamName,
    source: fc.constantFrom({ kind: 'direct-put' as const }, { kind: 'kinesis-stream' as const, stream }),
    transform: fc.option(transform),
    partitioning: fc.option(partitioning),
    conversion: fc.option(conversion),
    appendDelimiter: fc.boolean(),
    buffering: hints,
    destination,
    encryption: fc.option(
      fc.record({ keyType: fc.constantFrom('AWS_OWNED_CMK' as const, 'CUSTOMER_MANAGED_CMK' as const), keyArn: fc.option(text) }),
    ),
  });
