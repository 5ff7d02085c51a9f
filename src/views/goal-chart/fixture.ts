/** Charts of a goal without a run: one that was missed and one that was kept, with prediction and solution, and one that is being drawn. */
import type { GoalChartData } from './layout.ts';

export const GOAL_CHART_FIXTURES = ['missed', 'kept', 'drawing'] as const;
export type GoalChartFixture = (typeof GOAL_CHART_FIXTURES)[number];

const SECONDS = 180;
const curve = (values: readonly number[]) => values.map((value, i) => ({ atSeconds: 120 + i * 30, value }));
const percent = (value: number): string => `${Number((value * 100).toFixed(1))}\u202F%`;

const BASE = {
  title: 'Throttled records',
  fromSeconds: 120,
  toSeconds: 120 + SECONDS,
  everySeconds: 1,
  limit: { value: 0.1, is: 'at-most', text: '≤\u202F10\u202F%' },
  format: percent,
} as const;

export function goalChartFixture(name: GoalChartFixture): GoalChartData {
  const rising = Array.from({ length: SECONDS }, (_, i) => (i < 8 ? NaN : 0.34 * (1 - Math.exp(-i / 60))));
  const falling = Array.from({ length: SECONDS }, (_, i) => 0.06 * Math.exp(-i / 40));
  switch (name) {
    case 'missed':
      return { ...BASE, own: rising, solution: falling, predicted: curve([0.4, 0.3, 0.2, 0.15, 0.1, 0.05, 0]), missedAtSeconds: 141 };
    case 'kept':
      return { ...BASE, own: falling.slice(0, 90), solution: null, predicted: null, missedAtSeconds: null };
    case 'drawing':
      return {
        ...BASE,
        own: [],
        solution: null,
        predicted: curve([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]),
        limit: null,
        missedAtSeconds: null,
        top: 1,
      };
  }
}
