/** strptime of jq: text by a pattern as a time that is broken down, in UTC. */
import { QueryError } from './syntax.ts';
import { brokenDown, DAYS, MONTHS } from './time.ts';

interface Fields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  isAfternoon: boolean | null;
  epochSeconds: number | null;
}

interface Letter {
  pattern: string;
  read(fields: Fields, text: string): void;
}

const names = (list: readonly string[]): string => list.flatMap((name) => [name, name.slice(0, 3)]).join('|');
const nothing = (): void => undefined;
const monthOf = (text: string): number => MONTHS.findIndex((name) => name.slice(0, 3).toLowerCase() === text.slice(0, 3).toLowerCase());

const LETTERS: Record<string, Letter> = {
  Y: { pattern: '\\d{1,4}', read: (fields, text) => (fields.year = Number(text)) },
  y: { pattern: '\\d{1,2}', read: (fields, text) => (fields.year = Number(text) + (Number(text) < 69 ? 2000 : 1900)) },
  m: { pattern: '0?[1-9]|1[0-2]', read: (fields, text) => (fields.month = Number(text) - 1) },
  d: { pattern: '\\s*(?:0?[1-9]|[12]\\d|3[01])', read: (fields, text) => (fields.day = Number(text)) },
  H: { pattern: '[01]?\\d|2[0-3]', read: (fields, text) => (fields.hour = Number(text)) },
  I: { pattern: '0?[1-9]|1[0-2]', read: (fields, text) => (fields.hour = Number(text) % 12) },
  M: { pattern: '[0-5]?\\d', read: (fields, text) => (fields.minute = Number(text)) },
  S: { pattern: '[0-5]?\\d|60', read: (fields, text) => (fields.second = Number(text)) },
  p: { pattern: '[AaPp][Mm]', read: (fields, text) => (fields.isAfternoon = text.toLowerCase() === 'pm') },
  b: { pattern: names(MONTHS), read: (fields, text) => (fields.month = monthOf(text)) },
  a: { pattern: names(DAYS), read: nothing },
  s: { pattern: '\\d+', read: (fields, text) => (fields.epochSeconds = Number(text)) },
  Z: { pattern: '[A-Za-z]+', read: nothing },
  /** Read and left alone, as jq does. */
  z: { pattern: 'Z|[+-]\\d\\d(?::?\\d\\d)?', read: nothing },
};
const SAME: Record<string, string> = { e: 'd', B: 'b', h: 'b', A: 'a' };
const LONG: Record<string, string> = { T: '%H:%M:%S', R: '%H:%M', F: '%Y-%m-%d', D: '%m/%d/%y' };

export function readTime(text: string, format: string): number[] {
  const letters: Letter[] = [];
  let pattern = '';
  for (const [token] of format.replace(/%([TRFD])/g, (_, letter: string) => LONG[letter]).matchAll(/%[^]|\s+|[^]/g)) {
    const letter = LETTERS[SAME[token[1]] ?? token[1]];
    if (token === '%%') pattern += '%';
    else if (token.startsWith('%') && token.length === 2) {
      if (letter === undefined) throw new QueryError(`strptime: ${token} is not supported here`);
      letters.push(letter);
      pattern += `(${letter.pattern})`;
    } else pattern += /^\s/.test(token) ? '\\s*' : token.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }
  const match = new RegExp(`^${pattern}$`, 'iu').exec(text);
  if (match === null) throw new QueryError(`date "${text}" does not match format "${format}"`);
  const fields: Fields = { year: 1900, month: 0, day: 1, hour: 0, minute: 0, second: 0, isAfternoon: null, epochSeconds: null };
  for (const [i, letter] of letters.entries()) letter.read(fields, match[i + 1]);
  const { year, month, day, hour, minute, second, isAfternoon, epochSeconds } = fields;
  if (epochSeconds !== null) return brokenDown(epochSeconds);
  const midnight = new Date(0).setUTCFullYear(year, month, day) / 1000;
  const [, , , , , , weekday, yearday] = brokenDown(midnight);
  return [year, month, day, hour + (isAfternoon === true ? 12 : 0), minute, second, weekday, yearday];
}
