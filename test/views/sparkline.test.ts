import { describe, expect, it } from 'vitest';
import { layoutSparkline } from '../../src/views/sparkline/layout.ts';
import { describeSparkline } from '../../src/views/sparkline/text.ts';

describe('a sparkline', () => {
  it('goes from the left to the right and stays inside', () => {
    const { path, last } = layoutSparkline({ values: [0, 5, 10], width: 60, height: 20 });
    expect(path).toBe('M1.5,18.5L30,10L58.5,1.5');
    expect(last).toEqual({ x: 58.5, y: 1.5 });
  });

  it('is broken where nothing was measured', () => {
    const { path, last } = layoutSparkline({ values: [1, 1, Number.NaN, 1, 1, Number.NaN], width: 60, height: 20 });
    expect(path.match(/M/g)).toHaveLength(2);
    expect(last!.x).toBeLessThan(58);
  });

  it('is empty, and says so, without a measurement', () => {
    const values = [Number.NaN, Number.NaN];
    expect(layoutSparkline({ values, width: 60, height: 20 })).toEqual({ path: '', last: null });
    expect(describeSparkline(values, String)).toBe('Nothing measured yet.');
  });

  it('tells its course', () => {
    expect(describeSparkline([2, 8, 5], (value) => `${value} s`)).toBe('Over the last 3 seconds: rose from 2 s to 5 s, highest 8 s.');
  });
});
