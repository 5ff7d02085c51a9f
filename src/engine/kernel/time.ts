/** Simulated time: integer microseconds since the start of the run. Negative values are instants before it. */
export const MILLISECOND = 1_000;
export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
