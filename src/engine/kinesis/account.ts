/** The account's switch to On-demand Advantage: a minimum throughput billing commitment, and what it allows. */
import { epochSecondsAt } from '../kernel/simulation.ts';
import { invalidArgument, validationFailed } from './errors.ts';
import type { Kinesis } from './kinesis.ts';
import type { StreamSettings } from './stream-state.ts';

/** A stream may be warmed to this at most, MiB/s. */
const WARM_MAX_MIBPS = 10_240;

export interface AccountCommitment {
  /** Epoch seconds; null where there never was one. */
  startedAt: number | null;
  /** When it ends or has ended; null while no end is set. */
  endsAt: number | null;
}

export const NO_COMMITMENT: AccountCommitment = { startedAt: null, endsAt: null };

/** A commitment holds for a day at least. */
const LEAST_SECONDS = 86_400;

const nowSeconds = ({ sim }: Kinesis): number => epochSecondsAt(sim, sim.nowUs);

export function hasAdvantage(kinesis: Kinesis): boolean {
  const { startedAt, endsAt } = kinesis.state.commitment;
  return startedAt !== null && (endsAt === null || nowSeconds(kinesis) < endsAt);
}

/** An early end is set for the earliest moment it may take effect; enabling again takes that back. */
export function setCommitment(kinesis: Kinesis, enabled: boolean): void {
  const { state } = kinesis;
  const now = nowSeconds(kinesis);
  if (enabled) state.commitment = hasAdvantage(kinesis) ? { ...state.commitment, endsAt: null } : { startedAt: now, endsAt: null };
  else if (hasAdvantage(kinesis))
    state.commitment = {
      ...state.commitment,
      endsAt: state.commitment.endsAt ?? Math.max(now, state.commitment.startedAt! + LEAST_SECONDS),
    };
}

export function describeCommitment(kinesis: Kinesis): Record<string, unknown> {
  const { startedAt, endsAt } = kinesis.state.commitment;
  const holds = hasAdvantage(kinesis);
  return {
    MinimumThroughputBillingCommitment: {
      ...(holds ? { EarliestAllowedEndAt: startedAt! + LEAST_SECONDS } : {}),
      ...(!holds && endsAt !== null ? { EndedAt: endsAt } : {}),
      ...(startedAt !== null ? { StartedAt: startedAt } : {}),
      Status: !holds ? 'DISABLED' : endsAt === null ? 'ENABLED' : 'ENABLED_UNTIL_EARLIEST_ALLOWED_END',
    },
  };
}

export function checkWarmThroughput(kinesis: Kinesis, mode: StreamSettings['mode'], warmMiBps: number | undefined) {
  if (warmMiBps === undefined) return null;
  if (!hasAdvantage(kinesis))
    return validationFailed(`Account ${kinesis.state.accountId} is not enabled for minimum throughput billing commitment`);
  if (mode !== 'ON_DEMAND') return invalidArgument('Warm throughput is only supported for streams in ON_DEMAND mode.');
  return warmMiBps > WARM_MAX_MIBPS ? invalidArgument(`WarmThroughputMiBps must not exceed ${WARM_MAX_MIBPS}.`) : null;
}
