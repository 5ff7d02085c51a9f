/**
 * What Firehose refuses of a delivery stream's settings, for the API and for the lab alike.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html
 * Texts of ranges are those of AWS's JSON layer; recorded texts: the size with format conversion, the interval of a backup, the one-way
 * switch of the source backup, more than one function. The other sentences are choices.
 */
import type { BufferingHints, DeliveryStreamSpec, DestinationSpec, S3Spec } from './delivery-stream-spec.ts';
import type { DeliveryRefusal } from './delivery-streams.ts';
import { typeTreeOf } from './formats/column-types.ts';
import { whyBadPrefix } from './formats/object-name.ts';
import { isKnownTimeZone } from './formats/time-zones.ts';
import { BACKUP_HINTS, HINT_RANGES, LAMBDA_LIMITS, LARGE_FILES_SIZE_MIB_MIN, RETRY_SECONDS_MAX, SPLUNK_ACK_SECONDS } from './limits.ts';
import { whyBadQuery } from './partitioning/query.ts';

type Refusal = DeliveryRefusal | null;
type Rule = (spec: DeliveryStreamSpec) => Refusal;

const refuse = (message: string): DeliveryRefusal => ({ error: 'InvalidArgumentException', message });
const isS3 = ({ kind }: DestinationSpec) => kind === 's3';

/** A number out of its range, as the JSON layer says it. */
function outside(value: number, at: string, min: number, max: number): Refusal {
  if (value >= min && value <= max) return null;
  const constraint = value < min ? `greater than or equal to ${min}` : `less than or equal to ${max}`;
  return {
    error: 'ValidationException',
    message: `1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: Member must have value ${constraint}`,
  };
}

const MEMBER: Record<DestinationSpec['kind'], string> = {
  s3: 'extendedS3DestinationConfiguration',
  redshift: 'redshiftDestinationConfiguration',
  opensearch: 'amazonopensearchserviceDestinationConfiguration',
  splunk: 'splunkDestinationConfiguration',
  http: 'httpEndpointDestinationConfiguration',
};

