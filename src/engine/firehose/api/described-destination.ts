/**
 * A destination as DescribeDeliveryStream tells it. https://docs.aws.amazon.com/firehose/latest/APIReference/API_DestinationDescription.html
 */
import { isObject } from '../../kernel/is-object.ts';
import type { DestinationConfig, Json } from './destination-config.ts';

/** Which VPC a subnet lies in would be looked up: the lab has one. */
const VPC_ID = 'vpc-0123456789abcdef0';

/** Secrets are left out. */
export function describedDestination({ name, kind, members }: DestinationConfig): Json {
  const { S3Configuration, S3BackupConfiguration, Password: _, HECToken, EndpointConfiguration, VpcConfiguration, ...rest } = members;
  const description: Json = {
    ...rest,
    ...(S3Configuration === undefined ? {} : { S3DestinationDescription: S3Configuration }),
    ...(S3BackupConfiguration === undefined ? {} : { S3BackupDescription: S3BackupConfiguration }),
    ...(HECToken === undefined ? {} : { HECToken: '********' }),
    ...(isObject(VpcConfiguration) ? { VpcConfigurationDescription: { ...VpcConfiguration, VpcId: VPC_ID } } : {}),
  };
  if (isObject(EndpointConfiguration)) {
    const { AccessKey: _key, ...endpoint } = EndpointConfiguration;
    description.EndpointConfiguration = endpoint;
  }
  if (kind !== 's3') return { [`${name}DestinationDescription`]: description };
  const plain = [
    'RoleARN',
    'BucketARN',
    'Prefix',
    'ErrorOutputPrefix',
    'BufferingHints',
    'CompressionFormat',
    'EncryptionConfiguration',
    'CloudWatchLoggingOptions',
  ];
  return {
    S3DestinationDescription: Object.fromEntries(
      plain.filter((member) => description[member] !== undefined).map((member) => [member, description[member]]),
    ),
    ExtendedS3DestinationDescription: description,
  };
}
