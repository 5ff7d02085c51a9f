/**
 * The leases that a KCL worker holds: gained, renewed, checkpointed, lost. leases/dynamodb/DynamoDBLeaseRenewer
 * https://github.com/awslabs/amazon-kinesis-client
 * Simplified: all leases are renewed at one moment; a refused renewal is tried once more at once.
 */
import { get } from '../../aws/dynamodb/table.ts';
import { emit } from '../../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import type { At, HeldLease, KclApplication, LeaseMoveHow, ShardConsumer } from './kcl-state.ts';
import { noteMove, renewLease, shardOf, writeCheckpoint } from './lease-table.ts';
import type { Checkpoint, Lease } from './lease.ts';

export const leaseDurationUs = ({ app }: Pick<At, 'app'>): number => app.spec.failoverTimeMs * MILLISECOND;

/** Renewals come this often: a third of the failover time, and a little before. */
export const renewalPeriodUs = (at: Pick<At, 'app'>): number =>
  Math.max(10 * MILLISECOND, Math.floor(at.app.spec.failoverTimeMs / 3 - 25) * MILLISECOND);

/** By the worker's own clock: it gives up by itself what it could not renew. */
export const hasExpired = (at: At, lease: HeldLease): boolean => at.consumers.sim.nowUs - lease.renewedUs > lease.goodForUs;

/** What the worker may act on: held, and not expired. */
function currentlyHeld(at: At, shard: number): HeldLease | null {
  const lease = at.worker.held[shard];
  return lease === undefined || hasExpired(at, lease) ? null : lease;
}

/** The row says that it is this worker's now. */
export function gain(at: At, { leaseKey, leaseCounter }: Lease): HeldLease {
  const { worker, consumers } = at;
  const shard = shardOf(leaseKey);
  return (worker.held[shard] = {
    shard,
    leaseKey,
    counter: leaseCounter,
    token: worker.nextToken++,
    renewedUs: consumers.sim.nowUs,
    goodForUs: leaseDurationUs(at),
    bytes: 0,
    handoffSinceUs: null,
  });
}

/** One event for all leases that moved alike. `cause`: what made them free. */
export function tellTaken(at: At, moved: readonly { leaseKey: string; from: string | null }[], how: LeaseMoveHow): void {
  const { app, worker, consumers } = at;
  const froms = new Set(moved.map(({ from }) => from));
  for (const from of froms) {
    const keys = moved.filter((move) => move.from === from).map(({ leaseKey }) => leaseKey);
    const event = emit(
      consumers.sim,
      { type: 'leases-taken', consumer: app.spec.id, worker: worker.spec.id, from, how, shardIds: keys },
      causeOfMove(at, keys[0], from, how),
    );
    for (const key of keys) {
      app.eventOf[shardOf(key)] = event;
      noteMove(at, key, from, worker.spec.id, how);
    }
  }
}

/** The last time that a worker came or went: what leases are balanced for. */
export function lastChangeOf({ workers }: KclApplication): number | null {
  let last: number | null = null;
  for (const { startedEvent, stoppedEvent } of workers)
    for (const event of [startedEvent, stoppedEvent]) if (event !== null && event > (last ?? 0)) last = event;
  return last;
}

/** Expired: the end of its owner, or what the table refused. Without owner: the creation of the row. Else that a worker came or went. */
export function causeOfMove({ app }: Pick<At, 'app'>, leaseKey: string, from: string | null, how: LeaseMoveHow): number | null {
  if (how === 'unowned') return app.eventOf[shardOf(leaseKey)] ?? null;
  const owner = app.workers.findLast(({ spec }) => spec.id === from);
  if (how === 'expired') return owner?.stoppedEvent ?? app.tableCause ?? app.eventOf[shardOf(leaseKey)] ?? null;
  return lastChangeOf(app) ?? app.eventOf[shardOf(leaseKey)] ?? null;
}

/** Leases that are no longer this worker's; `how`: what it saw. */
export function lose(at: At, leases: readonly HeldLease[], how: 'taken' | 'expired'): void {
  if (leases.length === 0) return;
  const { app, worker, consumers } = at;
  for (const { shard } of leases) delete worker.held[shard];
  const told = leases.filter(({ leaseKey }) => app.table.items[leaseKey] !== undefined);
  if (told.length === 0) return;
  emit(
    consumers.sim,
    { type: 'leases-lost', consumer: app.spec.id, worker: worker.spec.id, how, shardIds: told.map(({ leaseKey }) => leaseKey) },
    how === 'taken' ? (app.eventOf[told[0].shard] ?? null) : (worker.stoppedEvent ?? app.tableCause),
  );
}

/** Every 3.3 s: all that are held. */
export function renewAll(at: At): void {
  const lost: HeldLease[] = [];
  const expired: HeldLease[] = [];
  for (const name in at.worker.held) {
    const lease = at.worker.held[name];
    if (hasExpired(at, lease)) expired.push(lease);
    else if (!renew(at, lease)) lost.push(lease);
  }
  lose(at, lost, 'taken');
  lose(at, expired, 'expired');
}

/** False where it is gone. */
function renew(at: At, lease: HeldLease): boolean {
  const { app, worker, consumers } = at;
  const { nowUs } = consumers.sim;
  const elapsedUs = Math.max(1, nowUs - lease.renewedUs);
  const kBps = app.spec.version === '3.x' ? (lease.bytes * SECOND) / elapsedUs / 1024 : null;
  const attempt = () => renewLease(at, lease.leaseKey, lease.counter, lease.handoffSinceUs !== null, kBps);
  let answer = attempt();
  if (answer === 'throttled') answer = attempt();
  if (answer === 'throttled') return true; // it stays until it expires by this worker's own clock
  if (answer === 'ok') return renewed(at, lease);
  const row = get(app.table, lease.leaseKey, nowUs);
  if (row === null || row === undefined) return row === null;
  if (row.checkpointOwner === worker.spec.id && lease.handoffSinceUs === null) {
    lease.handoffSinceUs = nowUs;
    lease.counter = row.leaseCounter;
    return renewLease(at, lease.leaseKey, lease.counter, true, kBps) === 'ok' ? renewed(at, lease) : true;
  }
  if (row.leaseOwner === worker.spec.id && row.checkpointOwner === null && row.leaseCounter === lease.counter + 1) {
    lease.counter = row.leaseCounter - 1;
    return renewed(at, lease);
  }
  return false;
}

function renewed(at: At, lease: HeldLease): true {
  lease.counter++;
  lease.renewedUs = at.consumers.sim.nowUs;
  lease.goodForUs = leaseDurationUs(at);
  lease.bytes = 0;
  return true;
}

/**
 * ok · lost: a ShutdownException, the lease is not this consumer's any more · throttled: a ThrottlingException. A checkpoint renews the
 * lease too. `units`: how many checkpoints are written one after another.
 */
export function checkpointLease(
  at: At,
  { shard, token, leaseKey }: ShardConsumer,
  checkpoint: Checkpoint,
  units: number,
  children: string[] | null = null,
): 'ok' | 'lost' | 'throttled' {
  const lease = currentlyHeld(at, shard);
  if (lease === null || lease.token !== token) return 'lost';
  const answer = writeCheckpoint(at, leaseKey, lease.counter, checkpoint, units, children);
  if (answer === 'throttled') return 'throttled';
  if (answer === 'condition-failed') {
    lose(at, [lease], 'taken');
    return 'lost';
  }
  lease.counter += units;
  lease.renewedUs = at.consumers.sim.nowUs;
  return 'ok';
}
