/**
 * Shard sync: which leases an application of the KCL creates, given the shards of the stream and the leases that it has.
 * https://docs.aws.amazon.com/streams/latest/dev/kinesis-record-processor-additional-considerations.html,
 * leases/HierarchicalShardSyncer
 *
 * Into an empty table goes one lease for each shard that is open at the starting position. Otherwise only what is missing is
 * created, and only its oldest level: children get their leases when their parents have been read to the end. Above each open shard
 * without a lease the sync goes up until it meets a lease or the oldest shards there are.
 */
import { findHashRangeHoles } from './find-hash-range-holes.ts';
import { compareNumbers, createLease, startCheckpoint, type Checkpoint, type Lease, type LeaseStart } from './lease.ts';

/** A shard as ListShards shows it. */
export interface ListedShard {
  shardId: string;
  /** As the shard names them, one or two; they may be trimmed from the stream long since. */
  parentShardIds: string[];
  startingSequenceNumber: string;
  /** null while it is open. */
  endingSequenceNumber: string | null;
  startingHashKey: string;
  endingHashKey: string;
}

/** What ListShards is to be asked before a sync of an empty table; of any other all shards are listed. */
export const EMPTY_TABLE_FILTERS = { TRIM_HORIZON: 'AT_TRIM_HORIZON', LATEST: 'AT_LATEST', AT_TIMESTAMP: 'AT_TIMESTAMP' } as const;

export type LeasesToCreate =
  | { ok: true; leases: Lease[] }
  /** Nothing is created; the sync is tried again. */
  | { ok: false; error: { name: 'KinesisClientLibIOException'; message: string } };

export interface SyncOptions {
  /** An open child of an open parent is passed over, instead of ending the sync. */
  ignoreUnexpectedChildShards?: boolean;
  /** Said where it is not to be told from `current`. */
  isTableEmpty?: boolean;
}

/** In the order of their creation: by the sequence number at which the shards start, then by id. */
export function leasesToCreate(
  shards: readonly ListedShard[],
  current: readonly Pick<Lease, 'leaseKey'>[],
  start: LeaseStart,
  { ignoreUnexpectedChildShards = false, isTableEmpty = current.length === 0 }: SyncOptions = {},
): LeasesToCreate {
  const unexpected = findUnexpectedChildren(shards);
  if (unexpected.size > 0 && !ignoreUnexpectedChildShards) {
    const message = `${unexpected.size} open child shards (${[...unexpected].join(', ')}) are inconsistent: a parent of theirs is open.`;
    return failure(message);
  }
  const expected = shards.filter(({ shardId }) => !unexpected.has(shardId));
  if (!isTableEmpty) return { ok: true, leases: inOrder(missingLeases(shards, expected, current, start), shards) };
  if (shards.length === 0) return failure('The list of shards is empty.');
  const [hole] = findHashRangeHoles(shards.map(({ startingHashKey, endingHashKey }) => ({ start: startingHashKey, end: endingHashKey })));
  if (hole !== undefined) return failure(`The hash range of the shards is incomplete: nobody has ${hole.start}–${hole.end}.`);
  return {
    ok: true,
    leases: inOrder(
      expected.map((shard) => leaseOf(shard, startCheckpoint(start))),
      shards,
    ),
  };
}

const failure = (message: string): LeasesToCreate => ({ ok: false, error: { name: 'KinesisClientLibIOException', message } });

/** Children of parents that are still open: a reshard that was listed half done. */
function findUnexpectedChildren(shards: readonly ListedShard[]): Set<string> {
  const open = new Set(shards.filter(({ endingSequenceNumber }) => endingSequenceNumber === null).map(({ shardId }) => shardId));
  return new Set(shards.filter(({ parentShardIds }) => parentShardIds.some((parent) => open.has(parent))).map(({ shardId }) => shardId));
}

const leaseOf = ({ shardId, parentShardIds, startingHashKey, endingHashKey }: ListedShard, checkpoint: Checkpoint): Lease =>
  createLease({ leaseKey: shardId, checkpoint, parentShardIds, startingHashKey, endingHashKey });

function inOrder(leases: Lease[], shards: readonly ListedShard[]): Lease[] {
  const starts = new Map(shards.map(({ shardId, startingSequenceNumber }) => [shardId, startingSequenceNumber]));
  return leases.toSorted((a, b) => compareNumbers(starts.get(a.leaseKey)!, starts.get(b.leaseKey)!) || (a.leaseKey < b.leaseKey ? -1 : 1));
}

interface Sync {
  shards: Map<string, ListedShard>;
  leased: Set<string>;
  start: LeaseStart;
  created: Map<string, Lease>;
  /** By shard id, for those that were looked at: see `isAwaited`. */
  awaited: Map<string, boolean>;
}

function missingLeases(
  all: readonly ListedShard[],
  expected: readonly ListedShard[],
  current: readonly Pick<Lease, 'leaseKey'>[],
  start: LeaseStart,
): Lease[] {
  const sync: Sync = {
    shards: new Map(all.map((shard) => [shard.shardId, shard])),
    leased: new Set(current.map(({ leaseKey }) => leaseKey)),
    start,
    created: new Map(),
    awaited: new Map(),
  };
  for (const shard of expected) if (shard.endingSequenceNumber === null && !isAwaited(sync, shard)) create(sync, shard);
  return [...sync.created.values()];
}

const create = ({ created, start }: Sync, shard: ListedShard): void => {
  created.set(shard.shardId, leaseOf(shard, startCheckpoint(start)));
};

/**
 * Has the shard a lease, or will it get one when its parents have been read to the end? Where it waits for them, those that have no
 * lease and await none get theirs: nobody would come to read them otherwise. An application that reads only what is new waits for
 * nothing that it has no lease above of.
 */
function isAwaited(sync: Sync, shard: ListedShard): boolean {
  const known = sync.awaited.get(shard.shardId);
  if (known !== undefined) return known;
  let isWaiting = sync.leased.has(shard.shardId);
  if (!isWaiting) {
    const parents = shard.parentShardIds.flatMap((id) => sync.shards.get(id) ?? []);
    const others = parents.filter((parent) => !isAwaited(sync, parent));
    isWaiting = others.length < parents.length || (parents.length > 0 && sync.start !== 'LATEST');
    if (isWaiting) for (const parent of others) create(sync, parent);
  }
  sync.awaited.set(shard.shardId, isWaiting);
  return isWaiting;
}
