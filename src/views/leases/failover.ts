/**
 * Why a dead worker's leases take so long to move. The same arithmetic for both versions of the KCL, as its code has it:
 * 2.x: every worker looks at the lease table every 2·(failoverTimeMillis + 25 ms). 3.x: the leader does, every 2·failoverTimeMillis,
 * and who was given a lease finds it with its next discovery, half of that apart. A lease is free once its counter has stood still for
 * more than failoverTimeMillis between two looks of the same observer.
 */
import type { KclFrame, KclLeaseFrame } from '../../protocol/kcl-frame.ts';
import { clock, duration } from '../wording.ts';

const EPSILON_MS = 25;
/** Of a shard consumer, until its first processRecords: three passes of its worker, 1 s apart. */
const START_MS = 3000;
const PASS_MS = 1000;
const LEADER_LOCK_MS = 120_000;

type Clockwork = Pick<KclFrame, 'version' | 'failoverTimeMs'>;

export interface Failover {
  /** Between two looks at the table. */
  lookMs: number;
  /** From the last renewal until the lease has another owner. */
  movesFromMs: number;
  movesUntilMs: number;
  /** From then until records are processed again. */
  startsFromMs: number;
  startsUntilMs: number;
}

export function failoverOf({ version, failoverTimeMs }: Clockwork): Failover {
  const lookMs = version === '2.x' ? 2 * (failoverTimeMs + EPSILON_MS) : 2 * failoverTimeMs;
  const discoveryMs = version === '2.x' ? 0 : lookMs / 2 - EPSILON_MS;
  return {
    lookMs,
    movesFromMs: lookMs,
    movesUntilMs: 2 * lookMs,
    startsFromMs: START_MS,
    startsUntilMs: START_MS + PASS_MS + discoveryMs,
  };
}

/** Renewals a second of so many leases: write units. */
export function renewalsPerSecond(leases: number, failoverTimeMs: number): number {
  return leases / ((failoverTimeMs / 3 - EPSILON_MS) / 1000);
}

/** To the hundredth, where a duration would round: `20.05`. */
function seconds(ms: number): string {
  return String(Math.round(ms / 10) / 100);
}

export function failoverSentence(kcl: Clockwork): string {
  const { lookMs, movesFromMs, movesUntilMs, startsFromMs, startsUntilMs } = failoverOf(kcl);
  const who = kcl.version === '2.x' ? 'each worker looks at the lease table' : 'the leader looks at the lease table';
  const then = kcl.version === '2.x' ? '' : ' finding the new lease,';
  return (
    `When a worker dies, its leases move ${seconds(movesFromMs)} to ${seconds(movesUntilMs)}\u202Fs after their last renewal, ` +
    `not after failoverTimeMillis (${duration(kcl.failoverTimeMs)}): ${who} every ${seconds(lookMs)}\u202Fs, one look must see the last counter, ` +
    `and a later one must find it unmoved for more than ${duration(kcl.failoverTimeMs)}. ` +
    `Then${then} starting the shard consumer takes ${Math.round(startsFromMs / 1000)} to ${Math.round(startsUntilMs / 1000)}\u202Fs more.`
  );
}

export function leaderSentence({ version }: Clockwork): string | null {
  if (version === '2.x') return null;
  return `Where the leader itself dies, nothing is assigned until its lock has gone ${LEADER_LOCK_MS / 1000}\u202Fs without a heartbeat: 2 to 2.5\u202Fmin.`;
}

/** When the leases of a dead worker are to be expected elsewhere. Null where it has none that could move. */
export function expectedMove(kcl: Clockwork, leases: readonly KclLeaseFrame[]): { fromUs: number; untilUs: number } | null {
  const renewals = leases.filter(({ checkpoint }) => checkpoint !== 'SHARD_END').flatMap(({ renewedUs }) => renewedUs ?? []);
  if (renewals.length === 0) return null;
  const { movesFromMs, movesUntilMs } = failoverOf(kcl);
  return { fromUs: Math.min(...renewals) + movesFromMs * 1000, untilUs: Math.max(...renewals) + movesUntilMs * 1000 };
}

export const spanWords = ({ fromUs, untilUs }: { fromUs: number; untilUs: number }): string => `${clock(fromUs, 0)}–${clock(untilUs, 0)}`;
