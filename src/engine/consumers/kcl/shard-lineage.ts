/**
 * A shard's parents and children at the two moments that keep their order: before a child begins (BlockOnParentShardTask) and when a
 * parent ends (ShutdownTask). https://github.com/awslabs/amazon-kinesis-client (lifecycle)
 */
import { createLease, isAtShardEnd, startCheckpoint, type Draw, type Lease } from './lease.ts';

/** The parents whose records are still to be read. A parent without a row is done, or was never this application's to read. */
export const unfinishedParents = ({ parentShardIds }: Pick<Lease, 'parentShardIds'>, leases: ReadonlyMap<string, Lease>): string[] =>
  parentShardIds.filter((parent) => {
    const row = leases.get(parent);
    return row !== undefined && !isAtShardEnd(row);
  });

export interface ChildShard {
  shardId: string;
  parentShardIds: string[];
  startingHashKey: string;
  endingHashKey: string;
}

/** defer: try again after a pause · drop: give the lease up, as if it were lost. */
export type ChildLeases = { kind: 'create'; leases: Lease[] } | { kind: 'defer' } | { kind: 'drop' };

/** One time in this many a worker that waits for the other parent's row lets go of its own, so that another may try. */
const DROP_ODDS = 30;

/**
 * The rows to put into the table for the children of a shard that has been read to its end. Children are read from their beginning.
 * A merged child needs the rows of both its parents, or of neither: with one alone the other would never be waited for.
 */
export function childLeases(children: readonly ChildShard[], leases: ReadonlyMap<string, Lease>, draw: Draw): ChildLeases {
  const missing = children.filter(({ shardId }) => !leases.has(shardId));
  for (const { parentShardIds } of missing) {
    const known = parentShardIds.filter((parent) => leases.has(parent)).length;
    if (known > 0 && known < parentShardIds.length) return { kind: draw(DROP_ODDS) === 0 ? 'drop' : 'defer' };
  }
  return {
    kind: 'create',
    leases: missing.map(({ shardId, ...rest }) => createLease({ leaseKey: shardId, checkpoint: startCheckpoint('TRIM_HORIZON'), ...rest })),
  };
}
