/** Times under the axis, from tenths of a second to days. */
import { textWidth } from '../text-width.ts';
import { clock } from '../wording.ts';
import type { TimeWindow } from './window.ts';
import { lengthOf } from './window.ts';

export interface TickMark {
  atUs: number;
  x: number;
  text: string;
  anchor: 'start' | 'middle' | 'end';
}

const DAY_SECONDS = 86_400;
const STEPS_SECONDS = [
  0.1,
  0.2,
  0.5,
  1,
  2,
  5,
  10,
  15,
  30,
  60,
  120,
  300,
  600,
  900,
  1800,
  3600,
  7200,
  10_800,
  21_600,
  43_200,
  DAY_SECONDS,
  172_800,
  432_000,
  864_000,
];
/** Room between two texts. */
const GAP_PX = 30;
const FONT_PX = 10.5;

/** `00:12.3`, `00:12`, `1:02:41`, `1 d 06:00`, `3 d`: as exact as the step needs. */
export function tickText(atUs: number, stepUs: number): string {
  // A clock with hours has no fractions of its own.
  if (stepUs < 1e6) return `${clock(atUs, 0)}.${Math.floor((atUs % 1e6) / 1e5)}`;
  const hours = Math.floor(atUs / 3.6e9);
  if (hours < 24 || stepUs < 6e7) return clock(atUs, 0);
  const minutes = Math.floor((atUs % 3.6e9) / 6e7);
  const ofDay = `${String(hours % 24).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  const days = `${Math.floor(hours / 24)}\u202Fd`;
  return ofDay === '00:00' ? days : `${days} ${ofDay}`;
}

function stepUs(window: TimeWindow, widthPx: number): number {
  const usPerPx = lengthOf(window) / widthPx;
  const fits = (seconds: number) => {
    const widest = textWidth(tickText(window.toUs - (window.toUs % 6e7) + 6e7, seconds * 1e6), FONT_PX);
    return (seconds * 1e6) / usPerPx >= widest + GAP_PX;
  };
  const seconds = STEPS_SECONDS.find(fits) ?? Math.ceil((lengthOf(window) / 1e6 / DAY_SECONDS) * 0.5) * DAY_SECONDS;
  return seconds * 1e6;
}

export function ticksOf(window: TimeWindow, x: (atUs: number) => number, left: number, right: number): TickMark[] {
  const step = stepUs(window, right - left);
  const ticks: TickMark[] = [];
  for (let i = Math.ceil(window.fromUs / step - 1e-9); i * step <= window.toUs + 1e-6; i += 1) {
    const atUs = i * step;
    const text = tickText(atUs, step);
    const half = textWidth(text, FONT_PX) / 2;
    const at = x(atUs);
    ticks.push({ atUs, x: at, text, anchor: at - half < left - 8 ? 'start' : at + half > right + 8 ? 'end' : 'middle' });
  }
  return ticks;
}
