/** A kept run in words: when it was kept, how far it goes, and what was done in it. */
import type { KeptRun } from '../../lab/kept-run.ts';
import { clock } from '../../views/wording.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `today 14:05`, `yesterday 09:12`, `18 Nov 14:05`, `18 Nov 2025`: by the clock and the calendar of whoever reads it. */
export function keptWhen(savedAtMs: number, nowMs: number): string {
  const [saved, now] = [new Date(savedAtMs), new Date(nowMs)];
  const time = `${String(saved.getHours()).padStart(2, '0')}:${String(saved.getMinutes()).padStart(2, '0')}`;
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (saved.toDateString() === now.toDateString()) return `today ${time}`;
  if (saved.toDateString() === yesterday.toDateString()) return `yesterday ${time}`;
  const day = `${saved.getDate()} ${MONTHS[saved.getMonth()]}`;
  return saved.getFullYear() === now.getFullYear() ? `${day} ${time}` : `${day} ${saved.getFullYear()}`;
}

/** How long the branch on screen is, and which moment of it was looked at. */
export function lengthInWords({ place: { untilUs, momentUs } }: Pick<KeptRun, 'place'>): string {
  return momentUs < untilUs ? `at ${clock(momentUs, 0)} of ${clock(untilUs, 0)}` : clock(untilUs, 0);
}

export function otherVersionInWords(madeWith: string, present: string): string {
  return `Made with version ${madeWith} of the engine; this is ${present}, which would play it differently.`;
}
