/** Frames of a run with branches, as the worker tells them. */
import type { Command } from '../../src/engine/commands.ts';
import type { BranchFrame, TravelFrame } from '../../src/protocol/travel.ts';

export const SPLIT: Command = { type: 'split-shard', stream: 'orders', shardId: 'shardId-000000000002', newStartingHashKey: '12345' };
export const RETENTION: Command = { type: 'set-retention', stream: 'orders', hours: 48 };

export function branch(id: number, more: Partial<BranchFrame> = {}): BranchFrame {
  const isFirst = id === 1;
  return {
    id,
    name: isFirst ? 'Main' : `Branch ${id}`,
    parentId: isFirst ? null : 1,
    forkUs: isFirst ? 0 : 12_300_000,
    endUs: 41_263_000,
    ownCommands: 0,
    firstOwn: null,
    ...more,
  };
}

/** At the end of the first of the branches. */
export function travelFrame(branches: BranchFrame[] = [branch(1)], more: Partial<TravelFrame> = {}): TravelFrame {
  const [{ id, endUs }] = branches;
  return { branchId: id, endUs, inPast: false, undone: null, undo: null, redo: null, branches, ...more };
}
