/**
 * How long records are kept for who does not take them, and when a bucket is tried again.
 * https://docs.aws.amazon.com/firehose/latest/dev/limits.html (24 hours for Direct PUT, else the stream's retention)
 * The cadence towards S3 is not published: here (a choice) after 5 s, then twice as long each time up to 5 minutes.
 */
import { HOUR, MINUTE, SECOND } from '../../kernel/time.ts';
import type { DeliveryStream, Firehose, Parcel } from '../firehose-state.ts';
import { KEPT_HOURS } from '../limits.ts';

/** Counted from when the oldest record came. */
export function keptUntilUs({ kinesis }: Firehose, { spec: { source } }: DeliveryStream, { openedUs }: Parcel): number {
  const stream = source.kind === 'direct-put' ? undefined : kinesis.state.streams.find(({ name }) => name === source.stream);
  return openedUs + (stream?.settings.retentionHours ?? KEPT_HOURS) * HOUR;
}

const FIRST_PAUSE_US = 5 * SECOND;
const PAUSE_MAX_US = 5 * MINUTE;

/** After so many attempts that failed. */
export const bucketPauseUs = (attempts: number): number => Math.min(FIRST_PAUSE_US * 2 ** Math.min(attempts - 1, 10), PAUSE_MAX_US);
