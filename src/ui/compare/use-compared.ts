/** Which branch stands beside the present one, and both of them as they are now. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { SlowFrame } from '../../protocol/from-worker.ts';
import type { BranchFrame } from '../../protocol/travel.ts';
import { useLab, useLabState } from '../use-lab.ts';
import { counterpartOf, forkOf } from './fork.ts';
import { OtherFeed } from './other-feed.ts';

export interface Compared {
  here: BranchFrame;
  there: BranchFrame;
  branches: readonly BranchFrame[];
  forkUs: number | null;
  hereSlow: SlowFrame;
  /** Null until its first frame has come. */
  thereSlow: SlowFrame | null;
  feed: OtherFeed;
}

/** Null while there is no run, or only one branch. The worker carries the second one along as long as this is on the page. */
export function useCompared(): Compared | null {
  const lab = useLab();
  const slow = useLabState((state) => state.slow);
  const wished = useLabState(({ comparedWith }) => comparedWith);
  const branches = slow?.travel.branches ?? [];
  const here = branches.find(({ id }) => id === slow?.travel.branchId);
  const there = here === undefined ? null : counterpartOf(branches, here.id, wished);
  const hereId = here?.id ?? null;
  const thereId = there?.id ?? null;
  // Another branch is another feed.
  const [kept, keep] = useState(() => ({ of: thereId, feed: new OtherFeed(lab.feed) }));
  const { feed } = kept.of === thereId ? kept : { feed: new OtherFeed(lab.feed) };
  if (kept.feed !== feed) keep({ of: thereId, feed });
  const thereSlow = useSyncExternalStore(feed.subscribeShown, () => feed.shown);

  const before = useRef<number | null>(null);
  useEffect(() => {
    // The learner went to the branch that was compared with: the one that they left takes its place.
    const left = before.current;
    before.current = hereId;
    if (left !== null && left !== hereId && lab.store.getState().comparedWith === hereId) lab.store.setState({ comparedWith: left });
  }, [lab, hereId]);
  useEffect(() => {
    lab.client.compareWith(thereId);
    return () => lab.client.compareWith(null);
  }, [lab, hereId, thereId]);

  if (slow === null || here === undefined || there === null) return null;
  return { here, there, branches, forkUs: forkOf(branches, here.id, there.id), hereSlow: slow, thereSlow, feed };
}
