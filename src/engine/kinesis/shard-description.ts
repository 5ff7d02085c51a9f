/** Shards as the API describes them. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_Shard.html */
import { epochSecondsAt, type Simulation } from '../kernel/simulation.ts';
import { isExpired } from './find-stream.ts';
import { encodeSequenceNumber, LAST_COUNTER } from './sequence-number.ts';
import { shardIdOf } from './shard-id.ts';
import { parentsOf, type ShardState, type StreamState } from './stream-state.ts';

/** A sequence number of this shard: counter and the epoch second it stands for. */
export const sequenceNumberIn = (shard: ShardState, counter: bigint, seconds: number): string =>
  encodeSequenceNumber({ shardCreatedSeconds: shard.createdSeconds, shardIndex: shard.index, counter, seconds });

export const startingSequenceNumber = (shard: ShardState): string => sequenceNumberIn(shard, 0n, shard.createdSeconds);

/** The last epoch second in which the shard takes records. */
export const closingSecondOf = (sim: Simulation, shard: ShardState): number => epochSecondsAt(sim, shard.closesAtUs!) - 1;

/** Shards that lists show: those that stand and have not expired, in the order of their ids. */
export const listedShards = (sim: Simulation, stream: StreamState): ShardState[] =>
  stream.life.state === 'CREATING' || stream.life.state === 'GONE'
    ? []
    : stream.shards.filter((shard) => shard.listedFromUs <= sim.nowUs && !isExpired(stream, shard, sim.nowUs));

/** Whether lists show it as closed already: from the moment its children are shown, up to 25 s before it closes. */
export const showsEnd = (sim: Simulation, stream: StreamState, shard: ShardState): boolean =>
  shard.closesAtUs !== null && stream.shards[shard.children[0]].listedFromUs <= sim.nowUs;

export function describeShard(sim: Simulation, stream: StreamState, shard: ShardState): Record<string, unknown> {
  const ended = showsEnd(sim, stream, shard);
  return {
    ...(shard.adjacentParent === null ? {} : { AdjacentParentShardId: shardIdOf(shard.adjacentParent) }),
    HashKeyRange: hashKeyRange(shard),
    ...(shard.parent === null ? {} : { ParentShardId: shardIdOf(shard.parent) }),
    SequenceNumberRange: {
      ...(ended ? { EndingSequenceNumber: sequenceNumberIn(shard, LAST_COUNTER, closingSecondOf(sim, shard)) } : {}),
      StartingSequenceNumber: startingSequenceNumber(shard),
    },
    ShardId: shardIdOf(shard.index),
  };
}

export const hashKeyRange = (shard: ShardState) => ({ EndingHashKey: shard.end.toString(), StartingHashKey: shard.start.toString() });

/** As GetRecords and SubscribeToShard name the children at a shard's end. */
export const describeChildren = (stream: StreamState, shard: ShardState): Record<string, unknown>[] =>
  shard.children.map((index) => {
    const child = stream.shards[index];
    return { HashKeyRange: hashKeyRange(child), ParentShards: parentsOf(child).map(shardIdOf), ShardId: shardIdOf(index) };
  });

/** Shards that lists show without an end. */
export const openShardCount = (sim: Simulation, stream: StreamState): number =>
  listedShards(sim, stream).filter((shard) => !showsEnd(sim, stream, shard)).length;
