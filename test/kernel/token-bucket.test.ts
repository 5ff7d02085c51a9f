/** The oracle counts in BigInt millionths of a token, so that nothing is ever rounded. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFullBucket, refill, take } from '../../src/engine/kernel/token-bucket.ts';

const YEAR_US = 365.25 * 24 * 3600 * 1e6;
/** Levels are in millionths of a token. */
const TOKEN = 1_000_000;

interface Limit {
  capacity: number;
  rate: number;
}
const LIMITS: Limit[] = [
  { capacity: 1000, rate: 1000 },
  { capacity: 1_048_576, rate: 1_048_576 },
  { capacity: 15 * 1_048_576, rate: 1_048_576 },
  { capacity: 2_097_152, rate: 2_097_152 },
];

describe.each(LIMITS)('capacity $capacity, $rate a second', ({ capacity, rate }) => {
  test('is exact to the millionth of a token, whatever the waits and takes', () => {
    const wait = fc.oneof(fc.nat(2_000_000), fc.nat(60_000_000), fc.constant(YEAR_US));
    fc.assert(
      fc.property(fc.array(fc.tuple(wait, fc.nat(Math.floor(capacity * 1.5))), { maxLength: 60 }), (steps) => {
        const bucket = createFullBucket(capacity, 0);
        let level = BigInt(capacity) * 1_000_000n;
        let nowUs = 0;
        for (const [waitUs, tokens] of steps) {
          nowUs += waitUs;
          refill(bucket, capacity, rate, nowUs);
          const grown = level + BigInt(waitUs) * BigInt(rate);
          level = grown < BigInt(capacity) * 1_000_000n ? grown : BigInt(capacity) * 1_000_000n;
          expect(BigInt(bucket.level)).toBe(level);
          take(bucket, tokens); // debt is allowed
          level -= BigInt(tokens) * 1_000_000n;
        }
      }),
    );
  });

  test('refilling in slices equals refilling at once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300_000), { minLength: 1, maxLength: 30 }), (slices) => {
        const sliced = createFullBucket(capacity, 0);
        const whole = createFullBucket(capacity, 0);
        take(sliced, capacity);
        take(whole, capacity);
        let nowUs = 0;
        for (const us of slices) refill(sliced, capacity, rate, (nowUs += us));
        refill(whole, capacity, rate, nowUs);
        expect(sliced).toEqual(whole);
      }),
    );
  });

  test('centuries of idleness fill it and no more', () => {
    const bucket = createFullBucket(capacity, 0);
    take(bucket, capacity * 5);
    refill(bucket, capacity, rate, 250 * YEAR_US);
    expect(bucket.level).toBe(capacity * TOKEN);
  });
});

test('a token is there at the microsecond in which it is earned, and not before', () => {
  const bucket = createFullBucket(1000, 0);
  take(bucket, 1000);
  refill(bucket, 1000, 1000, 999);
  expect(bucket.level).toBeLessThan(TOKEN);
  refill(bucket, 1000, 1000, 1000);
  expect(bucket.level).toBe(TOKEN);
});

test('time that stands still or runs back gives nothing', () => {
  const bucket = createFullBucket(10, 1000);
  take(bucket, 10);
  refill(bucket, 10, 10, 1000);
  refill(bucket, 10, 10, 500);
  expect(bucket.level).toBe(0);
});