const name: Rule = ({ id }) =>
  /^[a-zA-Z0-9_.-]{1,64}$/.test(id)
    ? null
    : {
        error: 'ValidationException',
        message: `1 validation error detected: Value '${id}' at 'deliveryStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
      };

const hints: Rule = ({ destination, buffering, conversion, partitioning }) => {
  const at = `${MEMBER[destination.kind]}${destination.kind === 'redshift' ? '.s3Configuration' : ''}.bufferingHints`;
  const range = HINT_RANGES[destination.kind];
  const bad =
    outside(buffering.intervalSeconds, `${at}.intervalInSeconds`, range.intervalSecondsMin, range.intervalSecondsMax) ??
    outside(buffering.sizeMiB, `${at}.sizeInMBs`, range.sizeMiBMin, range.sizeMiBMax);
  if (bad !== null) return bad;
  if (conversion !== null && buffering.sizeMiB < LARGE_FILES_SIZE_MIB_MIN)
    return refuse(`BufferingHints.SizeInMBs must be at least ${LARGE_FILES_SIZE_MIB_MIN} when data format conversion is enabled.`);
  if (partitioning !== null && buffering.sizeMiB < LARGE_FILES_SIZE_MIB_MIN)
    return refuse(`BufferingHints.SizeInMBs must be at least ${LARGE_FILES_SIZE_MIB_MIN} when Dynamic Partitioning is enabled.`);
  if (partitioning !== null && buffering.intervalSeconds === 0)
    return refuse('BufferingHints.IntervalInSeconds must be greater than 0 when Dynamic Partitioning is enabled.');
  return null;
};

const backupOf = (destination: DestinationSpec): { s3: S3Spec; hints: BufferingHints } | null => {
  if ('backup' in destination) return { s3: destination.backup, hints: destination.backupHints };
  return destination.sourceBackup === null ? null : { s3: destination.sourceBackup, hints: destination.sourceBackup.hints };
};

const backupHints: Rule = ({ destination }) => {
  const backup = backupOf(destination);
  if (backup === null) return null;
  const { intervalSecondsMin: low, intervalSecondsMax: high, sizeMiBMin, sizeMiBMax } = BACKUP_HINTS;
  if (backup.hints.intervalSeconds < low || backup.hints.intervalSeconds > high)
    return refuse(`S3 backup buffering interval must be between ${low} and ${high} seconds.`);
  return outside(
    backup.hints.sizeMiB,
    `${MEMBER[destination.kind]}.s3BackupConfiguration.bufferingHints.sizeInMBs`,
    sizeMiBMin,
    sizeMiBMax,
  );
};

const transform: Rule = ({ transform: spec }) => {
  if (spec === null) return null;
  const { bufferMiBMin, bufferMiBMax, bufferSecondsMax, retriesMax } = LAMBDA_LIMITS;
  if (spec.functionName === '') return refuse('LambdaArn must be specified for the Lambda processor.');
  if (spec.bufferSizeMiB < bufferMiBMin || spec.bufferSizeMiB > bufferMiBMax)
    return refuse(`BufferSizeInMBs must be between ${bufferMiBMin} and ${bufferMiBMax}.`);
  if (spec.bufferIntervalSeconds < 0 || spec.bufferIntervalSeconds > bufferSecondsMax)
    return refuse(`BufferIntervalInSeconds must be between 0 and ${bufferSecondsMax}.`);
  if (spec.numberOfRetries < 0 || spec.numberOfRetries > retriesMax) return refuse(`NumberOfRetries must be between 0 and ${retriesMax}.`);
  return null;
};

const conversion: Rule = ({ conversion: spec, destination }) => {
  if (spec === null) return null;
  if (destination.kind !== 's3') return refuse('Data format conversion is supported for the Amazon S3 destination only.');
  if (destination.s3.compression !== 'UNCOMPRESSED')
    return refuse('CompressionFormat must be UNCOMPRESSED when data format conversion is enabled.');
  if (spec.parquet.blockSizeMiB < 64) return refuse('BlockSizeBytes must be at least 67108864.');
  const unknown = spec.columns.find(({ type }) => typeTreeOf(type) === null);
  if (unknown !== undefined) return refuse(`The type ${unknown.type} of the column ${unknown.name} is not known.`);
  return spec.columns.length === 0 ? refuse(`The table ${spec.database}.${spec.table} has no columns.`) : null;
};

const redshift: Rule = ({ destination }) => {
  if (destination.kind !== 'redshift') return null;
  const { s3 } = destination;
  if (s3.compression !== 'UNCOMPRESSED' && s3.compression !== 'GZIP')
    return refuse(
      `CompressionFormat ${s3.compression} is not supported for a Redshift destination: COPY reads GZIP or uncompressed files.`,
    );
  if (s3.prefix.includes('!{')) return refuse('Prefix must not contain expressions for a Redshift destination.');
  return s3.errorOutputPrefix === '' ? null : refuse('ErrorOutputPrefix must not be specified for a Redshift destination.');
};

/** Data goes to port 443 and no other (guide). */
const endpoint: Rule = ({ destination }) =>
  destination.kind === 'http' && /^https:\/\/[^/?#]*:(?!443(?:[/?#]|$))\d/i.test(destination.url)
    ? refuse('The URL of an HTTP endpoint must be one of port 443.')
    : null;

const partitioning: Rule = ({ partitioning: spec, destination, transform: lambda }) => {
  if (spec === null)
    return destination.kind === 's3' && /!\{partitionKeyFrom/.test(destination.s3.prefix)
      ? refuse('Prefix contains partition keys, but Dynamic Partitioning is not enabled.')
      : null;
  if (destination.kind !== 's3') return refuse('Dynamic Partitioning is supported for the Amazon S3 destination only.');
  const { prefix, errorOutputPrefix } = destination.s3;
  const unreadable = spec.query === null ? null : whyBadQuery(spec.query);
  if (unreadable !== null) return refuse(`MetadataExtractionQuery: ${unreadable}`);
  if (errorOutputPrefix === '') return refuse('ErrorOutputPrefix cannot be null or empty when Dynamic Partitioning is enabled.');
  if (!/!\{partitionKeyFrom/.test(prefix))
    return refuse('S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled');
  if (prefix.includes('!{partitionKeyFromQuery:') && spec.query === null)
    return refuse('MetadataExtraction processor should be present when S3 Prefix has partitionKeyFromQuery namespace.');
  if (prefix.includes('!{partitionKeyFromLambda:') && lambda === null)
    return refuse('Lambda processor should be present when S3 Prefix has partitionKeyFromLambda namespace.');
  return null;
};

const prefixes: Rule = ({ destination, partitioning: spec }) => {
  const places: [S3Spec, boolean][] = [];
  if ('s3' in destination && destination.kind === 's3') places.push([destination.s3, spec !== null]);
  const backup = backupOf(destination);
  if (backup !== null) places.push([backup.s3, false]);
  for (const [{ prefix, errorOutputPrefix, fileExtension, timeZone }, isPartitioned] of places) {
    if (!isKnownTimeZone(timeZone)) return refuse(`Invalid CustomTimeZone: ${timeZone}`);
    const why = whyBadPrefix(prefix, errorOutputPrefix, isPartitioned);
    if (why !== null) return refuse(why);
    if (!/^(|\.[0-9a-z!\-_.*'()]{1,127})$/.test(fileExtension))
      return refuse(`FileExtension '${fileExtension}' must begin with a period and may hold 0-9 a-z ! - _ . * ' ( ) only.`);
  }
  return null;
};

