/** Where a particle is on its way: to the axis and into the lane, to the shard and back, from a lane to a consumer, or falling. */
import type { Motion } from './particle-pool.ts';
import { KIND } from './particle-pool.ts';

/** Of a flight, the way to the axis; the rest crosses the funnel. */
const TO_AXIS = 0.8;
/** Of a bounce, the way there. */
const TO_SHARD = 0.38;
/** Stacked layout: how far below its box a record turns towards the axis. */
export const DESCENT_PX = 12;

/** The S-curve between two points with level ends, as the links are drawn. */
export function bentX(x0: number, x1: number, t: number): number {
  const u = 1 - t;
  const middle = (x0 + x1) / 2;
  return u * u * u * x0 + 3 * u * u * t * middle + 3 * u * t * t * middle + t * t * t * x1;
}

export function bentY(y0: number, y1: number, t: number): number {
  return y0 + (y1 - y0) * t * t * (3 - 2 * t);
}

/** Stacked layout: along the row of producers first, then down the axis, so that the lanes stay free. */
function placeDescent(motion: Motion, i: number, part: number, aside: number): void {
  const { path } = motion;
  const at = i * 8;
  const u = 1 - part;
  const turn = path[at + 1] + DESCENT_PX;
  motion.x[i] = u * u * u * path[at] + (1 - u * u * u) * path[at + 2] + aside * 0.6;
  motion.y[i] = u * u * u * path[at + 1] + 3 * u * part * turn + part * part * part * path[at + 3];
}

function placeFlight(motion: Motion, i: number, t: number): void {
  const { path } = motion;
  const at = i * 8;
  if (t < TO_AXIS) {
    const part = t / TO_AXIS;
    const aside = path[at + 6] * 2.2 * Math.sin(Math.PI * part);
    if (motion.downwards) {
      placeDescent(motion, i, part, aside);
      return;
    }
    motion.x[i] = bentX(path[at], path[at + 2], part);
    motion.y[i] = bentY(path[at + 1], path[at + 3], part) + aside;
  } else {
    const part = Math.min(1, (t - TO_AXIS) / (1 - TO_AXIS));
    motion.x[i] = path[at + 2] + (path[at + 4] - path[at + 2]) * part;
    motion.y[i] = path[at + 3] + (path[at + 5] - path[at + 3]) * part;
  }
}

function placeBounce(motion: Motion, i: number, t: number): void {
  const { path } = motion;
  const at = i * 8;
  if (t < TO_SHARD) {
    placeFlight(motion, i, (t / TO_SHARD) * TO_AXIS);
    return;
  }
  const part = (t - TO_SHARD) / (1 - TO_SHARD);
  const eased = 1 - (1 - part) * (1 - part);
  const back = motion.downwards ? -26 : (path[at] - path[at + 2]) * (0.62 + 0.26 * path[at + 6]);
  motion.x[i] = path[at + 2] + back * eased;
  motion.y[i] = path[at + 3] + (62 + path[at + 6] * 10) * part * part + path[at + 6] * 3;
}

export function place(motion: Motion, i: number): void {
  const t = Math.max(0, motion.progress[i]);
  const { path } = motion;
  const at = i * 8;
  switch (motion.kind[i]) {
    case KIND.accepted:
      placeFlight(motion, i, t);
      return;
    case KIND.bounced:
      placeBounce(motion, i, t);
      return;
    case KIND.lost:
      motion.x[i] = path[at];
      motion.y[i] = path[at + 1] + (path[at + 3] - path[at + 1]) * t * t;
      return;
    default: {
      // A refused call goes half the way and stops there.
      const way = motion.kind[i] === KIND.refusedRead ? 1 - t * 0.5 : t;
      motion.x[i] = bentX(path[at], path[at + 2], way);
      motion.y[i] = bentY(path[at + 1], path[at + 3], way);
    }
  }
}

/** True while a bounced particle is on its way back. */
export function hasTurned(motion: Motion, i: number): boolean {
  return motion.kind[i] === KIND.bounced && motion.progress[i] >= TO_SHARD;
}
