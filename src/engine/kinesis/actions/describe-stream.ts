/**
 * DescribeStream. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStream.html
 * Shards in pages of at most 100, in the order of their ids. While the stream is UPDATING the old settings are shown, while
 * it is CREATING no shards are (recorded).
 */
import { SHARD_ID, STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import type { Answer } from '../errors.ts';
import { findStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { parseShardId } from '../shard-id.ts';
import { describeShard, listedShards } from '../shard-description.ts';
import type { StreamState } from '../stream-state.ts';
import { integer, structure } from '../validation.ts';

const PAGE_SHARDS = 100;

function describeStream(
  kinesis: Kinesis,
  input: StreamReference & { Limit?: number; ExclusiveStartShardId?: string },
): Answer<Record<string, unknown>> {
  const found = findStream(kinesis, input);
  if (!found.ok) return found;
  const stream = found.value;
  const after = input.ExclusiveStartShardId === undefined ? -1 : (parseShardId(input.ExclusiveStartShardId) ?? -1);
  const shards = listedShards(kinesis.sim, stream).filter((shard) => shard.index > after);
  const page = shards.slice(0, Math.min(input.Limit ?? PAGE_SHARDS, PAGE_SHARDS));
  return {
    ok: true,
    value: {
      StreamDescription: {
        ...commonDescription(stream),
        HasMoreShards: page.length < shards.length,
        Shards: page.map((shard) => describeShard(kinesis.sim, stream, shard)),
      },
    },
  };
}

/** What DescribeStream and DescribeStreamSummary both say. */
export const commonDescription = (stream: StreamState): Record<string, unknown> => ({
  EncryptionType: stream.settings.keyId === null ? 'NONE' : 'KMS',
  EnhancedMonitoring: [{ ShardLevelMetrics: stream.settings.shardLevelMetrics }],
  ...(stream.settings.keyId === null ? {} : { KeyId: stream.settings.keyId }),
  RetentionPeriodHours: stream.settings.retentionHours,
  StreamARN: stream.arn,
  StreamCreationTimestamp: stream.createdSeconds,
  StreamModeDetails: { StreamMode: stream.settings.mode },
  StreamName: stream.name,
  StreamStatus: stream.life.state,
});

export const DESCRIBE_STREAM: Action = {
  name: 'DescribeStream',
  request: structure({ ...STREAM_MEMBERS, ExclusiveStartShardId: SHARD_ID, Limit: integer(1, 10_000) }),
  handle: describeStream,
};
