/**
 * What has become of a run's branches, found by comparing two frames: a command in the past has started one, or some were
 * deleted. Nothing is told that the worker has not done.
 */
import type { BranchFrame, TravelFrame } from '../protocol/travel.ts';

/** Deleted with one command: a branch and those that left it. Brought back together. */
export interface DeletedBranches {
  /** Of the branch that was asked for. */
  branchId: number;
  name: string;
  /** How many more went with it. */
  others: number;
}

export interface TravelNews {
  /** What is to be said until it is closed or no longer so. */
  headline: { kind: 'started' | 'deleted'; branchId: number } | null;
  /** What can be brought back, the newest last. */
  deleted: readonly DeletedBranches[];
}

export const NO_NEWS: TravelNews = { headline: null, deleted: [] };

export function newsAfter(news: TravelNews, before: TravelFrame, now: TravelFrame): TravelNews {
  const gone = missingFrom(before.branches, now.branches);
  const isBack = ({ branchId }: DeletedBranches) => has(now.branches, branchId);
  const kept = news.deleted.some(isBack) ? news.deleted.filter((family) => !isBack(family)) : news.deleted;
  if (gone.length > 0) {
    const [{ id, name }, ...others] = gone;
    return { headline: { kind: 'deleted', branchId: id }, deleted: [...kept, { branchId: id, name, others: others.length }] };
  }
  const started = startedBranch(before, now);
  const headline = started === null ? stillSo(news.headline, now) : ({ kind: 'started', branchId: started.id } as const);
  return headline === news.headline && kept === news.deleted ? news : { headline, deleted: kept };
}

/** The branch that the run went over to although it was not there before; null where there is none. */
export function startedBranch(before: TravelFrame, now: TravelFrame): BranchFrame | null {
  if (has(before.branches, now.branchId)) return null;
  return now.branches.find(({ id, parentId }) => id === now.branchId && parentId !== null) ?? null;
}

/** A beginning is news as long as one is at the end of it; a deletion until it is taken back. */
function stillSo(headline: TravelNews['headline'], { branchId, branches, inPast, undone }: TravelFrame): TravelNews['headline'] {
  if (headline === null) return null;
  if (headline.kind === 'started') return branchId === headline.branchId && !inPast && undone === null ? headline : null;
  return has(branches, headline.branchId) ? null : headline;
}

const has = (branches: readonly BranchFrame[], id: number): boolean => branches.some((branch) => branch.id === id);

const missingFrom = (before: readonly BranchFrame[], now: readonly BranchFrame[]): BranchFrame[] =>
  before.filter(({ id }) => !has(now, id));
