/** Progress in words: stars with halves, days, shares with how sure they are. */
import { ITEMS_MIN, type Share } from '../../lab/progress/topic-figures.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2½`. */
export function starsInWords(stars: number): string {
  const whole = Math.floor(stars);
  return stars === whole ? String(whole) : `${whole === 0 ? '' : whole}½`;
}

/** `today`, `yesterday`, `tomorrow`, `18 Nov`, `18 Nov 2025`: by the calendar of whoever reads it. */
export function dayInWords(atMs: number, nowMs: number): string {
  const [at, now] = [new Date(atMs), new Date(nowMs)];
  const day = (offset: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset).toDateString();
  if (at.toDateString() === day(0)) return 'today';
  if (at.toDateString() === day(-1)) return 'yesterday';
  if (at.toDateString() === day(1)) return 'tomorrow';
  const date = `${at.getDate()} ${MONTHS[at.getMonth()]}`;
  return at.getFullYear() === now.getFullYear() ? date : `${date} ${at.getFullYear()}`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `80 % (55–93 %)`, or that there is too little to say. */
export function shareInWords({ n, right, interval }: Share): string {
  if (n === 0) return 'no items yet';
  if (interval === null) return `not enough data: ${n} of ${ITEMS_MIN}`;
  return `${percent(right / n)} (${Math.round(interval.from * 100)}–${percent(interval.to)})`;
}

/** `1 item`, `7 items`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

export function minutesInWords(ms: number): string {
  return `about ${Math.max(1, Math.round(ms / 60_000))} min`;
}
