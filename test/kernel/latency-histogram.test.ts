import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLatencyHistogram, noteDuration, percentiles } from '../../src/engine/kernel/latency-histogram.ts';

const SECOND = 1_000_000;

test('no samples, no percentile', () => {
  expect(percentiles([createLatencyHistogram()], 0, 60, [0.5])).toBeNull();
});

test('a percentile is within 6.25 % of the true one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 3_600_000_000 }), { minLength: 1, maxLength: 300 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (durations, share) => {
        const histogram = createLatencyHistogram();
        for (const us of durations) noteDuration(histogram, 5 * SECOND, us, 1);
        const found = percentiles([histogram], 4, 5, [share])!;
        const truth = durations.toSorted((a, b) => a - b)[Math.ceil(share * durations.length) - 1];
        expect(found.samples).toBe(durations.length);
        expect(Math.abs(found.us[0] - truth)).toBeLessThanOrEqual(Math.max(0.5, truth * 0.0625));
      },
    ),
  );
});

describe('the window', () => {
  test('holds the seconds after the first and up to the last', () => {
    const histogram = createLatencyHistogram();
    for (let second = 10; second <= 20; second++) noteDuration(histogram, second * SECOND, 1000 * second, 1);
    expect(percentiles([histogram], 14, 17, [1])!.samples).toBe(3);
    expect(percentiles([histogram], 19, 20, [1])!.us[0]).toBeGreaterThan(18_500);
  });

  test('forgets what is more than a minute old', () => {
    const histogram = createLatencyHistogram();
    noteDuration(histogram, 1 * SECOND, 1000, 5);
    noteDuration(histogram, 65 * SECOND, 2000, 3);
    expect(percentiles([histogram], 0, 65, [0.5])!.samples).toBe(3);
  });

  test('histograms of several readers add up', () => {
    const two = [createLatencyHistogram(), createLatencyHistogram()];
    noteDuration(two[0], SECOND, 100, 9);
    noteDuration(two[1], SECOND, 100_000, 1);
    const found = percentiles(two, 0, 1, [0.5, 1])!;
    expect(found.samples).toBe(10);
    expect(found.us[0]).toBeLessThan(110);
    expect(found.us[1]).toBeGreaterThan(90_000);
  });
});
