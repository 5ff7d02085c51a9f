/**
 * Which leases a worker of KCL 2.x takes after it has scanned the table: leases that nobody has first, else one stolen from the most
 * loaded worker. https://docs.aws.amazon.com/streams/latest/dev/kcl-dynamoDB.html, leases/dynamodb/DynamoDBLeaseTaker
 * A worker without a lease is invisible to the others: each counts the owners that it finds in the table, and itself.
 */
import { drawSome, type Draw, type Lease } from './lease.ts';
import { isOlderThan, type Sightings } from './lease-clock.ts';

export interface TakerSettings {
  /** failoverTimeMillis. */
  leaseDurationUs: number;
  maxLeasesForWorker: number;
  maxLeasesToStealAtOneTime: number;
  enablePriorityLeaseAssignment: boolean;
}

/** A lease that stood still for this many lease durations is taken before all others, whatever the target. */
const VERY_OLD_DURATIONS = 3;

export const TAKER_DEFAULTS: TakerSettings = {
  leaseDurationUs: 10_000_000,
  maxLeasesForWorker: 2 ** 31 - 1,
  maxLeasesToStealAtOneTime: 1,
  enablePriorityLeaseAssignment: true,
};

export interface Taking {
  kind: 'none' | 'veryOld' | 'take' | 'steal';
  leases: Lease[];
  /** From whom it steals. */
  from: string | null;
  /** How many leases this worker should have. */
  target: number;
  needed: number;
  /** Owners in the table, and this worker. */
  workers: number;
  /** Leases of the target that the worker may not have: metric LeaseSpillover. */
  spillover: number;
}

/** Leases by owner, those that are there for the taking left out; `worker` is among the owners, if only with 0. */
export function leaseCounts(leases: readonly Lease[], available: ReadonlySet<string>, worker: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { leaseKey, leaseOwner } of leases) {
    if (!available.has(leaseKey)) counts[String(leaseOwner)] = (counts[String(leaseOwner)] ?? 0) + 1;
  }
  counts[worker] ??= 0;
  return counts;
}

export function chooseLeasesToTake(
  worker: string,
  leases: readonly Lease[],
  sightings: Sightings,
  nowUs: number,
  settings: TakerSettings,
  draw: Draw,
): Taking {
  const { leaseDurationUs, maxLeasesForWorker, enablePriorityLeaseAssignment } = settings;
  const isAvailable = (lease: Lease) => lease.leaseOwner === null || isOlderThan(sightings, lease, nowUs, leaseDurationUs);
  const available = leases.filter(isAvailable);
  const counts = leaseCounts(leases, new Set(available.map(({ leaseKey }) => leaseKey)), worker);
  const workers = Object.keys(counts).length;
  const share = workers >= leases.length ? 1 : Math.ceil(leases.length / workers);
  const target = Math.min(share, maxLeasesForWorker);
  const needed = Math.max(0, target - counts[worker]);
  const nothing: Taking = { kind: 'none', leases: [], from: null, target, needed, workers, spillover: share - target };
  if (leases.length === 0) return nothing;

  const veryOld = enablePriorityLeaseAssignment
    ? leases.filter((lease) => isOlderThan(sightings, lease, nowUs, VERY_OLD_DURATIONS * leaseDurationUs))
    : [];
  if (veryOld.length > 0) {
    const count = Math.max(0, Math.min(maxLeasesForWorker - counts[worker], veryOld.length));
    return count === 0 ? nothing : { ...nothing, kind: 'veryOld', leases: drawSome(veryOld, count, draw) };
  }
  if (needed === 0) return nothing;
  if (available.length > 0) return { ...nothing, kind: 'take', leases: drawSome(available, needed, draw) };
  return { ...nothing, ...chooseLeasesToSteal(leases, counts, target, needed, settings, draw) };
}

/** From the most loaded worker, what it has above the target; one also where it is just at the target and more than one is needed. */
function chooseLeasesToSteal(
  leases: readonly Lease[],
  counts: Record<string, number>,
  target: number,
  needed: number,
  { maxLeasesToStealAtOneTime }: TakerSettings,
  draw: Draw,
): Pick<Taking, 'kind' | 'leases' | 'from'> {
  const nothing: Pick<Taking, 'kind' | 'leases' | 'from'> = { kind: 'none', leases: [], from: null };
  const [from, load] = Object.entries(counts).reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  if (load < target) return nothing;
  const above = Math.min(needed, load - target);
  const count = Math.min(above === 0 && needed > 1 ? 1 : above, maxLeasesToStealAtOneTime);
  if (count === 0) return nothing;
  const theirs = leases.filter(({ leaseOwner }) => leaseOwner === from);
  return { kind: 'steal', leases: drawSome(theirs, count, draw), from };
}
