/** The page's slow state: what React renders from. Frames go to the views directly and never pass through here. */
import { createStore } from 'zustand/vanilla';
import type { EngineEvent } from '../engine/events.ts';
import type { Explanation } from '../engine/explain/explanation.ts';
import type { QuotaFact, SlowFrame } from '../protocol/from-worker.ts';
import type { DatasetReference, RunRecipe, ViewName } from '../protocol/run-recipe.ts';
import type { Selection } from '../protocol/selection.ts';
import type { RecordQuery } from '../protocol/to-worker.ts';
import type { TimeMark } from '../views/view.ts';
import type { CommandLocks } from './command-locks.ts';
import type { MotionChoice, ThemeChoice } from './preferences.ts';

/** Why nothing runs: a rule of the model was broken, the worker died, or a file did not come. */
export type FailureOrigin = 'model' | 'worker' | 'file';

export type LabStatus =
  /** The worker has not answered yet. */
  | { kind: 'starting' }
  /** A run is being fetched, replayed or set up; `what` is a sentence. */
  | { kind: 'opening'; what: string }
  | { kind: 'running' }
  /** There is no run, or it has stopped for good; the recipe reproduces it. */
  | { kind: 'failed'; origin: FailureOrigin; message: string; recipe: RunRecipe | null };

export interface RunInfo {
  recipe: RunRecipe;
  title: string;
  summary: string;
  quotas: QuotaFact[];
}

/** One plain sentence above the stage; `missing` offers to choose the file that a run needs. */
export interface Notice {
  tone: 'information' | 'problem';
  text: string;
  missing: { reference: DatasetReference; recipe: RunRecipe } | null;
  /** The id of a kept run that is offered to be gone on with. */
  continues?: string;
}

export type OpenDialog =
  | { kind: 'import'; file: File | null }
  | { kind: 'records'; query: RecordQuery }
  | { kind: 'share' }
  | { kind: 'runs' }
  | { kind: 'export' }
  /** `consumer`: whose faults are offered first. */
  | { kind: 'faults'; consumer: string | null }
  /** The function of a delivery stream. */
  | { kind: 'transform'; deliveryStream: string }
  | { kind: 'help' }
  | null;

/** The editor that stands above the stage. A split's cut is `proposedCut`. */
export interface MergeProposal {
  shardId: string;
  /** The neighbour that was asked for; the first one where absent. */
  adjacentShardId?: string;
}

/** The menu of a shard, at a point of the window in CSS pixels. */
export interface ShardMenuPlace {
  shardId: string;
  x: number;
  y: number;
}

export interface LabState {
  status: LabStatus;
  run: RunInfo | null;
  /** Thinned out: a few a second are enough to read. Views get every one. */
  slow: SlowFrame | null;
  playing: boolean;
  /**
   * The whole history of the branch, also what lies after the present moment. The array is the same one as long as the branch is;
   * `eventCount` tells that it grew.
   */
  events: EngineEvent[];
  eventCount: number;
  /** Events that have happened by the present moment: the first `seq` of them. */
  seq: number;
  /** Which view of the run is on screen. */
  view: ViewName;
  /** The branch that is compared with. */
  comparedWith: number | null;
  /** The answer to "why?" that is open; marked on Stage and timeline. */
  explained: Explanation | null;
  /** Moments that the timeline marks beside what has happened: where an exercise's goals were missed. */
  marks: readonly TimeMark[];
  /** What an exercise does not let be given; null where everything may be. */
  locks: CommandLocks | null;
  /** The files that producers of this run replay. */
  datasets: DatasetReference[];
  /** Commands that the learner gave in this run. */
  commandCount: number;
  wishedSpeed: number;
  selection: Selection;
  proposedCut: { shardId: string; newStartingHashKey: string } | null;
  proposedMerge: MergeProposal | null;
  shardMenu: ShardMenuPlace | null;
  /** The editor that is about to open was asked for by a button or a key, and takes the focus. */
  takesFocus: boolean;
  dialog: OpenDialog;
  notice: Notice | null;
  themeChoice: ThemeChoice;
  motionChoice: MotionChoice;
  theme: 'light' | 'dark';
  motion: 'full' | 'reduced';
}

export type LabStore = ReturnType<typeof createLabStore>;

export function createLabStore(looks: Pick<LabState, 'themeChoice' | 'motionChoice' | 'theme' | 'motion'>) {
  return createStore<LabState>(() => ({
    status: { kind: 'starting' },
    run: null,
    slow: null,
    playing: false,
    events: [],
    eventCount: 0,
    seq: 0,
    view: 'stage',
    comparedWith: null,
    explained: null,
    marks: [],
    locks: null,
    datasets: [],
    commandCount: 0,
    wishedSpeed: 1,
    selection: null,
    proposedCut: null,
    proposedMerge: null,
    shardMenu: null,
    takesFocus: false,
    dialog: null,
    notice: null,
    ...looks,
  }));
}
