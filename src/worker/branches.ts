/**
 * The histories of one run: a first one, and those that left it where a command was given in its past. Commands are objects
 * shared between branches: the same object is the same command, so that a keyframe knows which branches it belongs to.
 */
import type { EngineEvent } from '../engine/events.ts';
import type { TimedCommand } from '../engine/commands.ts';
import type { Timeline } from '../engine/meters.ts';
import type { BranchRecipe, RunRecipe } from '../protocol/run-recipe.ts';
import type { BranchFrame } from '../protocol/travel.ts';

export interface Branch {
  id: number;
  name: string;
  parentId: number | null;
  forkUs: number;
  /** Commands in common with the parent: the first `shared` of both. */
  shared: number;
  /** From the start of the run. */
  commands: TimedCommand[];
  /** How far it has been run. */
  endUs: number;
  /** What its end told, kept while the world stands elsewhere; null where it has not been seen. */
  horizon: Horizon | null;
}

/** The history and the put rates of a branch as they stood at `atUs`. */
export interface Horizon {
  atUs: number;
  history: EngineEvent[];
  timeline: Timeline;
}

export interface Branches {
  /** In the order of their making. */
  list: Branch[];
  /** Deleted with one command, kept for its undo. */
  deleted: Branch[][];
  nextId: number;
}

/** As many as a saved run may hold. */
export const BRANCHES_MAX = 200;
const FIRST_NAME = 'Main';
const NAME_CHARACTERS_MAX = 60;

/** The branches of a recipe and the chosen one. Without `replay` there is only the first, and nothing of it has been run. */
export function branchesOf(recipe: RunRecipe, replay: boolean): { branches: Branches; branch: Branch } {
  const { branches: recipes, branch: chosen = 0 } = recipe;
  const list = replay && recipes !== undefined ? revive(recipes) : [firstBranch(recipe, replay)];
  return { branches: { list, deleted: [], nextId: list.length + 1 }, branch: list[recipes === undefined || !replay ? 0 : chosen] };
}

const firstBranch = ({ commands, untilUs }: RunRecipe, replay: boolean): Branch => ({
  id: 1,
  name: FIRST_NAME,
  parentId: null,
  forkUs: 0,
  shared: 0,
  commands: [...commands],
  endUs: replay ? untilUs : 0,
  horizon: null,
});

function revive(recipes: readonly BranchRecipe[]): Branch[] {
  const list: Branch[] = [];
  recipes.forEach(({ name, parent, forkUs, shared, commands, untilUs }, i) => {
    const common = parent === null ? [] : list[parent].commands.slice(0, shared);
    const parentId = parent === null ? null : list[parent].id;
    list.push({ id: i + 1, name, parentId, forkUs, shared, commands: [...common, ...commands], endUs: untilUs, horizon: null });
  });
  return list;
}

export const branchRecipes = ({ list }: Branches): BranchRecipe[] =>
  list.map(({ name, parentId, forkUs, shared, commands, endUs }) => ({
    name,
    parent: parentId === null ? null : list.findIndex(({ id }) => id === parentId),
    forkUs,
    shared,
    commands: commands.slice(shared),
    untilUs: endUs,
  }));

export const branchFrames = ({ list }: Branches): BranchFrame[] =>
  list.map(({ id, name, parentId, forkUs, endUs, commands, shared }) => {
    const first = commands[shared];
    const firstOwn = first === undefined ? null : { atUs: first.at, command: first.command };
    return { id, name, parentId, forkUs, endUs, ownCommands: commands.length - shared, firstOwn };
  });

export const findBranch = ({ list }: Branches, id: number): Branch | undefined => list.find((branch) => branch.id === id);

/** A new branch that leaves `from` at a moment, with the commands given by then. It leaves the branch to which that moment first belonged. */
export function startBranch(branches: Branches, from: Branch, atUs: number, given: number): Branch {
  let parent = from;
  while (parent.parentId !== null && given <= parent.shared && atUs <= parent.forkUs) parent = findBranch(branches, parent.parentId)!;
  const id = branches.nextId++;
  const branch: Branch = {
    id,
    name: freeName(branches, id),
    parentId: parent.id,
    forkUs: atUs,
    shared: given,
    commands: from.commands.slice(0, given),
    endUs: atUs,
    horizon: null,
  };
  branches.list.push(branch);
  return branch;
}

function freeName(branches: Branches, from: number): string {
  let number = from;
  while (isTaken(branches, `Branch ${number}`)) number++;
  return `Branch ${number}`;
}

const isTaken = ({ list }: Branches, name: string): boolean => list.some((branch) => branch.name.toLowerCase() === name.toLowerCase());

/** Null where it was renamed, else a sentence. */
export function renameBranch(branches: Branches, id: number, wished: string): string | null {
  const branch = findBranch(branches, id);
  if (branch === undefined) return NO_SUCH_BRANCH;
  // oxlint-disable-next-line no-control-regex -- these are what a name must not hold
  const name = wished.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').trim();
  if (name === '') return 'A branch needs a name.';
  if (name.length > NAME_CHARACTERS_MAX)
    return `The name of a branch has at most ${NAME_CHARACTERS_MAX} characters; this one has ${name.length}.`;
  if (name.toLowerCase() !== branch.name.toLowerCase() && isTaken(branches, name)) return `There is a branch called ${name} already.`;
  branch.name = name;
  return null;
}

export const NO_SUCH_BRANCH = 'There is no such branch any more.';

/** The branch and all that left it, directly or not. */
export function familyOf({ list }: Branches, id: number): Branch[] {
  const family = new Set([id]);
  for (const branch of list) if (branch.parentId !== null && family.has(branch.parentId)) family.add(branch.id); // parents come first
  return list.filter((branch) => family.has(branch.id));
}

export function deleteFamily(branches: Branches, family: Branch[]): void {
  branches.list = branches.list.filter((branch) => !family.includes(branch));
  branches.deleted.push(family);
}

/** Brings back what was deleted together with that branch. Null where it was done, else a sentence. */
export function restoreFamily(branches: Branches, id: number): string | null {
  const at = branches.deleted.findIndex((family) => family[0].id === id);
  if (at < 0) return 'That branch cannot be brought back any more.';
  const [family] = branches.deleted.splice(at, 1);
  if (family[0].parentId !== null && findBranch(branches, family[0].parentId) === undefined) {
    branches.deleted.push(family);
    return 'The branch that it left was deleted too: bring that one back first.';
  }
  for (const branch of family) if (isTaken(branches, branch.name)) branch.name = freeName(branches, branch.id);
  branches.list = [...branches.list, ...family].sort((a, b) => a.id - b.id);
  return null;
}
