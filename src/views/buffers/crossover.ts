/** How long a buffer gathers at every rate: level at the interval hint, and from the crossover on as long as the size takes. Pure. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import { crossoverOf, secondsToFlush } from './predict.ts';

export interface CrossoverPlaces {
  path: string;
  /** Null without buffering. */
  cross: { x: number; y: number } | null;
  /** Where the rate stands now; at an edge where it is beyond the axis. */
  now: { x: number; y: number } | null;
  baseline: number;
  left: number;
  right: number;
  ticks: { x: number; bytesPerSecond: number }[];
}

interface CrossoverInput {
  width: number;
  height: number;
  sizeBytes: number;
  intervalSeconds: number;
  bytesPerSecond: number;
}

/** The axis reaches this many times beyond the crossover, to both sides. */
const REACH = 32;
const POINTS = 60;
const MARGIN = { left: 8, right: 8, top: 18, bottom: 20 };
const TICK_BYTES = [1024, 10_240, 102_400, 1_048_576, 10_485_760, 104_857_600];

export function layoutCrossover({ width, height, sizeBytes, intervalSeconds, bytesPerSecond }: CrossoverInput): CrossoverPlaces {
  const crossing = crossoverOf(sizeBytes, intervalSeconds);
  const middle = Number.isFinite(crossing) ? crossing : sizeBytes / 60;
  const [left, right] = [MARGIN.left, width - MARGIN.right];
  const [baseline, top] = [height - MARGIN.bottom, MARGIN.top];
  const x = scaleLog([middle / REACH, middle * REACH], [left, right]).clamp(true);
  const y = scaleLinear([0, Math.max(1, intervalSeconds)], [baseline, top]);
  const at = (rate: number): [number, number] => [x(rate), y(secondsToFlush(rate, sizeBytes, intervalSeconds))];
  const rates = Array.from({ length: POINTS + 1 }, (_, i) => (middle / REACH) * REACH ** ((2 * i) / POINTS));
  const point = ([px, py]: [number, number]) => ({ x: px, y: py });
  return {
    path: line()(rates.map(at)) ?? '',
    cross: Number.isFinite(crossing) ? point(at(crossing)) : null,
    now: bytesPerSecond > 0 ? point(at(bytesPerSecond)) : null,
    baseline,
    left,
    right,
    ticks: TICK_BYTES.filter((rate) => rate > middle / REACH && rate < middle * REACH).map((rate) => ({
      x: x(rate),
      bytesPerSecond: rate,
    })),
  };
}
