/** A curve under the pointer: its moments stay, their values follow the stroke. */
import type { ChartPoint } from './layout.ts';

/** All moments that the pointer has passed between two places take the value on the straight line between them; the nearest one always does. */
export function strokeOver(points: readonly ChartPoint[], from: ChartPoint, to: ChartPoint): ChartPoint[] {
  const nearest = points.reduce((best, point) => (distance(point, to) < distance(best, to) ? point : best), points[0]!);
  const [early, late] = from.atSeconds <= to.atSeconds ? [from, to] : [to, from];
  return points.map((point) => {
    if (point === nearest) return { ...point, value: to.value };
    const isPassed = point.atSeconds >= early.atSeconds && point.atSeconds <= late.atSeconds && late.atSeconds > early.atSeconds;
    if (!isPassed) return point;
    const share = (point.atSeconds - early.atSeconds) / (late.atSeconds - early.atSeconds);
    return { ...point, value: early.value + share * (late.value - early.value) };
  });
}

const distance = (a: ChartPoint, b: ChartPoint): number => Math.abs(a.atSeconds - b.atSeconds);
