/** strftime and gmtime of jq, in UTC. Without the platform's words for days and months, which differ. */
import { QueryError, type Json } from './syntax.ts';

export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAY_MS = 86_400_000;
/** What Date can tell. */
const SECONDS_MAX = 8_640_000_000_000;

/** Year, month from 0, day, hours, minutes, seconds with their fraction, day of the week, day of the year from 0. */
export function brokenDown(seconds: number): number[] {
  if (!(Math.abs(seconds) <= SECONDS_MAX)) throw new QueryError('error converting number of seconds since epoch to datetime');
  const whole = Math.floor(seconds);
  const date = new Date(whole * 1000);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const second = date.getUTCSeconds() + (seconds - whole);
  return [year, month, day, date.getUTCHours(), date.getUTCMinutes(), second, date.getUTCDay(), dayOfYear(year, month, day)];
}

const dayOfYear = (year: number, month: number, day: number): number => (epochMs(year, month, day) - epochMs(year, 0, 1)) / DAY_MS;

/** Date.UTC reads years below 100 as of the 20th century. */
function epochMs(year: number, month: number, day: number): number {
  const date = new Date(0);
  return date.setUTCFullYear(year, month, day);
}

/** Seconds of a time that is broken down. */
export function madeTime(value: Json): number {
  const [year, month, day, hours, minutes, seconds] = partsOf(value, 'mktime');
  return epochMs(year, month, day) / 1000 + hours * 3600 + minutes * 60 + Math.floor(seconds);
}

export function partsOf(value: Json, name: string): number[] {
  if (typeof value === 'number') return brokenDown(value);
  if (!Array.isArray(value)) throw new QueryError(`${name}/1 requires parsed datetime inputs`);
  const parts = value.filter((part) => typeof part === 'number');
  if (parts.length < 6 || parts.length !== value.length) throw new QueryError(`${name} requires parsed datetime inputs`);
  return parts.map((part, i) => (i === 5 ? part : Math.trunc(part)));
}

export function formatTime(value: Json, format: string): string {
  const parts = partsOf(value, 'strftime');
  return format.replace(/%(.)/gsu, (_, letter: string) => fieldOf(parts, letter));
}

const two = (value: number, fill = '0'): string => String(value).padStart(2, fill);

function fieldOf(parts: number[], letter: string): string {
  const [year, month, day, hours, minutes, seconds] = parts;
  const weekday = parts[6] ?? new Date(epochMs(year, month, day)).getUTCDay();
  const yearday = parts[7] ?? dayOfYear(year, month, day);
  switch (letter) {
    case 'Y':
      return String(year);
    case 'C':
      return two(Math.floor(year / 100));
    case 'y':
      return two(((year % 100) + 100) % 100);
    case 'm':
      return two(month + 1);
    case 'd':
      return two(day);
    case 'e':
      return two(day, ' ');
    case 'H':
      return two(hours);
    case 'I':
      return two(hours % 12 === 0 ? 12 : hours % 12);
    case 'p':
      return hours < 12 ? 'AM' : 'PM';
    case 'M':
      return two(minutes);
    case 'S':
      return two(Math.floor(seconds));
    case 'j':
      return String(yearday + 1).padStart(3, '0');
    case 'A':
      return DAYS[weekday];
    case 'a':
      return DAYS[weekday].slice(0, 3);
    case 'B':
      return MONTHS[month];
    case 'b':
    case 'h':
      return MONTHS[month].slice(0, 3);
    case 'u':
      return String(weekday === 0 ? 7 : weekday);
    case 'w':
      return String(weekday);
    case 'G':
      return String(isoWeek(parts, weekday).year);
    case 'V':
      return two(isoWeek(parts, weekday).week);
    case 's':
      return String(madeTime(parts));
    case 'Z':
      return 'UTC';
    case 'z':
      return '+0000';
    case 'F':
      return `${fieldOf(parts, 'Y')}-${two(month + 1)}-${two(day)}`;
    case 'D':
      return `${two(month + 1)}/${two(day)}/${fieldOf(parts, 'y')}`;
    case 'T':
      return `${two(hours)}:${two(minutes)}:${two(Math.floor(seconds))}`;
    case 'R':
      return `${two(hours)}:${two(minutes)}`;
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '%':
      return '%';
    default:
      throw new QueryError(`strftime: %${letter} is not supported here`);
  }
}

/** The week belongs to the year of its Thursday. */
function isoWeek([year, month, day]: number[], weekday: number): { year: number; week: number } {
  const thursday = epochMs(year, month, day) + (4 - (weekday === 0 ? 7 : weekday)) * DAY_MS;
  const ofYear = new Date(thursday).getUTCFullYear();
  return { year: ofYear, week: Math.floor((thursday - epochMs(ofYear, 0, 1)) / DAY_MS / 7) + 1 };
}
