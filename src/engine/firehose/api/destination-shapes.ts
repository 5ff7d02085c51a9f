/**
 * Members of the destinations as requests name them, with the ranges, patterns and enumerations of AWS's model (service-2.json of 2015-08-04).
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html
 * Simplified: VPC settings, secrets and logging are kept and described, and nothing is done with them.
 */
import { integer, structure, text, type Shape, type StructureShape } from '../../kinesis/validation.ts';
import { HINT_RANGES, RETRY_SECONDS_MAX, SPLUNK_ACK_SECONDS, type HintRange } from '../limits.ts';

export const flag: Shape = { kind: 'boolean' };
export const words = (...values: string[]): Shape => text({ values });
export const listOf = (of: Shape, min?: number, max?: number): Shape => ({ kind: 'list', of, min, max });

const NOT_BLANK = '^(?!\\s*$).+';
export const ROLE = text({ min: 1, max: 512, pattern: 'arn:.*:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-_/]+' });
const BUCKET = text({ min: 1, max: 2048, pattern: 'arn:.*:s3:::[\\w\\.\\-]{1,255}' });
export const KEY = text({ min: 1, max: 512, pattern: 'arn:.*:kms:[a-zA-Z0-9\\-]+:\\d{12}:(key|alias)/[a-zA-Z_0-9+=,.@\\-_/]+' });
const PREFIX = text({ min: 0, max: 1024, pattern: '.*' });
const NAME = text({ min: 1, max: 1024, pattern: '^\\S+$' });

const hintsOf = ({ sizeMiBMin, sizeMiBMax, intervalSecondsMin, intervalSecondsMax }: HintRange): StructureShape =>
  structure({ SizeInMBs: integer(sizeMiBMin, sizeMiBMax), IntervalInSeconds: integer(intervalSecondsMin, intervalSecondsMax) });
const RETRY = structure({ DurationInSeconds: integer(0, RETRY_SECONDS_MAX) });
const LOGGING = structure({ Enabled: flag, LogGroupName: text({ min: 0, max: 512 }), LogStreamName: text({ min: 0, max: 512 }) });
/** Nothing is looked up: the secret stands in place of user and password, token or access key. */
const SECRETS = structure(
  {
    Enabled: flag,
    SecretARN: text({ min: 1, max: 2048, pattern: 'arn:.*:secretsmanager:[a-zA-Z0-9\\-]+:\\d{12}:secret:[a-zA-Z0-9\\-/_+=.@!]+' }),
    RoleARN: ROLE,
  },
  ['Enabled'],
);
const VPC = structure({ SubnetIds: listOf(NAME, 1, 16), RoleARN: ROLE, SecurityGroupIds: listOf(NAME, 1, 5) }, [
  'SubnetIds',
  'RoleARN',
  'SecurityGroupIds',
]);
const COMPRESSION = words('UNCOMPRESSED', 'GZIP', 'ZIP', 'Snappy', 'HADOOP_SNAPPY');

const S3_MEMBERS = {
  RoleARN: ROLE,
  BucketARN: BUCKET,
  Prefix: PREFIX,
  ErrorOutputPrefix: PREFIX,
  BufferingHints: hintsOf(HINT_RANGES.s3),
  CompressionFormat: COMPRESSION,
  EncryptionConfiguration: structure({
    NoEncryptionConfig: words('NoEncryption'),
    KMSEncryptionConfig: structure({ AWSKMSKeyARN: KEY }, ['AWSKMSKeyARN']),
  }),
  CloudWatchLoggingOptions: LOGGING,
};
export const S3_REQUIRED = ['RoleARN', 'BucketARN'];
export const S3 = structure(S3_MEMBERS, S3_REQUIRED);
export const S3_UPDATE = structure(S3_MEMBERS);

const PROCESSING = structure({
  Enabled: flag,
  Processors: listOf(
    structure(
      {
        Type: words(
          'RecordDeAggregation',
          'Decompression',
          'CloudWatchLogProcessing',
          'Lambda',
          'MetadataExtraction',
          'AppendDelimiterToRecord',
        ),
        Parameters: listOf(
          structure(
            {
              ParameterName: words(
                'LambdaArn',
                'NumberOfRetries',
                'MetadataExtractionQuery',
                'JsonParsingEngine',
                'RoleArn',
                'BufferSizeInMBs',
                'BufferIntervalInSeconds',
                'SubRecordType',
                'Delimiter',
                'CompressionFormat',
                'DataMessageExtraction',
              ),
              ParameterValue: text({ min: 1, max: 5120, pattern: NOT_BLANK }),
            },
            ['ParameterName', 'ParameterValue'],
          ),
        ),
      },
      ['Type'],
    ),
  ),
});

const CONVERSION = structure({
  Enabled: flag,
  SchemaConfiguration: structure({
    RoleARN: text({ min: 1, max: 1024, pattern: '^\\S+$' }),
    CatalogId: NAME,
    DatabaseName: NAME,
    TableName: NAME,
    Region: NAME,
    VersionId: NAME,
  }),
  InputFormatConfiguration: structure({
    Deserializer: structure({
      OpenXJsonSerDe: structure({
        ConvertDotsInJsonKeysToUnderscores: flag,
        CaseInsensitive: flag,
        ColumnToJsonKeyMappings: { kind: 'map' },
      }),
      HiveJsonSerDe: structure({ TimestampFormats: listOf(text({ pattern: NOT_BLANK })) }),
    }),
  }),
  OutputFormatConfiguration: structure({
    Serializer: structure({
      ParquetSerDe: structure({
        BlockSizeBytes: integer(67_108_864),
        PageSizeBytes: integer(65_536),
        Compression: words('UNCOMPRESSED', 'GZIP', 'SNAPPY'),
        EnableDictionaryCompression: flag,
        MaxPaddingBytes: integer(0),
        WriterVersion: words('V1', 'V2'),
      }),
      OrcSerDe: structure({ Compression: words('NONE', 'ZLIB', 'SNAPPY'), FormatVersion: words('V0_11', 'V0_12') }),
    }),
  }),
});

