/** The part of the run that the timeline shows: zoom about a point, pan, pinch, follow. Pure; times in simulated microseconds. */
export interface TimeWindow {
  fromUs: number;
  toUs: number;
}

/** Two bins of the engine's meters: nearer than this there is nothing more to see. */
export const WINDOW_MIN_US = 500_000;
/** A page width of time: one minute, then as much as keeps the playhead within. */
const SPANS_SECONDS = [60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];
/** Where a followed playhead stands at the latest, as a share of the window. */
const FOLLOW_SHARE = 0.92;
/** Where it stands after a page was turned. */
const PAGE_SHARE = 0.12;
/** One press of a button or a key. */
export const ZOOM_STEP = 0.5;
export const PAN_STEP = 0.8;

export function spanUs(endUs: number): number {
  const seconds = endUs / 1e6 / 0.94;
  const found = SPANS_SECONDS.find((span) => span >= seconds);
  return (found ?? Math.ceil(seconds / 86_400) * 86_400) * 1e6;
}

/** Everything that has been run, and some room to the right. */
export function wholeOf(endUs: number): TimeWindow {
  return { fromUs: 0, toUs: spanUs(endUs) };
}

export function lengthOf({ fromUs, toUs }: TimeWindow): number {
  return toUs - fromUs;
}

/** Neither shorter than can be read nor longer than the whole, and within it. */
export function bounded(window: TimeWindow, whole: TimeWindow): TimeWindow {
  const lengthUs = Math.min(lengthOf(whole), Math.max(WINDOW_MIN_US, lengthOf(window)));
  const fromUs = Math.min(whole.toUs - lengthUs, Math.max(whole.fromUs, window.fromUs));
  return { fromUs, toUs: fromUs + lengthUs };
}

export function isWhole(window: TimeWindow, whole: TimeWindow): boolean {
  return lengthOf(window) >= lengthOf(whole) * 0.999;
}

/** `factor` below 1 shows less. The moment `atUs` stays where it is on screen, unless the whole's ends are in the way. */
export function zoomed(window: TimeWindow, whole: TimeWindow, atUs: number, factor: number): TimeWindow {
  const lengthUs = Math.min(lengthOf(whole), Math.max(WINDOW_MIN_US, lengthOf(window) * factor));
  const share = (atUs - window.fromUs) / lengthOf(window);
  const fromUs = atUs - share * lengthUs;
  return bounded({ fromUs, toUs: fromUs + lengthUs }, whole);
}

export function panned(window: TimeWindow, whole: TimeWindow, byUs: number): TimeWindow {
  return bounded({ fromUs: window.fromUs + byUs, toUs: window.toUs + byUs }, whole);
}

/** Two fingers hold two moments: `held` are those moments, `shares` where the fingers are now, 0 at the left edge and 1 at the right. */
export function pinched(held: readonly [number, number], shares: readonly [number, number], whole: TimeWindow): TimeWindow {
  const [firstUs, secondUs] = held;
  const apart = shares[1] - shares[0];
  const asked = Math.abs(apart) < 1e-3 ? lengthOf(whole) : Math.abs((secondUs - firstUs) / apart);
  const lengthUs = Math.min(lengthOf(whole), Math.max(WINDOW_MIN_US, asked));
  // Where the limits do not let both moments stay under their fingers, the middle stays between them.
  const fromUs = (firstUs + secondUs) / 2 - ((shares[0] + shares[1]) / 2) * lengthUs;
  return bounded({ fromUs, toUs: fromUs + lengthUs }, whole);
}

/** Moved as little as shows the moment. */
export function stretchedTo(window: TimeWindow, whole: TimeWindow, atUs: number): TimeWindow {
  if (atUs < window.fromUs) return panned(window, whole, atUs - window.fromUs);
  return atUs > window.toUs ? panned(window, whole, atUs - window.toUs) : window;
}

/** After a jump: the same window if the moment is in it, else one about that moment. */
export function revealed(window: TimeWindow, whole: TimeWindow, atUs: number): TimeWindow {
  if (holds(window, atUs)) return window;
  return panned(window, whole, atUs - (window.fromUs + window.toUs) / 2);
}

/** While the run plays: the window goes with the playhead, gliding, or page by page where motion is to be reduced. */
export function followed(window: TimeWindow, whole: TimeWindow, atUs: number, isPaged: boolean): TimeWindow {
  if (atUs < window.fromUs) return revealed(window, whole, atUs);
  const lengthUs = lengthOf(window);
  if (atUs <= window.fromUs + FOLLOW_SHARE * lengthUs) return window;
  return panned(window, whole, atUs - (isPaged ? PAGE_SHARE : FOLLOW_SHARE) * lengthUs - window.fromUs);
}

export function holds(window: TimeWindow, atUs: number): boolean {
  return atUs >= window.fromUs && atUs <= window.toUs;
}
