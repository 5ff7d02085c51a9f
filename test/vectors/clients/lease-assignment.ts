/** KCL 3.x: what the leader assigns. */
import { expect } from 'vitest';
import {
  ASSIGNMENT_DEFAULTS,
  assignLeases,
  isBalancingRun,
  LEADER_FAILURES,
  type AssignmentSettings,
  type AssignmentWorker,
  type Lease,
  type Sightings,
} from '../../../src/engine/index.ts';
import { drawOf, SEEDS, testCases } from './cases.ts';
import { leaseRow } from './lease-taking.ts';

interface AssignmentCase {
  workers: Record<string, { C: number; opr: number }>;
  leases: Record<string, { owner: string | null; throughputKBps: number | null; expired?: boolean }>;
  config: {
    reBalanceThresholdPercentage: number;
    dampeningPercentage: number;
    allowThroughputOvershoot: boolean;
    varianceBalancingFrequency: number;
    maxLeasesForWorker: number | null;
    maxThroughputPerHostKBps?: number | null;
  };
  expectedLeaseCountPerWorker: Record<string, number>;
}

interface CountBasedCase {
  workers: Record<string, number>;
  unassigned?: number;
  expiredFrom?: string;
  expired?: number;
  max?: number;
  expectedAssigned?: Record<string, number>;
  expectedMoves?: number;
  expectedTotalAssigned?: number;
  expectedDead?: number;
}

export interface LeaseAssignment {
  vectors?: AssignmentCase[];
  behaviour?: { name: string; expected: string }[];
  leaseCountBased?: CountBasedCase[];
}

const NOW_US = 1e9;

const workerOf = (workerId: string, value: number, operatingRange = 80, reportedUs = NOW_US): AssignmentWorker => ({
  workerId,
  value,
  operatingRange,
  reportedUs,
});

function sightingsOf(rows: Lease[], expired: ReadonlySet<string> = new Set()): Sightings {
  const sinceUs = ({ leaseKey, leaseOwner }: Lease) => (leaseOwner === null ? null : expired.has(leaseKey) ? 0 : NOW_US);
  return Object.fromEntries(rows.map((row) => [row.leaseKey, { counter: 0, sinceUs: sinceUs(row) }]));
}

/** Leases by owner after a run, and how many of them have another owner than before. */
function runOnce(
  workers: AssignmentWorker[],
  rows: Lease[],
  settings: AssignmentSettings,
  isBalancing: boolean,
  seed: string,
  expired?: ReadonlySet<string>,
) {
  const run = { workers, leases: rows, sightings: sightingsOf(rows, expired), nowUs: NOW_US, isBalancing };
  const { assignments } = assignLeases(run, settings, drawOf(seed));
  const owners = new Map(rows.map(({ leaseKey, leaseOwner }) => [leaseKey, leaseOwner]));
  for (const { leaseKey, to } of assignments) owners.set(leaseKey, to);
  const countOf = (worker: string) => [...owners.values()].filter((owner) => owner === worker).length;
  return { assignments, countOf };
}

export function testLeaseAssignment(section: LeaseAssignment): void {
  testCases('assigning by utilization', section.vectors, runAssignment);
  testCases('the leader', section.behaviour, runBehaviour);
  testCases('assigning by count', section.leaseCountBased, runCountBased);
}

function runAssignment({ workers, leases, config, expectedLeaseCountPerWorker }: AssignmentCase): void {
  const settings: AssignmentSettings = {
    ...ASSIGNMENT_DEFAULTS,
    ...config,
    maxLeasesForWorker: config.maxLeasesForWorker ?? ASSIGNMENT_DEFAULTS.maxLeasesForWorker,
    maxThroughputPerHostKBps: config.maxThroughputPerHostKBps ?? Infinity,
  };
  const rows = Object.entries(leases).map(([key, { owner, throughputKBps }]) => ({ ...leaseRow(key, owner), throughputKBps }));
  const expired = new Set(Object.keys(leases).filter((key) => leases[key].expired === true));
  const fleet = Object.entries(workers).map(([id, { C, opr }]) => workerOf(id, C, opr));
  for (const seed of SEEDS) {
    const { countOf } = runOnce(fleet, rows, settings, isBalancingRun(0, config.varianceBalancingFrequency), seed, expired);
    const counts = Object.keys(expectedLeaseCountPerWorker).map((worker) => [worker, countOf(worker)]);
    expect(Object.fromEntries(counts)).toEqual(expectedLeaseCountPerWorker);
  }
}

const numbers = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

function runBehaviour({ name, expected }: { name: string; expected: string }): boolean {
  const rows = ['1', '2'].map((key) => ({ ...leaseRow(key, null), throughputKBps: 10 }));
  const runs = /^runs ([\d,]+)\D*rebalance; runs ([\d,]+)/.exec(expected);
  if (runs !== null) {
    const [frequency] = numbers(name);
    expect(numbers(runs[1]).map((run) => isBalancingRun(run - 1, frequency))).toEqual(numbers(runs[1]).map(() => true));
    expect(numbers(runs[2]).map((run) => isBalancingRun(run - 1, frequency))).toEqual(numbers(runs[2]).map(() => false));
    return true;
  }
  if (/consecutive exceptions/.test(expected)) {
    expect(LEADER_FAILURES).toBe(numbers(expected)[0]);
    return true;
  }
  if (/older than the expiry gets nothing/.test(expected)) {
    const fleet = [workerOf('old', 0, 80, NOW_US - 60_000_001), workerOf('busy', 70)];
    const { countOf } = runOnce(fleet, rows, ASSIGNMENT_DEFAULTS, true, 'a');
    expect([countOf('old'), countOf('busy')]).toEqual([0, 2]);
    return true;
  }
  return false;
}

function runCountBased(one: CountBasedCase): boolean {
  const settings: AssignmentSettings = {
    ...ASSIGNMENT_DEFAULTS,
    strategy: 'LEASE_COUNT_BASED',
    maxLeasesForWorker: one.max ?? ASSIGNMENT_DEFAULTS.maxLeasesForWorker,
  };
  const owned = Object.entries(one.workers).flatMap(([worker, count]) => Array<string | null>(count).fill(worker));
  const dead = Array<string | null>(one.expired ?? 0).fill(one.expiredFrom ?? 'dead');
  const rows = [...owned, ...dead, ...Array<null>(one.unassigned ?? 0).fill(null)].map((owner, i) => leaseRow(String(i), owner));
  const expired = new Set(rows.slice(owned.length, owned.length + dead.length).map(({ leaseKey }) => leaseKey));
  const fleet = Object.keys(one.workers).map((worker) => workerOf(worker, 0));
  const { assignments, countOf } = runOnce(fleet, rows, settings, true, 'a', expired);
  const { expectedAssigned, expectedMoves, expectedTotalAssigned, expectedDead } = one;
  if (expectedAssigned !== undefined)
    expect(Object.fromEntries(Object.keys(expectedAssigned).map((worker) => [worker, countOf(worker)]))).toEqual(expectedAssigned);
  if (expectedMoves !== undefined) expect(assignments.filter(({ from }) => from !== null)).toHaveLength(expectedMoves);
  if (expectedTotalAssigned !== undefined) expect(assignments).toHaveLength(expectedTotalAssigned);
  if (expectedDead !== undefined) expect(countOf(one.expiredFrom ?? 'dead')).toBe(expectedDead);
  return [expectedAssigned, expectedMoves, expectedTotalAssigned, expectedDead].some((expected) => expected !== undefined);
}
