/** The moments that are marked above the overlaid charts, and the ticks of their axis of time. */
import { clock } from '../wording.ts';
import type { CompareInput } from './layout.ts';

export interface MomentMark {
  /** end: where the other branch was left; beyond, it runs on without further commands. */
  kind: 'fork' | 'differs' | 'end' | 'now';
  x: number;
  text: string;
  anchor: 'start' | 'end';
  /** Row of the words above the charts, 0 the highest. */
  row: number;
}

export interface TickMark {
  x: number;
  text: string;
  anchor: 'start' | 'middle' | 'end';
}

const TICK_STEPS_SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];
/** A character of the monospaced words above the charts. */
const MONO_PX = 6.4;

export function momentsOf(input: CompareInput, x: (atUs: number) => number, fromUs: number, left: number, right: number): MomentMark[] {
  const { nowUs, forkUs, differsUs, there } = input;
  const one = forkUs !== null && forkUs === differsUs;
  const wanted: { kind: MomentMark['kind']; atUs: number; words: string }[] = [];
  if (forkUs !== null && !one) wanted.push({ kind: 'fork', atUs: forkUs, words: 'fork' });
  if (differsUs !== null) wanted.push({ kind: 'differs', atUs: differsUs, words: one ? 'fork, first difference' : 'first difference' });
  if (there.endUs < nowUs) wanted.push({ kind: 'end', atUs: there.endUs, words: `end of ${there.name}` });
  wanted.push({ kind: 'now', atUs: nowUs, words: 'now' });
  const takenTo: number[] = [];
  return wanted
    .filter(({ atUs }) => atUs >= fromUs)
    .sort((a, b) => a.atUs - b.atUs)
    .map(({ kind, atUs, words }): MomentMark => {
      const text = `${words} ${clock(atUs)}`;
      const at = x(atUs);
      const wide = text.length * MONO_PX + 12;
      const anchor = at + wide > right && at - wide >= left ? 'end' : 'start';
      const [start, end] = anchor === 'start' ? [at, at + wide] : [at - wide, at];
      const free = takenTo.findIndex((taken) => start >= taken);
      const row = free < 0 ? takenTo.length : free;
      takenTo[row] = end;
      return { kind, x: at, text, anchor, row };
    });
}

export function ticksOf(fromUs: number, untilUs: number, x: (atUs: number) => number, width: number): TickMark[] {
  const most = Math.max(2, Math.floor(width / 90));
  const seconds = TICK_STEPS_SECONDS.find((step) => (untilUs - fromUs) / 1e6 / step <= most) ?? 86_400;
  const ticks: TickMark[] = [];
  for (let atUs = Math.ceil(fromUs / 1e6 / seconds) * seconds * 1e6; atUs <= untilUs; atUs += seconds * 1e6)
    ticks.push({ x: x(atUs), text: clock(atUs, 0), anchor: x(atUs) < 24 ? 'start' : 'middle' });
  return ticks;
}
