/** Limits, cost, security and monitoring. */
import { api, CHECKED, guide, METRICS, QUOTAS } from './define-pages.ts';
import { defineTerm, type Term } from './term.ts';

const ENCRYPTION = guide('Server-side encryption', 'what-is-sse');

const define = (term: Omit<Term, 'asOf'>): Term => defineTerm({ asOf: CHECKED, ...term });

export const runningTerms: readonly Term[] = [
  define({
    id: 'quota',
    name: 'quota',
    aliases: ['limit', 'service quota'],
    definition:
      'A limit that AWS sets, for an account, a stream, a shard or a call. Some can be raised on request; those of a shard cannot.',
    source: QUOTAS,
    seeAlso: ['shard', 'throttling'],
  }),
  define({
    id: 'put-payload-unit',
    name: 'PUT payload unit',
    aliases: ['payload unit'],
    definition:
      'What provisioned streams are charged for putting by: each record counts one unit for every 25 KiB that it has begun. A record of 100 bytes is a unit, one of 26 KiB two.',
    source: guide('Choose the mode of a stream', 'how-do-i-size-a-stream'),
    seeAlso: ['provisioned-mode', 'aggregation'],
    lesson: 'streams-and-shards',
  }),
  define({
    id: 'kib-and-mib',
    name: 'KiB and MiB',
    aliases: ['KiB', 'MiB'],
    definition:
      'Binary units: 1 KiB is 1,024 bytes and 1 MiB 1,048,576. AWS’s pages often write KB and MB for them; here kB and MB mean thousands and millions of bytes.',
    source: QUOTAS,
    seeAlso: ['quota'],
    lesson: 'streams-and-shards',
  }),
  define({
    id: 'p99',
    name: 'p99',
    aliases: ['99th percentile'],
    definition: 'The value that 99 of 100 stay below. It shows what the slow ones bear, which a mean hides.',
    source: {
      title: 'CloudWatch: statistics definitions',
      url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html',
    },
    seeAlso: ['cloudwatch'],
  }),
  define({
    id: 'cloudwatch',
    name: 'CloudWatch',
    aliases: ['Amazon CloudWatch'],
    definition:
      'AWS’s service for metrics, logs and alarms. Kinesis sends it figures for each stream by the minute; those for each shard must be switched on and cost extra.',
    source: METRICS,
    seeAlso: ['iterator-age', 'write-throughput-exceeded', 'enhanced-monitoring'],
  }),
  define({
    id: 'enhanced-monitoring',
    name: 'enhanced monitoring',
    aliases: ['shard-level metrics', 'EnableEnhancedMonitoring'],
    definition:
      'CloudWatch figures for each shard instead of the stream as a whole: off by default, charged for, and the way to see that one shard is hot.',
    source: api('EnableEnhancedMonitoring'),
    seeAlso: ['cloudwatch', 'hot-shard'],
  }),
  define({
    id: 'managed-flink',
    name: 'Managed Service for Apache Flink',
    aliases: ['Amazon Managed Service for Apache Flink', 'Kinesis Data Analytics'],
    definition:
      'AWS’s service that runs programs of Apache Flink: windows, joins and sums over streams. Until August 2023 its name was Kinesis Data Analytics; the kind for SQL has been discontinued.',
    source: {
      title: 'What is Amazon Managed Service for Apache Flink?',
      url: 'https://docs.aws.amazon.com/managed-flink/latest/java/what-is.html',
    },
    seeAlso: ['consumer', 'tumbling-window'],
  }),
  define({
    id: 'write-throughput-exceeded',
    name: 'WriteProvisionedThroughputExceeded',
    definition: 'The CloudWatch metric that counts records refused by full shards. It does not count what a producer gave up afterwards.',
    source: METRICS,
    seeAlso: ['cloudwatch', 'throttling'],
    lesson: 'write-limits',
  }),
  define({
    id: 'read-throughput-exceeded',
    name: 'ReadProvisionedThroughputExceeded',
    definition:
      'The CloudWatch metric that counts refused GetRecords calls: too many of them, or too many bytes, for those who poll a shard.',
    source: METRICS,
    seeAlso: ['cloudwatch', 'polling'],
    lesson: 'reading',
  }),
  define({
    id: 'server-side-encryption',
    name: 'server-side encryption',
    aliases: ['encryption at rest', 'SSE'],
    definition: 'Kinesis encrypts records with a key of KMS before they are stored, and decrypts them when they are read.',
    source: ENCRYPTION,
    seeAlso: ['kms'],
  }),
  define({
    id: 'kms',
    name: 'KMS',
    aliases: ['AWS KMS', 'Key Management Service'],
    definition:
      'AWS’s service for keys of encryption. With a customer managed key producers need kms:GenerateDataKey and consumers kms:Decrypt.',
    source: guide('Permissions for KMS keys', 'permissions-user-key-KMS'),
    seeAlso: ['server-side-encryption', 'iam'],
  }),
  define({
    id: 'iam',
    name: 'IAM',
    aliases: ['Identity and Access Management'],
    definition: 'AWS’s service for permissions. A policy says who may make which calls, such as kinesis:PutRecords, to which stream.',
    source: guide('Control access with IAM', 'controlling-access'),
    seeAlso: ['kms'],
  }),
  define({
    id: 'vpc-endpoint',
    name: 'VPC endpoint',
    aliases: ['interface endpoint', 'PrivateLink', 'AWS PrivateLink'],
    definition:
      'A private way from a network of your own to Kinesis, without the internet. For Kinesis it is an interface endpoint; gateway endpoints are for S3 and DynamoDB.',
    source: guide('Use Data Streams with interface VPC endpoints', 'vpc'),
    seeAlso: ['iam'],
  }),
  define({
    id: 'describe-stream-summary',
    name: 'DescribeStreamSummary',
    definition: 'The call that tells of a stream’s state, retention and number of open shards. ListShards tells of the shards themselves.',
    source: api('DescribeStreamSummary'),
    seeAlso: ['closed-shard', 'shard'],
  }),
];
