/**
 * The destination of a delivery stream as the API speaks of it: taken from CreateDeliveryStream with Firehose's defaults, merged with
 * UpdateDestination, told by DescribeDeliveryStream. https://docs.aws.amazon.com/firehose/latest/APIReference/API_UpdateDestination.html
 */
import { isObject } from '../../kernel/is-object.ts';
import type { Failed } from './answers.ts';
import { invalidArgument } from './answers.ts';
import { HINT_RANGES, LAMBDA_LIMITS, LARGE_FILES_SIZE_MIB_DEFAULT, defaultHints } from '../limits.ts';
import type { DestinationKind } from '../delivery-stream-spec.ts';
import { whyBadSecret, whyHalfHints, whyIncomplete, whyUnlogged } from './config-rules.ts';
import { CARD_DESTINATIONS } from './shapes.ts';

export type Json = Record<string, unknown>;

const KINDS: Record<string, DestinationKind> = {
  ExtendedS3: 's3',
  Redshift: 'redshift',
  Elasticsearch: 'opensearch',
  Amazonopensearchservice: 'opensearch',
  Splunk: 'splunk',
  HttpEndpoint: 'http',
};

export interface DestinationConfig {
  /** AWS's name, e.g. `ExtendedS3`. */
  name: string;
  kind: DestinationKind;
  /** Members as in the request that created it, with defaults. */
  members: Json;
}

export interface ProcessorConfig {
  Type: string;
  Parameters: { ParameterName: string; ParameterValue: string }[];
}

/** The one destination that a request names. */
export function namedDestination(input: Json, ending: 'Configuration' | 'Update'): { name: string; members: Json } | Failed {
  const named = Object.keys(input).filter((member) => member.endsWith(`Destination${ending}`));
  const names = named.map((member) => member.slice(0, -`Destination${ending}`.length));
  if (names.length === 2 && names.includes('S3') && names.includes('ExtendedS3'))
    return invalidArgument(
      ending === 'Configuration'
        ? 'Exactly one of S3DestinationConfiguration or ExtendedS3DestinationConfiguration must be specified.'
        : 'Exactly one of s3DestinationUpdate or extendedS3DestinationUpdate must be specified.',
    );
  if (names.length === 0 && ending === 'Update')
    return invalidArgument('At least one destination or source configuration update must be provided');
  if (names.length !== 1) return invalidArgument('Exactly one destination configuration is supported for a Firehose');
  if (CARD_DESTINATIONS.includes(names[0]))
    return invalidArgument(`The lab does not deliver to ${names[0]}: it tells of this destination on a card only.`);
  return { name: names[0] === 'S3' ? 'ExtendedS3' : names[0], members: input[named[0]] as Json };
}

const S3_DEFAULTS = {
  BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 },
  CompressionFormat: 'UNCOMPRESSED',
  EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' },
  CloudWatchLoggingOptions: { Enabled: false },
};

/** Retry durations of Splunk and HTTP and the wait for an acknowledgement are not printed by AWS: its console's are taken. */
const DEFAULTS: Record<DestinationKind, Json> = {
  s3: { ...S3_DEFAULTS, S3BackupMode: 'Disabled' },
  redshift: { RetryOptions: { DurationInSeconds: 3600 }, S3BackupMode: 'Disabled' },
  opensearch: { RetryOptions: { DurationInSeconds: 300 }, S3BackupMode: 'FailedDocumentsOnly', IndexRotationPeriod: 'OneDay' },
  splunk: { RetryOptions: { DurationInSeconds: 300 }, S3BackupMode: 'FailedEventsOnly', HECAcknowledgmentTimeoutInSeconds: 180 },
  http: { RetryOptions: { DurationInSeconds: 300 }, S3BackupMode: 'FailedDataOnly', RequestConfiguration: { ContentEncoding: 'NONE' } },
};

