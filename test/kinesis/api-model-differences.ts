/** Where the engine's requests differ from AWS's API model on purpose, each with its reason. Paths of members; `*.X` stands for X in every request. */

const CHANNELS = 'Channels answer as on an account that may not create any, so what one would be set up with is not looked at.';
const PARTITION_KEY =
  'Required unless the stream distributes its records by itself (RecordDistributionStrategy AUTO): null is refused as before September 2026.';

/** Members that the engine reads over. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  '*.StreamId': 'In the model: "Not Implemented. Reserved for future use."',
  'CreateChannel.EncryptionConfiguration': CHANNELS,
  'CreateChannel.LoggingConfiguration': CHANNELS,
  'CreateChannel.S3DestinationConfiguration': CHANNELS,
  'CreateChannel.S3TablesDestinationConfiguration': CHANNELS,
  'CreateChannel.StreamConfigurationList.RecordConfiguration': CHANNELS,
  'CreateChannel.Tags': CHANNELS,
  'UpdateChannel.LoggingConfiguration': CHANNELS,
  'UpdateChannel.S3DestinationConfiguration': CHANNELS,
  'UpdateChannel.S3TablesDestinationConfiguration': CHANNELS,
};

export const isLeftOut = (path: string): boolean => path in LEFT_OUT || anywhere(path) in LEFT_OUT;
export const reasonFor = (path: string): string | undefined => LEFT_OUT[path] ?? LEFT_OUT[anywhere(path)];

const anywhere = (path: string): string => `*.${path.split('.').at(-1)}`;

/** Members that the service requires though the model does not say so. */
export const REQUIRED_BY_THE_SERVICE: Readonly<Record<string, string>> = {
  'PutRecord.PartitionKey': PARTITION_KEY,
  'PutRecords.Records.PartitionKey': PARTITION_KEY,
};
