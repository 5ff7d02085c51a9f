/**
 * When an attempt that failed is made again, and until when. https://docs.aws.amazon.com/firehose/latest/dev/retry.html
 * Redshift and OpenSearch every five minutes, the last time when the retry duration ends; OpenSearch counts the first attempt into it.
 * Splunk and HTTP endpoints wait ever longer, and do not count waiting for acknowledgements. A bucket, also that from which COPY would
 * load, is tried as long as records are kept.
 */
import { nextFloat } from '../../kernel/random.ts';
import { MINUTE, SECOND } from '../../kernel/time.ts';
import { bucketPauseUs } from '../delivery/keep.ts';
import type { DeliveryStream, Parcel } from '../firehose-state.ts';
import { findOpen } from './open-delivery.ts';

export interface RetryPlan {
  nextUs: number;
  /** When it is given up; null: not before the records are too old to be kept. */
  untilUs: number | null;
}

/** Attempts to reach the destination itself: those towards the backup in its place are not among them. */
export const attemptsAtDestination = ({ attempts, backupAttempts = 0 }: Parcel): number => attempts - backupAttempts;

const EVERY_US = 5 * MINUTE;
const LONGEST_WAIT_SECONDS = 120;
const JITTER = 0.15;

/** `n`: failures before this one. `chance`: 0 to 1. The documentation's formula prints MAX where its text says that it is capped. */
export const backoffSeconds = (n: number, chance: number): number =>
  Math.min(LONGEST_WAIT_SECONDS, 2 ** n) * (1 - JITTER + 2 * JITTER * chance);

/** After an attempt to reach the destination that failed now. Null: it is given up. */
export function retryPlan(stream: DeliveryStream, parcel: Parcel, nowUs: number): RetryPlan | null {
  const { destination } = stream.spec;
  const open = findOpen(stream, parcel);
  const isStaged = destination.kind !== 'redshift' || (open !== undefined && open.file !== null);
  if (destination.kind === 's3' || !isStaged) return { nextUs: nowUs + bucketPauseUs(parcel.attempts), untilUs: null };
  const failedUs = parcel.failedUs ?? nowUs;
  const durationUs = destination.retrySeconds * SECOND;
  const isBackingOff = destination.kind === 'splunk' || destination.kind === 'http';
  const fromUs = destination.kind === 'opensearch' ? (parcel.sealedUs ?? failedUs) : failedUs;
  const untilUs = fromUs + durationUs + (isBackingOff ? (open?.waitedUs ?? 0) : 0);
  if (nowUs >= untilUs) return null;
  if (!isBackingOff) return { nextUs: Math.min(nowUs + EVERY_US, untilUs), untilUs };
  const waitSeconds = backoffSeconds(Math.max(0, attemptsAtDestination(parcel) - 1), nextFloat(stream.random.network));
  return { nextUs: nowUs + Math.round(waitSeconds * SECOND), untilUs };
}
