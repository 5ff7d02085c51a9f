/** For each action a request that the service understands, about a stream STREAM of two shards and a consumer of it. */
import { ACCOUNT, ARN, base64, iteratorOf, serviceWithStream, shard, STREAM, type Service } from './service.ts';

const CONSUMER = 'fraud';
const CHANNEL = { ChannelARN: `arn:aws:kinesis:us-east-1:${ACCOUNT}:channel/c` };
const stream = { StreamName: STREAM };
const tags = { Tags: { team: 'orders' } };
const encryption = { ...stream, EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' };
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'kinesis:PutRecord', Resource: ARN }],
});

type Body = Record<string, unknown>;

export interface Ready extends Service {
  /** By action. */
  samples: Record<string, Body>;
}

/** The stream and the consumer are ACTIVE, and so much time has passed that no call counts any more. */
export async function readyService(): Promise<Ready> {
  const service = await serviceWithStream(2, { iam: { identityPolicies: {} } });
  const { Consumer } = await service.call<{ Consumer: { ConsumerARN: string } }>('RegisterStreamConsumer', {
    StreamARN: ARN,
    ConsumerName: CONSUMER,
  });
  await service.wait(10);
  const iterator = await iteratorOf(service, shard(0));
  return { ...service, samples: samplesWith(iterator, Consumer.ConsumerARN) };
}

const samplesWith = (ShardIterator: string, ConsumerARN: string): Record<string, Body> => ({
  AddTagsToStream: { ...stream, ...tags },
  CreateChannel: {
    ChannelName: 'c',
    ServiceExecutionRoleARN: `arn:aws:iam::${ACCOUNT}:role/r`,
    StreamConfigurationList: [{ StreamARN: ARN, RecordConfiguration: { RecordFormatType: 'JSON' } }],
  },
  CreateStream: { StreamName: 'another', ShardCount: 1 },
  DecreaseStreamRetentionPeriod: { ...stream, RetentionPeriodHours: 24 },
  DeleteChannel: CHANNEL,
  DeleteResourcePolicy: { ResourceARN: ARN },
  DeleteStream: { ...stream, EnforceConsumerDeletion: true },
  DeregisterStreamConsumer: { ConsumerARN },
  DescribeAccountSettings: {},
  DescribeChannel: CHANNEL,
  DescribeLimits: {},
  DescribeStream: stream,
  DescribeStreamConsumer: { ConsumerARN },
  DescribeStreamSummary: stream,
  DisableEnhancedMonitoring: { ...stream, ShardLevelMetrics: ['ALL'] },
  EnableEnhancedMonitoring: { ...stream, ShardLevelMetrics: ['ALL'] },
  GetRecords: { ShardIterator },
  GetResourcePolicy: { ResourceARN: ARN },
  GetShardIterator: { ...stream, ShardId: shard(0), ShardIteratorType: 'LATEST' },
  IncreaseStreamRetentionPeriod: { ...stream, RetentionPeriodHours: 48 },
  ListChannels: {},
  ListShards: stream,
  ListStreamConsumers: { StreamARN: ARN },
  ListStreams: {},
  ListTagsForResource: { ResourceARN: ARN },
  ListTagsForStream: stream,
  MergeShards: { ...stream, ShardToMerge: shard(0), AdjacentShardToMerge: shard(1) },
  PutRecord: { ...stream, Data: base64('x'), PartitionKey: 'k' },
  PutRecords: { ...stream, Records: [{ Data: base64('x'), PartitionKey: 'k' }] },
  PutResourcePolicy: { ResourceARN: ARN, Policy: policy },
  RegisterStreamConsumer: { StreamARN: ARN, ConsumerName: 'search' },
  RemoveTagsFromStream: { ...stream, TagKeys: ['team'] },
  SplitShard: { ...stream, ShardToSplit: shard(0), NewStartingHashKey: '1000' },
  StartStreamEncryption: encryption,
  StopStreamEncryption: encryption,
  SubscribeToShard: { ConsumerARN, ShardId: shard(0), StartingPosition: { Type: 'LATEST' } },
  TagResource: { ResourceARN: ARN, ...tags },
  UntagResource: { ResourceARN: ARN, TagKeys: ['team'] },
  UpdateAccountSettings: { MinimumThroughputBillingCommitment: { Status: 'DISABLED' } },
  UpdateChannel: CHANNEL,
  UpdateMaxRecordSize: { StreamARN: ARN, MaxRecordSizeInKiB: 2048 },
  UpdateShardCount: { ...stream, TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' },
  UpdateStreamMode: { StreamARN: ARN, StreamModeDetails: { StreamMode: 'PROVISIONED' } },
  UpdateStreamRecordDistributionStrategy: { StreamARN: ARN, RecordDistributionStrategy: 'USER_PARTITION_KEY' },
  UpdateStreamWarmThroughput: { ...stream, WarmThroughputMiBps: 4 },
});
