/** Moving through a run's time and its branches: what can be asked for, and where one stands. */
import type { Command } from '../engine/commands.ts';

export type Travel =
  /** To a moment of the present branch, 0 … `endUs`; later moments mean `endUs`. The run pauses. */
  | { kind: 'seek'; atUs: number }
  /** STEP_US back. */
  | { kind: 'step-back' }
  /** To the end of the present branch. What played before the past was visited plays on. */
  | { kind: 'return-to-now' }
  /** To just before the last command that has been given; the run goes on without it. */
  | { kind: 'undo' }
  /** Back to where the last undo was asked for. */
  | { kind: 'redo' }
  /** From the past of one branch to the same moment of another (or its end, where it is shorter); from the end of one to the end of the other. */
  | { kind: 'switch-branch'; branchId: number }
  | { kind: 'rename-branch'; branchId: number; name: string }
  /** With the branches that left it. Its commands are kept aside for `restore-branch`. */
  | { kind: 'delete-branch'; branchId: number }
  | { kind: 'restore-branch'; branchId: number };

/** Where one stands. Part of every slow frame. */
export interface TravelFrame {
  branchId: number;
  /** How far the present branch has been run. */
  endUs: number;
  /** Whether what is on screen is earlier than that: what is done here starts a branch. */
  inPast: boolean;
  /** After undo: the command that the run would go on without; null otherwise. */
  undone: Command | null;
  /** What undo and redo would do next. */
  undo: Command | null;
  redo: Command | null;
  /** In the order of their making; parents before children. */
  branches: BranchFrame[];
}

export interface BranchFrame {
  id: number;
  name: string;
  /** Null for the first history of the run. */
  parentId: number | null;
  forkUs: number;
  endUs: number;
  /** Commands of its own, after it left its parent. */
  ownCommands: number;
  firstOwn: { atUs: number; command: Command } | null;
}
