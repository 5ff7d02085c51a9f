import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packedNumbersBytes, packNumbers, unpackNumbers, type NumberArray } from '../../src/engine/kernel/packed-numbers.ts';

const RUNS = { numRuns: 60 };
const length = fc.integer({ min: 64, max: 300 });

/** What is packed comes back with its kind and every value, to the bit. */
function expectBack(values: NumberArray, stride = 1): void {
  const packed = packNumbers(values, stride);
  expect(packed).not.toBeNull();
  const back = unpackNumbers(structuredClone(packed!));
  expect(back.constructor).toBe(values.constructor);
  expect(back).toEqual(values);
}

const KINDS: [string, (numbers: number[]) => NumberArray, number, number][] = [
  ['Float64Array', (numbers) => Float64Array.from(numbers), -(2 ** 53), 2 ** 53],
  ['Uint32Array', (numbers) => Uint32Array.from(numbers), 0, 2 ** 32 - 1],
  ['Int32Array', (numbers) => Int32Array.from(numbers), -(2 ** 31), 2 ** 31 - 1],
  ['Uint16Array', (numbers) => Uint16Array.from(numbers), 0, 2 ** 16 - 1],
  ['Uint8Array', (numbers) => Uint8Array.from(numbers), 0, 255],
  ['a list', (numbers) => numbers, -(2 ** 53), 2 ** 53],
];

describe.each(KINDS)('%s', (_name, make, low, high) => {
  const whole = fc.maxSafeInteger().map((number) => Math.min(high, Math.max(low, number)));
  const near = fc.tuple(whole, fc.nat(300)).map(([number, offset]) => Math.min(high, number + offset));

  test('comes back', () => {
    const numbers = fc.oneof(
      fc.array(whole, { minLength: 64, maxLength: 200 }),
      fc.tuple(near, length).chain(([from, count]) =>
        fc.array(
          fc.nat(200).map((offset) => Math.min(high, from + offset)),
          { minLength: count, maxLength: count },
        ),
      ),
    );
    fc.assert(
      fc.property(numbers, (values) => expectBack(make(values))),
      RUNS,
    );
  });

  test('comes back where nearly all is zero', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(999), whole), { maxLength: 40 }), (entries) => {
        const values = make(Array.from({ length: 1000 }, () => 0));
        for (const [place, value] of entries) values[place] = value;
        expectBack(values);
      }),
      RUNS,
    );
  });
});

test('interleaved columns come back, and are packed each by itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 64, max: 128 }), (stride, rows) => {
      const values = Float64Array.from({ length: stride * rows }, (_, i) => 1e12 * (i % stride) + Math.floor(i / stride) + 1);
      expectBack(values, stride);
      expect(packedNumbersBytes(packNumbers(values, stride)!)).toBeLessThanOrEqual(stride * (rows + 16)); // a byte each
    }),
    RUNS,
  );
});

test('what no column holds is left alone', () => {
  const with_ = (odd: unknown) => Array.from({ length: 100 }, (_, i) => (i === 57 ? odd : i)) as number[];
  for (const odd of [0.5, NaN, -0]) expect(packNumbers(Float64Array.from(with_(odd)))).toBeNull();
  for (const odd of ['7', undefined, null, 7n, { value: 7 }]) expect(packNumbers(with_(odd))).toBeNull();
  expect(packNumbers(Float64Array.from({ length: 63 }))).toBeNull();
  expect(packNumbers(new Float32Array(100) as never)).toBeNull();
});

test('infinities come back', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => [-Infinity, 7, Infinity][i % 3]);
  expectBack(values);
});
