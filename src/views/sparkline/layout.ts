/** A series as one line without axes: pure, as a path. */
import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

export interface SparklineInput {
  /** Oldest first, evenly spaced; NaN where nothing was measured. */
  values: ArrayLike<number>;
  width: number;
  height: number;
  /** Value at the top; absent: the highest, or 1 where all are 0. */
  top?: number;
}

export interface SparklineLayout {
  /** SVG path data; parts between gaps are separate lines. Empty where nothing was measured. */
  path: string;
  /** The newest measured value's place. */
  last: { x: number; y: number } | null;
}

/** Half of the line's width, so that it is not cut at the edges. */
const INSET_PX = 1.5;

export function layoutSparkline({ values, width, height, top }: SparklineInput): SparklineLayout {
  const points = Array.from(values);
  const highest = top ?? (max(points.filter(Number.isFinite)) || 1);
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [INSET_PX, width - INSET_PX]);
  const y = scaleLinear([0, highest], [height - INSET_PX, INSET_PX]).clamp(true);
  const path = line<number>()
    .defined(Number.isFinite)
    .x((_, i) => x(i))
    .y((value) => y(value))
    .digits(1);
  const newest = points.findLastIndex(Number.isFinite);
  return {
    path: path(points) ?? '',
    last: newest < 0 ? null : { x: x(newest), y: y(points[newest]) },
  };
}
