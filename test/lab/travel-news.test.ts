import { describe, expect, it } from 'vitest';
import { newsAfter, NO_NEWS, startedBranch } from '../../src/lab/travel-news.ts';
import { branch, SPLIT, travelFrame } from './travel-frames.ts';

const one = travelFrame();
const two = travelFrame([branch(1), branch(2)], { branchId: 2 });

describe('news of branches', () => {
  it('tells that a branch has started, as long as one is at its end', () => {
    const started = newsAfter(NO_NEWS, one, two);
    expect(started.headline).toEqual({ kind: 'started', branchId: 2 });
    expect(newsAfter(started, two, two)).toBe(started);
    for (const left of [{ branchId: 1 }, { inPast: true }, { undone: SPLIT }])
      expect(newsAfter(started, two, { ...two, ...left }).headline).toBeNull();
  });

  it('does not take a switch, a name or a branch that is back for one that has started', () => {
    expect(startedBranch({ ...two, branchId: 1 }, two)).toBeNull();
    const renamed = travelFrame([branch(1), branch(2, { name: 'Two halves' })], { branchId: 2 });
    expect(newsAfter(NO_NEWS, two, renamed)).toBe(NO_NEWS);
    expect(newsAfter(NO_NEWS, one, { ...two, branchId: 1 }).headline).toBeNull();
  });

  it('tells what was deleted, with how many that had left it, until it is back', () => {
    const family = travelFrame([branch(1), branch(2, { name: 'Two halves' }), branch(3, { parentId: 2 }), branch(4)]);
    const without = travelFrame([branch(1), branch(4)]);
    const deleted = newsAfter(NO_NEWS, family, without);
    expect(deleted).toEqual({
      headline: { kind: 'deleted', branchId: 2 },
      deleted: [{ branchId: 2, name: 'Two halves', others: 1 }],
    });
    expect(newsAfter(deleted, without, without)).toBe(deleted);
    expect(newsAfter(deleted, without, family)).toEqual(NO_NEWS);
  });

  it('keeps all that can be brought back, the newest last, also after the message was closed', () => {
    const all = travelFrame([branch(1), branch(2), branch(3)]);
    const first = newsAfter(NO_NEWS, all, travelFrame([branch(1), branch(3)]));
    const both = newsAfter({ ...first, headline: null }, travelFrame([branch(1), branch(3)]), one);
    expect(both.deleted.map(({ branchId }) => branchId)).toEqual([2, 3]);
    expect(both.headline).toEqual({ kind: 'deleted', branchId: 3 });
    const back = newsAfter(both, one, travelFrame([branch(1), branch(2)]));
    expect(back.deleted.map(({ branchId }) => branchId)).toEqual([3]);
  });

  it('prefers what can be undone where the branch on screen was deleted', () => {
    const started = newsAfter(NO_NEWS, one, two);
    expect(newsAfter(started, two, one).headline).toEqual({ kind: 'deleted', branchId: 2 });
  });
});