export const EXTENDED_S3 = {
  ...S3_MEMBERS,
  ProcessingConfiguration: PROCESSING,
  S3BackupMode: words('Disabled', 'Enabled'),
  DataFormatConversionConfiguration: CONVERSION,
  DynamicPartitioningConfiguration: structure({ Enabled: flag, RetryOptions: RETRY }),
  FileExtension: text({ min: 0, max: 128, pattern: "^$|\\.[0-9a-z!\\-_.*'()]+" }),
  CustomTimeZone: text({ min: 0, max: 50, pattern: '^$|[a-zA-Z/_]+' }),
};

export const REDSHIFT = {
  RoleARN: ROLE,
  ClusterJDBCURL: text({
    min: 1,
    max: 512,
    pattern:
      'jdbc:(redshift|postgresql)://((?!-)[A-Za-z0-9-]{1,63}(?<!-)\\.)+(redshift(-serverless)?)\\.([a-zA-Z0-9\\.\\-]+):\\d{1,5}/[a-zA-Z0-9_$-]+',
  }),
  CopyCommand: structure(
    {
      DataTableName: text({ min: 1, max: 512 }),
      DataTableColumns: text({ min: 0, max: 10_240 }),
      CopyOptions: text({ min: 0, max: 10_240 }),
    },
    ['DataTableName'],
  ),
  Username: text({ min: 1, max: 512 }),
  Password: text({ min: 6, max: 512 }),
  RetryOptions: RETRY,
  ProcessingConfiguration: PROCESSING,
  S3BackupMode: words('Disabled', 'Enabled'),
  CloudWatchLoggingOptions: LOGGING,
  SecretsManagerConfiguration: SECRETS,
};

const DOMAIN = text({ min: 1, max: 512, pattern: 'arn:.*:es:[a-zA-Z0-9\\-]+:\\d{12}:domain/[a-z][-0-9a-z]{2,27}' });
export const OPEN_SEARCH_UPDATE = {
  RoleARN: ROLE,
  DomainARN: DOMAIN,
  ClusterEndpoint: text({ min: 1, max: 512, pattern: 'https:.*' }),
  IndexName: text({ min: 1, max: 80 }),
  TypeName: text({ min: 0, max: 100 }),
  IndexRotationPeriod: words('NoRotation', 'OneHour', 'OneDay', 'OneWeek', 'OneMonth'),
  BufferingHints: hintsOf(HINT_RANGES.opensearch),
  RetryOptions: RETRY,
  ProcessingConfiguration: PROCESSING,
  CloudWatchLoggingOptions: LOGGING,
  DocumentIdOptions: structure({ DefaultDocumentIdFormat: words('FIREHOSE_DEFAULT', 'NO_DOCUMENT_ID') }, ['DefaultDocumentIdFormat']),
};
/** The VPC and the backup mode are chosen once. */
export const OPEN_SEARCH = { ...OPEN_SEARCH_UPDATE, S3BackupMode: words('FailedDocumentsOnly', 'AllDocuments'), VpcConfiguration: VPC };

export const SPLUNK = {
  HECEndpoint: text({ min: 0, max: 2048 }),
  HECEndpointType: words('Raw', 'Event'),
  HECToken: text({ min: 0, max: 2048 }),
  HECAcknowledgmentTimeoutInSeconds: integer(SPLUNK_ACK_SECONDS.min, SPLUNK_ACK_SECONDS.max),
  RetryOptions: RETRY,
  S3BackupMode: words('FailedEventsOnly', 'AllEvents'),
  ProcessingConfiguration: PROCESSING,
  CloudWatchLoggingOptions: LOGGING,
  BufferingHints: hintsOf(HINT_RANGES.splunk),
  SecretsManagerConfiguration: SECRETS,
};

export const HTTP = {
  EndpointConfiguration: structure(
    {
      Url: text({ min: 1, max: 1000, pattern: 'https://.*' }),
      Name: text({ min: 1, max: 256, pattern: NOT_BLANK }),
      AccessKey: text({ min: 0, max: 4096 }),
    },
    ['Url'],
  ),
  BufferingHints: hintsOf(HINT_RANGES.http),
  CloudWatchLoggingOptions: LOGGING,
  RequestConfiguration: structure({
    ContentEncoding: words('NONE', 'GZIP'),
    CommonAttributes: listOf(
      structure({ AttributeName: text({ min: 1, max: 256, pattern: NOT_BLANK }), AttributeValue: text({ min: 0, max: 1024 }) }, [
        'AttributeName',
        'AttributeValue',
      ]),
      0,
      50,
    ),
  }),
  ProcessingConfiguration: PROCESSING,
  RoleARN: ROLE,
  RetryOptions: RETRY,
  S3BackupMode: words('FailedDataOnly', 'AllData'),
  SecretsManagerConfiguration: SECRETS,
};
