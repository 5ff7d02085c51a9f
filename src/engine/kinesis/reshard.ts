/** What split and merge share: the children stand at once, the parents close about 25 s later, on a whole second. */
import { emit, epochSecondsAt, startOfSecondUs } from '../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import { invalidArgument } from './errors.ts';
import type { Kinesis } from './kinesis.ts';
import { startReshard } from './reshard-life.ts';
import { stepStream } from './stream-life.ts';
import { shardIdOf } from './shard-id.ts';
import { enterShards } from './write-ledger.ts';
import { createShard, type NewShard, type ShardState, type StreamState } from './stream-state.ts';

export function splitInto(
  kinesis: Kinesis,
  stream: StreamState,
  parent: ShardState,
  cut: bigint,
  listMs = kinesis.state.delays.reshardMs,
): void {
  const low = { index: stream.shards.length, parent: parent.index, start: parent.start, end: cut - 1n };
  const high = { index: stream.shards.length + 1, parent: parent.index, start: cut, end: parent.end };
  const times = replace(kinesis, stream, [parent], [low, high], listMs);
  const children: [string, string] = [shardIdOf(low.index), shardIdOf(high.index)];
  const event = emit(kinesis.sim, {
    type: 'shard-split',
    stream: stream.name,
    shardId: shardIdOf(parent.index),
    children,
    newStartingHashKey: cut.toString(),
    ...times,
  });
  announce(kinesis, stream, 'split', [parent], [low.index, high.index], event);
}

export function mergeInto(
  kinesis: Kinesis,
  stream: StreamState,
  lower: ShardState,
  upper: ShardState,
  listMs = kinesis.state.delays.reshardMs,
): void {
  const child = { index: stream.shards.length, parent: lower.index, adjacentParent: upper.index, start: lower.start, end: upper.end };
  const times = replace(kinesis, stream, [lower, upper], [child], listMs);
  const shardIds: [string, string] = [shardIdOf(lower.index), shardIdOf(upper.index)];
  const event = emit(kinesis.sim, { type: 'shards-merged', stream: stream.name, shardIds, child: shardIdOf(child.index), ...times });
  announce(kinesis, stream, 'merge', [lower, upper], [child.index], event);
}

type Child = Pick<NewShard, 'index' | 'parent' | 'adjacentParent' | 'start' | 'end'>;

function replace(
  { sim, state }: Kinesis,
  stream: StreamState,
  parents: ShardState[],
  children: Child[],
  listMs: number,
): { closesAtUs: number; opensAtUs: number } {
  const closingSecond = epochSecondsAt(sim, sim.nowUs + state.delays.reshardSettleMs * MILLISECOND);
  // an intermediate shard of UpdateShardCount closes after it opens: a second has to lie between
  const closesAtUs = Math.max(startOfSecondUs(sim, closingSecond + 1), ...parents.map(({ opensAtUs }) => opensAtUs + SECOND));
  const listedFromUs = sim.nowUs + listMs * MILLISECOND;
  for (const parent of parents) {
    parent.closesAtUs = closesAtUs;
    parent.children = children.map(({ index }) => index);
  }
  for (const child of children)
    stream.shards.push(
      createShard({ ...child, createdSeconds: epochSecondsAt(sim, closesAtUs), opensAtUs: closesAtUs, listedFromUs }, state.quotas),
    );
  enterShards(stream, state.quotas);
  stream.routingVersion++;
  return { closesAtUs, opensAtUs: closesAtUs };
}

function announce(
  { sim, state }: Kinesis,
  stream: StreamState,
  kind: 'split' | 'merge',
  parents: ShardState[],
  children: number[],
  event: number,
): void {
  const before = sim.cause;
  sim.cause = event;
  stepStream(sim, stream, 'change', state.delays.reshardMs); // a step of UpdateShardCount finds it UPDATING already
  const plan = { kind, parents: parents.map(({ index }) => index), children, closesAtUs: parents[0].closesAtUs!, event };
  startReshard(sim, stream, plan, state.delays.reshardMs);
  sim.cause = before;
}

export const alreadyResharded = ({ state }: Kinesis, stream: StreamState, shard: ShardState) =>
  invalidArgument(
    `Shard ${shardIdOf(shard.index)} in stream ${stream.name} under account ${state.accountId} has already been merged or split, and thus is not eligible for merging or splitting.`,
  );
