/** The branches of a run as a tree, and what there is to say of each. */
import type { BranchFrame } from '../../protocol/travel.ts';
import { clock, count } from '../../views/wording.ts';

export interface BranchNode {
  branch: BranchFrame;
  children: BranchNode[];
}

/** Children in the order of their making. What names a parent that is not there stands at the root. */
export function branchTree(branches: readonly BranchFrame[]): BranchNode[] {
  const nodes = new Map<number, BranchNode>(branches.map((branch) => [branch.id, { branch, children: [] }]));
  const roots: BranchNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.branch.parentId === null ? undefined : nodes.get(node.branch.parentId);
    (parent?.children ?? roots).push(node);
  }
  return roots;
}

export const commandCount = (commands: number): string => `${count(commands)} ${commands === 1 ? 'command' : 'commands'}`;

export const branchCount = (branches: number): string => `${count(branches)} ${branches === 1 ? 'branch' : 'branches'}`;

/** When it left its parent, how far it was run, and what was done on it. */
export function spanOf({ parentId, forkUs, endUs, ownCommands }: BranchFrame, branches: readonly BranchFrame[]): string {
  const parent = branches.find(({ id }) => id === parentId);
  const from = parent === undefined ? 'From the start' : `Left ${quoted(parent.name)} at ${clock(forkUs, 3)}`;
  const own = ownCommands === 0 ? 'no commands' : commandCount(ownCommands);
  return `${from}, run to ${clock(endUs, 3)}, ${own}${parent === undefined ? '' : ' of its own'}`;
}

export const quoted = (name: string): string => `‘${name}’`;
