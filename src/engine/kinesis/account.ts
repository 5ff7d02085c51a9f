/** The account's switch to On-demand Advantage: a minimum throughput billing commitment, and what it allows. */
import { invalidArgument, validationFailed } from './errors.ts';
import type { Kinesis } from './kinesis.ts';
import type { StreamSettings } from './stream-state.ts';

/** A stream may be warmed to this at most, MiB/s. */
const WARM_MAX_MIBPS = 10_240;

export interface AccountCommitment {
  /** Epoch seconds; null while it is not in force. */
  startedAt: number | null;
  endedAt: number | null;
  /** Ends at the earliest allowed end, by an early request. */
  ending: boolean;
}

export const NO_COMMITMENT: AccountCommitment = { startedAt: null, endedAt: null, ending: false };

export const hasAdvantage = ({ state }: Kinesis): boolean => state.commitment.startedAt !== null;

export function checkWarmThroughput(kinesis: Kinesis, mode: StreamSettings['mode'], warmMiBps: number | undefined) {
  if (warmMiBps === undefined) return null;
  if (!hasAdvantage(kinesis)) return validationFailed(`Account ${kinesis.state.accountId} is not enabled for minimum throughput billing commitment`);
  if (mode !== 'ON_DEMAND') return invalidArgument('Warm throughput is only supported for streams in ON_DEMAND mode.');
  return warmMiBps > WARM_MAX_MIBPS ? invalidArgument(`WarmThroughputMiBps must not exceed ${WARM_MAX_MIBPS}.`) : null;
}
