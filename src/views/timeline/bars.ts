/** The histogram: bins of the whole branch put together so that each bar is a few pixels wide, for the part that is shown. */
import { scaleLinear } from 'd3-scale';
import type { TimelineFrame } from '../../protocol/from-worker.ts';
import type { TimeWindow } from './window.ts';

export interface BarMark {
  x: number;
  width: number;
  /** Heights in pixels, from the base upwards; throttled records stand at the foot. */
  height: number;
  throttledHeight: number;
  fromUs: number;
  toUs: number;
  /** Of that time, how much has been run: the last bar is not complete. */
  seconds: number;
  accepted: number;
  throttled: number;
}

const BAR_PX = 4;
/** Between two bars, at most. */
export const BAR_GAP_PX = 2;
/** Bins grow by a beat of the engine's meters at a time: between two beats the last one stands still. */
const BEAT_US = 250_000;

/** Sums of `perBar` values each, for the bars [from, to). */
export function rebin(values: ArrayLike<number>, perBar: number, from = 0, to = Math.ceil(values.length / perBar)): Float64Array {
  const bars = new Float64Array(Math.max(0, to - from));
  const last = Math.min(values.length, to * perBar);
  for (let i = from * perBar; i < last; i += 1) bars[Math.floor(i / perBar) - from] += values[i];
  return bars;
}

/** `endUs`: how far the branch has been run. Scaled to the highest bar that is shown. */
export function barsOf(
  { binUs, accepted, throttled }: TimelineFrame,
  endUs: number,
  window: TimeWindow,
  x: (atUs: number) => number,
  heightPx: number,
): { bars: BarMark[]; peakPerSecond: number; pitchPx: number } {
  const binPx = Math.max(x(binUs) - x(0), 1e-6);
  // Doubling keeps the bars' borders where they are while one zooms.
  let perBar = 1;
  while (perBar * binPx < BAR_PX) perBar *= 2;
  const barUs = binUs * perBar;
  const from = Math.max(0, Math.floor(window.fromUs / barUs));
  const to = Math.max(from, Math.min(Math.ceil(accepted.length / perBar), Math.ceil(window.toUs / barUs)));
  const acceptedBars = rebin(accepted, perBar, from, to);
  const throttledBars = rebin(throttled, perBar, from, to);
  const last = accepted.length - 1;
  const lastBinUs = Math.min(binUs, Math.max(BEAT_US, endUs - last * binUs + BEAT_US));
  const seconds = Array.from(acceptedBars, (_, i) => Math.min(barUs, (last - (from + i) * perBar) * binUs + lastBinUs) / 1e6);
  let highest = 0;
  for (let i = 0; i < acceptedBars.length; i += 1) highest = Math.max(highest, (acceptedBars[i] + throttledBars[i]) / seconds[i]);
  const peakPerSecond = highest > 0 ? scaleLinear([0, highest], [0, 1]).nice(3).domain()[1] : 1;
  const barPx = binPx * perBar;
  const bars = seconds.map((one, i): BarMark => {
    const fromUs = (from + i) * barUs;
    const left = x(fromUs);
    const px = heightPx / peakPerSecond / one;
    return {
      x: left,
      // The bar that is being filled ends at the end of the run.
      width: Math.max(1, Math.min(barPx - Math.min(BAR_GAP_PX, barPx * 0.2), x(endUs) - left)),
      height: (acceptedBars[i] + throttledBars[i]) * px,
      throttledHeight: throttledBars[i] * px,
      fromUs,
      toUs: fromUs + barUs,
      seconds: one,
      accepted: acceptedBars[i],
      throttled: throttledBars[i],
    };
  });
  return { bars, peakPerSecond, pitchPx: barPx };
}
