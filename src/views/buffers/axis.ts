/** Simulated time along the chart and round the dial. */
import { clock } from '../wording.ts';

export interface Tick {
  x: number;
  label: string;
}

/** Of the whole dial, in seconds: as long as the hint, or the next longer round figure. */
const DIALS = [10, 60, 120, 300, 600, 900] as const;
export const dialSeconds = (intervalSeconds: number): number => DIALS.find((seconds) => seconds >= intervalSeconds) ?? 900;

const SPANS_SECONDS = [30, 60, 120, 180, 240, 300] as const;
/** How much of the axis is for what comes. */
const FUTURE_SHARE = 0.3;

/** From the first moment on, until the run is older than the chart is wide. */
export function timeWindow(nowUs: number, intervalSeconds: number, isStill: boolean): { fromUs: number; toUs: number } {
  const past = SPANS_SECONDS.find((seconds) => seconds >= intervalSeconds * 3) ?? SPANS_SECONDS[SPANS_SECONDS.length - 1];
  const stepUs = (past * 1e6) / 10;
  const heldUs = isStill ? Math.ceil(nowUs / stepUs) * stepUs : nowUs;
  const fromUs = Math.max(0, heldUs - past * 1e6);
  return { fromUs, toUs: fromUs + past * 1e6 * (1 + FUTURE_SHARE) };
}

const TICK_STEPS_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300];
const TICK_GAP = 52;

export function ticksOf(fromUs: number, toUs: number, xOf: (atUs: number) => number, width: number): Tick[] {
  const seconds = (toUs - fromUs) / 1e6;
  const step = TICK_STEPS_SECONDS.find((one) => (width / seconds) * one >= TICK_GAP) ?? 300;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(fromUs / (step * 1e6)) * step; at * 1e6 <= toUs; at += step)
    ticks.push({ x: xOf(at * 1e6), label: clock(at * 1e6, 0) });
  return ticks;
}
