/** When a buffer flushes and which hint makes it, if records go on coming as they do: the first hint reached. */
import type { FlushTrigger } from '../../engine/firehose/firehose-state.ts';

export interface Gathering {
  nowUs: number;
  /** When its first record came. */
  openedUs: number;
  bytes: number;
  bytesPerSecond: number;
  sizeBytes: number;
  intervalSeconds: number;
}

export interface Prediction {
  atUs: number;
  trigger: FlushTrigger;
  /** How full it will be then. */
  bytes: number;
}

export function predict({ nowUs, openedUs, bytes, bytesPerSecond, sizeBytes, intervalSeconds }: Gathering): Prediction {
  if (intervalSeconds === 0) return { atUs: nowUs, trigger: 'no-buffering', bytes };
  const timeUs = Math.max(nowUs, openedUs + intervalSeconds * 1e6);
  const missing = Math.max(0, sizeBytes - bytes);
  const sizeUs = missing === 0 ? nowUs : bytesPerSecond > 0 ? nowUs + (missing / bytesPerSecond) * 1e6 : Infinity;
  if (sizeUs <= timeUs) return { atUs: sizeUs, trigger: 'size', bytes: Math.max(bytes, sizeBytes) };
  return { atUs: timeUs, trigger: 'interval', bytes: bytes + (bytesPerSecond * (timeUs - nowUs)) / 1e6 };
}

/** From this rate on the size is reached first; infinite without buffering. */
export function crossoverOf(sizeBytes: number, intervalSeconds: number): number {
  return intervalSeconds === 0 ? Infinity : sizeBytes / intervalSeconds;
}

/** How long an empty buffer gathers at this rate. */
export function secondsToFlush(bytesPerSecond: number, sizeBytes: number, intervalSeconds: number): number {
  return Math.min(intervalSeconds, bytesPerSecond > 0 ? sizeBytes / bytesPerSecond : Infinity);
}
