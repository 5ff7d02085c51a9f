/**
 * How records in flight are drawn. Up to `DOTS_MAX` each is a dot; up to `BATCHED_MAX` a dot stands for several;
 * above that a ribbon, whose width is the rate. Boundaries have some play, so that a rate near one does not flicker.
 */
export type Detail = { level: 'single' | 'batch' | 'ribbon'; recordsPerDot: number };

export const DOTS_MAX = 200;
export const BATCHED_MAX = 5000;
const PLAY = 0.8;

/** The smallest of 1, 2, 5, 10, 20, 50 … that keeps the dots at `DOTS_MAX`. */
export function recordsPerDot(inFlight: number): number {
  let step = 1;
  for (;;) {
    for (const factor of [1, 2, 5]) if (inFlight / (step * factor) <= DOTS_MAX) return step * factor;
    step *= 10;
  }
}

export function detailFor(inFlight: number, before: Detail): Detail {
  const ribbonFrom = before.level === 'ribbon' ? BATCHED_MAX * PLAY : BATCHED_MAX;
  // A few dots ride on the ribbon, so that single records can still be picked and followed.
  if (inFlight > ribbonFrom) return { level: 'ribbon', recordsPerDot: recordsPerDot(inFlight * 4) };
  const wanted = recordsPerDot(inFlight);
  const held = before.level !== 'ribbon' && wanted < before.recordsPerDot && inFlight / before.recordsPerDot > (DOTS_MAX / 2) * PLAY;
  const perDot = held ? before.recordsPerDot : wanted;
  return { level: perDot === 1 ? 'single' : 'batch', recordsPerDot: perDot };
}

export function exchangeRate(detail: Detail): string {
  const records = detail.recordsPerDot.toString().replace(/\B(?=(\d{3})+$)/g, '\u202F');
  if (detail.level === 'ribbon') return `ribbon width = rate · 1 dot = ${records} records`;
  return detail.recordsPerDot === 1 ? '1 dot = 1 record' : `1 dot = ${records} records`;
}
