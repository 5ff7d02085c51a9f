/**
 * A run as plain data: share link, saved run, bug report and golden-test input at once.
 * Replays are of commands, never of pointer events.
 */
import type { TimedCommand } from '../engine/commands.ts';
import type { Scenario } from '../engine/scenario.ts';

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
  commands: TimedCommand[];
  /** Where the run stood when the recipe was taken, in simulated microseconds. */
  untilUs: number;
  datasets: DatasetReference[];
}
