/** How many records a second a workload wants to send, and when the next one is due. */
import { cosineOfTurns } from '../../kernel/portable-math.ts';
import { HOUR, SECOND } from '../../kernel/time.ts';
import type { RateSpec } from '../producer-spec.ts';

type TimelessRate = Exclude<RateSpec, { kind: 'timestamps' }>;

/** Records per second at `sinceUs` after the rate was set; `epochMs` is the time of day for the day curve. */
export function ratePerSecond(spec: TimelessRate, sinceUs: number, epochMs: number): number {
  switch (spec.kind) {
    case 'constant':
      return spec.perSecond;
    case 'ramp': {
      const progress = Math.min(1, sinceUs / (spec.overSeconds * SECOND));
      return spec.fromPerSecond + (spec.toPerSecond - spec.fromPerSecond) * progress;
    }
    case 'spike': {
      const intoCycleUs = (sinceUs - spec.afterSeconds * SECOND) % (spec.everySeconds * SECOND);
      return intoCycleUs >= 0 && intoCycleUs < spec.lastsSeconds * SECOND ? spec.peakPerSecond : spec.basePerSecond;
    }
    case 'day': {
      const turns = (epochMs / 3_600_000 - spec.peakHour) / 24;
      return spec.lowPerSecond + (spec.highPerSecond - spec.lowPerSecond) * (0.5 + 0.5 * cosineOfTurns(turns));
    }
  }
}

const STRIDE_US = 100_000;
/** How far ahead a quiet workload is searched for its next record. */
const SEARCH_US = HOUR;

/** Time of the record after one at `fromUs` (both since time zero, fractions of µs kept), or null if none is due within an hour. */
export function nextRecordUs(spec: TimelessRate, setUs: number, startEpochMs: number, fromUs: number): number | null {
  if (spec.kind === 'constant') return spec.perSecond > 0 ? fromUs + SECOND / spec.perSecond : null;
  let wanted = 1;
  for (let us = fromUs; us < fromUs + SEARCH_US; us += STRIDE_US) {
    const rate = ratePerSecond(spec, us - setUs, startEpochMs + us / 1000);
    const inStride = (rate * STRIDE_US) / SECOND;
    if (inStride >= wanted) return us + (wanted / rate) * SECOND;
    wanted -= inStride;
  }
  return null;
}
