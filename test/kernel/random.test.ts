import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, nextBelow, nextFloat, nextNormal, nextUint32, type RandomStream } from '../../src/engine/kernel/random.ts';

const take = (stream: RandomStream, count: number): number[] => Array.from({ length: count }, () => nextFloat(stream));

function correlation(a: number[], b: number[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = a.reduce((sum, value, i) => sum + (value - meanA) * (b[i] - meanB), 0);
  const spread = (values: number[], middle: number) => values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return product / Math.sqrt(spread(a, meanA) * spread(b, meanB));
}

describe('streams', () => {
  test('the same seed and name give the same numbers', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (seed, name) => {
        expect(take(createRandom(seed, name), 5)).toEqual(take(createRandom(seed, name), 5));
      }),
    );
  });

  test('are what they were: changing the generator changes every run', () => {
    const stream = createRandom('1', 'keys:checkout');
    expect(Array.from({ length: 4 }, () => nextUint32(stream))).toMatchInlineSnapshot(`
      [
        2546830809,
        3584472114,
        2644012616,
        2079063680,
      ]
    `);
  });

  test.each([
    ['keys:checkout', 'keys:checkouu'],
    ['keys:a', 'keys:b'],
    ['keys:a', 'sizes:a'],
    ['payload:p:1', 'payload:p:2'],
  ])('%s and %s are independent', (one, other) => {
    const count = 20_000;
    const r = correlation(take(createRandom('1', one), count), take(createRandom('1', other), count));
    expect(Math.abs(r)).toBeLessThan(4 / Math.sqrt(count));
  });

  test('neighbouring seeds are independent', () => {
    const firsts = Array.from({ length: 4000 }, (_, seed) => nextFloat(createRandom(seed.toString(16), 'keys:a')));
    expect(Math.abs(correlation(firsts.slice(1), firsts.slice(0, -1)))).toBeLessThan(4 / Math.sqrt(4000));
    expect(new Set(firsts).size).toBe(4000);
  });

  test('drawing from one leaves another where it was', () => {
    const quiet = createRandom('1', 'keys:a');
    const before = structuredClone(quiet);
    take(createRandom('1', 'keys:b'), 100);
    expect(quiet).toEqual(before);
  });

  test('a copy of the state goes on with the same numbers', () => {
    const stream = createRandom('1', 'x');
    take(stream, 17);
    expect(take(structuredClone(stream), 50)).toEqual(take(stream, 50));
  });
});

describe('distributions', () => {
  test('floats fill [0, 1) evenly', () => {
    const bins = Array.from({ length: 100 }, () => 0);
    for (const value of take(createRandom('7', 'even'), 100_000)) bins[Math.floor(value * 100)]++;
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(149); // 0.1 % of fair generators are above
  });

  test('nextBelow reaches every value and no other', () => {
    const stream = createRandom('7', 'below');
    const seen = new Set(Array.from({ length: 2000 }, () => nextBelow(stream, 7)));
    expect([...seen].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('normal numbers have mean 0 and variance 1', () => {
    const stream = createRandom('7', 'normal');
    const values = Array.from({ length: 100_000 }, () => nextNormal(stream));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1)).toBeLessThan(0.025);
  });
});
