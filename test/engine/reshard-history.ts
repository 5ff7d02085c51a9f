/** Random histories of splits and merges, as ListShards would tell them. */
import type { ListedShard } from '../../src/engine/index.ts';

const SPACE = 1n << 128n;

/** Cuts or joins one of the open shards, whichever the number says; splits while there is one alone. */
export function reshard(shards: ListedShard[], choice: number): void {
  const open = shards
    .filter(({ endingSequenceNumber }) => endingSequenceNumber === null)
    .toSorted((a, b) => (BigInt(a.startingHashKey) < BigInt(b.startingHashKey) ? -1 : 1));
  const now = shards.length + 1;
  const at = Math.floor(choice / 2) % open.length;
  const add = (parents: ListedShard[], from: bigint, to: bigint): void => {
    shards.push({
      shardId: `shardId-${String(shards.length).padStart(12, '0')}`,
      parentShardIds: parents.map(({ shardId }) => shardId),
      startingSequenceNumber: String(now * 100),
      endingSequenceNumber: null,
      startingHashKey: String(from),
      endingHashKey: String(to),
    });
  };
  const close = (shard: ListedShard): void => {
    shard.endingSequenceNumber = String(now * 100 - 1);
  };
  const [low, high] = [open[at], open[at + 1]];
  if (choice % 2 === 0 || high === undefined) {
    const [from, to] = [BigInt(low.startingHashKey), BigInt(low.endingHashKey)];
    close(low);
    add([low], from, (from + to) / 2n);
    add([low], (from + to) / 2n + 1n, to);
  } else {
    close(low);
    close(high);
    add([low, high], BigInt(low.startingHashKey), BigInt(high.endingHashKey));
  }
}

export function newStream(count: number): ListedShard[] {
  const width = SPACE / BigInt(count);
  return Array.from({ length: count }, (_, i) => ({
    shardId: `shardId-${String(i).padStart(12, '0')}`,
    parentShardIds: [],
    startingSequenceNumber: '1',
    endingSequenceNumber: null,
    startingHashKey: String(width * BigInt(i)),
    endingHashKey: String(i === count - 1 ? SPACE - 1n : width * BigInt(i + 1) - 1n),
  }));
}

/** The shards from which a shard descends. */
export function ancestorsOf(shards: ReadonlyMap<string, ListedShard>, id: string): Set<string> {
  const found = new Set<string>();
  const rest = [id];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    for (const parent of shards.get(next)?.parentShardIds ?? []) {
      if (found.has(parent)) continue;
      found.add(parent);
      rest.push(parent);
    }
  }
  return found;
}
