import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canSplit, keyAtShare, midpoint, moveKey, shareOfKey } from '../../../src/views/stage/cut.ts';

const LAST = 2n ** 128n - 1n;
const rangeArbitrary = fc
  .tuple(fc.bigInt({ min: 0n, max: LAST }), fc.bigInt({ min: 0n, max: LAST }))
  .map(([a, b]) => (a < b ? [a, b] : [b, a]))
  .filter(([a, b]) => b - a >= 3n)
  .map(([start, end]) => ({ startingHashKey: start.toString(), endingHashKey: end.toString() }));

function isAccepted(range: { startingHashKey: string; endingHashKey: string }, key: string): boolean {
  return BigInt(key) >= BigInt(range.startingHashKey) + 2n && BigInt(key) <= BigInt(range.endingHashKey) - 1n;
}

describe('a proposed cut', () => {
  it('begins in the middle', () => {
    expect(midpoint({ startingHashKey: '0', endingHashKey: LAST.toString() })).toBe((2n ** 127n).toString());
  });

  it('never leaves what SplitShard accepts, wherever the pointer goes', () => {
    fc.assert(
      fc.property(
        rangeArbitrary,
        fc.double({ min: -2, max: 3, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (range, share, step) => {
          const key = keyAtShare(range, share);
          expect(isAccepted(range, key)).toBe(true);
          expect(isAccepted(range, moveKey(range, key, step))).toBe(true);
          expect(isAccepted(range, midpoint(range))).toBe(true);
        },
      ),
    );
  });

  it('moves with every key press until it reaches an end', () => {
    const range = { startingHashKey: '100', endingHashKey: '110' };
    expect(moveKey(range, '105', 0.01)).toBe('106');
    expect(moveKey(range, '105', -0.01)).toBe('104');
    expect(moveKey(range, '109', 0.5)).toBe('109');
    expect(moveKey(range, '102', -0.5)).toBe('102');
  });

  it('lies at the share of the range that it was put at', () => {
    const range = { startingHashKey: (2n ** 126n).toString(), endingHashKey: (2n ** 127n - 1n).toString() };
    expect(shareOfKey(range, keyAtShare(range, 0.37))).toBeCloseTo(0.37, 5);
  });

  it('is impossible in a range of three keys or fewer', () => {
    expect(canSplit({ startingHashKey: '0', endingHashKey: '2' })).toBe(false);
    expect(canSplit({ startingHashKey: '0', endingHashKey: '3' })).toBe(true);
  });
});
