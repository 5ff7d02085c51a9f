/** What is said of a kept run wherever it is offered. */
import { type KeptRun, nameOf } from './kept-run.ts';

/** `3 commands`, `2 branches`: nothing where there are none, or only the first. */
export function doneInWords({ commands, branches }: Pick<KeptRun, 'commands' | 'branches'>): string[] {
  const done = [];
  if (commands > 0) done.push(`${grouped(commands)} ${commands === 1 ? 'command' : 'commands'}`);
  if (branches > 1) done.push(`${grouped(branches)} branches`);
  return done;
}

export function offerInWords(run: KeptRun): string {
  return `Your last run ‘${nameOf(run)}’ (${[wholeSeconds(run.place.untilUs), ...doneInWords(run)].join(', ')}) is kept.`;
}

const grouped = (value: number): string => value.toLocaleString('en-US').replaceAll(',', '\u202F');

/** `00:41`, from an hour on `1:02:41`. */
function wholeSeconds(atUs: number): string {
  const seconds = Math.floor(atUs / 1e6);
  const [hours, ...rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = rest.map((part) => String(part).padStart(2, '0')).join(':');
  return hours > 0 ? `${hours}:${clock}` : clock;
}
