/**
 * What the leader of KCL 3.x does every 20 seconds: it gives leases that nobody has to whom they fit, and in every third run moves
 * some from busy workers to idle ones. https://docs.aws.amazon.com/streams/latest/dev/kcl-concepts.html (load balancing),
 * coordinator/assignment/LeaseAssignmentManager. Simplified: one metric a worker.
 */
import { assignByCount } from './assign-by-count.ts';
import { assignByUtilization } from './assign-by-utilization.ts';
import { isOlderThan, type Sightings } from './lease-clock.ts';
import { actualOwner, isAtShardEnd, type Draw, type Lease } from './lease.ts';

/** A worker as it reported itself last. */
export interface AssignmentWorker {
  workerId: string;
  /** Smoothed metric in percent, the processor's for instance; −1 where the worker could not measure it. */
  value: number;
  /** Above this it is overloaded, whatever the others' values. */
  operatingRange: number;
  reportedUs: number;
}

export interface AssignmentSettings {
  strategy: 'WORKER_UTILIZATION_AWARE' | 'LEASE_COUNT_BASED';
  /** failoverTimeMillis. */
  leaseDurationUs: number;
  reBalanceThresholdPercentage: number;
  dampeningPercentage: number;
  allowThroughputOvershoot: boolean;
  maxThroughputPerHostKBps: number;
  maxLeasesForWorker: number;
}

export const ASSIGNMENT_DEFAULTS: AssignmentSettings = {
  strategy: 'WORKER_UTILIZATION_AWARE',
  leaseDurationUs: 10_000_000,
  reBalanceThresholdPercentage: 10,
  dampeningPercentage: 60,
  allowThroughputOvershoot: true,
  maxThroughputPerHostKBps: Infinity,
  maxLeasesForWorker: 2 ** 31 - 1,
};

/** A worker that has not reported for this long is taken for dead: two reports missed. */
const REPORT_LIFE_US = 60_000_000;
/** gracefulLeaseHandoffTimeoutMillis, and what the leader waits beyond it before it forces the new owner. */
const HANDOFF_LIMIT_US = 40_000_000;
const BALANCING_FREQUENCY = 3;

/** Failed runs in a row after which a leader gives up its lock. */
export const LEADER_FAILURES = 3;

/** Runs are counted from 0 since the worker became leader: the first one balances, then every third. */
export const isBalancingRun = (run: number, frequency = BALANCING_FREQUENCY): boolean => run % frequency === 0;

/** handoff: the old owner is told and finishes first · assign: the new owner is written at once. */
export interface Assignment {
  leaseKey: string;
  from: string | null;
  to: string;
  how: 'assign' | 'handoff';
}

export interface LeaderRun {
  workers: readonly AssignmentWorker[];
  leases: readonly Lease[];
  /** What the leader has seen of the counters. */
  sightings: Sightings;
  nowUs: number;
  isBalancing: boolean;
  /** Since when the leader has seen a lease in a handoff, by lease key. */
  handoffSinceUs?: Record<string, number>;
}

/** A lease and who is to have it, as a strategy works on it. */
export interface Placement {
  lease: Lease;
  owner: string | null;
  throughputKBps: number;
  /** This run has decided on its owner. */
  isGiven: boolean;
}

export interface Fleet {
  workers: AssignmentWorker[];
  placements: Placement[];
  /** Without an owner that lives, longest unattended first. */
  available: Placement[];
}

export interface Assigned {
  assignments: Assignment[];
  /** Leases that nobody could take: metric LeaseSpillover. */
  spillover: number;
}

export function assignLeases(run: LeaderRun, settings: AssignmentSettings, draw: Draw): Assigned {
  const { leases, sightings, nowUs } = run;
  const workers = run.workers.filter(({ value, reportedUs }) => value !== -1 && nowUs - reportedUs <= REPORT_LIFE_US);
  if (workers.length === 0) return { assignments: [], spillover: 0 };
  const isExpired = (lease: Lease) => isOlderThan(sightings, lease, nowUs, settings.leaseDurationUs);
  const mean = meanKBps(leases);
  const placements = leases.map((lease): Placement => ({
    lease,
    owner: actualOwner(lease),
    throughputKBps: lease.throughputKBps ?? mean,
    isGiven: false,
  }));
  const sinceUs = ({ lease }: Placement) => sightings[lease.leaseKey]?.sinceUs ?? -1;
  const available = placements.filter(({ lease, owner }) => owner === null || isExpired(lease)).toSorted((a, b) => sinceUs(a) - sinceUs(b));
  const fleet = { workers: workers.map((worker) => ({ ...worker })), placements, available };
  const strategy = settings.strategy === 'LEASE_COUNT_BASED' ? assignByCount : assignByUtilization;
  const spillover = strategy(fleet, run.isBalancing, settings, draw);
  return { assignments: placements.flatMap((placement) => toWrite(placement, run, isExpired)), spillover };
}

/** Of the leases that were measured; it stands for the others. */
function meanKBps(leases: readonly Lease[]): number {
  const known = leases.flatMap(({ throughputKBps }) => throughputKBps ?? []);
  return known.length === 0 ? 0 : known.reduce((sum, kbps) => sum + kbps, 0) / known.length;
}

/** How the new owner comes into the row: over a living owner only by a handoff, and a handoff that runs is left alone. */
function toWrite(placement: Placement, { nowUs, handoffSinceUs = {} }: LeaderRun, isExpired: (lease: Lease) => boolean): Assignment[] {
  const { lease, owner, isGiven } = placement;
  const { leaseKey, leaseOwner, checkpointOwner } = lease;
  const from = actualOwner(lease);
  const isFree = from === null || isExpired(lease);
  if (checkpointOwner !== null && !isFree) {
    const sinceUs = handoffSinceUs[leaseKey] ?? nowUs;
    return leaseOwner !== null && nowUs - sinceUs > HANDOFF_LIMIT_US ? [{ leaseKey, from, to: leaseOwner, how: 'assign' }] : [];
  }
  if (owner === null || !isGiven) return [];
  return [{ leaseKey, from, to: owner, how: isFree || isAtShardEnd(lease) ? 'assign' : 'handoff' }];
}

/**
 * Workers whose load cannot be measured: 100 stands for a fair share of what all leases deliver. Where nothing was measured yet the
 * number of leases stands for it (a simplification).
 */
export function workersByThroughput(workerIds: readonly string[], leases: readonly Lease[], nowUs: number): AssignmentWorker[] {
  const mean = meanKBps(leases);
  const weigh = (lease: Lease) => (mean > 0 ? (lease.throughputKBps ?? mean) : 1);
  const total = leases.reduce((sum, lease) => sum + weigh(lease), 0);
  const loads: Record<string, number> = {};
  for (const lease of leases) loads[String(actualOwner(lease))] = (loads[String(actualOwner(lease))] ?? 0) + weigh(lease);
  return workerIds.map((workerId) => ({
    workerId,
    value: total === 0 ? 0 : (100 * (loads[workerId] ?? 0) * workerIds.length) / total,
    operatingRange: 100,
    reportedUs: nowUs,
  }));
}