export function newConfig(name: string, given: Json): DestinationConfig | Failed {
  const kind = KINDS[name];
  const members: Json = {
    CloudWatchLoggingOptions: { Enabled: false },
    ...(kind === 's3' || kind === 'redshift' ? {} : { BufferingHints: awsHints(kind, given) }),
    ...DEFAULTS[kind],
    ...(kind === 's3' ? { BufferingHints: awsHints('s3', given) } : {}),
    ...given,
  };
  for (const s3 of ['S3Configuration', 'S3BackupConfiguration']) if (isObject(given[s3])) members[s3] = { ...S3_DEFAULTS, ...given[s3] };
  return finished({ name, kind, members });
}

/** Defaults of the hints: larger files where the delivery stream converts or partitions. */
function awsHints(kind: DestinationKind, given: Json): Json {
  const isOn = (member: string) => isObject(given[member]) && given[member].Enabled !== false;
  const makesLargeFiles = kind === 's3' && (isOn('DataFormatConversionConfiguration') || isOn('DynamicPartitioningConfiguration'));
  const { sizeMiB, intervalSeconds } = defaultHints(HINT_RANGES[kind]);
  return { SizeInMBs: makesLargeFiles ? LARGE_FILES_SIZE_MIB_DEFAULT : sizeMiB, IntervalInSeconds: intervalSeconds };
}

const RENAMED: Record<string, string> = { S3Update: 'S3Configuration', S3BackupUpdate: 'S3BackupConfiguration' };
const MERGED = [
  'BufferingHints',
  'CloudWatchLoggingOptions',
  'RetryOptions',
  'S3Configuration',
  'S3BackupConfiguration',
  'RequestConfiguration',
];

/** Members that are given replace those that stand; groups of settings are merged. Another kind of destination begins anew. */
export function mergedConfig(before: DestinationConfig, name: string, update: Json): DestinationConfig | Failed {
  const given = Object.fromEntries(Object.entries(update).map(([member, value]) => [RENAMED[member] ?? member, value]));
  const half = whyHalfHints(given);
  if (half !== null) return half;
  if (KINDS[name] !== before.kind) return newConfig(name, given);
  const members = merged(before.members, given);
  // whether processing is on is kept where it is not said, the processors are not (recorded)
  if (isObject(given.ProcessingConfiguration) && isObject(before.members.ProcessingConfiguration))
    members.ProcessingConfiguration = { Enabled: before.members.ProcessingConfiguration.Enabled, ...given.ProcessingConfiguration };
  // one stands for the other
  if (given.DomainARN !== undefined && given.ClusterEndpoint === undefined) delete members.ClusterEndpoint;
  if (given.ClusterEndpoint !== undefined && given.DomainARN === undefined) delete members.DomainARN;
  return finished({ ...before, name, members });
}

function merged(before: Json, given: Json): Json {
  const out = { ...before };
  for (const [member, value] of Object.entries(given)) {
    const old = before[member];
    if (MERGED.includes(member) && isObject(value))
      out[member] = merged(isObject(old) ? old : member.startsWith('S3') ? S3_DEFAULTS : {}, value);
    else out[member] = value;
  }
  return out;
}

/** What can be said of the members alone; processors with their defaults. */
function finished(config: DestinationConfig): DestinationConfig | Failed {
  const { members } = config;
  const incomplete = whyIncomplete(config);
  if (incomplete !== null) return incomplete;
  const half = whyHalfHints(members);
  if (half !== null) return half;
  if (members.S3BackupMode === 'Enabled' && members.S3BackupConfiguration === undefined)
    return invalidArgument('An enabled S3 backup requires an S3 backup configuration.');
  for (const encryption of [members, members.S3Configuration, members.S3BackupConfiguration].map(
    (s3) => (s3 as Json)?.EncryptionConfiguration as Json,
  ))
    if (encryption?.KMSEncryptionConfig !== undefined && encryption.NoEncryptionConfig !== undefined)
      return invalidArgument('Exactly one encryption configuration must be specified');
  const refusal = whyUnlogged(members) ?? whyBadSecret(config);
  if (refusal !== null) return refusal;
  if (config.kind === 'opensearch' && (members.DomainARN === undefined) === (members.ClusterEndpoint === undefined))
    return invalidArgument('Exactly one of DomainARN and ClusterEndpoint must be specified.');
  const processing = finishedProcessing(config);
  return processing === null ? config : processing;
}

