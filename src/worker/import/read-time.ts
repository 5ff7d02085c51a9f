/**
 * Reads a point in time as it stands in files: ISO 8601, epoch seconds, milliseconds, microseconds or nanoseconds, `2026-11-20`,
 * `2026/11/20 05:00(:00)`, and the common log format `[20/Nov/2026:05:00:00 +0000]`. Without a zone it is UTC.
 */
const ISO = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/;
const COMMON_LOG = /^\[?(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?: ([+-]\d{4}))?\]?$/;
const EPOCH = /^\d{9,19}(?:\.\d{1,9})?$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Epoch milliseconds, possibly with a fraction; NaN where the text is no time. */
export function readTime(text: string): number {
  if (text.length < 8 || text.length > 40) return Number.NaN;
  if (EPOCH.test(text)) return fromEpoch(Number(text));
  const iso = ISO.exec(text);
  if (iso !== null) return utc(+iso[1], +iso[2], +iso[3], +(iso[4] ?? 0), +(iso[5] ?? 0), +(iso[6] ?? 0), iso[7], iso[8]);
  const log = COMMON_LOG.exec(text);
  if (log !== null) return utc(+log[3], MONTHS.indexOf(log[2]) + 1, +log[1], +log[4], +log[5], +log[6], log[7], log[8]);
  return Number.NaN;
}

/** Told by magnitude: seconds up to the year 5138, and so on. */
function fromEpoch(value: number): number {
  if (value < 1e11) return value * 1_000;
  if (value < 1e14) return value;
  if (value < 1e17) return value / 1_000;
  return value / 1e6;
}

function utc(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  fraction: string | undefined,
  zone: string | undefined,
): number {
  if (month < 1 || month > 12 || hour > 24 || minute > 59 || second > 60) return Number.NaN;
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return Number.NaN;
  const fractionMs = fraction === undefined ? 0 : Number(`0.${fraction}`) * 1_000;
  return Date.UTC(year, month - 1, day, hour, minute, second) + fractionMs - zoneOffsetMs(zone);
}

function zoneOffsetMs(zone: string | undefined): number {
  if (zone === undefined || !/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', ''));
  return (zone[0] === '-' ? -minutes : minutes) * 60_000;
}
