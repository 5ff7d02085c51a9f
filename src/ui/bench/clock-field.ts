/** A moment of the run as it is typed: `00:41.5`, `1:02:41`, or seconds alone. */

/** Microseconds since the start of the run; null where the text is no such moment. */
export function readClock(text: string): number | null {
  const match = /^(?:(?:(\d{1,4}):)?(\d{1,2}):)?(\d{1,6}(?:\.\d{1,6})?)$/.exec(text.trim());
  if (match === null) return null;
  const [, hours = '0', minutes, seconds] = match;
  const isSplit = minutes !== undefined;
  if (isSplit && (Number(seconds) >= 60 || (match[1] !== undefined && Number(minutes) >= 60))) return null;
  return Math.round((Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds)) * 1e6);
}
