/** CreateStream. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html Simplified: no tags, on-demand mode or warm throughput yet. */
import { STREAM_NAME, type Action } from '../action.ts';
import { invalidArgument, limitExceeded, resourceInUse, type Answer } from '../errors.ts';
import { streamNamed } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { openStream } from '../open-stream.ts';
import { openShardCount } from '../shard-description.ts';
import { integer, structure, text } from '../validation.ts';

interface Input {
  StreamName: string;
  ShardCount?: number;
  MaxRecordSizeInKiB?: number;
}

function createStream(kinesis: Kinesis, input: Input): Answer<null> {
  const { sim, state } = kinesis;
  const { StreamName: name, ShardCount: shardCount } = input;
  if (shardCount === undefined) return invalidArgument('ShardCount must be provided for a stream in PROVISIONED mode.');
  if (streamNamed(kinesis, name) !== undefined) return resourceInUse(`Stream ${name} under account ${state.accountId} already exists.`);
  if (state.streams.filter((stream) => stream.life.state === 'CREATING').length >= state.quotas.creatingStreams)
    return limitExceeded(`Limit of ${state.quotas.creatingStreams} streams in CREATING state exceeded for account ${state.accountId}.`);
  const refusal = overShardQuota(kinesis, shardCount);
  if (refusal !== null) return refusal;
  openStream(kinesis, {
    name,
    shardCount,
    retentionHours: state.quotas.retentionHoursMin,
    maxRecordBytes: input.MaxRecordSizeInKiB === undefined ? state.quotas.recordBytes : input.MaxRecordSizeInKiB * 1024,
    createdUs: sim.nowUs,
  });
  return { ok: true, value: null };
}

/** Refusal where `additional` shards would exceed the account's quota; text as kinesalite's tests recorded it. */
export function overShardQuota({ sim, state }: Kinesis, additional: number) {
  const current = state.streams.reduce((sum, stream) => sum + openShardCount(sim, stream), 0);
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
      ShardCount: integer(1),
      StreamModeDetails: structure({ StreamMode: text({ values: ['ON_DEMAND', 'PROVISIONED'] }) }, ['StreamMode']),
      StreamName: STREAM_NAME,
    },
    ['StreamName'],
  ),
  handle: createStream,
};
