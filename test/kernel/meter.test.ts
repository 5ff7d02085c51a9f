import { expect, test } from 'vitest';
import { createMeter, growth, noteTotals, totalAt } from '../../src/engine/kernel/meter.ts';

test('growth is the difference of two totals', () => {
  const meter = createMeter(2);
  for (let beat = 1; beat <= 10; beat++) noteTotals(meter, [10 * beat, beat * beat]);
  expect(growth(meter, 0, 4)).toBe(40);
  expect(growth(meter, 1, 4)).toBe(100 - 36);
});

test('before the meter began everything was 0', () => {
  const meter = createMeter(1);
  expect(growth(meter, 0, 4)).toBe(0);
  noteTotals(meter, [7]);
  expect(growth(meter, 0, 4)).toBe(7);
  expect(totalAt(meter, 0, 1)).toBe(0);
});

test('the ring remembers a minute', () => {
  const meter = createMeter(1);
  for (let beat = 0; beat < 1000; beat++) noteTotals(meter, [beat]);
  expect(totalAt(meter, 0, 0)).toBe(999);
  expect(growth(meter, 0, 240)).toBe(240);
  expect(totalAt(meter, 0, 10_000)).toBe(744); // further back than it reaches: the oldest it has
});
