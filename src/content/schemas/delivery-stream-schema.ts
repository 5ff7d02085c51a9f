/** Schema of a DeliveryStreamSpec, for content, links and files. What AWS refuses is for the engine to say; here it is only kept from being absurd. */
import * as v from 'valibot';
import type { DeliveryStreamSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { integerBetween, numberBetween, StreamNameSchema } from './bounds.ts';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));

export const DeliveryStreamNameSchema = v.pipe(
  v.string(),
  v.regex(/^[a-zA-Z0-9_.-]{1,64}$/, 'the name of a delivery stream has 1–64 characters of a–z, A–Z, 0–9, _ . -'),
);

const HintsSchema = v.strictObject({ sizeMiB: integerBetween(-1_000, 1_000), intervalSeconds: integerBetween(-1_000, 10_000) });

/** A transform of a link or a file is code: it is run in the interpreter only, never in the page. */
const CODE_CHARACTERS_MAX = 65_536;

export const TransformSchema = v.strictObject({
  functionName: text(140),
  code: text(CODE_CHARACTERS_MAX),
  timeoutSeconds: integerBetween(1, 900),
  numberOfRetries: integerBetween(0, 300),
  bufferSizeMiB: numberBetween(0.2, 3),
  bufferIntervalSeconds: integerBetween(0, 900),
});

const PartitioningSchema = v.strictObject({
  query: v.nullable(text(10_000)),
  deaggregation: v.nullable(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('json') }),
      v.strictObject({ kind: v.literal('delimited'), delimiter: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) }),
    ]),
  ),
});

const ConversionSchema = v.strictObject({
  database: text(255),
  table: text(255),
  columns: v.pipe(
    v.array(
      v.strictObject({
        name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
        type: v.picklist(['boolean', 'int', 'bigint', 'float', 'double', 'string', 'timestamp', 'date']),
      }),
    ),
    v.minLength(1),
    v.maxLength(200),
  ),
  deserializer: v.variant('kind', [
    v.strictObject({
      kind: v.literal('openx'),
      caseInsensitive: v.boolean(),
      convertDotsToUnderscores: v.boolean(),
      columnToJsonKey: v.record(text(255), text(1024)),
    }),
    v.strictObject({ kind: v.literal('hive'), timestampFormats: v.pipe(v.array(text(100)), v.maxLength(20)) }),
  ]),
  parquet: v.strictObject({
    compression: v.picklist(['SNAPPY', 'GZIP', 'UNCOMPRESSED']),
    blockSizeMiB: integerBetween(1, 1024),
    pageSizeKiB: integerBetween(1, 1_048_576),
  }),
});

const s3Members = {
  bucket: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'a bucket name has 3–63 characters of a–z, 0–9, . -')),
  prefix: text(1024),
  errorOutputPrefix: text(1024),
  compression: v.picklist(['UNCOMPRESSED', 'GZIP', 'ZIP', 'Snappy', 'HADOOP_SNAPPY']),
  fileExtension: text(128),
  timeZone: text(64),
  kmsKeyArn: v.nullable(text(512)),
};
const S3Schema = v.strictObject(s3Members);
const sourceBackup = v.nullable(v.strictObject({ ...s3Members, hints: HintsSchema }));
const retrySeconds = integerBetween(0, 7200);
const withBackup = { backup: S3Schema, backupHints: HintsSchema };

const DestinationSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('s3'), s3: S3Schema, sourceBackup }),
  v.strictObject({
    kind: v.literal('redshift'),
    s3: S3Schema,
    cluster: text(512),
    database: text(255),
    table: text(512),
    columns: text(204_800),
    copyOptions: text(204_800),
    retrySeconds,
    sourceBackup,
  }),
  v.strictObject({
    kind: v.literal('opensearch'),
    domain: text(512),
    index: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
    rotation: v.picklist(['NoRotation', 'OneHour', 'OneDay', 'OneWeek', 'OneMonth']),
    retrySeconds,
    backupMode: v.picklist(['FailedDocumentsOnly', 'AllDocuments']),
    ...withBackup,
  }),
  v.strictObject({
    kind: v.literal('splunk'),
    endpoint: text(2048),
    endpointType: v.picklist(['Raw', 'Event']),
    ackTimeoutSeconds: integerBetween(180, 600),
    retrySeconds,
    backupMode: v.picklist(['FailedEventsOnly', 'AllEvents']),
    ...withBackup,
  }),
  v.strictObject({
    kind: v.literal('http'),
    url: text(1000),
    accessKey: text(4096),
    contentEncoding: v.picklist(['NONE', 'GZIP']),
    commonAttributes: v.record(text(256), text(1024)),
    retrySeconds,
    backupMode: v.picklist(['FailedDataOnly', 'AllData']),
    ...withBackup,
  }),
]);

export const DeliveryStreamSchema = v.strictObject({
  id: DeliveryStreamNameSchema,
  source: v.variant('kind', [
    v.strictObject({ kind: v.literal('direct-put') }),
    v.strictObject({ kind: v.literal('kinesis-stream'), stream: StreamNameSchema }),
  ]),
  transform: v.nullable(TransformSchema),
  partitioning: v.nullable(PartitioningSchema),
  conversion: v.nullable(ConversionSchema),
  appendDelimiter: v.boolean(),
  buffering: HintsSchema,
  destination: DestinationSchema,
  encryption: v.nullable(v.strictObject({ keyType: v.picklist(['AWS_OWNED_CMK', 'CUSTOMER_MANAGED_CMK']), keyArn: v.nullable(text(512)) })),
}) satisfies v.GenericSchema<unknown, DeliveryStreamSpec>;
