import { describe, expect, it } from 'vitest';
import type { Detail } from '../../../src/views/stage/level-of-detail.ts';
import { BATCHED_MAX, detailFor, DOTS_MAX, exchangeRate, recordsPerDot } from '../../../src/views/stage/level-of-detail.ts';

const single: Detail = { level: 'single', recordsPerDot: 1 };

describe('how records in flight are drawn', () => {
  it('keeps the dots at two hundred with a round number of records each', () => {
    for (const inFlight of [1, 150, 200, 201, 999, 4999, 5001, 64_000, 1e7]) {
      const perDot = recordsPerDot(inFlight);
      expect(inFlight / perDot).toBeLessThanOrEqual(DOTS_MAX);
      expect(String(perDot)).toMatch(/^[125]0*$/);
    }
  });

  it('goes from single dots to batches to ribbons', () => {
    expect(detailFor(120, single).level).toBe('single');
    expect(detailFor(1600, single)).toEqual({ level: 'batch', recordsPerDot: 10 });
    expect(detailFor(BATCHED_MAX + 1, single).level).toBe('ribbon');
  });

  it('does not flicker near a boundary', () => {
    const ribbon = detailFor(BATCHED_MAX + 1, single);
    expect(detailFor(BATCHED_MAX - 1, ribbon).level).toBe('ribbon');
    expect(detailFor(BATCHED_MAX * 0.5, ribbon).level).toBe('batch');
    const ten = detailFor(1200, single);
    expect(detailFor(950, ten)).toEqual(ten);
  });

  it('always says the exchange rate', () => {
    expect(exchangeRate(single)).toBe('1 dot = 1 record');
    expect(exchangeRate({ level: 'batch', recordsPerDot: 50 })).toBe('1 dot = 50 records');
    expect(exchangeRate({ level: 'ribbon', recordsPerDot: 2000 })).toContain('1 dot = 2\u202F000 records');
  });
});
