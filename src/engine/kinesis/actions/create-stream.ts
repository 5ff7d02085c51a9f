/**
 * CreateStream. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html
 * The key space is cut into ranges of floor(2^128 / n), the last takes the rest; an on-demand stream starts with four
 * shards. Writers do not find the stream until it is ACTIVE. Descriptions date the stream about a second before the call
 * (recorded).
 */
import { STREAM_NAME, type Action } from '../action.ts';
import { checkWarmThroughput } from '../account.ts';
import { invalidArgument, limitExceeded, resourceInUse, validationFailed, type Answer } from '../errors.ts';
import { streamArn, streamNamed } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { openStream } from '../open-stream.ts';
import { openShardCount } from '../shard-description.ts';
import type { StreamSettings, StreamState } from '../stream-state.ts';
import { checkTags, TAG_MAP } from '../tags.ts';
import { integer, structure, text } from '../validation.ts';

/** Shards of a new on-demand stream: 4 MiB/s and 4,000 records/s. */
const ON_DEMAND_SHARDS = 4;

interface Input {
  StreamName: string;
  ShardCount?: number;
  StreamModeDetails?: { StreamMode: StreamSettings['mode'] };
  MaxRecordSizeInKiB?: number;
  RecordDistributionStrategy?: StreamSettings['distribution'];
  Tags?: Record<string, string>;
  WarmThroughputMiBps?: number;
}

function createStream(kinesis: Kinesis, input: Input): Answer<null> {
  const { sim, state } = kinesis;
  const { StreamName: name } = input;
  // a name alone gives a stream of four shards (LocalStack's tests, validated on AWS in 2022): so many has one on demand
  const mode = input.StreamModeDetails?.StreamMode ?? (input.ShardCount === undefined ? 'ON_DEMAND' : 'PROVISIONED');
  if (mode === 'PROVISIONED' && input.ShardCount === undefined)
    return invalidArgument('ShardCount must be provided for a stream in PROVISIONED mode.');
  if (mode === 'ON_DEMAND' && input.ShardCount !== undefined)
    return validationFailed('ShardCount must not be provided for a stream in ON_DEMAND mode.');
  if (mode === 'PROVISIONED' && input.RecordDistributionStrategy === 'AUTO')
    return invalidArgument('RecordDistributionStrategy AUTO is only supported for streams in ON_DEMAND mode.');
  const badTags = checkTags({}, input.Tags ?? {}, state, streamArn(state.region, state.accountId, name));
  if (badTags !== null) return badTags;
  if (streamNamed(kinesis, name) !== undefined) return resourceInUse(`Stream ${name} under account ${state.accountId} already exists.`);
  const warm = checkWarmThroughput(kinesis, mode, input.WarmThroughputMiBps);
  if (warm !== null) return warm;
  if (state.streams.filter((stream) => stream.life.state === 'CREATING').length >= state.quotas.creatingStreams)
    return limitExceeded(
      // word for word as seen in terraform-provider-aws, pull request 1339
      `This request would have exceed the limit on the number  of streams that can simultaneously be in CREATING or DELETING for the account ${state.accountId}. Limit: ${state.quotas.creatingStreams}.`,
    );
  const refusal = mode === 'PROVISIONED' ? overShardQuota(kinesis, input.ShardCount!) : overOnDemandQuota(kinesis);
  if (refusal !== null) return refusal;
  openStream(kinesis, {
    name,
    shardCount: input.ShardCount ?? warmShards(input.WarmThroughputMiBps),
    retentionHours: state.quotas.retentionHoursMin,
    maxRecordBytes: input.MaxRecordSizeInKiB === undefined ? state.quotas.recordBytes : input.MaxRecordSizeInKiB * 1024,
    mode,
    distribution: input.RecordDistributionStrategy ?? 'USER_PARTITION_KEY',
    warmMiBps: input.WarmThroughputMiBps ?? null,
    tags: { ...input.Tags },
    createdUs: sim.nowUs,
  });
  return { ok: true, value: null };
}

const warmShards = (warmMiBps: number | undefined): number => Math.max(ON_DEMAND_SHARDS, warmMiBps ?? 0);

/** Refusal where one more on-demand stream would exceed the account's quota; the text is a choice. */
export function overOnDemandQuota({ state }: Kinesis) {
  const limit = state.quotas.onDemandStreams;
  const current = state.streams.filter((stream) => stream.settings.mode === 'ON_DEMAND' && stream.life.state !== 'GONE').length;
  return current < limit
    ? null
    : limitExceeded(
        `This request would exceed the limit of ${limit} on-demand streams for the account ${state.accountId} in ${state.region}.`,
      );
}

/** Refusal where `additional` shards would exceed the account's quota; text as kinesalite's tests recorded it. */
export function overShardQuota({ sim, state }: Kinesis, additional: number) {
  const shardsOf = (stream: StreamState) => (stream.life.state === 'CREATING' ? stream.shards.length : openShardCount(sim, stream));
  const current = state.streams.reduce((sum, stream) => (stream.settings.mode === 'PROVISIONED' ? sum + shardsOf(stream) : sum), 0);
  const limit = state.quotas.shardsPerAccount;
  if (current + additional <= limit) return null;
  return limitExceeded(
    `This request would exceed the shard limit for the account ${state.accountId} in ${state.region}. Current shard count for the account: ${current}. Limit: ${limit}. ` +
      `Number of additional shards that would have resulted from this request: ${additional}. Refer to the AWS Service Limits page ` +
      '(http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.',
  );
}

export const CREATE_STREAM: Action = {
  name: 'CreateStream',
  request: structure(
    {
      MaxRecordSizeInKiB: integer(1024, 10240),
      RecordDistributionStrategy: text({ values: ['AUTO', 'USER_PARTITION_KEY'] }),
      ShardCount: integer(1),
      StreamModeDetails: structure({ StreamMode: text({ values: ['ON_DEMAND', 'PROVISIONED'] }) }, ['StreamMode']),
      StreamName: STREAM_NAME,
      Tags: TAG_MAP,
      WarmThroughputMiBps: integer(0),
    },
    ['StreamName'],
  ),
  handle: createStream,
};
