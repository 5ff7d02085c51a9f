/** What every view is: `mount(element, send)` gives a thing that is updated with frames, resized and destroyed. One React host mounts any of them. */
import type { Frame, SlowFrame } from '../protocol/from-worker.ts';
import type { Explanation } from '../engine/explain/explanation.ts';
import type { Selection } from '../protocol/selection.ts';
import type { RecordQuery } from '../protocol/to-worker.ts';

export interface ViewState {
  /** The latest slow part of the run. */
  slow: SlowFrame;
  /** The latest frame; its `puts` and `reads` are to be consumed once. Null when only slow state or looks changed. */
  frame: Frame | null;
  selection: Selection;
  /** A cut that is being proposed on a shard, drawn on the axis. Decimal hash key. */
  proposedCut: { shardId: string; newStartingHashKey: string } | null;
  theme: 'light' | 'dark';
  motion: 'full' | 'reduced';
  /** All events of the branch, also those after the present moment; oldest first. Absent: only those of `slow`. */
  events?: SlowFrame['events'];
  /** Moments that somebody beside the engine marks on the timeline, in order of time. */
  marks?: readonly TimeMark[];
  /** Why no shard can be split here; null or absent where one can. */
  splitLocked?: string | null;
  /** The chain that answers the "why?" that is open: its parts are marked. */
  explained?: Explanation | null;
}

/** `text` says what it is the moment of: `Throttled records: missed`. */
export interface TimeMark {
  atUs: number;
  text: string;
}

export interface ViewSize {
  /** CSS pixels. */
  width: number;
  height: number;
  pixelRatio: number;
}

export type ViewAction =
  | { type: 'select'; selection: Selection }
  /** Open the record inspector with what this query finds. */
  | { type: 'inspect-records'; query: RecordQuery }
  /** Open (or move) the split editor of a shard; null closes it. */
  | { type: 'propose-cut'; cut: { shardId: string; newStartingHashKey: string } | null }
  /** Go to a moment of the branch. While a drag lasts, `isDragging` is true. */
  | { type: 'seek'; atUs: number; isDragging: boolean }
  | { type: 'switch-branch'; branchId: number }
  /** Open the answer to "why?" for an event. */
  | { type: 'explain'; seq: number }
  /** Open the menu of a shard at a point of the window, in CSS pixels. */
  | { type: 'open-shard-menu'; shardId: string; x: number; y: number };

export interface MountedView {
  update(state: ViewState): void;
  resize(size: ViewSize): void;
  destroy(): void;
}

export type MountView = (element: HTMLElement, send: (action: ViewAction) => void) => MountedView;
