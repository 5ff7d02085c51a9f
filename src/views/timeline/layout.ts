/** The timeline as marks: put rate as bars, throttled records on the same axis, pins for what happened, the playhead. */
import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { SlowFrame } from '../../protocol/from-worker.ts';
import { textWidth } from '../text-width.ts';
import { clock } from '../wording.ts';
import type { Pin } from './pins.ts';
import { pinsOf } from './pins.ts';

export interface BarMark {
  x: number;
  width: number;
  /** Heights in pixels, from the base upwards; throttled records stand at the foot. */
  height: number;
  throttledHeight: number;
  fromUs: number;
  toUs: number;
  accepted: number;
  throttled: number;
}

export interface PinMark extends Pin {
  x: number;
  /** Empty where another pin's words stand. */
  shownText: string;
  anchor: 'start' | 'end';
}

export interface TimelineLayout {
  width: number;
  height: number;
  left: number;
  right: number;
  /** y of the axis. */
  base: number;
  top: number;
  /** Simulated time at the right edge. */
  untilUs: number;
  bars: BarMark[];
  pins: PinMark[];
  ticks: { x: number; text: string; anchor: 'start' | 'middle' | 'end' }[];
  playheadX: number;
  /** Records per second at the top. */
  peakPerSecond: number;
}

export interface TimelineInput {
  slow: SlowFrame;
  events: SlowFrame['events'];
  nowUs: number;
  width: number;
  height: number;
}

/** A page width of time: one minute, then as much as keeps the playhead within. */
const SPANS_SECONDS = [60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];
const TICK_STEPS_SECONDS = [5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];
const BAR_PX = 4;
const SIDE_PX = 12;
const PIN_TEXT_PX = 10.5;
/** Bins grow by a beat of the engine's meters at a time: between two beats the last one stands still. */
const BEAT_US = 250_000;

export function spanUs(nowUs: number): number {
  const seconds = nowUs / 1e6 / 0.94;
  const found = SPANS_SECONDS.find((span) => span >= seconds);
  return (found ?? Math.ceil(seconds / 86_400) * 86_400) * 1e6;
}

/** Bins of the run put together so that each bar is a few pixels wide. */
export function rebin(values: ArrayLike<number>, perBar: number): Float64Array {
  const bars = new Float64Array(Math.ceil(values.length / perBar));
  for (let i = 0; i < values.length; i += 1) bars[Math.floor(i / perBar)] += values[i];
  return bars;
}

function barsOf(input: TimelineInput, x: (atUs: number) => number, heightPx: number): { bars: BarMark[]; peak: number } {
  const { binUs, accepted, throttled } = input.slow.timeline;
  const pxPerBin = x(binUs) - x(0);
  const perBar = Math.max(1, Math.ceil(BAR_PX / Math.max(pxPerBin, 1e-6)));
  const acceptedBars = rebin(accepted, perBar);
  const throttledBars = rebin(throttled, perBar);
  const barUs = binUs * perBar;
  // The last bar is not complete: it is drawn by its rate so far.
  const last = accepted.length - 1;
  const lastBinUs = Math.min(binUs, Math.max(BEAT_US, input.nowUs - last * binUs + BEAT_US));
  const seconds = (i: number) => Math.min(barUs, (last - i * perBar) * binUs + lastBinUs) / 1e6;
  const rates = Array.from(acceptedBars, (value, i) => (value + (throttledBars[i] ?? 0)) / seconds(i));
  const highest = max(rates) ?? 0;
  const peak = highest > 0 ? scaleLinear([0, highest], [0, 1]).nice(3).domain()[1] : 1;
  const bars = rates.map((rate, i): BarMark => {
    const left = x(i * barUs);
    return {
      x: left,
      // The bar that is being filled ends at the playhead.
      width: Math.max(1, Math.min((x((i + 1) * barUs) - left) * 0.8, x(input.nowUs) - left)),
      height: (rate / peak) * heightPx,
      throttledHeight: (throttledBars[i] / seconds(i) / peak) * heightPx,
      fromUs: i * barUs,
      toUs: (i + 1) * barUs,
      accepted: acceptedBars[i],
      throttled: throttledBars[i],
    };
  });
  return { bars, peak };
}

/** Words stand right of their pin, or left of it near the end; where they would touch, the later ones are left out. */
function placePins(pins: Pin[], x: (atUs: number) => number, right: number): PinMark[] {
  let takenTo = -Infinity;
  return pins.map((pin): PinMark => {
    const at = x(pin.atUs);
    const width = textWidth(pin.text, PIN_TEXT_PX) + 8;
    const anchor = at + width > right ? 'end' : 'start';
    const from = anchor === 'start' ? at : at - width;
    const fits = from > takenTo;
    if (fits) takenTo = from + width;
    return { ...pin, x: at, shownText: fits ? pin.text : '', anchor };
  });
}

function ticksOf(untilUs: number, x: (atUs: number) => number, width: number): TimelineLayout['ticks'] {
  const most = Math.max(2, Math.floor(width / 110));
  const seconds = TICK_STEPS_SECONDS.find((step) => untilUs / 1e6 / step <= most) ?? 86_400;
  const ticks: TimelineLayout['ticks'] = [];
  for (let atUs = 0; atUs <= untilUs; atUs += seconds * 1e6) {
    ticks.push({ x: x(atUs), text: clock(atUs, 0), anchor: atUs === 0 ? 'start' : atUs >= untilUs ? 'end' : 'middle' });
  }
  return ticks;
}

export function layoutTimeline(input: TimelineInput): TimelineLayout {
  const { width, height, nowUs, events } = input;
  const untilUs = spanUs(nowUs);
  const left = SIDE_PX;
  const right = Math.max(left + 1, width - SIDE_PX);
  const x = scaleLinear([0, untilUs], [left, right]);
  const base = height - (height >= 70 ? 38 : 20);
  const top = 14;
  const { bars, peak } = barsOf(input, x, Math.max(4, base - top));
  return {
    width,
    height,
    left,
    right,
    base,
    top,
    untilUs,
    bars,
    pins: placePins(pinsOf(events), x, right),
    ticks: ticksOf(untilUs, x, right - left),
    playheadX: x(nowUs),
    peakPerSecond: peak,
  };
}
