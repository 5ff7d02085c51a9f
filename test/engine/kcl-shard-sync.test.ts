/** Shard sync over random histories of resharding: nothing is left unread, and no child is begun before its parents were read. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  childLeases,
  compareCheckpoints,
  findHashRangeHoles,
  isLeaseDisposable,
  leasesToCreate,
  startCheckpoint,
  unfinishedParents,
  type Lease,
  type LeaseStart,
  type ListedShard,
} from '../../src/engine/index.ts';
import { ancestorsOf, newStream, reshard } from './reshard-history.ts';

const starts = fc.constantFrom<LeaseStart>('TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP');
const choices = fc.array(fc.nat({ max: 1000 }), { maxLength: 25 });

const byId = (shards: readonly ListedShard[]): Map<string, ListedShard> => new Map(shards.map((shard) => [shard.shardId, shard]));

function created(shards: ListedShard[], current: readonly Lease[] | { leaseKey: string }[], start: LeaseStart): Lease[] {
  const sync = leasesToCreate(shards, current, start, { isTableEmpty: false });
  expect(sync.ok).toBe(true);
  return sync.ok ? sync.leases : [];
}

const holesOf = (rows: readonly Pick<ListedShard, 'startingHashKey' | 'endingHashKey'>[]) =>
  findHashRangeHoles(rows.map(({ startingHashKey, endingHashKey }) => ({ start: startingHashKey, end: endingHashKey })));

test('whatever rows there are, with what a sync adds they cover the hash space, and only the oldest level is added', () => {
  const law = fc.property(
    fc.integer({ min: 1, max: 5 }),
    choices,
    starts,
    fc.infiniteStream(fc.boolean()),
    (count, history, start, kept) => {
      const shards = newStream(count);
      for (const choice of history) reshard(shards, choice);
      const current = shards.filter(() => kept.next().value as boolean).map(({ shardId }) => ({ leaseKey: shardId }));
      const fresh = created(shards, current, start);
      const all = byId(shards);
      const keys = new Set([...current, ...fresh].map(({ leaseKey }) => leaseKey));
      expect(keys.size).toBe(current.length + fresh.length);
      expect(holesOf([...keys].map((key) => all.get(key)!))).toEqual([]);
      for (const { leaseKey, checkpoint, leaseOwner } of fresh) {
        expect([...ancestorsOf(all, leaseKey)].filter((id) => keys.has(id))).toEqual([]);
        expect([checkpoint, leaseOwner]).toEqual([startCheckpoint(start), null]);
      }
      // A sync that follows finds nothing to add.
      expect(created(shards, [...current, ...fresh], start)).toEqual([]);
    },
  );
  fc.assert(law, { numRuns: 300 });
});

/** An application that reads a stream while it is resharded: one worker that does whatever the numbers say. */
class Reader {
  readonly shards: ListedShard[];
  readonly table = new Map<string, Lease>();
  readonly begun = new Set<string>();
  readonly ended = new Set<string>();

  constructor(count: number) {
    this.shards = newStream(count);
  }

  /** Rows that were put in for shards that had been read before. */
  readonly again: string[] = [];

  add(leases: Lease[]): void {
    for (const lease of leases) {
      if (this.begun.has(lease.leaseKey)) this.again.push(lease.leaseKey);
      this.table.set(lease.leaseKey, lease);
    }
  }

  /** Begins a shard, or reads a closed one to its end; a child waits as it should. */
  work(choice: number): void {
    const live = [...this.table.values()].filter(({ checkpoint }) => checkpoint.sequenceNumber !== 'SHARD_END');
    if (live.length === 0) return;
    const lease = live[choice % live.length];
    if (unfinishedParents(lease, this.table).length > 0) return;
    this.begun.add(lease.leaseKey);
    lease.checkpoint = { sequenceNumber: String(100 + choice), subSequenceNumber: 0 };
    const shard = byId(this.shards).get(lease.leaseKey)!;
    if (shard.endingSequenceNumber !== null && choice % 3 > 0) this.end(lease);
  }

  private end(lease: Lease): void {
    const children = this.shards.filter(({ parentShardIds }) => parentShardIds.includes(lease.leaseKey));
    const made = childLeases(children, this.table, () => 1);
    if (made.kind !== 'create') return;
    this.add(made.leases);
    lease.childShardIds = children.map(({ shardId }) => shardId);
    lease.checkpoint = { sequenceNumber: 'SHARD_END', subSequenceNumber: 0 };
    this.ended.add(lease.leaseKey);
  }

  clean(): void {
    for (const lease of this.table.values()) if (isLeaseDisposable(lease, this.table)) this.table.delete(lease.leaseKey);
  }
}

test('an application reads every shard once, parents first, whenever it syncs and cleans up', () => {
  const steps = fc.array(
    fc.record({ kind: fc.constantFrom('reshard', 'work', 'work', 'work', 'clean', 'sync'), choice: fc.nat({ max: 1000 }) }),
    {
      maxLength: 120,
    },
  );
  const law = fc.property(fc.integer({ min: 1, max: 4 }), starts, steps, (count, start, list) => {
    const reader = new Reader(count);
    const first = leasesToCreate(reader.shards, [], start);
    reader.add(first.ok ? first.leases : []);
    expect(reader.table.size).toBe(count);
    for (const { kind, choice } of list) {
      if (kind === 'reshard') reshard(reader.shards, choice);
      else if (kind === 'work') reader.work(choice);
      else if (kind === 'clean') reader.clean();
      else expect(created(reader.shards, [...reader.table.values()], start)).toEqual([]);
      const live = [...reader.table.values()].filter(({ checkpoint }) => checkpoint.sequenceNumber !== 'SHARD_END');
      expect(holesOf(live)).toEqual([]);
    }
    expect(reader.again).toEqual([]);
    const all = byId(reader.shards);
    for (const id of reader.begun) for (const ancestor of ancestorsOf(all, id)) expect(reader.ended).toContain(ancestor);
  });
  fc.assert(law, { numRuns: 200 });
});

test('an empty table is not filled from a list with a hole in it', () => {
  const shards = newStream(3);
  expect(leasesToCreate(shards.slice(1), [], 'LATEST')).toMatchObject({ ok: false, error: { name: 'KinesisClientLibIOException' } });
  expect(leasesToCreate([], [], 'LATEST')).toMatchObject({ ok: false });
});

test('checkpoints are in their order', () => {
  const order = [
    ['AT_TIMESTAMP', 0],
    ['TRIM_HORIZON', 0],
    ['LATEST', 0],
    ['9', 0],
    ['10', 0],
    ['10', 1],
    ['49590338271490256608559692538361571095921575989136588898', 0],
    ['SHARD_END', 0],
  ] as const;
  const checkpoints = order.map(([sequenceNumber, subSequenceNumber]) => ({ sequenceNumber, subSequenceNumber }));
  for (const [i, a] of checkpoints.entries())
    for (const [j, b] of checkpoints.entries()) expect(Math.sign(compareCheckpoints(a, b))).toBe(Math.sign(i - j));
});
