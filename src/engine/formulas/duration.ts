/**
 * How long it takes: falling behind, catching up, replaying; and how many objects Firehose makes of a day.
 * https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html (MillisBehindLatest, IteratorAgeMilliseconds)
 * Simplified: all rates are steady.
 */
import { flushPrediction } from '../formulas.ts';
import { pollingBytesPerSecond } from './capacity.ts';

/** Seconds by which the age of the oldest unread record grows in a second. Rates in one unit, whichever. */
export const ageGrowth = (inRate: number, outRate: number): number => Math.max(0, 1 - outRate / inRate);

/** Time until records expire unread; in the unit of the age and the retention. */
export const timeUntilLoss = (age: number, retention: number, inRate: number, outRate: number): number =>
  (retention - age) / ageGrowth(inRate, outRate);

/** Seconds until a backlog is read, while new data goes on coming. Infinity where nothing is left over for it. */
export const catchUpSeconds = (backlogBytes: number, inBytesPerSecond: number, readBytesPerSecond: number): number =>
  readBytesPerSecond > inBytesPerSecond ? backlogBytes / (readBytesPerSecond - inBytesPerSecond) : Infinity;

/** Seconds in which a window of the past is read again by polling, beside those who read the present. */
export const replaySeconds = (windowSeconds: number, inBytesPerSecond: number, shards: number, liveBytesPerSecond: number): number =>
  (windowSeconds * inBytesPerSecond) / (pollingBytesPerSecond(shards) - liveBytesPerSecond);

const DAY_SECONDS = 86_400;

/** Of one buffer that fills steadily. */
export function objectsPerDay(hints: { sizeMiB: number; intervalSeconds: number }, bytesPerSecond: number) {
  const flush = flushPrediction(hints, bytesPerSecond);
  return { objects: DAY_SECONDS / flush.seconds, ...flush };
}