const retries: Rule = ({ destination }) => {
  if (destination.kind === 's3') return null;
  const bad = outside(destination.retrySeconds, `${MEMBER[destination.kind]}.retryOptions.durationInSeconds`, 0, RETRY_SECONDS_MAX);
  if (bad !== null || destination.kind !== 'splunk') return bad;
  const { min, max } = SPLUNK_ACK_SECONDS;
  return outside(destination.ackTimeoutSeconds, `${MEMBER.splunk}.hECAcknowledgmentTimeoutInSeconds`, min, max);
};

const encryption: Rule = ({ encryption: spec, source }) => {
  if (spec === null) return null;
  if (source.kind !== 'direct-put')
    return refuse(
      'DeliveryStreamEncryptionConfiguration is supported for delivery streams of type DirectPut only: with a data stream as source, its own encryption holds.',
    );
  if (spec.keyType === 'CUSTOMER_MANAGED_CMK' && (spec.keyArn ?? '') === '')
    return refuse('KeyARN must be specified when KeyType is CUSTOMER_MANAGED_CMK.');
  return spec.keyType === 'AWS_OWNED_CMK' && spec.keyArn !== null
    ? refuse('KeyARN must not be specified when KeyType is AWS_OWNED_CMK.')
    : null;
};

const RULES: Rule[] = [name, hints, backupHints, transform, conversion, redshift, endpoint, partitioning, prefixes, retries, encryption];

/** What cannot be changed of a delivery stream once it is there. */
function whyNoChange(before: DeliveryStreamSpec, spec: DeliveryStreamSpec): Refusal {
  const was = before.destination;
  const is = spec.destination;
  if (JSON.stringify(before.source) !== JSON.stringify(spec.source)) return refuse('The source of a delivery stream cannot be changed.');
  if ((was.kind === 'opensearch') !== (is.kind === 'opensearch'))
    return refuse('Switching between Amazon OpenSearch Service and other services is not supported.');
  if ((before.partitioning === null) !== (spec.partitioning === null) && isS3(is))
    return refuse('Dynamic Partitioning can be enabled when a delivery stream is created only, and not be disabled.');
  if ('sourceBackup' in was && 'sourceBackup' in is && was.kind === is.kind && was.sourceBackup !== null && is.sourceBackup === null)
    return refuse('Disabling S3 backup is not currently supported.');
  if (was.kind === 'opensearch' && is.kind === 'opensearch' && was.backupMode !== is.backupMode)
    return refuse('S3BackupMode of an Amazon OpenSearch Service destination cannot be changed.');
  if (was.kind === 'splunk' && is.kind === 'splunk' && was.backupMode === 'AllEvents' && is.backupMode === 'FailedEventsOnly')
    return refuse('S3BackupMode cannot be changed from AllEvents to FailedEventsOnly.');
  return null;
}

/** The first thing that Firehose would refuse, in its words; null: nothing. `before`: what stands now, null for a new one. */
export function whyBadSpec(spec: DeliveryStreamSpec, before: DeliveryStreamSpec | null): Refusal {
  for (const rule of RULES) {
    const why = rule(spec);
    if (why !== null) return why;
  }
  return before === null ? null : whyNoChange(before, spec);
}
