import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSequenceNumber, encodeSequenceNumber, LAST_COUNTER } from '../../src/engine/kinesis/sequence-number.ts';

const seconds = fc.integer({ min: 0, max: 0xf_ffff_ffff });
const parts = fc.record({
  shardCreatedSeconds: seconds,
  shardIndex: fc.nat(2_147_483_647),
  counter: fc.bigInt({ min: 0n, max: LAST_COUNTER }),
  seconds,
});

test('what is encoded decodes to the same parts', () => {
  fc.assert(
    fc.property(parts, (given) => {
      expect(decodeSequenceNumber(encodeSequenceNumber(given))).toEqual(given);
    }),
    { numRuns: 1000 },
  );
});

test('numbers of one shard rise with counter and time; consecutive records differ by 2^80', () => {
  fc.assert(
    fc.property(parts, (given) => {
      const one = BigInt(encodeSequenceNumber(given));
      fc.pre(given.counter < LAST_COUNTER && given.seconds < 0xf_ffff_ffff);
      expect(BigInt(encodeSequenceNumber({ ...given, counter: given.counter + 1n })) - one).toBe(2n ** 80n);
      expect(BigInt(encodeSequenceNumber({ ...given, seconds: given.seconds + 1 }))).toBeGreaterThan(one);
    }),
  );
});

test('numbers of today have 56 digits', () => {
  const number = encodeSequenceNumber({
    shardCreatedSeconds: 1_795_000_000,
    shardIndex: 3,
    counter: 5_536_151_034n,
    seconds: 1_795_000_100,
  });
  expect(number).toMatch(/^49\d{54}$/);
});

test('a changed digit is a different number or none', () => {
  fc.assert(
    fc.property(parts, fc.nat(55), fc.integer({ min: 1, max: 9 }), (given, at, add) => {
      const number = encodeSequenceNumber(given);
      const digit = (Number(number[at]) + add) % 10;
      const changed = number.slice(0, at) + digit + number.slice(at + 1);
      expect(decodeSequenceNumber(changed)).not.toEqual(given);
    }),
  );
});

test.each([
  '',
  '0',
  '1',
  '-5',
  '1.5',
  'abc',
  '049646437577108476416916876405825929425585429676275269634',
  '21269319989900637946712965403778482371',
  '9'.repeat(129),
])('%j is not a number of this layout', (text) => expect(decodeSequenceNumber(text)).toBeNull());
