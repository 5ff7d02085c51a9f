/** The chart of a goal: where its lines and its limit lie, what a stroke of the pointer sets, and the same in words. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { strokeOver } from '../../../src/views/goal-chart/drawing.ts';
import { GOAL_CHART_FIXTURES, goalChartFixture } from '../../../src/views/goal-chart/fixture.ts';
import { type GoalChartInput, layoutGoalChart } from '../../../src/views/goal-chart/layout.ts';
import { describeGoalChart } from '../../../src/views/goal-chart/text.ts';

const plain = (text: string): string => text.replaceAll('\u202F', ' ');
const input = (more: Partial<GoalChartInput> = {}): GoalChartInput => ({
  title: 'Moves',
  fromSeconds: 100,
  toSeconds: 110,
  everySeconds: 1,
  own: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  solution: null,
  predicted: null,
  limit: { value: 5, is: 'at-most', text: '≤ 5' },
  missedAtSeconds: null,
  format: String,
  top: 10,
  width: 400,
  height: 140,
  ...more,
});

describe('layout', () => {
  test('a value of half the scale lies half way up, the limit too', () => {
    const { limit, top, base } = layoutGoalChart(input());
    expect(limit!.y).toBeCloseTo((top + base) / 2);
  });

  test('missed is what lies above an upper limit, and below a lower one', () => {
    const { top, base, limit } = layoutGoalChart(input());
    expect(limit!.beyond).toEqual({ y: top, height: limit!.y - top });
    const lower = layoutGoalChart(input({ limit: { value: 5, is: 'at-least', text: '≥ 5' } })).limit!;
    expect(lower.beyond).toEqual({ y: lower.y, height: base - lower.y });
  });

  test('the moment of a miss stands at its place between the window’s ends, at the value of that second', () => {
    const { missed, left, right, top, base } = layoutGoalChart(input({ missedAtSeconds: 105 }));
    expect(missed!.x).toBeCloseTo((left + right) / 2);
    expect(missed!.y).toBeCloseTo((top + base) / 2);
    expect(missed!.text).toBe('missed at 1:45');
  });

  test('a gap in what was measured is a gap in the line', () => {
    expect(layoutGoalChart(input({ own: [1, 2, NaN, 4, 5] })).own.match(/M/g)).toHaveLength(2);
    expect(layoutGoalChart(input({ own: [] })).own).toBe('');
  });

  test('the scale ends at a round number above all that is shown', () => {
    const top = (own: number[]) => Number(layoutGoalChart({ ...input({ own }), top: undefined as never }).topText);
    expect([top([0.86]), top([7, 8.6]), top([144_700])]).toEqual([6, 10, 150_000]);
  });

  test('the limit is named where the line is far from it', () => {
    const anchor = (own: number[]) => layoutGoalChart(input({ own })).limit!.anchor;
    expect([anchor([5, 6, 7, 8, 9, 10]), anchor([10, 9, 8, 7, 6, 5])]).toEqual(['end', 'start']);
  });

  test('names at the ends of lines do not lie on each other', () => {
    const flat = Array.from({ length: 10 }, () => 5);
    const predicted = [100, 110].map((atSeconds) => ({ atSeconds, value: 5 }));
    const ys = layoutGoalChart(input({ own: flat, solution: flat, predicted }))
      .ends.map(({ y }) => y)
      .toSorted((a, b) => a - b);
    expect(ys).toHaveLength(3);
    expect(Math.min(ys[1]! - ys[0]!, ys[2]! - ys[1]!)).toBeGreaterThanOrEqual(12);
  });

  test('a place in the drawing means the moment and value that are drawn there', () => {
    const points = [100, 105, 110].map((atSeconds, i) => ({ atSeconds, value: i * 5 }));
    const layout = layoutGoalChart(input({ predicted: points }));
    layout.handles.forEach(({ x, y }, i) => {
      const { atSeconds, value } = layout.pointAt(x, y);
      expect([atSeconds, value]).toEqual([expect.closeTo(points[i]!.atSeconds), expect.closeTo(points[i]!.value)]);
    });
  });

  test.each(GOAL_CHART_FIXTURES)('all of %s lies within the drawing, however small', (fixture) => {
    for (const [width, height] of [
      [900, 300],
      [320, 120],
      [40, 30],
    ] as const) {
      const layout = layoutGoalChart({ ...goalChartFixture(fixture), width, height });
      const numbers = [layout.own, layout.solution, layout.predicted].join(' ').match(/-?[\d.]+/g) ?? [];
      for (const number of numbers) expect(Number(number)).toSatisfy((value: number) => value >= 0 && Number.isFinite(value));
      expect(layout.right).toBeGreaterThan(layout.left);
      expect(layout.base).toBeGreaterThan(layout.top);
    }
  });
});

describe('a stroke', () => {
  const points = [0, 10, 20, 30, 40].map((atSeconds) => ({ atSeconds, value: 0 }));
  const values = (list: typeof points) => list.map(({ value }) => value);

  test('sets what it has passed to the line between its ends, and nothing else', () => {
    expect(values(strokeOver(points, { atSeconds: 10, value: 2 }, { atSeconds: 30, value: 6 }))).toEqual([0, 2, 4, 6, 0]);
    expect(values(strokeOver(points, { atSeconds: 30, value: 6 }, { atSeconds: 10, value: 2 }))).toEqual([0, 2, 4, 6, 0]);
  });

  test('a tap sets the nearest moment alone', () => {
    expect(values(strokeOver(points, { atSeconds: 18, value: 7 }, { atSeconds: 18, value: 7 }))).toEqual([0, 0, 7, 0, 0]);
  });

  test('moments stay as they are, and values stay between those of the stroke and those before', () => {
    const place = fc.record({ atSeconds: fc.integer({ min: 0, max: 40 }), value: fc.double({ min: 0, max: 10, noNaN: true }) });
    fc.assert(
      fc.property(place, place, (from, to) => {
        const after = strokeOver(points, from, to);
        expect(after.map(({ atSeconds }) => atSeconds)).toEqual([0, 10, 20, 30, 40]);
        const highest = Math.max(from.value, to.value);
        for (const { value } of after) expect(value).toBeLessThanOrEqual(highest + 1e-9);
      }),
    );
  });
});

describe('in words', () => {
  test('says the window, the limit, what was measured last and the first miss', () => {
    const { summary } = describeGoalChart(goalChartFixture('missed'));
    expect(plain(summary)).toBe('Throttled records from 2:00 to 5:00, limit ≤ 10 %. Last measured: 32.3 % at 5:00. Missed first at 2:21.');
  });

  test('has a column for each line that is drawn', () => {
    expect(describeGoalChart(goalChartFixture('missed')).table.columns).toEqual(['Time', 'You', 'Solution', 'Predicted']);
    expect(describeGoalChart(goalChartFixture('kept')).table.columns).toEqual(['Time', 'You']);
  });

  test('a row has the values of its moment; none where the run has not come yet', () => {
    const { rows } = describeGoalChart(
      input({ own: [1, 2, 3, 4, 5], predicted: [100, 110].map((at, i) => ({ atSeconds: at, value: i * 10 })) }),
    ).table;
    const at = (time: string) => rows.find(([first]) => first === time)?.slice(1);
    expect(at('1:45')).toEqual(['5', '5']);
    expect(at('1:50')).toEqual(['–', '10']);
  });
});
