import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packColumn, packedAt, packedBytes, unpackInto } from '../../src/engine/kernel/packed-column.ts';

/** The largest range of each width, and the smallest of the next. */
const BOUNDARIES: [range: number, width: number][] = [
  [0, 0],
  [1, 1],
  [0xff, 1],
  [0x100, 2],
  [0xffff, 2],
  [0x1_0000, 3],
  [0xff_ffff, 3],
  [0x100_0000, 4],
  [0xffff_ffff, 4],
  [0x1_0000_0000, 8],
  [2 ** 52, 8],
];

describe.each(BOUNDARIES)('a range of %i', (range, width) => {
  test.each([0, 1, 1_000_000_007, 2 ** 40])(`takes ${width} bytes a value above %i and gives every value back`, (base) => {
    const values = Float64Array.of(base, base + range, base + Math.floor(range / 2), base, base + range);
    const column = packColumn(values, values.length);
    expect(column.width).toBe(width);
    expect(packedBytes(column)).toBe(width * values.length + 16);
    expect(Array.from(values, (_, i) => packedAt(column, i))).toEqual([...values]);
    const out = new Float64Array(values.length + 2);
    unpackInto(column, 1, 4, out, 2);
    expect([...out]).toEqual([0, 0, ...values.slice(1, 4), 0, 0]);
  });
});

test('any column comes back as it was, in whole and in parts', () => {
  const value = fc.oneof(fc.nat(255), fc.nat(0x1_0000), fc.nat(0x7fff_ffff), fc.nat(Number.MAX_SAFE_INTEGER));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), fc.nat(60), fc.nat(60), (numbers, a, b) => {
      const column = packColumn(Float64Array.from(numbers), numbers.length);
      expect(numbers.map((_, i) => packedAt(column, i))).toEqual(numbers);
      const from = Math.min(a, b, numbers.length);
      const to = Math.min(Math.max(a, b), numbers.length);
      const out = new Float64Array(to - from);
      unpackInto(column, from, to, out, 0);
      expect([...out]).toEqual(numbers.slice(from, to));
    }),
  );
});

test('only the counted values are packed', () => {
  expect(packColumn(Float64Array.of(7, 7, 1e15), 2)).toEqual({ base: 7, width: 0, offsets: null });
  expect(packColumn(Float64Array.of(7), 0)).toEqual({ base: 0, width: 0, offsets: null });
});
