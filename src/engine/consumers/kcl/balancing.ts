/**
 * How leases come to workers. 2.x: every worker scans the table and takes or steals for itself. 3.x: the leader writes owners, and each
 * worker finds by an index which leases are its own. https://docs.aws.amazon.com/streams/latest/dev/kcl-concepts.html
 * Simplified: what a worker can bear is told by throughput (KCL's own way where the processor cannot be measured). A choice: a worker
 * all of whose leases have expired is given none, though its last metrics are not yet 60 s old.
 */
import { get, query, scan } from '../../aws/dynamodb/table.ts';
import { nextBelow } from '../../kernel/random.ts';
import { emit } from '../../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import { ASSIGNMENT_DEFAULTS, assignLeases, isBalancingRun, workersByThroughput, type Assignment } from './assign-leases.ts';
import { chooseLeasesToTake, TAKER_DEFAULTS } from './choose-leases-to-take.ts';
import { causeOfMove, gain, leaseDurationUs, tellTaken } from './held-leases.ts';
import type { At, KclWorker, LeaseMoveHow } from './kcl-state.ts';
import { isLeader } from './leader.ts';
import { assignLease, initiateHandoff, noteMove, noticeThrottling, shardOf, takeLease } from './lease-table.ts';
import { isOlderThan, noteScan } from './lease-clock.ts';
import { laterFor } from './timers.ts';
import { actualOwner, type Lease } from './lease.ts';

/** 2·(failover + ε) after the last run. */
const takerPeriodUs = ({ app }: Pick<At, 'app'>): number => 2 * (app.spec.failoverTimeMs + 25) * MILLISECOND;
const assignmentPeriodUs = ({ app }: Pick<At, 'app'>): number => 2 * app.spec.failoverTimeMs * MILLISECOND;
const discoveryPeriodUs = ({ app }: Pick<At, 'app'>): number => Math.max(MILLISECOND, (app.spec.failoverTimeMs - 25) * MILLISECOND);

function scanTable(at: At): Lease[] | null {
  const leases = scan(at.app.table, at.consumers.sim.nowUs);
  if (leases === null) noticeThrottling(at);
  else noteScan(at.worker.sightings, leases, at.consumers.sim.nowUs);
  return leases;
}

/** 2.x. A scan that is refused ends the run. */
export function takeLeases(at: At): void {
  const { app, worker, consumers } = at;
  const { nowUs } = consumers.sim;
  laterFor(at, takerPeriodUs(at), 'take');
  const leases = scanTable(at);
  if (leases === null) return;
  const settings = { ...TAKER_DEFAULTS, leaseDurationUs: leaseDurationUs(at), maxLeasesToStealAtOneTime: app.spec.maxLeasesToSteal };
  const taking = chooseLeasesToTake(worker.spec.id, leases, worker.sightings, nowUs, settings, (bound) => nextBelow(worker.random, bound));
  const moved: Record<'unowned' | 'expired' | 'stolen', { leaseKey: string; from: string | null }[]> = {
    unowned: [],
    expired: [],
    stolen: [],
  };
  for (const lease of taking.leases) {
    const { leaseKey, leaseCounter, leaseOwner: from } = lease;
    let answer = takeLease(at, leaseKey, leaseCounter, worker.spec.id);
    for (let tries = 1; answer === 'throttled' && tries < 3; tries++) answer = takeLease(at, leaseKey, leaseCounter, worker.spec.id);
    if (answer !== 'ok') continue;
    gain(at, lease);
    if (from === worker.spec.id) continue;
    moved[from === null ? 'unowned' : taking.kind === 'steal' ? 'stolen' : 'expired'].push({ leaseKey, from });
  }
  for (const how of ['unowned', 'expired', 'stolen'] as const) tellTaken(at, moved[how], how);
}

