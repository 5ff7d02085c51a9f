import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyColours, noteKey, settleColours, type KeyColours } from '../../src/worker/watch/key-colours.ts';

const SECOND = 1_000_000;
function noted(weights: Record<number, number>, keys = createKeyColours()): KeyColours {
  for (const [id, weight] of Object.entries(weights)) noteKey(keys, Number(id), weight);
  return keys;
}
const colours = (keys: KeyColours) => Object.fromEntries(keys.colourOf);

test('the six most frequent keys have a colour, each its own', () => {
  const keys = noted({ 1: 10, 2: 20, 3: 30, 4: 40, 5: 50, 6: 60, 7: 70, 8: 80 });
  settleColours(keys, 0);
  expect(new Set(keys.colourOf.keys())).toEqual(new Set([3, 4, 5, 6, 7, 8]));
  expect(new Set(keys.colourOf.values())).toEqual(new Set([1, 2, 3, 4, 5, 6]));
});

test('a key of less than half a percent stays grey', () => {
  const keys = noted({ 1: 1000, 2: 4 });
  settleColours(keys, 0);
  expect(colours(keys)).toEqual({ 1: 1 });
});

describe('a key keeps its colour', () => {
  test('while it stays among the first nine', () => {
    const keys = noted({ 1: 600, 2: 500, 3: 400, 4: 300, 5: 200, 6: 100 });
    settleColours(keys, 0);
    const before = colours(keys);
    noted({ 7: 700, 8: 650, 9: 620 }, keys);
    settleColours(keys, 0);
    expect(colours(keys)).toEqual(before);
  });

  test('and gives it up when it is not', () => {
    const keys = noted({ 1: 600, 2: 500, 3: 400, 4: 300, 5: 200, 6: 100 });
    settleColours(keys, 0);
    const freed = keys.colourOf.get(6)!;
    noted({ 7: 900, 8: 850, 9: 820, 10: 810 }, keys);
    settleColours(keys, 0);
    expect(keys.colourOf.has(6)).toBe(false);
    expect(keys.colourOf.get(7)).toBe(freed);
  });
});

test('what was long ago is forgotten: after eight seconds half of it', () => {
  const keys = noted({ 1: 1000 });
  settleColours(keys, 8 * SECOND);
  expect(keys.weights.get(1)).toBeCloseTo(500, 6);
  settleColours(keys, 1000 * SECOND);
  expect([keys.weights.size, keys.total, keys.colourOf.size]).toEqual([0, 0, 0]);
});

test('colours are 1 to 6, never given twice, and the total is the sum of the weights, whatever comes', () => {
  const round = fc.record({ weights: fc.dictionary(fc.nat(30).map(String), fc.integer({ min: 1, max: 1000 })), seconds: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(round, { maxLength: 20 }), (rounds) => {
      const keys = createKeyColours();
      let nowUs = 0;
      for (const { weights, seconds } of rounds) {
        noted(weights, keys);
        settleColours(keys, (nowUs += seconds * SECOND));
        const given = [...keys.colourOf.values()];
        expect(new Set(given).size).toBe(given.length);
        expect(given.every((colour) => colour >= 1 && colour <= 6)).toBe(true);
        const total = [...keys.weights.values()].reduce((sum, weight) => sum + weight, 0);
        expect(Math.abs(keys.total - total)).toBeLessThan(1e-6 * (1 + total));
      }
    }),
  );
});

test('a million keys do not pile up', () => {
  const keys = createKeyColours();
  for (let second = 0; second < 20; second++) {
    for (let i = 0; i < 30_000; i++) noteKey(keys, second * 30_000 + i, 1);
    settleColours(keys, second * SECOND);
  }
  expect(keys.weights.size).toBeLessThan(60_000);
});
