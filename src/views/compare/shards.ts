/** Which shards only one of two branches has. A shard is its id and its range: after two splits both may have a shard 4. */
import type { ShardFrame } from '../../protocol/from-worker.ts';

export function shardsOnlyIn(shards: readonly ShardFrame[], others: readonly ShardFrame[]): ShardFrame[] {
  const known = new Set(others.map(nameOf));
  return shards.filter((shard) => !known.has(nameOf(shard)));
}

const nameOf = ({ id, startingHashKey, endingHashKey }: ShardFrame): string => `${id} ${startingHashKey} ${endingHashKey}`;
