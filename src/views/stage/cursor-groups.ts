/** Cursors that would lie on one another: a few stand side by side, many become one mark with their number. */
import type { CursorMark, LaneMark, WindowMark } from './marks.ts';

export interface CursorGroup {
  /** Centre of the first glyph. */
  x: number;
  members: CursorMark[];
  /** Too many to stand side by side: a mark with their number. */
  isCount: boolean;
  /** They lie further back than the window shows. */
  beyond: boolean;
}

/** As many stand side by side before they are counted. */
export const SIDE_BY_SIDE_MAX = 4;
/** Of more consumers, lanes that are thin stripes show one cursor: there is no line below their cells. */
export const STRIPE_CONSUMERS_MAX = 4;

export function glyphHalf(lane: Pick<LaneMark, 'mode'>): number {
  return lane.mode === 'full' ? 4.5 : lane.mode === 'compact' ? 3.5 : 3;
}

function placeOf(cursor: CursorMark, window: WindowMark, half: number): number {
  return window.x + half + Math.min(cursor.offsetPx, window.width) * (1 - (2 * half) / window.width);
}

/** The cursors of a lane that are drawn: all, or of a thin stripe the selected consumer's, else the one furthest behind. */
export function shownCursors({ mode, cursors }: Pick<LaneMark, 'mode' | 'cursors'>, selected: number): CursorMark[] {
  if (mode !== 'bar' || cursors.length <= STRIPE_CONSUMERS_MAX) return cursors;
  const own = cursors.find(({ consumer }) => consumer === selected);
  if (own !== undefined) return [own];
  return [cursors.reduce((last, cursor) => (cursor.offsetPx > last.offsetPx ? cursor : last))];
}

/** `selected`: a consumer whose cursor always stands alone, where it is; −1: none. */
export function groupCursors(cursors: readonly CursorMark[], window: WindowMark, half: number, selected: number): CursorGroup[] {
  const isBeyond = (cursor: CursorMark) => cursor.offsetPx > window.width;
  const shown = cursors
    .filter(({ state }) => state !== 'waiting' && state !== 'starting' && state !== 'drained')
    .toSorted((a, b) => a.offsetPx - b.offsetPx || a.consumer - b.consumer);
  const alone = shown.find(({ consumer }) => consumer === selected);
  const groups: CursorGroup[] = [];
  let reach = Number.NEGATIVE_INFINITY;
  for (const cursor of shown) {
    if (cursor === alone) continue;
    const x = placeOf(cursor, window, half);
    const last = groups.at(-1);
    if (last !== undefined && x < reach) {
      last.members.push(cursor);
      last.beyond &&= isBeyond(cursor);
      last.isCount = last.members.length > SIDE_BY_SIDE_MAX;
    } else groups.push({ x, members: [cursor], isCount: false, beyond: isBeyond(cursor) });
    const group = groups[groups.length - 1];
    reach = group.x + 2 * half * Math.min(group.members.length, SIDE_BY_SIDE_MAX);
  }
  if (alone === undefined) return groups;
  const own = placeOf(alone, window, half);
  // The others make room: the selected one is where it is.
  for (const group of groups) if (Math.abs(group.x - own) < 2 * half) group.x = own + 2 * half + 1;
  return [...groups, { x: own, members: [alone], isCount: false, beyond: isBeyond(alone) }];
}
