/**
 * Timestamps as the two deserializers read them, in microseconds since 1970.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 * OpenX: `yyyy-MM-dd'T'HH:mm:ss[.S]'Z'`, `yyyy-[M]M-[d]d HH:mm:ss[.S]`, epoch seconds or milliseconds, as numbers or strings. Hive: the
 * patterns given (Joda-Time), `millis` for epoch milliseconds, or `yyyy-[m]m-[d]d hh:mm:ss[.f]` where none is given.
 * Simplified: of Joda's letters y M d H h m s S a Z and text in quotes are known; fractions beyond microseconds are cut off.
 */
import { MINUTE_MS, epochMsOf } from './civil-time.ts';

const SPACED = /^(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?$/;
const WITH_T = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z?$/;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Below this in absolute value a number is of seconds, from it on of milliseconds. */
const LEAST_MILLISECONDS = 1e12;
/** What 64 bits of microseconds hold, and a date can say. */
const MICROS_MAX = 8.64e18;

export function openXMicros(value: string | number): bigint | null {
  if (typeof value === 'number') return epochMicros(Math.abs(value) < LEAST_MILLISECONDS ? value * 1000 : value);
  const match = SPACED.exec(value) ?? WITH_T.exec(value);
  if (match !== null) return microsOf(match);
  return NUMBER.test(value.trim()) ? openXMicros(Number(value)) : null;
}

export const sqlMicros = (value: string): bigint | null => {
  const match = SPACED.exec(value);
  return match === null ? null : microsOf(match);
};

const epochMicros = (ms: number): bigint | null => {
  const micros = Math.round(ms * 1000);
  return Math.abs(micros) > MICROS_MAX || Number.isNaN(micros) ? null : BigInt(micros);
};

function microsOf([, year, month, day, hour, minute, second, fraction]: RegExpExecArray): bigint | null {
  const ms = epochMsOf(+year, +month, +day, +hour, +minute, +second);
  return ms === null ? null : BigInt(ms) * 1000n + BigInt((fraction ?? '').padEnd(6, '0').slice(0, 6));
}

/** Days since 1970-01-01; null where it is no date. */
export function dateDays(value: string): number | null {
  const match = DATE.exec(value);
  const ms = match === null ? null : epochMsOf(+match[1], +match[2], +match[3]);
  return ms === null ? null : ms / (24 * 60 * MINUTE_MS);
}

export type TimestampReader = (value: string | number) => bigint | null;

/** Reads by the first pattern that fits. */
export function hiveReader(formats: readonly string[]): TimestampReader {
  const readers = formats.map(readerOf).filter((reader) => reader !== null);
  if (readers.length === 0) readers.push((value) => (typeof value === 'string' ? sqlMicros(value) : null));
  return (value) => {
    for (const read of readers) {
      const micros = read(value);
      if (micros !== null) return micros;
    }
    return null;
  };
}

const millis: TimestampReader = (value) =>
  typeof value === 'number' || /^-?\d+$/.test(value) ? epochMicros(Math.round(Number(value))) : null;

/** Of each letter: what it matches. */
const LETTERS: Record<string, string> = {
  y: '\\d{1,4}',
  Y: '\\d{1,4}',
  M: '\\d{1,2}',
  d: '\\d{1,2}',
  H: '\\d{1,2}',
  h: '\\d{1,2}',
  m: '\\d{1,2}',
  s: '\\d{1,2}',
  S: '\\d{1,9}',
  a: '[AaPp][Mm]',
  Z: 'Z|[+-]\\d\\d:?\\d\\d',
};

/** Letters whose values are digits. */
const isNumeric = (letter: string | undefined): boolean => letter !== undefined && letter !== 'a' && letter !== 'Z';

/** Null where the pattern has letters that are not known. */
function readerOf(pattern: string): TimestampReader | null {
  if (pattern === 'millis') return millis;
  const tokens = [...pattern.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^]/g)];
  let source = '';
  const order: string[] = [];
  for (const [i, [token, quoted, letter]] of tokens.entries()) {
    if (letter === undefined) {
      source += escaped(quoted === undefined ? token : quoted === '' ? "'" : quoted.replaceAll("''", "'"));
      continue;
    }
    if (LETTERS[letter] === undefined || (letter === 'M' && token.length > 2)) return null;
    // where digits follow digits, each field has as many as it has letters
    const isTouching = isNumeric(tokens[i - 1]?.[2]) || isNumeric(tokens[i + 1]?.[2]);
    source += isNumeric(letter) && isTouching ? `(\\d{${token.length}})` : `(${LETTERS[letter]})`;
    order.push(letter);
  }
  const expression = new RegExp(`^${source}$`);
  return (value) => {
    const match = expression.exec(String(value));
    return match === null ? null : microsOfFields(new Map(order.map((letter, i) => [letter, match[i + 1]])));
  };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function microsOfFields(fields: Map<string, string>): bigint | null {
  const numberOf = (letter: string, otherwise: number): number => Number(fields.get(letter) ?? otherwise);
  const year = fields.has('Y') ? numberOf('Y', 1970) : numberOf('y', 1970);
  const half = fields.has('h') ? (numberOf('h', 0) % 12) + (fields.get('a')?.toLowerCase() === 'pm' ? 12 : 0) : 0;
  const fullYear = (fields.get('y') ?? fields.get('Y') ?? '').length === 2 ? 2000 + year : year;
  const ms = epochMsOf(
    fullYear,
    numberOf('M', 1),
    numberOf('d', 1),
    fields.has('H') ? numberOf('H', 0) : half,
    numberOf('m', 0),
    numberOf('s', 0),
  );
  if (ms === null) return null;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(fields.get('Z') ?? '') ?? ['', '+', '0', '0'];
  const ahead = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  const fraction = (fields.get('S') ?? '').padEnd(6, '0').slice(0, 6);
  return BigInt(ms - ahead) * 1000n + BigInt(fraction);
}
