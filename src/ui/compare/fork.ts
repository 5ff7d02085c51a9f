/** How two branches are related. */
import type { BranchFrame } from '../../protocol/travel.ts';

/** Until when both are one history; null where one of them is not in the list. */
export function forkOf(branches: readonly BranchFrame[], here: number, there: number): number | null {
  const ofHere = lineage(branches, here);
  const ofThere = lineage(branches, there);
  const common = ofHere.find(({ id }) => ofThere.some((ancestor) => ancestor.id === id));
  if (common === undefined) return null;
  const leaves = (line: readonly Ancestor[]) => line.find(({ id }) => id === common.id)!.leftUs;
  const forkUs = Math.min(leaves(ofHere), leaves(ofThere));
  return Number.isFinite(forkUs) ? forkUs : null;
}

interface Ancestor {
  id: number;
  /** When the line left it. */
  leftUs: number;
}

/** From the branch itself to the first history of the run. */
function lineage(branches: readonly BranchFrame[], id: number): Ancestor[] {
  const line: Ancestor[] = [];
  let leftUs = Infinity;
  let branch = branches.find((one) => one.id === id);
  while (branch !== undefined) {
    line.push({ id: branch.id, leftUs });
    leftUs = Math.min(leftUs, branch.forkUs);
    const { parentId } = branch;
    branch = branches.find((one) => one.id === parentId);
  }
  return line;
}

/** With which branch the present one is compared where nobody has said: the one it left, else the newest of the others. */
export function counterpartOf(branches: readonly BranchFrame[], here: number, wished: number | null): BranchFrame | null {
  const others = branches.filter(({ id }) => id !== here);
  const parentId = branches.find(({ id }) => id === here)?.parentId;
  return others.find(({ id }) => id === wished) ?? others.find(({ id }) => id === parentId) ?? others.at(-1) ?? null;
}
