/**
 * Shard sync of a KCL application: it lists the shards and puts the rows that are missing into the lease table (leases/HierarchicalShardSyncer).
 * https://docs.aws.amazon.com/streams/latest/dev/kcl-concepts.html
 * Simplified: a list comes at once, and is not cached.
 */
import { emit } from '../../kernel/simulation.ts';
import { nextBelow } from '../../kernel/random.ts';
import { LIST_SHARDS } from '../../kinesis/actions/list-shards.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import { createReader } from '../shard-readers.ts';
import type { At, KclApplication, KclReader, ShardConsumer } from './kcl-state.ts';
import { createLeaseRow, leasesOf, shardOf } from './lease-table.ts';
import type { Lease } from './lease.ts';
import { EMPTY_TABLE_FILTERS, leasesToCreate, type ListedShard } from './leases-to-create.ts';
import { childLeases } from './shard-lineage.ts';
import { leaseStartOf } from './start-position.ts';

interface DescribedShard {
  ShardId: string;
  ParentShardId?: string;
  AdjacentParentShardId?: string;
  HashKeyRange: { StartingHashKey: string; EndingHashKey: string };
  SequenceNumberRange: { StartingSequenceNumber: string; EndingSequenceNumber?: string };
}

/** Null where the service refuses. */
function listShards({ consumers: { kinesis }, app }: At, filter: Record<string, unknown> | null): ListedShard[] | null {
  const listed: ListedShard[] = [];
  let body: Record<string, unknown> = { StreamName: app.spec.stream, ...(filter === null ? {} : { ShardFilter: filter }) };
  for (;;) {
    const answer = LIST_SHARDS.handle(kinesis, body as never);
    if (!answer.ok) return null;
    const { Shards, NextToken } = answer.value as { Shards: DescribedShard[]; NextToken?: string };
    for (const shard of Shards)
      listed.push({
        shardId: shard.ShardId,
        parentShardIds: [shard.ParentShardId, shard.AdjacentParentShardId].filter((parent) => parent !== undefined),
        startingSequenceNumber: shard.SequenceNumberRange.StartingSequenceNumber,
        endingSequenceNumber: shard.SequenceNumberRange.EndingSequenceNumber ?? null,
        startingHashKey: shard.HashKeyRange.StartingHashKey,
        endingHashKey: shard.HashKeyRange.EndingHashKey,
      });
    if (NextToken === undefined) return listed;
    body = { NextToken };
  }
}

/** Puts the missing rows into the table; false where it has to be tried again. */
export function syncShards(at: At, why: 'initial' | 'audit'): boolean {
  const { app } = at;
  const start = leaseStartOf(app.spec.start);
  const current = leasesOf(app);
  const { start: from } = app.spec;
  const timestamp = typeof from === 'object' && 'epochMs' in from ? { Timestamp: from.epochMs / 1000 } : {};
  const shards = listShards(at, current.length === 0 ? { Type: EMPTY_TABLE_FILTERS[start], ...timestamp } : null);
  if (shards === null) return false;
  // For some 25 s after a reshard AT_LATEST lists parents and children (recorded); a child of a shard that is listed waits for its end.
  const ids = new Set(shards.map(({ shardId }) => shardId));
  const roots = current.length > 0 ? shards : shards.filter(({ parentShardIds }) => !parentShardIds.some((parent) => ids.has(parent)));
  const sync = leasesToCreate(roots, current, start, { ignoreUnexpectedChildShards: true });
  return sync.ok && create(at, sync.leases, why, at.worker.startedEvent);
}

/** A shard has been read to its end: rows for its children. False where it has to be tried again. */
export function createChildLeases(at: At, { children, shard }: ShardConsumer): boolean {
  const { app, worker } = at;
  const rows = new Map(Object.entries(app.table.items));
  const ids = new Set(children.map(shardIdOf));
  const listed = listShards(at, null);
  if (listed === null) return false; // refused: the task is repeated, or nobody would ever make them
  const shards = listed.filter(({ shardId }) => ids.has(shardId));
  const made = childLeases(shards, rows, (bound) => nextBelow(worker.random, bound));
  if (made.kind === 'drop') delete worker.held[shard];
  return made.kind === 'create' && create(at, made.leases, 'children', app.eventOf[shard] ?? null);
}

function create(at: At, leases: readonly Lease[], why: 'initial' | 'children' | 'audit', cause: number | null): boolean {
  const { app, worker, consumers } = at;
  const created: string[] = [];
  let isDone = true;
  for (const lease of leases) {
    const answer = createLeaseRow(at, lease);
    if (answer === 'ok') created.push(lease.leaseKey);
    else if (answer === 'throttled') isDone = false;
  }
  if (created.length === 0) return isDone;
  const event = emit(
    consumers.sim,
    { type: 'leases-created', consumer: app.spec.id, worker: worker.spec.id, why, shardIds: created },
    cause,
  );
  for (const key of created) {
    app.eventOf[shardOf(key)] = event;
    addReader(app, app.table.items[key]);
  }
  return isDone;
}

function addReader(app: KclApplication, { leaseKey, parentShardIds, checkpoint }: Lease): void {
  const shard = shardOf(leaseKey);
  if (app.readerOf[shard] !== undefined) return;
  const reader: KclReader = createReader(
    shard,
    parentShardIds.map(shardOf),
    checkpoint.sequenceNumber === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
  );
  app.readerOf[shard] = app.readers.push(reader) - 1;
}
