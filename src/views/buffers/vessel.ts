/** The vessel that gathers: a tank for bytes and a dial for seconds, each with its hint. */
import type { Flush } from '../../engine/firehose/firehose-state.ts';
import { bytesWords } from '../delivery-words.ts';
import { node, set, write } from '../stage/nodes.ts';
import { dialSeconds } from './axis.ts';
import css from './buffers.module.css';
import { MIB } from './hints.ts';
import type { LaneState } from './lanes.ts';
import type { Marks, Places } from './layout.ts';
import { mibWords, secondsWords } from './text.ts';

export interface Shown {
  places: Places;
  marks: Marks;
  lane: LaneState;
  flush: Flush | null;
}

export type Draw = (shown: Shown) => void;

const cls = (name: string): string => css[name] ?? '';

export function createTank(group: SVGGElement): Draw {
  const wall = node(group, 'rect', cls('wall'));
  const fill = node(group, 'rect', cls('fill'));
  const figure = node(group, 'text', cls('tankFigure'));
  const line = node(group, 'line', cls('hint'));
  const label = node(group, 'text', cls('hintLabel'));
  const grip = node(group, 'rect', cls('grip'));
  return ({ places: { tank, isNarrow }, marks: { hintY, fillTop }, lane }) => {
    const { left, right, top, bottom } = tank;
    set(wall, { x: left, y: top, width: right - left, height: bottom - top, rx: 8 });
    const inside = Math.max(0, bottom - 4 - fillTop);
    set(fill, { x: left + 4, y: bottom - 4 - inside, width: right - left - 8, height: inside, rx: 4 });
    // Where the fill is too low for its figure, that stands above it.
    const middle = inside > 22 ? bottom - 4 - inside / 2 + 5 : bottom - 10 - inside;
    set(figure, { x: (left + right) / 2, y: middle, style: `font-size:${isNarrow ? 0.65 : 0.875}rem` });
    write(figure, bytesWords(lane.bytes));
    set(line, { x1: left - 5, x2: right + 5, y1: hintY, y2: hintY });
    set(label, { x: (left + right) / 2, y: hintY - 6, 'text-anchor': 'middle' });
    write(label, isNarrow ? mibWords(lane.sizeBytes / MIB) : `hint ${mibWords(lane.sizeBytes / MIB)}`);
    set(grip, { x: (left + right) / 2 - 9, y: hintY - 2.5, width: 18, height: 5, rx: 2.5 });
  };
}

/** From twelve o'clock on, clockwise. */
export function dialPoint({ dial: { x, y, radius } }: Places, share: number): { x: number; y: number } {
  const angle = share * 2 * Math.PI - Math.PI / 2;
  return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
}

function arc(places: Places, share: number): string {
  const { radius } = places.dial;
  const from = dialPoint(places, 0);
  if (share <= 0) return '';
  if (share >= 0.999) {
    const half = dialPoint(places, 0.5);
    return `M${from.x},${from.y}A${radius},${radius} 0 1 1 ${half.x},${half.y}A${radius},${radius} 0 1 1 ${from.x},${from.y}`;
  }
  const to = dialPoint(places, share);
  return `M${from.x},${from.y}A${radius},${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${to.x},${to.y}`;
}

export function createDial(group: SVGGElement): Draw {
  const ring = node(group, 'path', cls('ring'));
  const until = node(group, 'path', cls('until'));
  const gone = node(group, 'path', cls('gone'));
  const figure = node(group, 'text', cls('dialFigure'));
  const caption = node(group, 'text', cls('caption'));
  const knob = node(group, 'circle', cls('knob'));
  return ({ places, lane }) => {
    const { x, y, radius } = places.dial;
    const all = dialSeconds(lane.intervalSeconds);
    const share = lane.intervalSeconds / all;
    set(ring, { d: arc(places, 1) });
    set(until, { d: arc(places, share) });
    set(gone, { d: arc(places, Math.min(1, lane.elapsedSeconds / all)) });
    set(figure, { x, y: y + 4.5, style: `font-size:${places.isNarrow ? 0.6875 : 0.8125}rem` });
    write(figure, lane.open === null ? '–' : secondsWords(lane.elapsedSeconds));
    set(caption, { x, y: y + radius + 19 });
    write(
      caption,
      lane.intervalSeconds === 0 ? 'no buffering' : `${places.isNarrow ? 'of' : 'interval hint'} ${secondsWords(lane.intervalSeconds)}`,
    );
    const at = dialPoint(places, share);
    set(knob, { cx: at.x, cy: at.y, r: 6 });
  };
}
