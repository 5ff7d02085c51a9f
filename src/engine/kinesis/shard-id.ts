/** Shard ids: `shardId-` and the shard's index in twelve digits; an index is never used twice in a stream. */
const MAX_INDEX = 2_147_483_647;

/** A negative index, which only a made-up sequence number can hold, keeps its sign within the twelve. */
export const shardIdOf = (index: number): string =>
  `shardId-${index < 0 ? `-${String(-index).padStart(11, '0')}` : String(index).padStart(12, '0')}`;

/**
 * The service is lenient: whatever follows the last "-" is the index, so `shardId-0`, `x-5` and `5` resolve
 * (kinesalite resolveShardId, whose tests ran on AWS). Null where nothing resolves.
 */
export function parseShardId(text: string): number | null {
  const digits = /(?:^|-)(\d+)$/.exec(text)?.[1];
  if (digits === undefined) return null;
  const index = Number(digits);
  return index <= MAX_INDEX ? index : null;
}
