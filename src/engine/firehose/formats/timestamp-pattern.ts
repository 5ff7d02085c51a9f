/**
 * Patterns of `!{timestamp:…}`: Java's DateTimeFormatter, in English, with weeks that begin on Sunday as Firehose has them.
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 * https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html
 * Simplified: names of zones are there as ids (`VV`) and offsets only, not as words (`z`, `v`).
 */
import { MINUTE_MS, daysFromCivil, partsOf, twoDigits, type CivilTime } from './civil-time.ts';
import { zoneOffsetMinutes } from './time-zones.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

interface Moment extends CivilTime {
  offsetMinutes: number;
  zone: string;
}

/** Text of a field; null where a field cannot be so wide. */
type Field = (time: Moment, width: number) => string | null;

const number =
  (value: (time: Moment) => number, widest: number): Field =>
  (time, width) =>
    width > widest ? null : String(value(time)).padStart(width, '0');

/** A short, a full and a narrow form, by the number of letters. */
function words(width: number, short: string, full: string, narrow: string): string | null {
  if (width > 5) return null;
  return width === 5 ? narrow : width === 4 ? full : short;
}

function yearField(year: number, width: number): string | null {
  if (width > 19) return null;
  if (width === 2) return twoDigits(year % 100);
  const text = String(year).padStart(width, '0');
  return width >= 4 && text.length > width ? `+${text}` : text;
}

/** The week that holds January 1 is the first, and weeks begin on Sunday. */
function weekOf(time: Moment): { year: number; week: number } {
  const firstWeekday = (year: number): number => (((4 + daysFromCivil(year, 1, 1)) % 7) + 7) % 7;
  const daysLeft = daysFromCivil(time.year + 1, 1, 1) - daysFromCivil(time.year, time.month, time.day);
  if (daysLeft <= firstWeekday(time.year + 1)) return { year: time.year + 1, week: 1 };
  return { year: time.year, week: Math.floor((time.dayOfYear - 1 + firstWeekday(time.year)) / 7) + 1 };
}

const month: Field = (time, width) => {
  const name = MONTHS[time.month - 1];
  return width < 3 ? String(time.month).padStart(width, '0') : words(width, name.slice(0, 3), name, name[0]);
};

const dayName: Field = ({ weekday }, width) => words(width, DAYS[weekday].slice(0, 3), DAYS[weekday], DAYS[weekday][0]);

const dayOfWeek: Field = (time, width) => (width < 3 ? String(time.weekday + 1).padStart(width, '0') : dayName(time, width));

const quarter: Field = (time, width) => {
  const which = Math.ceil(time.month / 3);
  const full = `${which}${['st', 'nd', 'rd', 'th'][which - 1]} quarter`;
  return width < 3 ? String(which).padStart(width, '0') : words(width, `Q${which}`, full, String(which));
};

const offset =
  (zero: string | null): Field =>
  ({ offsetMinutes }, width) => {
    if (width > 5) return null;
    if (offsetMinutes === 0 && zero !== null) return zero;
    const { sign, hours, minutes } = signed(offsetMinutes);
    if (width === 1 && minutes === 0) return sign + twoDigits(hours);
    return `${sign}${twoDigits(hours)}${width % 2 === 1 && width > 1 ? ':' : ''}${twoDigits(minutes)}`;
  };

const signed = (offsetMinutes: number): { sign: string; hours: number; minutes: number } => ({
  sign: offsetMinutes < 0 ? '-' : '+',
  hours: Math.floor(Math.abs(offsetMinutes) / 60),
  minutes: Math.abs(offsetMinutes) % 60,
});

/** `GMT+9`, or `GMT+09:00`. */
const localOffset: Field = ({ offsetMinutes }, width) => {
  if (width !== 1 && width !== 4) return null;
  if (offsetMinutes === 0) return 'GMT';
  const { sign, hours, minutes } = signed(offsetMinutes);
  if (width === 4) return `GMT${sign}${twoDigits(hours)}:${twoDigits(minutes)}`;
  return `GMT${sign}${hours}${minutes === 0 ? '' : `:${twoDigits(minutes)}`}`;
};

const plainOffset: Field = (time, width) => {
  if (width === 4) return localOffset(time, 4);
  return width === 5 ? offset('Z')(time, 5) : offset(null)(time, width > 5 ? width : 2);
};

const FIELDS: Record<string, Field> = {
  y: ({ year }, width) => yearField(year, width),
  u: ({ year }, width) => yearField(year, width),
  Y: (time, width) => yearField(weekOf(time).year, width),
  Q: quarter,
  q: quarter,
  M: month,
  L: month,
  w: number((time) => weekOf(time).week, 2),
  W: number((time) => Math.floor((time.day - 1 + ((((time.weekday - time.day + 1) % 7) + 7) % 7)) / 7) + 1, 1),
  d: number(({ day }) => day, 2),
  D: number(({ dayOfYear }) => dayOfYear, 3),
  E: dayName,
  e: dayOfWeek,
  c: (time, width) => (width === 2 ? null : dayOfWeek(time, width)),
  F: number(({ day }) => ((day - 1) % 7) + 1, 1),
  a: ({ hour }, width) => (width > 1 ? null : hour < 12 ? 'AM' : 'PM'),
  G: (_time, width) => words(width, 'AD', 'Anno Domini', 'A'),
  H: number(({ hour }) => hour, 2),
  h: number(({ hour }) => ((hour + 11) % 12) + 1, 2),
  K: number(({ hour }) => hour % 12, 2),
  k: number(({ hour }) => ((hour + 23) % 24) + 1, 2),
  m: number(({ minute }) => minute, 2),
  s: number(({ second }) => second, 2),
  // of second precision: fractions are zeros
  S: (_time, width) => (width > 9 ? null : '0'.repeat(width)),
  n: number(() => 0, 19),
  A: number(({ hour, minute, second }) => ((hour * 60 + minute) * 60 + second) * 1000, 19),
  N: number(({ hour, minute, second }) => ((hour * 60 + minute) * 60 + second) * 1e9, 19),
  X: offset('Z'),
  x: offset(null),
  Z: plainOffset,
  O: localOffset,
  V: ({ zone }, width) => (width === 2 ? zone : null),
};

/** A quoted text, two quotes, a run of one letter with the padding before it, or any other character. */
const TOKENS = /'((?:[^']|'')+)'(?!')|''|(p*)([A-Za-oq-z])\3*|[^]/g;

/** Null where the pattern is not valid. `zone`: an IANA name. */
export function formatTimestamp(pattern: string, epochMs: number, zone: string): string | null {
  const offsetMinutes = zoneOffsetMinutes(zone, epochMs);
  const time: Moment = { ...partsOf(epochMs + offsetMinutes * MINUTE_MS), offsetMinutes, zone: zone === '' ? 'UTC' : zone };
  let text = '';
  let depth = 0;
  for (const [token, quoted, padding, letter] of pattern.matchAll(TOKENS)) {
    if (letter !== undefined) {
      const field = FIELDS[letter]?.(time, token.length - padding.length) ?? null;
      if (field === null || (padding !== '' && field.length > padding.length)) return null;
      text += field.padStart(padding.length);
    } else if (quoted !== undefined) text += quoted.replaceAll("''", "'");
    else if (token === "''") text += "'";
    else if ("'{}#p".includes(token)) return null;
    else if (token === '[') depth++;
    else if (token === ']' && --depth < 0) return null;
    else if (token !== ']') text += token;
  }
  return pattern === '' ? null : text;
}
