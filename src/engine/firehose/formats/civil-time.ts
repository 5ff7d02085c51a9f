/** Dates and times of the Gregorian calendar out of epoch milliseconds, by arithmetic alone. */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export interface CivilTime {
  year: number;
  /** 1–12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 1–366. */
  dayOfYear: number;
  /** 0: Sunday. */
  weekday: number;
}

/** Days since 1970-01-01; a month beyond December is one of the next year. */
export const daysFromCivil = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / DAY_MS;

export function partsOf(epochMs: number): CivilTime {
  const date = new Date(Math.floor(epochMs / 1000) * 1000);
  const year = date.getUTCFullYear();
  const days = Math.floor(epochMs / DAY_MS);
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    dayOfYear: days - daysFromCivil(year, 1, 1) + 1,
    weekday: date.getUTCDay(),
  };
}

/** Epoch milliseconds in UTC; null where there is no such date or time. */
export function epochMsOf(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number | null {
  if (hour > 23 || minute > 59 || second > 59) return null;
  const days = daysFromCivil(year, month, day);
  const { month: sameMonth, day: sameDay } = partsOf(days * DAY_MS);
  if (sameMonth !== month || sameDay !== day) return null;
  return days * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * 1000;
}

export const twoDigits = (value: number): string => String(value).padStart(2, '0');
