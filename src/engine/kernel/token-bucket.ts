/**
 * A token bucket in whole numbers: the level is held in millionths of a token, so that a rate per second times
 * microseconds needs no rounding. Exact as long as capacity × 1e6 stays under 2^53 (9 GB for bytes).
 */
const MICRO = 1_000_000;

export interface TokenBucket {
  /** Millionths of a token; may be below zero where debt is allowed. */
  level: number;
  updatedUs: number;
}

export const createFullBucket = (capacity: number, nowUs: number): TokenBucket => ({ level: capacity * MICRO, updatedUs: nowUs });

/** The level after `elapsedUs` more, for those who keep levels in columns. */
export function refilled(level: number, elapsedUs: number, capacity: number, ratePerSecond: number): number {
  const full = capacity * MICRO;
  const missing = full - level;
  // Compared by division first: elapsed × rate may leave the exact range after years of idleness.
  return missing <= 0 || elapsedUs >= missing / ratePerSecond ? full : level + elapsedUs * ratePerSecond;
}

export function refill(bucket: TokenBucket, capacity: number, ratePerSecond: number, nowUs: number): void {
  const elapsedUs = nowUs - bucket.updatedUs;
  if (elapsedUs <= 0) return;
  bucket.updatedUs = nowUs;
  bucket.level = refilled(bucket.level, elapsedUs, capacity, ratePerSecond);
}

export function take(bucket: TokenBucket, tokens: number): void {
  bucket.level -= tokens * MICRO;
}
