/** KCL 2.x: what one worker takes. */
import { expect } from 'vitest';
import {
  chooseLeasesToTake,
  createLease,
  isOlderThan,
  leaseCounts,
  noteScan,
  startCheckpoint,
  TAKER_DEFAULTS,
  type Lease,
  type Sightings,
  type TakerSettings,
} from '../../../src/engine/index.ts';
import { drawOf, SEEDS, testCases } from './cases.ts';

export interface TakingCase {
  me: string;
  leases: { leaseKey: string; owner: string | null }[];
  available: string[];
  veryOld: string[];
  config: { maxLeasesForWorker: number | null; maxLeasesToStealAtOneTime: number; enablePriorityLeaseAssignment: boolean };
  expected: { target?: number; needed?: number; workers?: number; spillover?: number; kind?: string; count?: number; from?: string };
}

interface Timeline {
  steps?: string[];
  rule?: string;
  cases?: { lastCounterIncrement: string; taken: boolean }[];
}

interface CountCase {
  me?: string;
  leases: (string | null)[];
  available: 'all' | string[];
  expected: Record<string, number>;
}

interface Convergence {
  workers: number;
  leases: number;
  maxLeasesToStealAtOneTime: number;
  roundsWithMoves: number;
  secondsAtDefaultTakerInterval?: number;
  finalCounts: Record<string, number>;
}

export interface LeaseTaking {
  vectors?: TakingCase[];
  derived?: TakingCase[];
  timelines?: Timeline[];
  leaseCounts?: CountCase[];
  stealConvergence?: Convergence[];
}

const NOW_US = 1e9;
const DURATION_US = TAKER_DEFAULTS.leaseDurationUs;

export const leaseRow = (leaseKey: string, leaseOwner: string | null): Lease => ({
  ...createLease({
    leaseKey,
    checkpoint: startCheckpoint('TRIM_HORIZON'),
    parentShardIds: [],
    startingHashKey: '0',
    endingHashKey: '0',
  }),
  leaseOwner,
});

export function testLeaseTaking(section: LeaseTaking): void {
  testCases('taking', [...(section.vectors ?? []), ...(section.derived ?? [])], runTaking);
  testCases('taking, over time', section.timelines, runTimeline);
  testCases('leases by owner', section.leaseCounts, ({ me, leases, available, expected }) => {
    const rows = leases.map((owner, i) => leaseRow(String(i), owner));
    const free = new Set(available === 'all' ? rows.map(({ leaseKey }) => leaseKey) : available);
    expect(leaseCounts(rows, free, me ?? Object.keys(expected)[0])).toEqual(expected);
  });
  testCases('stealing until balanced', section.stealConvergence, runConvergence);
}

function runTaking({ me, leases, available, veryOld, config, expected }: TakingCase): void {
  const rows = leases.map(({ leaseKey, owner }) => leaseRow(leaseKey, owner));
  const sightings: Sightings = {};
  for (const { leaseKey } of rows) {
    const stillUs = veryOld.includes(leaseKey) ? 3 * DURATION_US + 1 : available.includes(leaseKey) ? DURATION_US + 1 : 0;
    sightings[leaseKey] = { counter: 0, sinceUs: NOW_US - stillUs };
  }
  const settings: TakerSettings = { ...TAKER_DEFAULTS, ...config, maxLeasesForWorker: config.maxLeasesForWorker ?? 2 ** 31 - 1 };
  const { count, from, ...figures } = expected;
  for (const seed of SEEDS) {
    const taking = chooseLeasesToTake(me, rows, sightings, NOW_US, settings, drawOf(seed));
    expect(taking).toMatchObject(figures);
    if (count !== undefined) expect(new Set(taking.leases.map(({ leaseKey }) => leaseKey)).size).toBe(count);
    if (from !== undefined) expect(taking.leases.map(({ leaseOwner }) => leaseOwner)).toEqual(taking.leases.map(() => from));
    const pool = taking.kind === 'veryOld' ? veryOld : available;
    if (taking.kind === 'veryOld' || taking.kind === 'take')
      expect(taking.leases.filter(({ leaseKey }) => !pool.includes(leaseKey))).toEqual([]);
  }
}

