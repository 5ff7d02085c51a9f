/** From what the API was asked for to the delivery stream that the lab runs. */
import { decodeBase64 } from '../../kernel/base64.ts';
import { decodeUtf8 } from '../../kernel/utf8.ts';
import type {
  BufferingHints,
  ColumnType,
  Compression,
  ConversionSpec,
  DeliveryStreamSpec,
  DestinationSpec,
  PartitioningSpec,
  S3Spec,
  TransformSpec,
} from '../delivery-stream-spec.ts';
import { LAMBDA_LIMITS } from '../limits.ts';
import { invalidArgument, isFailed, type Failed } from './answers.ts';
import { parameterOf, processorsOf, type DestinationConfig, type Json, type ProcessorConfig } from './destination-config.ts';

export interface Surroundings {
  /** JavaScript of the function; null: there is no such function. By its name or ARN. */
  codeOf(functionArn: string): string | null;
  /** Columns of a table of the Glue catalog, by `database.table`; null: there is no such table. */
  columnsOf(table: string): { name: string; type: ColumnType }[] | null;
}

/** What a delivery stream of this destination is; its other halves are handed in. */
export function toSpec(
  around: Surroundings,
  base: Pick<DeliveryStreamSpec, 'id' | 'source' | 'encryption'>,
  config: DestinationConfig,
): DeliveryStreamSpec | Failed {
  const processors = processorsOf(config);
  const conversion = conversionOf(around, config.members);
  if (conversion !== null && isFailed(conversion)) return conversion;
  const partitioning = partitioningOf(config.members, processors);
  if (partitioning !== null && isFailed(partitioning)) return partitioning;
  return {
    ...base,
    transform: transformOf(around, processors),
    partitioning,
    conversion,
    appendDelimiter: processors.some(({ Type }) => Type === 'AppendDelimiterToRecord'),
    buffering: hintsOf(config.kind === 'redshift' ? (config.members.S3Configuration as Json) : config.members),
    destination: destinationOf(config),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function hintsOf({ BufferingHints }: Json): BufferingHints {
  const { SizeInMBs, IntervalInSeconds } = BufferingHints as { SizeInMBs: number; IntervalInSeconds: number };
  return { sizeMiB: SizeInMBs, intervalSeconds: IntervalInSeconds };
}

function s3Of(members: Json): S3Spec {
  const encryption = members.EncryptionConfiguration as { KMSEncryptionConfig?: { AWSKMSKeyARN: string } } | undefined;
  return {
    bucket: textOf(members.BucketARN).split(':::')[1] ?? '',
    prefix: textOf(members.Prefix),
    errorOutputPrefix: textOf(members.ErrorOutputPrefix),
    compression: (members.CompressionFormat ?? 'UNCOMPRESSED') as Compression,
    fileExtension: textOf(members.FileExtension),
    timeZone: textOf(members.CustomTimeZone) || 'UTC',
    kmsKeyArn: encryption?.KMSEncryptionConfig?.AWSKMSKeyARN ?? null,
  };
}

const sourceBackupOf = ({ S3BackupMode, S3BackupConfiguration }: Json): (S3Spec & { hints: BufferingHints }) | null =>
  S3BackupMode === 'Enabled' ? { ...s3Of(S3BackupConfiguration as Json), hints: hintsOf(S3BackupConfiguration as Json) } : null;

function destinationOf({ kind, members }: DestinationConfig): DestinationSpec {
  const retrySeconds = (members.RetryOptions as { DurationInSeconds?: number } | undefined)?.DurationInSeconds ?? 300;
  if (kind === 's3') return { kind, s3: s3Of(members), sourceBackup: sourceBackupOf(members) };
  const bucket = members.S3Configuration as Json;
  if (kind === 'redshift') {
    const { DataTableName, DataTableColumns, CopyOptions } = members.CopyCommand as Json;
    const [, cluster = '', database = ''] = /^jdbc:\w+:\/\/([^/]+)\/(.+)$/.exec(textOf(members.ClusterJDBCURL)) ?? [];
    return {
      kind,
      s3: s3Of(bucket),
      cluster,
      database,
      table: textOf(DataTableName),
      columns: textOf(DataTableColumns),
      copyOptions: textOf(CopyOptions),
      retrySeconds,
      sourceBackup: sourceBackupOf(members),
    };
  }
  const kept = { retrySeconds, backup: s3Of(bucket), backupHints: hintsOf(bucket) };
  const backupMode = members.S3BackupMode as never;
  if (kind === 'opensearch') {
    const { DefaultDocumentIdFormat: ids } = (members.DocumentIdOptions ?? {}) as Json;
    return {
      kind,
      domain: textOf(members.DomainARN ?? members.ClusterEndpoint),
      index: textOf(members.IndexName),
      rotation: members.IndexRotationPeriod as 'OneDay',
      backupMode,
      ...(ids === 'NO_DOCUMENT_ID' && { documentIds: ids }),
      ...kept,
    };
  }
  if (kind === 'splunk')
    return {
      kind,
      endpoint: textOf(members.HECEndpoint),
      endpointType: members.HECEndpointType as 'Raw' | 'Event',
      ackTimeoutSeconds: members.HECAcknowledgmentTimeoutInSeconds as number,
      backupMode,
      ...kept,
    };
  const { Url, AccessKey } = members.EndpointConfiguration as Json;
  const { ContentEncoding, CommonAttributes } = members.RequestConfiguration as {
    ContentEncoding?: 'NONE' | 'GZIP';
    CommonAttributes?: { AttributeName: string; AttributeValue: string }[];
  };
  return {
    kind,
    url: textOf(Url),
    accessKey: textOf(AccessKey),
    contentEncoding: ContentEncoding ?? 'NONE',
    commonAttributes: Object.fromEntries(
      (CommonAttributes ?? []).map(({ AttributeName, AttributeValue }) => [AttributeName, AttributeValue]),
    ),
    backupMode,
    ...kept,
  };
}

function transformOf(around: Surroundings, processors: ProcessorConfig[]): TransformSpec | null {
  const lambda = processors.find(({ Type }) => Type === 'Lambda');
  if (lambda === undefined) return null;
  const number = (name: string) => Number(parameterOf(lambda, name));
  const arn = parameterOf(lambda, 'LambdaArn') ?? '';
  return {
    functionName: arn.split(':function:')[1] ?? arn,
    code: around.codeOf(arn) ?? '',
    timeoutSeconds: LAMBDA_LIMITS.timeoutSecondsMax,
    numberOfRetries: number('NumberOfRetries'),
    bufferSizeMiB: number('BufferSizeInMBs'),
    bufferIntervalSeconds: number('BufferIntervalInSeconds'),
  };
}

function partitioningOf({ DynamicPartitioningConfiguration }: Json, processors: ProcessorConfig[]): PartitioningSpec | null | Failed {
  const extraction = processors.find(({ Type }) => Type === 'MetadataExtraction');
  const split = processors.find(({ Type }) => Type === 'RecordDeAggregation');
  if ((DynamicPartitioningConfiguration as { Enabled?: boolean } | undefined)?.Enabled !== true)
    return extraction !== undefined || split !== undefined
      ? invalidArgument(`${(extraction ?? split)!.Type} processor can be used with Dynamic Partitioning only.`)
      : null;
  const query = extraction === undefined ? null : parameterOf(extraction, 'MetadataExtractionQuery')!;
  if (split === undefined) return { query, deaggregation: null };
  if (parameterOf(split, 'SubRecordType') === 'JSON') return { query, deaggregation: { kind: 'json' } };
  const delimiter = decodeBase64(parameterOf(split, 'Delimiter')!);
  return delimiter === null || delimiter.length === 0
    ? invalidArgument('Delimiter of the RecordDeAggregation processor must be base64 encoded.')
    : { query, deaggregation: { kind: 'delimited', delimiter: decodeUtf8(delimiter) } };
}

function conversionOf(around: Surroundings, { DataFormatConversionConfiguration }: Json): ConversionSpec | null | Failed {
  const given = DataFormatConversionConfiguration as Record<string, Json> | undefined;
  if (given === undefined || (given.Enabled as unknown) === false) return null;
  const { DatabaseName, TableName, RoleARN } = given.SchemaConfiguration ?? {};
  const deserializer = (given.InputFormatConfiguration as { Deserializer?: Record<string, Json> } | undefined)?.Deserializer;
  const serializer = (given.OutputFormatConfiguration as { Serializer?: Record<string, Json> } | undefined)?.Serializer;
  if (DatabaseName === undefined || TableName === undefined || deserializer === undefined || serializer === undefined)
    return invalidArgument(
      'SchemaConfiguration, InputFormatConfiguration and OutputFormatConfiguration must be specified when data format conversion is enabled.',
    );
  if (RoleARN === undefined)
    return invalidArgument('RoleARN of SchemaConfiguration must be specified when data format conversion is enabled.');
  if (serializer.OrcSerDe !== undefined)
    return invalidArgument('The lab does not write ORC: there is no sound writer to be had for the browser.');
  const columns = around.columnsOf(`${textOf(DatabaseName)}.${textOf(TableName)}`);
  if (columns === null) return invalidArgument(`Table ${textOf(DatabaseName)}.${textOf(TableName)} not found in the Glue Data Catalog.`);
  const { OpenXJsonSerDe: openx = {}, HiveJsonSerDe: hive } = deserializer;
  const { Compression: compression, BlockSizeBytes, PageSizeBytes } = serializer.ParquetSerDe ?? {};
  return {
    database: textOf(DatabaseName),
    table: textOf(TableName),
    columns,
    deserializer:
      hive === undefined
        ? {
            kind: 'openx',
            caseInsensitive: openx.CaseInsensitive !== false,
            convertDotsToUnderscores: openx.ConvertDotsInJsonKeysToUnderscores === true,
            columnToJsonKey: (openx.ColumnToJsonKeyMappings ?? {}) as Record<string, string>,
          }
        : { kind: 'hive', timestampFormats: (hive.TimestampFormats ?? []) as string[] },
    parquet: {
      compression: (compression ?? 'SNAPPY') as 'SNAPPY',
      blockSizeMiB: ((BlockSizeBytes as number) ?? 268_435_456) / 1_048_576,
      pageSizeKiB: ((PageSizeBytes as number) ?? 1_048_576) / 1024,
    },
  };
}
