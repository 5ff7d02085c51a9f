/**
 * Real time to simulated time, and nothing else. The wished instant is an anchor plus elapsed real time times speed;
 * when the engine cannot keep up the anchor moves, so that work is never dropped, only later.
 */
export interface Pacing {
  /** Simulated seconds per real second. */
  speed: number;
  anchorMs: number;
  anchorUs: number;
  /** When the clock was last looked at. */
  lookedMs: number;
  /** For the measured speed: where the run stood at the start of the present second. */
  measuredMs: number;
  measuredUs: number;
  reached: number | null;
}

/** A gap in real time longer than this (a sleeping laptop, a debugger) does not count. */
const LONGEST_GAP_MS = 250;
const MEASURE_MS = 1000;

export const createPacing = (speed: number, nowMs: number, nowUs: number): Pacing => ({
  speed,
  anchorMs: nowMs,
  anchorUs: nowUs,
  lookedMs: nowMs,
  measuredMs: nowMs,
  measuredUs: nowUs,
  reached: null,
});

export function reanchor(pacing: Pacing, nowMs: number, nowUs: number): void {
  pacing.anchorMs = nowMs;
  pacing.anchorUs = nowUs;
  pacing.lookedMs = nowMs;
}

/** Starts measuring anew: after a change of speed, a pause, a jump. */
export function restart(pacing: Pacing, nowMs: number, nowUs: number): void {
  reanchor(pacing, nowMs, nowUs);
  pacing.measuredMs = nowMs;
  pacing.measuredUs = nowUs;
  pacing.reached = null;
}

/** Before a slice: real time in which nobody looked (a sleeping laptop) does not count. */
export function forgiveGap(pacing: Pacing, nowMs: number): void {
  const gapMs = nowMs - pacing.lookedMs;
  if (gapMs > LONGEST_GAP_MS) {
    pacing.anchorMs += gapMs - LONGEST_GAP_MS;
    pacing.measuredMs += gapMs - LONGEST_GAP_MS;
  }
  pacing.lookedMs = nowMs;
}

/** Where the run should stand now, whole microseconds. */
export function wishedUs(pacing: Pacing, nowMs: number): number {
  return Math.floor(pacing.anchorUs + (nowMs - pacing.anchorMs) * 1000 * pacing.speed);
}

/** Called after a slice of work: forgives what could not be done in time, and measures the speed that is reached. */
export function settle(pacing: Pacing, nowMs: number, nowUs: number): void {
  pacing.lookedMs = nowMs;
  const behindMs = (wishedUs(pacing, nowMs) - nowUs) / 1000 / pacing.speed;
  if (behindMs > LONGEST_GAP_MS) reanchor(pacing, nowMs, nowUs);
  const elapsedMs = nowMs - pacing.measuredMs;
  if (elapsedMs < MEASURE_MS) return;
  const speed = (nowUs - pacing.measuredUs) / 1000 / elapsedMs;
  pacing.reached = speed < pacing.speed * 0.95 ? speed : null;
  pacing.measuredMs = nowMs;
  pacing.measuredUs = nowUs;
}