/** A lease table and one observer of it, told in words. */
function runTimeline({ steps, rule, cases }: Timeline): boolean {
  if (cases !== undefined) return runBoundary(rule ?? '', cases);
  const rows: Lease[] = [];
  const sightings: Sightings = {};
  let nowUs = NOW_US;
  for (const step of steps ?? []) {
    const [, key, owner] = /^lease (\S+) owner (\S+)/.exec(step) ?? [];
    const [, renewer] = /^(\S+) renews/.exec(step) ?? [];
    const [, moreMs] = /^time \+= leaseDuration(?:\s*\+\s*(\d+)\s*ms)?$/.exec(step) ?? (step.startsWith('time') ? [] : [null, null]);
    const [, taken] = /scan.*-> take (none|[\w, ]+?)\b/.exec(step) ?? [];
    if (key !== undefined) rows.push(leaseRow(key, owner === 'null' || owner === 'none' ? null : owner));
    else if (renewer !== undefined) for (const row of rows) row.leaseCounter += row.leaseOwner === renewer ? 1 : 0;
    else if (taken !== undefined) {
      noteScan(sightings, rows, nowUs);
      const { leases } = chooseLeasesToTake('foo', rows, sightings, nowUs, TAKER_DEFAULTS, drawOf('a'));
      expect(leases.map(({ leaseKey }) => leaseKey)).toEqual(taken === 'none' ? [] : taken.split(/, ?/));
    } else if (moreMs !== null && step.startsWith('time')) nowUs += DURATION_US + Number(moreMs ?? 0) * 1000;
    else return false;
  }
  return true;
}

function runBoundary(rule: string, cases: NonNullable<Timeline['cases']>): boolean {
  if (!rule.startsWith('very old')) return false;
  const thresholdUs = NOW_US - 3 * DURATION_US;
  const instants: Record<string, number> = {
    now: NOW_US,
    threshold: thresholdUs,
    'threshold-1ns': thresholdUs - 1,
    'threshold+1ns': thresholdUs + 1,
  };
  for (const { lastCounterIncrement, taken } of cases) {
    const sightings = { x: { counter: 0, sinceUs: instants[lastCounterIncrement] } };
    expect(isOlderThan(sightings, { leaseKey: 'x' }, NOW_US, 3 * DURATION_US)).toBe(taken);
    // It is very old for a worker that has its share already, too.
    const rows = [leaseRow('x', 'bar'), leaseRow('y', 'foo')];
    const seen = { ...sightings, y: { counter: 0, sinceUs: NOW_US } };
    const { kind } = chooseLeasesToTake('foo', rows, seen, NOW_US, TAKER_DEFAULTS, drawOf('a'));
    expect(kind === 'veryOld').toBe(taken);
  }
  return true;
}

/** Workers take in turn; one starts with everything, and nothing expires. */
function runConvergence(one: Convergence): void {
  const settings = { ...TAKER_DEFAULTS, maxLeasesToStealAtOneTime: one.maxLeasesToStealAtOneTime };
  const rows = Array.from({ length: one.leases }, (_, i) => leaseRow(String(i), 'w0'));
  const sightings: Sightings = {};
  noteScan(sightings, rows, NOW_US);
  let rounds = 0;
  for (let moved = 1; moved > 0; rounds += Math.sign(moved)) {
    moved = 0;
    for (let worker = 0; worker < one.workers; worker++) {
      const { leases } = chooseLeasesToTake(`w${worker}`, rows, sightings, NOW_US, settings, drawOf(`${rounds}/${worker}`));
      for (const lease of leases) lease.leaseOwner = `w${worker}`;
      moved += leases.length;
    }
  }
  expect(rounds).toBe(one.roundsWithMoves);
  expect(leaseCounts(rows, new Set(), 'w0')).toEqual(one.finalCounts);
  // 2 · (failover time + 25 ms) a round
  if (one.secondsAtDefaultTakerInterval !== undefined) expect(rounds * 20.05).toBeCloseTo(one.secondsAtDefaultTakerInterval, 6);
}
