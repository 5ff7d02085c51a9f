/**
 * The leader of a KCL application. 3.x: whoever holds the lock in the coordinator state; it is dead when its heartbeat has been missing
 * for two minutes, so that long nobody assigns leases after a leader's crash. 2.x: owners in the table, shuffled; the first looks after
 * shard sync. https://github.com/awslabs/amazon-kinesis-client (coordinator, leader)
 * Simplified: the heartbeat is read off the holder's process; 2.x takes the first owner by name without the shuffle.
 */
import { emit } from '../../kernel/simulation.ts';
import { SECOND } from '../../kernel/time.ts';
import { lastChangeOf } from './held-leases.ts';
import type { At } from './kcl-state.ts';
import { leasesOf } from './lease-table.ts';

const LOCK_LIFE_US = 120 * SECOND;
const HEARTBEAT_US = 30 * SECOND;
/** A worker that is not the leader tries again after this at the earliest. */
const RETRY_US = 30 * SECOND;

export function isLeader(at: At): boolean {
  return at.app.spec.version === '2.x' ? isFirstOwner(at) : holdsLock(at);
}

function isFirstOwner({ app, worker }: At): boolean {
  let first: string | null = null;
  for (const { leaseOwner } of leasesOf(app)) if (leaseOwner !== null && (first === null || leaseOwner < first)) first = leaseOwner;
  return first === null || first === worker.spec.id;
}

function holdsLock(at: At): boolean {
  const { app, worker, consumers } = at;
  const { sim } = consumers;
  const { leader } = app;
  if (leader !== null && leader.worker === worker.number && leader.incarnation === worker.incarnation) return true;
  if (sim.nowUs - worker.lastLeaderCheckUs < RETRY_US) return false;
  worker.lastLeaderCheckUs = sim.nowUs;
  if (leader !== null && sim.nowUs - lastHeartbeatUs(at) <= LOCK_LIFE_US) return false;
  const before = leader === null ? undefined : app.workers[leader.worker];
  const event = emit(
    sim,
    { type: 'leader-elected', consumer: app.spec.id, worker: worker.spec.id },
    before?.stoppedEvent ?? lastChangeOf(app),
  );
  app.leader = { worker: worker.number, incarnation: worker.incarnation, sinceUs: sim.nowUs, event };
  worker.leaderRuns = 0;
  worker.handoffSinceUs = {};
  return true;
}

/** Every 30 s while the process lives and is not frozen. */
function lastHeartbeatUs({ app, consumers: { sim } }: At): number {
  const { worker, incarnation, sinceUs } = app.leader!;
  const holder = app.workers[worker];
  const isHolding = holder.isAlive && holder.incarnation === incarnation;
  const untilUs = isHolding ? (holder.frozenSinceUs ?? sim.nowUs) : (holder.stoppedUs ?? sim.nowUs);
  return sinceUs + Math.floor((untilUs - sinceUs) / HEARTBEAT_US) * HEARTBEAT_US;
}
