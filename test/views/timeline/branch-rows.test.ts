import { describe, expect, it } from 'vitest';
import { chosenBranches, lineageOf } from '../../../src/views/timeline/branch-rows.ts';
import { timelineState } from '../../../src/views/timeline/fixture.ts';
import { timeAt } from '../../../src/views/timeline/layout.ts';
import { layoutOf } from './laid-out.ts';

const { travel } = timelineState('branches').slow;

describe('rows of branches', () => {
  it('are not there while the run has one history', () => {
    expect(layoutOf('throttled').rows).toEqual([]);
  });

  it('run from where a branch left its parent to where it ends', () => {
    const marks = layoutOf('branches');
    const row = marks.rows.find(({ branch }) => branch.name === 'Branch 4')!;
    expect(timeAt(marks, row.line!.x1)).toBeCloseTo(20e6, 0);
    expect(timeAt(marks, row.line!.x2)).toBeCloseTo(26e6, 0);
    expect(row.joint!.x).toBe(row.line!.x1);
    expect(row.joint!.fromY).toBe(marks.rows[0].y);
  });

  it('show the history of the present branch through its parents: Main to 12 s, Branch 2 to 30 s, Branch 3 to its end', () => {
    const marks = layoutOf('branches');
    const strong = marks.rows.map(({ branch, strong: part }) => [
      branch.name,
      part && [part.x1, part.x2].map((x) => Math.round(timeAt(marks, x) / 1e5) / 10),
    ]);
    expect(strong).toEqual([
      ['Main', [0, 12]],
      ['Branch 2', [12, 30]],
      ['Branch 3', [30, 47]],
      ['Branch 4', null],
    ]);
    expect(marks.rows.filter(({ isPresent }) => isPresent).map(({ branch }) => branch.name)).toEqual(['Branch 3']);
  });

  it('grow with the present branch, by the frame that is newer than the list', () => {
    const marks = layoutOf('branches', { endUs: 50e6, shownUs: 50e6 });
    expect(timeAt(marks, marks.rows[2].endX!)).toBeCloseTo(50e6, 0);
  });

  it('keep the present branch and where it came from when there are too many, and say how many are left out', () => {
    expect(lineageOf(travel.branches, 2).map(({ id }) => id)).toEqual([2, 1, 0]);
    expect(chosenBranches(travel, 2).map(({ id }) => id)).toEqual([1, 2]);
    const { rows, more } = layoutOf('many-branches');
    expect(rows.map(({ branch }) => branch.name)).toEqual(['Main', 'Branch 6', 'Branch 7']);
    expect(more!.text).toBe('+4 more');
    expect(more!.branches).toHaveLength(4);
  });

  it('give a name to every branch where rows are high enough, at its end or before its beginning', () => {
    for (const row of layoutOf('branches').rows) {
      expect(row.name!.text).toBe(row.branch.name);
      expect(row.name!.x).toBeGreaterThan(row.line!.x2);
    }
    expect(layoutOf('branches', { height: 72 }).rows.map(({ name }) => name)).toEqual([null, null]);
  });

  it('say at the edge where a branch is that lies outside of what is shown', () => {
    const { rows } = layoutOf('branches', { window: { fromUs: 48e6, toUs: 51e6 } });
    expect(rows[3].line).toBeNull();
    expect(rows[3].name!.text).toBe('◂ Branch 4');
  });
});
