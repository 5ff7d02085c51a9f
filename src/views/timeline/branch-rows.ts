/** Branches under the bars: one thin line each, from where it left its parent to where it ends; the present one and where it came from are strong. */
import type { BranchFrame, TravelFrame } from '../../protocol/travel.ts';
import { fitText, textWidth } from '../text-width.ts';

export interface BranchRow {
  branch: BranchFrame;
  y: number;
  isPresent: boolean;
  /** The line, cut to what is shown; null where it lies outside. */
  line: { x1: number; x2: number } | null;
  /** The part of it that is the history of the present branch. */
  strong: { x1: number; x2: number } | null;
  /** Where it left its parent; `fromY` is the parent's row. */
  joint: { x: number; fromY: number; isStrong: boolean } | null;
  /** Its end, where that is shown. */
  endX: number | null;
  name: { text: string; x: number; anchor: 'start' | 'end' } | null;
}

export interface BranchRows {
  rows: BranchRow[];
  /** Branches for which there is no row. */
  more: { text: string; y: number; branches: BranchFrame[] } | null;
}

export interface RowPlace {
  x: (atUs: number) => number;
  left: number;
  right: number;
  /** Upper edge of the first row. */
  top: number;
  rowPx: number;
  /** How many rows there may be. */
  rowsMax: number;
  /** How far the present branch has been run by this very frame. */
  endUs: number;
}

const FONT_PX = 10;
const NAME_ROW_PX = 9;
const NAME_MAX_PX = 120;

/** The branch and those it came from, the first history of the run last. */
export function lineageOf(branches: readonly BranchFrame[], id: number): BranchFrame[] {
  const lineage: BranchFrame[] = [];
  let branch = branches.find((one) => one.id === id);
  while (branch !== undefined && !lineage.includes(branch)) {
    lineage.push(branch);
    const { parentId } = branch;
    branch = branches.find((one) => one.id === parentId);
  }
  return lineage;
}

/** The present branch, then those it came from, then the newest; in their own order. */
export function chosenBranches({ branches, branchId }: TravelFrame, most: number): BranchFrame[] {
  const lineage = lineageOf(branches, branchId);
  const others = branches.filter((branch) => !lineage.includes(branch)).toReversed();
  const chosen = new Set([...lineage, ...others].slice(0, most));
  return branches.filter((branch) => chosen.has(branch));
}

/** How many rows a run's branches take; none while there is one history only. */
export function rowsNeeded({ branches }: TravelFrame, rowsMax: number): number {
  return branches.length < 2 ? 0 : Math.min(branches.length, rowsMax);
}

function cut(x1: number, x2: number, { left, right }: RowPlace): { x1: number; x2: number } | null {
  const from = Math.max(left, x1);
  const to = Math.min(right, x2);
  return to >= from ? { x1: from, x2: to } : null;
}

function nameOf(name: string, x1: number, x2: number, place: RowPlace): BranchRow['name'] {
  const { left, right, rowPx } = place;
  if (rowPx < NAME_ROW_PX) return null;
  if (x2 < left) return { text: `◂ ${fitText(name, NAME_MAX_PX, FONT_PX)}`, x: left, anchor: 'start' };
  if (x1 > right) return { text: `${fitText(name, NAME_MAX_PX, FONT_PX)} ▸`, x: right, anchor: 'end' };
  const text = fitText(name, NAME_MAX_PX, FONT_PX);
  const width = textWidth(text, FONT_PX);
  if (x2 + 7 + width <= right) return { text, x: x2 + 7, anchor: 'start' };
  // Before the fork there is nothing in its row.
  if (x1 - 7 - width >= left) return { text, x: x1 - 7, anchor: 'end' };
  return { text, x: right, anchor: 'end' };
}

export function branchRows(travel: TravelFrame, place: RowPlace): BranchRows {
  const { x, left, right, top, rowPx, rowsMax, endUs } = place;
  if (travel.branches.length < 2) return { rows: [], more: null };
  // The last row says how many there are besides; where rows are too low for words, all are for branches.
  const saysMore = travel.branches.length > rowsMax && rowPx >= NAME_ROW_PX;
  const chosen = chosenBranches(travel, saysMore ? rowsMax - 1 : rowsMax);
  const lineage = lineageOf(travel.branches, travel.branchId);
  const yOf = (row: number) => top + (row + 0.5) * rowPx;
  const rows = chosen.map((branch, row): BranchRow => {
    const isPresent = branch.id === travel.branchId;
    const ends = isPresent ? Math.max(endUs, branch.endUs) : branch.endUs;
    const [x1, x2] = [x(branch.forkUs), x(ends)];
    const step = lineage.indexOf(branch);
    const strongTo = step === 0 ? ends : step > 0 ? Math.min(ends, lineage[step - 1].forkUs) : null;
    const parentRow = chosen.findIndex(({ id }) => id === branch.parentId);
    const hasJoint = parentRow >= 0 && x1 >= left && x1 <= right;
    return {
      branch,
      y: yOf(row),
      isPresent,
      line: cut(x1, x2, place),
      strong: strongTo === null ? null : cut(x1, x(strongTo), place),
      joint: hasJoint ? { x: x1, fromY: yOf(parentRow), isStrong: step >= 0 } : null,
      endX: x2 >= left && x2 <= right ? x2 : null,
      name: nameOf(branch.name, x1, x2, place),
    };
  });
  const hidden = travel.branches.filter((branch) => !chosen.includes(branch));
  const more = saysMore ? { text: `+${hidden.length} more`, y: yOf(chosen.length), branches: hidden } : null;
  return { rows, more };
}
