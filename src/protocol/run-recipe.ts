/**
 * A run as plain data: share link, saved run, bug report and golden-test input at once.
 * Replays are of commands, never of pointer events.
 */
import type { TimedCommand } from '../engine/commands.ts';
import type { Scenario } from '../engine/scenario.ts';
import type { Selection } from './selection.ts';

/** A data set that the run needs, by content. */
export interface DatasetReference {
  /** `sha256:` and the first 32 hex digits of the digest of the file's bytes. */
  id: string;
  name: string;
  rows: number;
}

export interface RunRecipe {
  engineVersion: string;
  /** Id of a scenario that ships with the app, or a whole scenario. */
  scenario: string | Scenario;
  /** 1–8 hex digits. */
  seed: string;
  /** Of the branch that was chosen, from the start of the run on. */
  commands: TimedCommand[];
  /** How far that branch has been run, in simulated microseconds. */
  untilUs: number;
  datasets: DatasetReference[];
  /** The moment that was looked at, where it is not `untilUs`. */
  momentUs?: number;
  /** Which view of the run was on screen, and what was selected in it. */
  view?: ViewName;
  selection?: Selection;
  /** All branches, parents before children; absent where there is only one, and in links. */
  branches?: BranchRecipe[];
  /** Which of them was chosen: `commands` and `untilUs` above are its own. */
  branch?: number;
}

/** The views that a run can be looked at in. */
export type ViewName = 'stage' | 'read-budgets' | 'leases' | 'buffers' | 'delivery' | 'bucket' | 'compare';

export interface BranchRecipe {
  name: string;
  /** Index into the list; null for the first history of the run. */
  parent: number | null;
  /** When it left its parent; 0 for the first. */
  forkUs: number;
  /** How many commands it has in common with its parent. */
  shared: number;
  /** The commands after those. */
  commands: TimedCommand[];
  untilUs: number;
}
