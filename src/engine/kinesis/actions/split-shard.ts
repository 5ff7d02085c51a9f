/**
 * SplitShard. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SplitShard.html
 * The children are listed when the stream is ACTIVE again. The parent takes records for about 25 s after the call, until its
 * closing second (recorded).
 */
import { HASH_KEY, SHARD_ID, STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import { invalidArgument, type Answer } from '../errors.ts';
import { findActiveStream, findShard, findStreamOfShards } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { onDemandRefusal } from '../on-demand.ts';
import { alreadyResharded, splitInto } from '../reshard.ts';
import { shardIdOf } from '../shard-id.ts';
import { structure } from '../validation.ts';
import { overShardQuota } from './create-stream.ts';

interface Input extends StreamReference {
  ShardToSplit: string;
  NewStartingHashKey: string;
}

function splitShard(kinesis: Kinesis, input: Input): Answer<null> {
  const found = findStreamOfShards(kinesis, input, [input.ShardToSplit]);
  if (!found.ok) return found;
  const stream = found.value;
  const active = findActiveStream(kinesis, input);
  if (!active.ok) return active;
  const shard = findShard(kinesis, stream, input.ShardToSplit);
  if (!shard.ok) return shard;
  if (stream.settings.mode === 'ON_DEMAND') return onDemandRefusal(kinesis, stream);
  const parent = shard.value;
  if (parent.closesAtUs !== null) return alreadyResharded(kinesis, stream, parent);
  const cut = BigInt(input.NewStartingHashKey);
  if (cut <= parent.start + 1n || cut >= parent.end)
    return invalidArgument(
      `NewStartingHashKey ${cut} used in SplitShard() on shard ${shardIdOf(parent.index)} in stream ${stream.name} under account ${kinesis.state.accountId} is not both greater than ` +
        `one plus the shard's StartingHashKey ${parent.start} and less than the shard's EndingHashKey ${parent.end}.`,
    );
  const overQuota = overShardQuota(kinesis, 1);
  if (overQuota !== null) return overQuota;
  splitInto(kinesis, stream, parent, cut);
  return { ok: true, value: null };
}

export const SPLIT_SHARD: Action = {
  name: 'SplitShard',
  request: structure({ ...STREAM_MEMBERS, NewStartingHashKey: HASH_KEY, ShardToSplit: SHARD_ID }, ['NewStartingHashKey', 'ShardToSplit']),
  handle: splitShard,
};
