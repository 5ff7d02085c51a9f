import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fromWords,
  hashKeyOf,
  initialRanges,
  KEY_SPACE,
  MAX_HASH_KEY,
  middleOf,
  toFraction,
  toHex,
  toWords,
} from '../../src/engine/kinesis/hash-key.ts';

const hashKey = fc.bigInt({ min: 0n, max: MAX_HASH_KEY });

test('a key hashes to its MD5 as an unsigned 128-bit number', () => {
  expect(hashKeyOf('a')).toBe(16955237001963240173058271559858726497n);
  expect(toHex(hashKeyOf('a'))).toBe('0cc175b9c0f1b6a831c399e269772661');
});

test('words go there and back', () => {
  fc.assert(
    fc.property(hashKey, (key) => {
      const words = new Uint32Array(5);
      toWords(key, words, 1);
      expect(fromWords(words, 1)).toBe(key);
      expect(BigInt(`0x${toHex(key)}`)).toBe(key);
      expect(toHex(key)).toHaveLength(32);
    }),
  );
});

describe('ranges of a new stream', () => {
  test('tile the key space exactly, each floor(2^128 / n) wide and the last with the remainder', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (count) => {
        const ranges = initialRanges(count);
        const width = KEY_SPACE / BigInt(count);
        let next = 0n;
        for (const { start, end } of ranges.slice(0, -1)) {
          expect([start, end - start + 1n]).toEqual([next, width]);
          next = end + 1n;
        }
        expect(ranges.at(-1)).toEqual({ start: next, end: MAX_HASH_KEY });
        expect(ranges).toHaveLength(count);
      }),
      { numRuns: 25 },
    );
  });

  test('of two shards meet at 2^127', () => {
    expect(initialRanges(2)[0].end).toBe(2n ** 127n - 1n);
  });
});

test('the middle cuts a range into halves, the odd key in the upper', () => {
  fc.assert(
    fc.property(hashKey, hashKey, (a, b) => {
      const [start, end] = a < b ? [a, b] : [b, a];
      const lower = middleOf(start, end) - start;
      const upper = end - middleOf(start, end) + 1n;
      expect([0n, 1n]).toContain(start === end ? 0n : upper > lower ? upper - lower : lower - upper);
    }),
  );
  expect(middleOf(0n, MAX_HASH_KEY)).toBe(2n ** 127n);
});

test('fractions rise with the key, from 0 to 1', () => {
  expect([toFraction(0n), toFraction(2n ** 126n), toFraction(2n ** 127n), toFraction(KEY_SPACE)]).toEqual([0, 0.25, 0.5, 1]);
  fc.assert(fc.property(hashKey, hashKey, (a, b) => a > b || toFraction(a) <= toFraction(b)));
});
