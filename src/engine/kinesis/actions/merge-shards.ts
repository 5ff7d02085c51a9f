/**
 * MergeShards. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_MergeShards.html
 * The lower shard is named first (kinesalite's tests, run on AWS). The parents take records for about 25 s after the call,
 * until their closing second (recorded).
 */
import { SHARD_ID, STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import { invalidArgument, type Answer } from '../errors.ts';
import { findActiveStream, findShard, findStreamOfShards } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { onDemandRefusal } from '../on-demand.ts';
import { alreadyResharded, mergeInto } from '../reshard.ts';
import { shardIdOf } from '../shard-id.ts';
import { structure } from '../validation.ts';

interface Input extends StreamReference {
  ShardToMerge: string;
  AdjacentShardToMerge: string;
}

function mergeShards(kinesis: Kinesis, input: Input): Answer<null> {
  const found = findStreamOfShards(kinesis, input, [input.ShardToMerge, input.AdjacentShardToMerge]);
  if (!found.ok) return found;
  const stream = found.value;
  const active = findActiveStream(kinesis, input);
  if (!active.ok) return active;
  const first = findShard(kinesis, stream, input.ShardToMerge);
  if (!first.ok) return first;
  const second = findShard(kinesis, stream, input.AdjacentShardToMerge);
  if (!second.ok) return second;
  if (stream.settings.mode === 'ON_DEMAND') return onDemandRefusal(kinesis, stream);
  const [lower, upper] = [first.value, second.value];
  for (const shard of [lower, upper]) if (shard.closesAtUs !== null) return alreadyResharded(kinesis, stream, shard);
  if (lower.end + 1n !== upper.start)
    return invalidArgument(
      `Shards ${shardIdOf(lower.index)} and ${shardIdOf(upper.index)} in stream ${stream.name} under account ${kinesis.state.accountId} are not an adjacent pair of shards eligible for merging`,
    );
  mergeInto(kinesis, stream, lower, upper);
  return { ok: true, value: null };
}

export const MERGE_SHARDS: Action = {
  name: 'MergeShards',
  request: structure({ ...STREAM_MEMBERS, AdjacentShardToMerge: SHARD_ID, ShardToMerge: SHARD_ID }, [
    'AdjacentShardToMerge',
    'ShardToMerge',
  ]),
  handle: mergeShards,
};