export const processorsOf = ({ members }: DestinationConfig): ProcessorConfig[] => {
  const processing = members.ProcessingConfiguration as { Enabled?: boolean; Processors?: ProcessorConfig[] } | undefined;
  return processing?.Enabled === true ? (processing.Processors ?? []) : [];
};

export const parameterOf = ({ Parameters }: ProcessorConfig, name: string): string | undefined =>
  Parameters.findLast(({ ParameterName }) => ParameterName === name)?.ParameterValue;

function finishedProcessing(config: DestinationConfig): Failed | null {
  const processing = config.members.ProcessingConfiguration as { Enabled?: boolean; Processors?: ProcessorConfig[] } | undefined;
  if (processing === undefined) return null;
  const processors = (processing.Processors ?? []).map(({ Type, Parameters }) => ({ Type, Parameters: Parameters ?? [] }));
  if (processing.Enabled === true && (processors.length < 1 || processors.length > 5))
    return invalidArgument('A maximum of 5 and a minimum of 1 processor needs to be supplied when processing is enabled.');
  if (processors.filter(({ Type }) => Type === 'Lambda').length > 1) return invalidArgument('Cannot have more than 1 Lambda processor');
  for (const processor of processors) {
    const refusal = finishedProcessor(config, processor);
    if (refusal !== null) return refusal;
  }
  config.members = { ...config.members, ProcessingConfiguration: { Enabled: processing.Enabled ?? false, Processors: processors } };
  return null;
}

function finishedProcessor({ kind, members }: DestinationConfig, processor: ProcessorConfig): Failed | null {
  const need = (name: string) =>
    parameterOf(processor, name) === undefined ? invalidArgument(`${name} must be specified for the ${processor.Type} processor.`) : null;
  switch (processor.Type) {
    case 'AppendDelimiterToRecord':
      // the service takes no other delimiter than a line feed (recorded)
      processor.Parameters = [];
      return null;
    case 'MetadataExtraction':
      return parameterOf(processor, 'JsonParsingEngine') === 'JQ-1.6' || parameterOf(processor, 'JsonParsingEngine') === undefined
        ? need('MetadataExtractionQuery')
        : invalidArgument('JsonParsingEngine must be JQ-1.6.');
    case 'RecordDeAggregation': {
      const type = parameterOf(processor, 'SubRecordType');
      if (type !== 'JSON' && type !== 'DELIMITED') return invalidArgument('SubRecordType must be JSON or DELIMITED.');
      return type === 'DELIMITED' ? need('Delimiter') : null;
    }
    case 'Lambda': {
      const defaults = {
        NumberOfRetries: LAMBDA_LIMITS.retriesDefault,
        RoleArn: members.RoleARN as string | undefined,
        BufferSizeInMBs: kind === 'splunk' ? LAMBDA_LIMITS.bufferMiBSplunk : LAMBDA_LIMITS.bufferMiBDefault,
        BufferIntervalInSeconds: LAMBDA_LIMITS.bufferSecondsDefault,
      };
      for (const [name, value] of Object.entries(defaults))
        if (value !== undefined && parameterOf(processor, name) === undefined)
          processor.Parameters = [...processor.Parameters, { ParameterName: name, ParameterValue: String(value) }];
      for (const name of ['NumberOfRetries', 'BufferSizeInMBs', 'BufferIntervalInSeconds'])
        if (!(name === 'BufferSizeInMBs' ? /^\d+(\.\d+)?$/ : /^\d+$/).test(parameterOf(processor, name) ?? ''))
          return invalidArgument(`${name} of the Lambda processor must be a number.`);
      return need('LambdaArn');
    }
    default:
      return invalidArgument(`The lab does not know the processor ${processor.Type}: it tells of it on a card only.`);
  }
}
