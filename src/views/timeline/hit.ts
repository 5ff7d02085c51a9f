/** What lies under the pointer. */
import type { BranchFrame } from '../../protocol/travel.ts';
import { textWidth } from '../text-width.ts';
import type { PinMark } from './clusters.ts';
import type { TimelineLayout } from './layout.ts';
import { timeAt } from './layout.ts';
import type { StepMark } from './step-marks.ts';

export type Hit =
  /** Nothing in particular: a moment of the run, or one that has not been run yet. */
  | { kind: 'moment'; atUs: number }
  | { kind: 'pins'; mark: PinMark; atUs: number }
  | { kind: 'step'; mark: StepMark; atUs: number }
  | { kind: 'branch'; branch: BranchFrame; isPresent: boolean; atUs: number }
  | { kind: 'more-branches'; branches: readonly BranchFrame[]; atUs: number }
  | { kind: 'minimap'; atUs: number }
  /** The sign at the edge that says where the playhead is. */
  | { kind: 'playhead-away'; atUs: number };

const FINGER_PX = 6;
const MOUSE_PX = 1;

function nearest<Mark extends { x: number; halfPx: number }>(marks: readonly Mark[], x: number, reachPx: number): Mark | null {
  let found: Mark | null = null;
  for (const mark of marks) {
    if (Math.abs(mark.x - x) > mark.halfPx + reachPx) continue;
    if (found === null || Math.abs(mark.x - x) < Math.abs(found.x - x)) found = mark;
  }
  return found;
}

function branchAt(layout: TimelineLayout, x: number, y: number, reachPx: number, atUs: number): Hit | null {
  const half = Math.max(layout.rowPx / 2, 3);
  for (const { branch, isPresent, y: rowY, line, name } of layout.rows) {
    if (Math.abs(y - rowY) > half) continue;
    const nameFrom = name === null ? 0 : name.x - (name.anchor === 'end' ? textWidth(name.text, 10) : 0);
    const onName = name !== null && x >= nameFrom - 3 && x <= nameFrom + textWidth(name.text, 10) + 3;
    const onLine = line !== null && x >= line.x1 - 5 - reachPx && x <= line.x2 + 5 + reachPx;
    if (onLine || onName) return { kind: 'branch', branch, isPresent, atUs };
  }
  const { more } = layout;
  if (more !== null && Math.abs(y - more.y) <= half && x <= layout.left + textWidth(more.text, 10) + 6) {
    return { kind: 'more-branches', branches: more.branches, atUs };
  }
  return null;
}

export function hitAt(layout: TimelineLayout, x: number, y: number, isTouch: boolean): Hit {
  const { base, pinsY, minimap, playheadAway, left, right, top } = layout;
  const reachPx = isTouch ? FINGER_PX : MOUSE_PX;
  const atUs = timeAt(layout, x);
  if (minimap !== null && y >= minimap.y - 2 - reachPx) return { kind: 'minimap', atUs };
  if (playheadAway !== null && y <= top + reachPx && (playheadAway === 'earlier' ? x < left + 70 : x > right - 70)) {
    return { kind: 'playhead-away', atUs };
  }
  if (y <= top + 8) {
    const step = nearest(layout.steps, x, reachPx);
    if (step !== null && y >= top - 8) return { kind: 'step', mark: step, atUs };
  }
  if (y > base && y <= pinsY + 7) {
    const inShape = nearest(layout.pins, x, reachPx + 3);
    const mark = inShape ?? layout.pins.find(({ shownText, textFrom, textTo }) => shownText !== '' && x >= textFrom && x <= textTo) ?? null;
    if (mark !== null) return { kind: 'pins', mark, atUs };
  }
  return branchAt(layout, x, y, reachPx, atUs) ?? { kind: 'moment', atUs };
}
