/**
 * What nobody is going to read: stretches of the hash key space that no live lease covers. KCL's auditor looks for them every two
 * minutes (coordinator/PeriodicShardSyncManager) and has the shards listed anew when it finds the same one three times in a row.
 * https://github.com/awslabs/amazon-kinesis-client
 */
import { isAtShardEnd, type Lease } from './lease.ts';

/** Decimal, both ends included. */
export interface HashRange {
  start: string;
  end: string;
}

export type HashRangeHole = HashRange;

const LAST_HASH_KEY = (1n << 128n) - 1n;

/** Finding the same hole this many times in a row calls for a sync. */
export const HOLE_CONFIDENCE = 3;

/** In ascending order. Ranges may overlap: parents and children do. */
export function findHashRangeHoles(ranges: readonly HashRange[]): HashRangeHole[] {
  const holes: HashRangeHole[] = [];
  const sorted = ranges.map(({ start, end }) => [BigInt(start), BigInt(end)] as const).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  let next = 0n;
  for (const [start, end] of sorted) {
    if (start > next) holes.push({ start: String(next), end: String(start - 1n) });
    if (end >= next) next = end + 1n;
  }
  if (next <= LAST_HASH_KEY) holes.push({ start: String(next), end: String(LAST_HASH_KEY) });
  return holes;
}

/** What an auditor keeps from one run to the next. */
export interface Audit {
  /** null: the last run found none. */
  hole: HashRangeHole | null;
  /** Runs in a row that found it. */
  seen: number;
}

export const createAudit = (): Audit => ({ hole: null, seen: 0 });

/** One run. A table without leases is synced at once; leases at SHARD_END read nothing any more, so they do not cover their range. */
export function auditLeases(audit: Audit, leases: readonly Lease[]): { audit: Audit; sync: boolean } {
  if (leases.length === 0) return { audit: createAudit(), sync: true };
  const live = leases.filter((lease) => !isAtShardEnd(lease));
  const [hole] = findHashRangeHoles(live.map(({ startingHashKey, endingHashKey }) => ({ start: startingHashKey, end: endingHashKey })));
  if (hole === undefined) return { audit: createAudit(), sync: false };
  const isSame = audit.hole?.start === hole.start && audit.hole.end === hole.end;
  const seen = isSame ? audit.seen + 1 : 1;
  return { audit: { hole, seen }, sync: seen >= HOLE_CONFIDENCE };
}
