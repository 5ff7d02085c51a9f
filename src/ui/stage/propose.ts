/** Opening the editors that stand above the stage, with a sensible start. */
import { middleOf, rangeOf } from '../../lab/hash-key.ts';
import type { Lab } from '../../lab/lab.ts';
import type { ShardFrame } from '../../protocol/from-worker.ts';

function openShards(lab: Lab): ShardFrame[] {
  return lab.store.getState().slow?.shards.filter(({ state }) => state === 'open') ?? [];
}

/** The shard that a learner most likely means: the one that refuses most, else the one with the most writes. */
export function busiestOpenShard(lab: Lab): string | null {
  const ranked = openShards(lab).toSorted((a, b) => b.write.refused - a.write.refused || b.write.records - a.write.records);
  return ranked[0]?.id ?? null;
}

export function proposeSplit(lab: Lab, shardId: string | null): void {
  const locked = lab.whyLocked('split-shard');
  if (locked !== null) return lab.notify(locked);
  const shard = openShards(lab).find(({ id }) => id === shardId);
  if (shard === undefined) {
    lab.notify('Only an open shard can be split. Select one on the stage.');
    return;
  }
  const cut = { shardId: shard.id, newStartingHashKey: middleOf(rangeOf(shard)).toString() };
  lab.store.setState({ proposedCut: cut, proposedMerge: null, selection: { kind: 'shard', id: shard.id }, takesFocus: true });
}

export function proposeMerge(lab: Lab, shardId: string | null, adjacentShardId?: string): void {
  const locked = lab.whyLocked('merge-shards');
  if (locked !== null) return lab.notify(locked);
  const shard = openShards(lab).find(({ id }) => id === shardId);
  if (shard === undefined) {
    lab.notify('Only an open shard can be merged. Select one on the stage.');
    return;
  }
  lab.store.setState({
    proposedCut: null,
    proposedMerge: { shardId: shard.id, adjacentShardId },
    selection: { kind: 'shard', id: shard.id },
    takesFocus: true,
  });
}

/** The open shards whose ranges touch this one's: the only ones it can be merged with. */
export function neighboursOf(shard: ShardFrame, shards: readonly ShardFrame[]): ShardFrame[] {
  const start = BigInt(shard.startingHashKey);
  const end = BigInt(shard.endingHashKey);
  return shards.filter(
    ({ state, startingHashKey, endingHashKey }) =>
      state === 'open' && (BigInt(endingHashKey) + 1n === start || BigInt(startingHashKey) === end + 1n),
  );
}
