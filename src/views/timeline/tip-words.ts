/** What the timeline says of the thing under the pointer: a line of what it is, and lines of what is known of it. */
import type { BranchFrame } from '../../protocol/travel.ts';
import { clock, count, duration } from '../wording.ts';
import type { Hit } from './hit.ts';
import type { TimelineLayout } from './layout.ts';
import type { Pin } from './pins.ts';
import { commandText, pinsCounted, pinWords } from './pins.ts';

export interface Tip {
  title: string;
  lines: string[];
}

/** More would be no hover any more. */
const PINS_MAX = 8;
const NEAR_PX = 5;

export function pinLines(pins: readonly Pin[], most = PINS_MAX): string[] {
  const shown = pins.slice(0, pins.length > most ? most - 1 : most).map((pin) => `${clock(pin.atUs)} ${pinWords(pin)}`);
  return pins.length > shown.length ? [...shown, `and ${pins.length - shown.length} more`] : shown;
}

/** `left Main at 00:12.30, was run to 00:31.00, 2 commands of its own, the first: split shard 2`. */
export function branchWords(branch: BranchFrame, branches: readonly BranchFrame[]): string {
  const { parentId, forkUs, endUs, ownCommands, firstOwn } = branch;
  const parent = branches.find(({ id }) => id === parentId);
  const origin = parentId === null ? 'the first history of the run' : `left ${parent?.name ?? 'its parent'} at ${clock(forkUs)}`;
  const commands = ownCommands === 0 ? 'no command of its own' : `${ownCommands} ${ownCommands === 1 ? 'command' : 'commands'} of its own`;
  const first =
    firstOwn === null ? '' : `, ${ownCommands > 1 ? 'the first: ' : ''}${commandText(firstOwn.command)} at ${clock(firstOwn.atUs)}`;
  return `${origin}, run to ${clock(endUs)}, ${commands}${first}`;
}

/** Records per second put and throttled at a moment; null where nothing has been run. */
export function ratesAt({ bars }: Pick<TimelineLayout, 'bars'>, atUs: number): string | null {
  const bar = bars.find((one) => atUs >= one.fromUs && atUs < one.toUs);
  if (bar === undefined) return null;
  const perSecond = (records: number) => `${count(records / bar.seconds)} records/s`;
  return bar.throttled > 0
    ? `${perSecond(bar.accepted)} accepted, ${perSecond(bar.throttled)} throttled`
    : `${perSecond(bar.accepted)} accepted, none throttled`;
}

function momentTip(layout: TimelineLayout, atUs: number, x: number, branchName: string | null): Tip {
  const where = branchName === null ? '' : ` · ${branchName}`;
  if (atUs > layout.endUs) return { title: clock(atUs), lines: ['Not run yet.'] };
  const isLater = layout.isPast && atUs > layout.shownUs;
  const rates = ratesAt(layout, atUs);
  const near = layout.pins.filter((mark) => Math.abs(mark.x - x) <= NEAR_PX).flatMap((mark) => mark.pins);
  return {
    title: `${clock(Math.max(0, atUs))}${where}`,
    lines: [...(rates === null ? [] : [rates]), ...(isLater ? ['Recorded; later than the moment on screen.'] : []), ...pinLines(near, 4)],
  };
}

/** `branches`: all of the run; the present one is named where there are several. */
export function tipOf(hit: Hit, layout: TimelineLayout, x: number, branches: readonly BranchFrame[], presentId: number): Tip | null {
  const present = branches.length > 1 ? (branches.find(({ id }) => id === presentId)?.name ?? null) : null;
  switch (hit.kind) {
    case 'moment':
      return momentTip(layout, hit.atUs, x, present);
    case 'pins': {
      const { pins } = hit.mark;
      const spreads = pins[pins.length - 1].atUs > pins[0].atUs;
      if (pins.length === 1) return { title: `${clock(pins[0].atUs, 3)} ${pinWords(pins[0])}`, lines: ['Click: go there.'] };
      return {
        title: `${pinsCounted(pins)} ${spreads ? `within ${duration((pins[pins.length - 1].atUs - pins[0].atUs) / 1000)}` : 'at once'}`,
        lines: [...pinLines(pins), spreads ? 'Click: zoom in on them.' : 'Click: go there.'],
      };
    }
    case 'step':
      return {
        title: `${clock(hit.mark.atUs, 3)} ${hit.mark.numbers.length === 1 ? 'step' : 'steps'} ${hit.mark.text} of the answer`,
        lines: ['Click: go there.'],
      };
    case 'branch':
      return {
        title: hit.branch.name,
        lines: [sentence(branchWords(hit.branch, branches)), hit.isPresent ? 'It is on screen.' : 'Click: switch to it.'],
      };
    case 'more-branches':
      return { title: 'More branches', lines: [...hit.branches.map(({ name }) => name), 'The list of branches has them all.'] };
    case 'minimap':
      return {
        title: `${clock(layout.window.fromUs)} to ${clock(layout.window.toUs)}`,
        lines: ['Click or drag: show another part of the run.'],
      };
    case 'playhead-away':
      return { title: `The playhead is at ${clock(layout.shownUs)}`, lines: ['Click: show it.'] };
  }
}

function sentence(words: string): string {
  return `${words[0].toUpperCase()}${words.slice(1)}.`;
}
