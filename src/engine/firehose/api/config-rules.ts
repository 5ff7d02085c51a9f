/** What Firehose refuses of a destination by its members alone; ranges and patterns are those of the shapes. The texts are choices, but one. */
import { isObject } from '../../kernel/is-object.ts';
import type { DestinationKind } from '../delivery-stream-spec.ts';
import { invalidArgument, type Failed } from './answers.ts';
import type { DestinationConfig, Json } from './destination-config.ts';

/** Without these there is no such destination; an update to another kind may leave them out. */
const NEEDED: Record<DestinationKind, string[]> = {
  s3: ['RoleARN', 'BucketARN'],
  redshift: ['RoleARN', 'ClusterJDBCURL', 'CopyCommand', 'S3Configuration'],
  opensearch: ['RoleARN', 'IndexName', 'S3Configuration'],
  splunk: ['HECEndpoint', 'HECEndpointType', 'S3Configuration'],
  http: ['EndpointConfiguration', 'S3Configuration'],
};

export function whyIncomplete({ kind, members }: DestinationConfig): Failed | null {
  if (NEEDED[kind].some((member) => members[member] === undefined))
    return invalidArgument(
      kind === 's3' ? 'An S3 destination requires RoleARN and BucketARN' : `This destination requires ${NEEDED[kind].join(', ')}`,
    );
  for (const s3 of [members.S3Configuration, members.S3BackupConfiguration])
    if (isObject(s3) && NEEDED.s3.some((member) => s3[member] === undefined))
      return invalidArgument('An S3 destination requires RoleARN and BucketARN');
  return null;
}

const groupsIn = (members: Json, group: string): Json[] =>
  [members, members.S3Configuration, members.S3BackupConfiguration].flatMap((part) =>
    isObject(part) && isObject(part[group]) ? [part[group]] : [],
  );

export const whyHalfHints = (members: Json): Failed | null =>
  groupsIn(members, 'BufferingHints').some(
    ({ SizeInMBs, IntervalInSeconds }) => (SizeInMBs === undefined) !== (IntervalInSeconds === undefined),
  )
    ? invalidArgument('BufferingHints: SizeInMBs and IntervalInSeconds must be specified together or not at all.')
    : null;

export function whyUnlogged(members: Json): Failed | null {
  const lacksNames = ({ Enabled, LogGroupName, LogStreamName }: Json) => Enabled === true && (!LogGroupName || !LogStreamName);
  return groupsIn(members, 'CloudWatchLoggingOptions').some(lacksNames)
    ? invalidArgument('LogGroupName and LogStreamName must be specified when CloudWatch logging is enabled.')
    : null;
}

export function whyBadSecret({ kind, members }: DestinationConfig): Failed | null {
  const { Enabled, SecretARN, RoleARN } = (members.SecretsManagerConfiguration ?? {}) as Json;
  if (Enabled !== true) return null;
  if (SecretARN === undefined) return invalidArgument('SecretARN must be specified when Secrets Manager is enabled.');
  return kind === 'splunk' && RoleARN === undefined
    ? invalidArgument('RoleARN of SecretsManagerConfiguration must be specified for a Splunk destination.')
    : null;
}
