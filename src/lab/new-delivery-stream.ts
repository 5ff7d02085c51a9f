/** What a delivery stream looks like that the learner has just added: AWS's defaults, with a name and a place that are free. */
import type {
  BufferingHints,
  ConversionSpec,
  DeliveryStreamSpec,
  DestinationKind,
  DestinationSpec,
  PartitioningSpec,
  S3Spec,
  SourceSpec,
  TransformSpec,
} from '../engine/firehose/delivery-stream-spec.ts';
import { freeName } from './new-specs.ts';

/** The bucket that new delivery streams write to. */
const BUCKET = 'lake';

/** A place in the lab's bucket. */
export function newPlace(prefix: string, compression: S3Spec['compression'] = 'UNCOMPRESSED'): S3Spec {
  return { bucket: BUCKET, prefix, errorOutputPrefix: '', compression, fileExtension: '', timeZone: 'UTC', kmsKeyArn: null };
}

/** Where the console puts hints when a destination is chosen, but an interval that a learner can wait for. */
const HINTS: Record<DestinationKind, BufferingHints> = {
  s3: { sizeMiB: 5, intervalSeconds: 60 },
  redshift: { sizeMiB: 5, intervalSeconds: 60 },
  opensearch: { sizeMiB: 5, intervalSeconds: 60 },
  splunk: { sizeMiB: 5, intervalSeconds: 60 },
  http: { sizeMiB: 5, intervalSeconds: 60 },
};

const BACKUP_HINTS: BufferingHints = { sizeMiB: 5, intervalSeconds: 60 };

export function newDestination(kind: DestinationKind, name: string): DestinationSpec {
  const withBackup = { backup: newPlace(`${name}-backup/`), backupHints: BACKUP_HINTS };
  switch (kind) {
    case 's3':
      return { kind, s3: newPlace(`${name}/`, 'GZIP'), sourceBackup: null };
    case 'redshift':
      return {
        kind,
        s3: newPlace(`${name}/`, 'GZIP'),
        cluster: 'warehouse',
        database: 'dev',
        table: 'events',
        columns: '',
        copyOptions: "JSON 'auto' GZIP",
        retrySeconds: 3600,
        sourceBackup: null,
      };
    case 'opensearch':
      return {
        kind,
        domain: 'search',
        index: 'events',
        rotation: 'OneDay',
        retrySeconds: 300,
        backupMode: 'FailedDocumentsOnly',
        ...withBackup,
      };
    case 'splunk':
      return {
        kind,
        endpoint: 'https://splunk.example.com:8088',
        endpointType: 'Event',
        ackTimeoutSeconds: 180,
        retrySeconds: 300,
        backupMode: 'FailedEventsOnly',
        ...withBackup,
      };
    case 'http':
      return {
        kind,
        url: 'https://collector.example.com/firehose',
        accessKey: '',
        contentEncoding: 'GZIP',
        commonAttributes: {},
        retrySeconds: 300,
        backupMode: 'FailedDataOnly',
        ...withBackup,
      };
  }
}

export function newDeliveryStream(kind: DestinationKind, source: SourceSpec, taken: readonly string[]): DeliveryStreamSpec {
  const id = freeName(kind === 's3' ? 'to-s3' : `to-${kind}`, taken);
  return {
    id,
    source,
    transform: null,
    partitioning: null,
    conversion: null,
    appendDelimiter: true,
    buffering: HINTS[kind],
    destination: newDestination(kind, id),
    encryption: null,
  };
}

/** Records go through as they are. */
const PASS_THROUGH = `export const handler = async (event) => ({
  records: event.records.map((record) => ({
    recordId: record.recordId,
    result: 'Ok',
    data: record.data,
  })),
});
`;

export function newTransform(code = PASS_THROUGH): TransformSpec {
  return { functionName: 'transform', code, timeoutSeconds: 60, numberOfRetries: 3, bufferSizeMiB: 1, bufferIntervalSeconds: 60 };
}

/** The fields of the lab's own records. */
export function newConversion(): ConversionSpec {
  return {
    database: 'lake',
    table: 'events',
    columns: [
      { name: 'producer', type: 'string' },
      { name: 'n', type: 'bigint' },
      { name: 'key', type: 'string' },
      { name: 'amount', type: 'double' },
      { name: 'note', type: 'string' },
    ],
    deserializer: { kind: 'openx', caseInsensitive: true, convertDotsToUnderscores: false, columnToJsonKey: {} },
    parquet: { compression: 'SNAPPY', blockSizeMiB: 256, pageSizeKiB: 1024 },
  };
}

export const newPartitioning = (): PartitioningSpec => ({ query: '{key: .key}', deaggregation: null });

/** The same with conversion: a larger buffer, and no compression of the whole object. */
export function withConversion(spec: DeliveryStreamSpec, conversion: ConversionSpec | null): DeliveryStreamSpec {
  if (spec.destination.kind !== 's3' || conversion === null) return { ...spec, conversion };
  const { destination, buffering } = spec;
  return {
    ...spec,
    conversion,
    appendDelimiter: false,
    buffering: { ...buffering, sizeMiB: Math.max(64, buffering.sizeMiB) },
    destination: { ...destination, s3: { ...destination.s3, compression: 'UNCOMPRESSED' } },
  };
}

/** The same with partitions: a prefix that names the key, an error prefix, and a larger buffer. */
export function withPartitioning(spec: DeliveryStreamSpec, partitioning: PartitioningSpec): DeliveryStreamSpec {
  if (spec.destination.kind !== 's3') return spec;
  const { destination, buffering } = spec;
  const { s3 } = destination;
  return {
    ...spec,
    partitioning,
    buffering: { sizeMiB: Math.max(64, buffering.sizeMiB), intervalSeconds: Math.max(60, buffering.intervalSeconds) },
    destination: {
      ...destination,
      s3: {
        ...s3,
        prefix: s3.prefix.includes('!{partitionKey') ? s3.prefix : `${s3.prefix}key=!{partitionKeyFromQuery:key}/`,
        errorOutputPrefix: s3.errorOutputPrefix === '' ? `${spec.id}-errors/!{firehose:error-output-type}/` : s3.errorOutputPrefix,
      },
    },
  };
}
