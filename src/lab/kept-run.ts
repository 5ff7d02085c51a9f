/** A run as this browser keeps it: what the list shows of it, what is worth keeping, and which ones have to go. */
import type { SlowFrame } from '../protocol/from-worker.ts';
import type { RunRecipe, ViewName } from '../protocol/run-recipe.ts';
import type { Selection } from '../protocol/selection.ts';
import type { TravelFrame } from '../protocol/travel.ts';
import type { RunPicture } from './run-picture.ts';

export interface KeptRun {
  id: string;
  /** As the learner called it; null: as its scenario is called. */
  name: string | null;
  title: string;
  scenarioId: string;
  engineVersion: string;
  savedAtMs: number;
  /** Of all branches. */
  commands: number;
  branches: number;
  place: Place;
  /** Null where it was left before anything could be seen. */
  picture: RunPicture | null;
}

/** Where one stood in a run. It changes all the time, the recipe only with what the learner does. */
export interface Place {
  /** How far the branch on screen had been run. */
  untilUs: number;
  /** The moment that was looked at: `untilUs`, or earlier. */
  momentUs: number;
  playing: boolean;
  view: ViewName;
  selection: Selection;
}

/** Runs with commands, branches or a name that are kept; the oldest go first. */
export const RUNS_MAX = 40;

export const nameOf = ({ name, title }: Pick<KeptRun, 'name' | 'title'>): string => name ?? title;

/** A run that was only watched can be watched again: it has nothing to lose. */
export function isOnlyWatched({ name, commands, branches }: KeptRun): boolean {
  return name === null && commands === 0 && branches === 1;
}

export const newestFirst = (runs: readonly KeptRun[]): KeptRun[] => runs.toSorted((a, b) => b.savedAtMs - a.savedAtMs);

/** The runs that have to go: all but the newest `RUNS_MAX`, and of those that were only watched all but one of each scenario. The present one stays. */
export function surplusOf(runs: readonly KeptRun[], presentId: string | null): string[] {
  const watched = new Set<string>();
  let kept = 0;
  const inOrder = newestFirst(runs).toSorted((a, b) => Number(b.id === presentId) - Number(a.id === presentId));
  const isSurplus = (run: KeptRun): boolean => {
    if (!isOnlyWatched(run)) return ++kept > RUNS_MAX;
    if (watched.has(run.scenarioId)) return true;
    watched.add(run.scenarioId);
    return false;
  };
  return inOrder.filter(isSurplus).map(({ id }) => id);
}

/** A run that has just been opened, before anything is known of it but its recipe. */
export function freshRun(id: string, recipe: RunRecipe, title: string): KeptRun {
  const place: Place = {
    untilUs: recipe.untilUs,
    momentUs: recipe.momentUs ?? recipe.untilUs,
    playing: false,
    view: 'stage',
    selection: null,
  };
  return { id, name: null, title, savedAtMs: 0, place, picture: null, ...countsOf(recipe) };
}

/** What the list tells of a recipe. */
export function countsOf({ scenario, engineVersion, commands, branches }: RunRecipe) {
  return {
    scenarioId: typeof scenario === 'string' ? scenario : scenario.id,
    engineVersion,
    commands: branches === undefined ? commands.length : branches.reduce((sum, branch) => sum + branch.commands.length, 0),
    branches: branches?.length ?? 1,
  };
}

/** Null while a run is being replayed to where it stood: what is on screen then is no place that anyone chose. */
export function placeOf({ travel }: SlowFrame, nowUs: number, on: Pick<Place, 'playing' | 'view' | 'selection'>): Place | null {
  const { endUs, inPast, undone } = travel;
  if (nowUs < endUs && !inPast) return null;
  const untilUs = Math.max(endUs, nowUs);
  // After an undo the run stands before a command of this very moment: seen again, the moment would hold it.
  const momentUs = undone === null ? nowUs : Math.max(0, nowUs - 1);
  return { untilUs, momentUs, playing: on.playing && !inPast, view: on.view, selection: on.selection };
}

export function isSamePlace(a: Place, b: Place): boolean {
  const isSame = a.untilUs === b.untilUs && a.momentUs === b.momentUs && a.playing === b.playing && a.view === b.view;
  return isSame && JSON.stringify(a.selection) === JSON.stringify(b.selection);
}

/** What of the branches is part of the recipe: another text, and the recipe has to be asked for again. How far they have been run is not. */
export function structureOf({ branchId, branches }: TravelFrame): string {
  return JSON.stringify([branchId, branches.map(({ id, name, ownCommands }) => [id, name, ownCommands])]);
}

/** The recipe with the place in it. The recipe may be older: by now the branch on screen has been run further. */
export function recipeAt(recipe: RunRecipe, { untilUs, momentUs, view, selection }: Place): RunRecipe {
  const { branches, branch = 0, momentUs: _, view: __, selection: ___, ...rest } = recipe;
  const at: RunRecipe = { ...rest, untilUs };
  if (momentUs < untilUs) at.momentUs = momentUs;
  if (view !== 'stage') at.view = view;
  if (selection !== null) at.selection = selection;
  if (branches === undefined) return at;
  return { ...at, branches: branches.map((one, i) => (i === branch ? { ...one, untilUs } : one)), branch };
}