/** 3.x, the leader alone. */
export function assign(at: At): void {
  const { app, worker, consumers } = at;
  const { nowUs } = consumers.sim;
  laterFor(at, assignmentPeriodUs(at), 'assign');
  if (!isLeader(at)) return;
  const leases = scanTable(at);
  if (leases === null) return;
  noteHandoffs(worker, leases, nowUs);
  const alive = app.workers.filter(
    ({ isRemoved, life, spec }) => !isRemoved && life.state === 'STARTED' && !hasGoneSilent(at, spec.id, leases),
  );
  const reported = new Map(alive.map((one) => [one.spec.id, lastReportUs(one, nowUs)]));
  const seen = workersByThroughput(
    alive.filter((one) => nowUs - lastReportUs(one, nowUs) <= 60 * SECOND).map(({ spec }) => spec.id),
    leases,
    nowUs,
  );
  const workers = seen.map((one) => ({ ...one, reportedUs: reported.get(one.workerId)! }));
  const run = {
    workers,
    leases,
    sightings: worker.sightings,
    nowUs,
    isBalancing: isBalancingRun(worker.leaderRuns++),
    handoffSinceUs: worker.handoffSinceUs,
  };
  const settings = { ...ASSIGNMENT_DEFAULTS, leaseDurationUs: leaseDurationUs(at) };
  const { assignments } = assignLeases(run, settings, (bound) => nextBelow(worker.random, bound));
  carryOut(at, assignments);
}

/** All that it has has expired. */
function hasGoneSilent({ app, worker, consumers }: At, id: string, leases: readonly Lease[]): boolean {
  const own = leases.filter((lease) => actualOwner(lease) === id);
  const durationUs = leaseDurationUs({ app });
  return own.length > 0 && own.every((lease) => isOlderThan(worker.sightings, lease, consumers.sim.nowUs, durationUs));
}

/** Metrics rows are written every 30 s while the process runs. */
function lastReportUs({ isAlive, startedUs, stoppedUs, frozenSinceUs }: KclWorker, nowUs: number): number {
  const untilUs = isAlive ? (frozenSinceUs ?? nowUs) : (stoppedUs ?? nowUs);
  return startedUs + Math.floor((untilUs - startedUs) / (30 * SECOND)) * 30 * SECOND;
}

function noteHandoffs(worker: KclWorker, leases: readonly Lease[], nowUs: number): void {
  const since: Record<string, number> = {};
  for (const { leaseKey, checkpointOwner } of leases)
    if (checkpointOwner !== null) since[leaseKey] = worker.handoffSinceUs[leaseKey] ?? nowUs;
  worker.handoffSinceUs = since;
}

function carryOut(at: At, assignments: readonly Assignment[]): void {
  const told: Record<string, { leaseKey: string; to: string; from: string | null; how: LeaseMoveHow }[]> = {};
  for (const { leaseKey, from, to, how } of assignments) {
    const row = at.app.table.items[leaseKey];
    const answer =
      how === 'handoff'
        ? initiateHandoff(at, leaseKey, row.leaseOwner!, to)
        : assignLease(at, leaseKey, row.leaseOwner, row.checkpointOwner, to);
    if (answer !== 'ok') continue;
    const move: LeaseMoveHow = how === 'handoff' ? 'handoff' : from === null ? 'unowned' : 'expired';
    (told[`${to} ${from} ${move}`] ??= []).push({ leaseKey, to, from, how: move });
  }
  for (const moves of Object.values(told)) {
    const [{ to, from, how, leaseKey }] = moves;
    const cause = causeOfMove(at, leaseKey, from, how);
    const shardIds = moves.map((move) => move.leaseKey);
    const event = emit(at.consumers.sim, { type: 'leases-taken', consumer: at.app.spec.id, worker: to, from, how, shardIds }, cause);
    for (const key of shardIds) {
      at.app.eventOf[shardOf(key)] = event;
      noteMove(at, key, from, to, how);
    }
  }
}

/** 3.x: the leases that name this worker, a handoff that is still running left out. */
export function discover(at: At): void {
  const { app, worker, consumers } = at;
  laterFor(at, discoveryPeriodUs(at), 'discover');
  const found = query(app.table, ({ leaseOwner }) => leaseOwner === worker.spec.id, consumers.sim.nowUs);
  if (found === null) return noticeThrottling(at);
  for (const { leaseKey } of found) {
    if (worker.held[shardOf(leaseKey)] !== undefined) continue;
    const row = get(app.table, leaseKey, consumers.sim.nowUs);
    if (row === null) noticeThrottling(at);
    else if (row !== undefined && row.checkpointOwner === null && row.leaseOwner === worker.spec.id) gain(at, row);
  }
}
