/** The board and the lease table in words. */
import type { KclFrame, KclLeaseFrame, KclWorkerFrame } from '../../protocol/kcl-frame.ts';
import { clock, count, duration, listed, shardName, shardNumber } from '../wording.ts';
import { expectedMove, spanWords } from './failover.ts';
import { holderOf, inHashOrder, isAtEnd, isZombie, lookOf } from './layout.ts';

export interface LeasesText {
  summary: string;
  workers: { caption: string; columns: string[]; rows: string[][] };
  leases: { caption: string; columns: string[]; rows: string[][] };
}

const plural = (amount: number, one: string) => `${amount} ${one}${amount === 1 ? '' : 's'}`;

export function describeLeases(kcl: KclFrame, nowUs: number): LeasesText {
  return {
    summary: summaryOf(kcl, nowUs),
    workers: {
      caption: 'Workers',
      columns: ['Worker', 'Instance', 'Zone', 'State', 'Leases'],
      rows: kcl.workers.map((worker) => [worker.id, worker.instance, worker.zone, workerWords(worker, kcl), String(worker.leases)]),
    },
    leases: {
      caption: 'Leases in the order of the key space',
      columns: ['Shard', 'Held by', 'Lease', 'Shard consumer', 'Lag'],
      rows: inHashOrder(kcl.leases).map((lease) => [
        shardName(lease.shardIndex),
        holderOf(lease) ?? 'nobody',
        leaseWords(lease, nowUs),
        runnersOf(lease, kcl),
        `${duration(lease.lagMs)}, ${count(lease.lagRecords)} records`,
      ]),
    },
  };
}

function runnersOf(lease: KclLeaseFrame, { workers }: KclFrame): string {
  const state = lease.consumer === null ? 'none' : `${lease.consumer.state} on ${lease.consumer.worker}`;
  const zombies = workers.filter(({ id, running }) => isZombie(id, running, lease)).map(({ id }) => id);
  return zombies.length === 0 ? state : `${state}; still run by ${listed(zombies)} without the lease`;
}

function summaryOf(kcl: KclFrame, nowUs: number): string {
  const live = kcl.leases.filter((lease) => !isAtEnd(lease));
  const looks = live.map((lease) => lookOf(lease, nowUs));
  const running = kcl.workers.filter(({ process }) => process === 'running').length;
  const amount = (look: string) => looks.filter((each) => each === look).length;
  const parts = [`${amount('held')} held`];
  if (amount('expired') > 0) parts.push(`${amount('expired')} expired`);
  if (amount('unowned') > 0) parts.push(`${amount('unowned')} without owner`);
  const leader = kcl.workers.find((worker) => worker.leader)?.id;
  const tail = leader === undefined ? 'Nobody leads.' : `${leader} leads.`;
  return `${running} of ${plural(kcl.workers.length, 'worker')} running; of ${plural(live.length, 'lease')} ${listed(parts)}. ${tail}`;
}

/** How a worker is, and while its leases wait for another one, until when. */
export function workerWords(worker: KclWorkerFrame, kcl: KclFrame): string {
  if (worker.process === 'frozen') return worker.frozenUntilUs === null ? 'frozen' : `frozen until ${clock(worker.frozenUntilUs, 0)}`;
  if (worker.process === 'running') return worker.state;
  const held = kcl.leases.filter((lease) => holderOf(lease) === worker.id);
  const move = expectedMove(kcl, held);
  return move === null ? 'dead' : `dead, leases move ${spanWords(move)}`;
}

export function leaseWords(lease: KclLeaseFrame, nowUs: number): string {
  switch (lookOf(lease, nowUs)) {
    case 'ended':
      return 'shard read to its end';
    case 'unowned':
      return 'without owner';
    case 'expired':
      return `expired ${duration((nowUs - lease.expiresUs!) / 1000)} ago`;
    case 'held': {
      if (lease.checkpointOwner !== null && lease.checkpointOwner !== lease.leaseOwner) return `being handed to ${lease.leaseOwner}`;
      return lease.expiresUs === null ? 'held' : `good for ${duration((lease.expiresUs - nowUs) / 1000)}`;
    }
  }
}

const HOW: Record<KclFrame['moves'][number]['how'], string> = {
  assigned: 'assigned by the leader',
  expired: 'expired and taken',
  stolen: 'stolen',
  handoff: 'handed over',
  unowned: 'had no owner',
};

export function moveWords({ leaseKey, from, to, how }: KclFrame['moves'][number]): string {
  return `${shardName(shardNumber(leaseKey))}: ${from === null ? '' : `${from} → `}${to}, ${HOW[how]}`;
}

/** What the sink has counted: each record once, or more often, or never. */
export function accountWords({ account: { processed, duplicates, lost }, userRecords }: KclFrame): string {
  const { records, aggregates, dropped } = userRecords;
  const inside = `, ${count(records)} user records handed on, ${count(aggregates)} ${aggregates === 1 ? 'aggregate' : 'aggregates'}${dropped > 0 ? ` (${count(dropped)} dropped: a record of another shard)` : ''}`;
  return `${count(processed)} records processed, ${count(duplicates)} ${duplicates === 1 ? 'repetition' : 'repetitions'}, ${count(lost)} lost${aggregates > 0 ? inside : ''}`;
}

/** A checkpoint short enough for a column: sequence numbers differ at their end. */
export function checkpointWords(checkpoint: string): string {
  const words: Record<string, string> = { TRIM_HORIZON: 'start', LATEST: 'latest', AT_TIMESTAMP: 'time', SHARD_END: 'end' };
  return words[checkpoint] ?? `…${checkpoint.slice(-5)}`;
}
