/**
 * Shapes of Firehose's requests: members, ranges, patterns and enumerations of AWS's model (service-2.json of 2015-08-04).
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html
 * Simplified: of the destinations and sources that the lab has not, only the names are known.
 */
import { integer, structure, text, type Shape, type StructureShape } from '../../kinesis/validation.ts';
import { PUT_LIMITS } from '../limits.ts';
import {
  EXTENDED_S3,
  flag,
  HTTP,
  KEY,
  listOf,
  OPEN_SEARCH,
  OPEN_SEARCH_UPDATE,
  REDSHIFT,
  ROLE,
  S3,
  S3_REQUIRED,
  S3_UPDATE,
  SPLUNK,
  words,
} from './destination-shapes.ts';

const STREAM_NAME = text({ min: 1, max: 64, pattern: '[a-zA-Z0-9_.-]+' });

/** Known by name, so that they can be refused by name. */
const CARD: Shape = structure({});
const CARDS = { AmazonOpenSearchServerless: CARD, Snowflake: CARD, Iceberg: CARD };
export const CARD_DESTINATIONS = Object.keys(CARDS);
export const CARD_SOURCES = ['MSKSourceConfiguration', 'DatabaseSourceConfiguration'];

const withEnding = (ending: string, members: Record<string, Shape>): Record<string, Shape> =>
  Object.fromEntries(Object.entries(members).map(([name, shape]) => [`${name}Destination${ending}`, shape]));

const TAG_CHARACTERS = '[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@%]*$';
const TAG_KEY = text({ min: 1, max: 128 });
const TAGS = (max: number) => listOf(structure({ Key: TAG_KEY, Value: text({ min: 0, max: 256 }) }, ['Key']), 1, max);
export const tagFits = (key: string, value: string): boolean =>
  new RegExp(`^(?!aws:)${TAG_CHARACTERS}`, 'u').test(key) && new RegExp(`^${TAG_CHARACTERS}`, 'u').test(value);

const ENCRYPTION = structure({ KeyARN: KEY, KeyType: words('AWS_OWNED_CMK', 'CUSTOMER_MANAGED_CMK') }, ['KeyType']);
const RECORD = structure({ Data: { kind: 'blob', max: PUT_LIMITS.recordBytes } }, ['Data']);
const NAMED = { DeliveryStreamName: STREAM_NAME };
const TYPE = words('DirectPut', 'KinesisStreamAsSource', 'MSKAsSource', 'DatabaseAsSource');

export const SHAPES = {
  CreateDeliveryStream: structure(
    {
      ...NAMED,
      DeliveryStreamType: TYPE,
      KinesisStreamSourceConfiguration: structure(
        {
          KinesisStreamARN: text({ min: 1, max: 512, pattern: 'arn:.*:kinesis:[a-zA-Z0-9\\-]+:\\d{12}:stream/[a-zA-Z0-9_.-]+' }),
          RoleARN: ROLE,
        },
        ['KinesisStreamARN', 'RoleARN'],
      ),
      DirectPutSourceConfiguration: structure({ ThroughputHintInMBs: integer(1, 100) }, ['ThroughputHintInMBs']),
      DeliveryStreamEncryptionConfigurationInput: ENCRYPTION,
      Tags: TAGS(50),
      ...Object.fromEntries(CARD_SOURCES.map((name) => [name, CARD])),
      ...withEnding('Configuration', {
        S3,
        ExtendedS3: structure({ ...EXTENDED_S3, S3BackupConfiguration: S3 }, S3_REQUIRED),
        Redshift: structure({ ...REDSHIFT, S3Configuration: S3, S3BackupConfiguration: S3 }, [
          'RoleARN',
          'ClusterJDBCURL',
          'CopyCommand',
          'S3Configuration',
        ]),
        Elasticsearch: structure({ ...OPEN_SEARCH, S3Configuration: S3 }, ['RoleARN', 'IndexName', 'S3Configuration']),
        Amazonopensearchservice: structure({ ...OPEN_SEARCH, S3Configuration: S3 }, ['RoleARN', 'IndexName', 'S3Configuration']),
        Splunk: structure({ ...SPLUNK, S3Configuration: S3 }, ['HECEndpoint', 'HECEndpointType', 'S3Configuration']),
        HttpEndpoint: structure({ ...HTTP, S3Configuration: S3 }, ['EndpointConfiguration', 'S3Configuration']),
        ...CARDS,
      }),
    },
    ['DeliveryStreamName'],
  ),
  UpdateDestination: structure(
    {
      ...NAMED,
      CurrentDeliveryStreamVersionId: text({ min: 1, max: 50, pattern: '[0-9]+' }),
      DestinationId: text({ min: 1, max: 100, pattern: '[a-zA-Z0-9-]+' }),
      ...withEnding('Update', {
        S3: S3_UPDATE,
        ExtendedS3: structure({ ...EXTENDED_S3, S3BackupUpdate: S3_UPDATE }),
        Redshift: structure({ ...REDSHIFT, S3Update: S3_UPDATE, S3BackupUpdate: S3_UPDATE }),
        Elasticsearch: structure({ ...OPEN_SEARCH_UPDATE, S3Update: S3_UPDATE }),
        Amazonopensearchservice: structure({ ...OPEN_SEARCH_UPDATE, S3Update: S3_UPDATE }),
        Splunk: structure({ ...SPLUNK, S3Update: S3_UPDATE }),
        HttpEndpoint: structure({ ...HTTP, S3Update: S3_UPDATE }),
        ...CARDS,
      }),
    },
    ['DeliveryStreamName', 'CurrentDeliveryStreamVersionId', 'DestinationId'],
  ),
  DeleteDeliveryStream: structure({ ...NAMED, AllowForceDelete: flag }, ['DeliveryStreamName']),
  DescribeDeliveryStream: structure({ ...NAMED, Limit: integer(1, 10_000), ExclusiveStartDestinationId: text({ min: 1, max: 100 }) }, [
    'DeliveryStreamName',
  ]),
  ListDeliveryStreams: structure({ Limit: integer(1, 10_000), DeliveryStreamType: TYPE, ExclusiveStartDeliveryStreamName: STREAM_NAME }),
  PutRecord: structure({ ...NAMED, Record: RECORD }, ['DeliveryStreamName', 'Record']),
  PutRecordBatch: structure({ ...NAMED, Records: listOf(RECORD, 1, PUT_LIMITS.batchRecords) }, ['DeliveryStreamName', 'Records']),
  TagDeliveryStream: structure({ ...NAMED, Tags: TAGS(50) }, ['DeliveryStreamName', 'Tags']),
  UntagDeliveryStream: structure({ ...NAMED, TagKeys: listOf(TAG_KEY, 1, 50) }, ['DeliveryStreamName', 'TagKeys']),
  ListTagsForDeliveryStream: structure({ ...NAMED, ExclusiveStartTagKey: TAG_KEY, Limit: integer(1, 50) }, ['DeliveryStreamName']),
  StartDeliveryStreamEncryption: structure({ ...NAMED, DeliveryStreamEncryptionConfigurationInput: ENCRYPTION }, ['DeliveryStreamName']),
  StopDeliveryStreamEncryption: structure(NAMED, ['DeliveryStreamName']),
} satisfies Record<string, StructureShape>;

export type ActionName = keyof typeof SHAPES;
