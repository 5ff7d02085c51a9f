/** Shard sync, the auditor that looks for what was forgotten, and the rows that may go. */
import { expect } from 'vitest';
import {
  auditLeases,
  createAudit,
  createLease,
  EMPTY_TABLE_FILTERS,
  findHashRangeHoles,
  HOLE_CONFIDENCE,
  isLeaseDisposable,
  leasesToCreate,
  startCheckpoint,
  type Lease,
  type LeaseStart,
  type ListedShard,
} from '../../../src/engine/index.ts';
import { testCases } from './cases.ts';
import { leaseRow } from './lease-taking.ts';
import { wholeGraph, type GraphShard } from './shard-graphs.ts';

interface SyncCase {
  graph: string;
  currentLeases?: string[];
  initialPosition: LeaseStart;
  timestamp?: number | null;
  shardFilter?: string;
  expectedNewLeases?: Record<string, string>;
  expectedCreationOrder?: string[];
  expectedNewLeaseKeys?: string[];
  checkpointByOwnImplementation?: Record<string, string>;
}

export interface ShardSync {
  graphs?: Record<string, GraphShard[]>;
  nonEmptyTable?: SyncCase[];
  emptyTable?: SyncCase[];
  partialTable?: SyncCase[];
  realCodeDisabledCase?: { graph: string; currentLeases: string[] } & Record<string, string | string[]>;
  inconsistent?: string;
}

export interface LeaseAuditor {
  threshold?: number;
  holeVectors?: { ranges: [string, string][]; hole: boolean }[];
  sequence?: { name: string; expected: string }[];
}

export interface CleanupCase {
  children: Record<string, string | null>;
  ownParentsLeft: number;
  enabled: boolean;
  deleted: boolean;
}

const LAST = String((1n << 128n) - 1n);

const toListed = ({ parentShardId, adjacentParentShardId, ...shard }: GraphShard): ListedShard => ({
  ...shard,
  parentShardIds: [parentShardId, adjacentParentShardId].filter((id) => id !== null),
});

export function testShardSync(section: ShardSync): void {
  const shardsOf = (name: string) => wholeGraph(name, section.graphs?.[name] ?? []).map(toListed);
  testCases('sync of a table with leases', [...(section.nonEmptyTable ?? []), ...(section.partialTable ?? [])], (one) =>
    runSync(one, shardsOf(one.graph), false),
  );
  testCases('sync of an empty table', section.emptyTable, (one) => {
    if (one.shardFilter !== undefined) expect(EMPTY_TABLE_FILTERS[one.initialPosition]).toBe(one.shardFilter);
    return runSync(one, openAt(shardsOf(one.graph), one), true);
  });
  const { graph, currentLeases, ...known } = section.realCodeDisabledCase ?? { graph: '', currentLeases: [] };
  testCases(
    'a gap that is known',
    Object.entries(known).map(([start, keys]) => ({ start: start as LeaseStart, keys })),
    ({ start, keys }) => {
      const sync = leasesToCreate(
        shardsOf(graph),
        currentLeases.map((leaseKey) => ({ leaseKey })),
        start,
      );
      expect(sync).toMatchObject({ ok: true, leases: (keys as string[]).map((leaseKey) => ({ leaseKey })) });
    },
  );
  const inconsistent = section.inconsistent === undefined ? [] : [{ name: section.inconsistent }];
  testCases('sync with an open child of an open parent', inconsistent, ({ name }) => {
    const [error] = /\w+Exception/.exec(name)!;
    // Graph A: 4 is open; a child of it is listed too early.
    const child: ListedShard = { ...shardsOf('A')[0], shardId: 'shardId-11', parentShardIds: ['shardId-4'], endingSequenceNumber: null };
    const shards = [...shardsOf('A'), child];
    for (const current of [[], [{ leaseKey: 'shardId-0' }]]) {
      expect(leasesToCreate(shards, current, 'LATEST')).toMatchObject({ ok: false, error: { name: error } });
      const lenient = leasesToCreate(shards, current, 'LATEST', { ignoreUnexpectedChildShards: true });
      expect(lenient).toEqual(leasesToCreate(shardsOf('A'), current, 'LATEST'));
    }
  });
}

/** What ListShards would show; the histories' sequence numbers stand for times. */
function openAt(shards: ListedShard[], { initialPosition, timestamp }: SyncCase): ListedShard[] {
  const times = shards.map(({ startingSequenceNumber }) => Number(startingSequenceNumber));
  const at = initialPosition === 'LATEST' ? Infinity : initialPosition === 'TRIM_HORIZON' ? Math.min(...times) : Number(timestamp);
  return shards.filter(
    ({ startingSequenceNumber: from, endingSequenceNumber: to }) => Number(from) <= at && (to === null || at <= Number(to)),
  );
}

