/**
 * The three histories of resharding on which shard sync is tried, whole: a file of vectors may hold only some of their shards, while
 * its cases speak of all. Sequence numbers and hash ranges follow from the epochs and the neighbours.
 *
 *   A  0 1 2 3 4   5      B  0   1        C  0       1   2   3
 *      \ / \ / |  / \          \ /           / \      |    \ /
 *       6   7  4 9  10          2           4   5     1     6
 *       \   /                  / \         / \ / \
 *         8                   3   4       7  8 9  10
 *                              \ /
 *                               5
 *                              / \
 *                             6   7
 *                              \ /
 *                               8
 *                              / \
 *                             9   10
 */
export interface GraphShard {
  shardId: string;
  parentShardId: string | null;
  adjacentParentShardId: string | null;
  startingSequenceNumber: string;
  endingSequenceNumber: string | null;
  startingHashKey: string;
  endingHashKey: string;
}

const LAST = String((1n << 128n) - 1n);

type Row = [shard: number, parent: number | null, adjacent: number | null, from: number, to: number | null, low: string, high: string];

const ROWS: Record<string, Row[]> = {
  A: [
    [0, null, null, 11, 102, '0', '99'],
    [1, null, null, 11, 102, '100', '199'],
    [2, null, null, 11, 102, '200', '299'],
    [3, null, null, 11, 102, '300', '399'],
    [4, null, null, 11, null, '400', '499'],
    [5, null, null, 11, 205, '500', LAST],
    [6, 0, 1, 103, 205, '0', '199'],
    [7, 2, 3, 103, 205, '200', '399'],
    [8, 6, 7, 206, null, '0', '399'],
    [9, 5, null, 206, null, '500', '799'],
    [10, null, 5, 206, null, '800', LAST],
  ],
  B: [
    [0, null, null, 1000, 1049, '0', '499'],
    [1, null, null, 1000, 1049, '500', LAST],
    [2, 0, 1, 1050, 1099, '0', LAST],
    [3, 2, null, 1100, 1149, '0', '499'],
    [4, 2, null, 1100, 1149, '500', LAST],
    [5, 3, 4, 1150, 1199, '0', LAST],
    [6, 5, null, 1200, 1249, '0', '499'],
    [7, 5, null, 1200, 1249, '500', LAST],
    [8, 6, 7, 1250, 1299, '0', LAST],
    [9, 8, null, 1300, null, '0', '499'],
    [10, null, 8, 1300, null, '500', LAST],
  ],
  C: [
    [0, null, null, 11, 102, '0', '399'],
    [1, null, null, 11, null, '400', '499'],
    [2, null, null, 11, 102, '500', '599'],
    [3, null, null, 11, 102, '600', LAST],
    [4, 0, null, 103, 205, '0', '199'],
    [5, 0, null, 103, 205, '200', '399'],
    [6, 2, 3, 103, null, '500', LAST],
    [7, 4, null, 206, null, '0', '99'],
    [8, 4, null, 206, null, '100', '199'],
    [9, 5, null, 206, null, '200', '299'],
    [10, 5, null, 206, null, '300', '399'],
  ],
};

const nameOf = (shard: number | null): string | null => (shard === null ? null : `shardId-${shard}`);

const toShard = ([shard, parent, adjacent, from, to, low, high]: Row): GraphShard => ({
  shardId: nameOf(shard)!,
  parentShardId: nameOf(parent),
  adjacentParentShardId: nameOf(adjacent),
  startingSequenceNumber: String(from),
  endingSequenceNumber: to === null ? null : String(to),
  startingHashKey: low,
  endingHashKey: high,
});

/** What the file says of a history, made whole where it is one of these. */
export function wholeGraph(name: string, given: GraphShard[]): GraphShard[] {
  const has = (id: string) => given.some(({ shardId }) => shardId === id);
  return [...given, ...(ROWS[name] ?? []).map(toShard).filter(({ shardId }) => !has(shardId))];
}
