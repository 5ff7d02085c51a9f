/** Shard ids: `shardId-` and the shard's index in twelve digits; an index is never used twice in a stream. */
const MAX_INDEX = 2_147_483_647;

export const shardIdOf = (index: number): string => `shardId-${String(index).padStart(12, '0')}`;

/**
 * The service is lenient: whatever follows the last "-" is the index, so `shardId-0` and `x-5` resolve
 * (kinesalite resolveShardId, whose tests ran on AWS). Null where nothing resolves.
 */
export function parseShardId(text: string): number | null {
  const digits = /(?:^|-)(\d+)$/.exec(text)?.[1];
  if (digits === undefined || !text.includes('-')) return null;
  const index = Number(digits);
  return index <= MAX_INDEX ? index : null;
}