function runSync(one: SyncCase, shards: ListedShard[], isTableEmpty: boolean): boolean {
  const current = (one.currentLeases ?? []).map((leaseKey) => ({ leaseKey }));
  const sync = leasesToCreate(shards, current, one.initialPosition, { isTableEmpty });
  expect(sync.ok).toBe(true);
  const leases = sync.ok ? sync.leases : [];
  const keys = leases.map(({ leaseKey }) => leaseKey);
  const checkpoints = Object.fromEntries(leases.map(({ leaseKey, checkpoint }) => [leaseKey, checkpoint.sequenceNumber]));
  const { expectedNewLeases, expectedCreationOrder, expectedNewLeaseKeys, checkpointByOwnImplementation } = one;
  if (expectedNewLeases !== undefined) expect(checkpoints).toEqual(expectedNewLeases);
  if (expectedCreationOrder !== undefined) expect(keys).toEqual(expectedCreationOrder);
  if (expectedNewLeaseKeys !== undefined) expect(keys.toSorted()).toEqual(expectedNewLeaseKeys.toSorted());
  if (checkpointByOwnImplementation !== undefined) expect(checkpoints).toEqual(checkpointByOwnImplementation);
  for (const { leaseOwner, leaseCounter } of leases) expect([leaseOwner, leaseCounter]).toEqual([null, 0]);
  return [expectedNewLeases, expectedCreationOrder, expectedNewLeaseKeys].some((expected) => expected !== undefined);
}

export function testLeaseAuditor({ threshold, holeVectors, sequence }: LeaseAuditor): void {
  testCases('holes are believed after so many runs', threshold === undefined ? [] : [{ threshold }], (one) => {
    expect(HOLE_CONFIDENCE).toBe(one.threshold);
  });
  testCases('holes', holeVectors, ({ ranges, hole }) => {
    const found = findHashRangeHoles(ranges.map(([start, end]) => ({ start, end })));
    expect(found.length > 0).toBe(hole);
    for (const { start, end } of found)
      expect(ranges.some(([low, high]) => BigInt(low) <= BigInt(end) && BigInt(start) <= BigInt(high))).toBe(false);
  });
  testCases('auditing', sequence, runAudit);
}

const covering = (key: string, start: string, end: string, at = 'LATEST'): Lease => ({
  ...leaseRow(key, 'w'),
  startingHashKey: start,
  endingHashKey: end,
  checkpoint: { sequenceNumber: at, subSequenceNumber: 0 },
});

const WHOLE = [covering('whole', '0', LAST)];
const HOLED = [covering('low', '0', '9'), covering('high', '20', LAST)];
const OTHER_HOLE = [covering('low', '0', '15'), covering('high', '20', LAST)];
const ENDED = [covering('whole', '0', LAST, 'SHARD_END')];

/** Whether each of the runs calls for a sync. */
function audits(...tables: Lease[][]): boolean[] {
  let audit = createAudit();
  return tables.map((leases) => {
    const run = auditLeases(audit, leases);
    audit = run.audit;
    return run.sync;
  });
}

function runAudit({ name, expected }: { name: string; expected: string }): boolean {
  const [, nth] = /same hole seen (\d+)/.exec(name) ?? [];
  const syncs = !expected.startsWith('no ');
  if (name === 'no leases') expect(audits([])).toEqual([syncs]);
  else if (nth !== undefined) expect(audits(...Array.from({ length: Number(nth) }, () => HOLED)).at(-1)).toBe(syncs);
  else if (/closes/.test(name)) expect(audits(HOLED, HOLED, WHOLE, HOLED, HOLED, HOLED)).toEqual([false, false, false, false, false, true]);
  else if (/all leases at SHARD_END/.test(name)) expect(audits(ENDED, ENDED, ENDED)).toEqual([false, false, true]);
  else if (/(different|other|new|another) hole|hole (moves|changes)/.test(name))
    expect(audits(HOLED, HOLED, OTHER_HOLE, OTHER_HOLE, OTHER_HOLE)).toEqual([false, false, false, false, true]);
  else return false;
  return true;
}

export function testLeaseCleanup(cases: CleanupCase[] | undefined): void {
  testCases('deleting the row of a finished shard', cases, ({ children, ownParentsLeft, enabled, deleted }) => {
    const parents = Array.from({ length: ownParentsLeft }, (_, i) => `p${i}`);
    const lease = { ...ENDED[0], parentShardIds: parents, childShardIds: Object.keys(children) };
    const rows = [...parents.map((key) => leaseRow(key, null)), lease];
    for (const [key, at] of Object.entries(children)) {
      const sequenceNumber = at === 'seq' ? '49590338271490256608559692538361571095921575989136588898' : at;
      if (sequenceNumber !== null)
        rows.push(createLease({ ...lease, leaseKey: key, checkpoint: { ...startCheckpoint('LATEST'), sequenceNumber } }));
    }
    expect(isLeaseDisposable(lease, new Map(rows.map((row) => [row.leaseKey, row])), enabled)).toBe(deleted);
  });
}
