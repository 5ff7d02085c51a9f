import { describe, expect, it } from 'vitest';
import { timelineState } from '../../../src/views/timeline/fixture.ts';
import { hitAt } from '../../../src/views/timeline/hit.ts';
import { tipOf } from '../../../src/views/timeline/tip-words.ts';
import { layoutOf } from './laid-out.ts';

const tipAt = (layout: ReturnType<typeof layoutOf>, x: number, y: number, name: Parameters<typeof timelineState>[0] = 'throttled') => {
  const { branches, branchId } = timelineState(name).slow.travel;
  return tipOf(hitAt(layout, x, y, false), layout, x, branches, branchId);
};

describe('what lies under the pointer', () => {
  it('is a moment over the bars', () => {
    const layout = layoutOf('throttled');
    const hit = hitAt(layout, (layout.left + layout.right) / 2, layout.base - 10, false);
    expect(hit.kind).toBe('moment');
    expect(hit.atUs).toBeCloseTo(30e6, 0);
  });

  it('is a pin on its shape and on its words, and the exact moment of it', () => {
    const layout = layoutOf('throttled');
    const [pin] = layout.pins;
    for (const x of [pin.x - 4, pin.x + 4, pin.textTo - 2]) {
      const hit = hitAt(layout, x, layout.pinsY, false);
      expect(hit.kind === 'pins' && hit.mark.pins[0].atUs).toBe(12e6);
    }
    expect(hitAt(layout, pin.x - 10, layout.pinsY, false).kind).toBe('moment');
    expect(hitAt(layout, pin.x - 12, layout.pinsY, true).kind).toBe('pins');
  });

  it('is a branch on its line and on its name', () => {
    const layout = layoutOf('branches');
    const row = layout.rows[3];
    for (const x of [(row.line!.x1 + row.line!.x2) / 2, row.name!.x + 10]) {
      const hit = hitAt(layout, x, row.y, false);
      expect(hit.kind === 'branch' && hit.branch.name).toBe('Branch 4');
    }
    expect(hitAt(layout, row.line!.x1 - 40, row.y, false).kind).toBe('moment');
  });

  it('is the number of branches that have no row', () => {
    const layout = layoutOf('many-branches');
    expect(hitAt(layout, layout.left + 4, layout.more!.y, false).kind).toBe('more-branches');
  });

  it('is a numbered step of an answer', () => {
    const layout = layoutOf('explained');
    const hit = hitAt(layout, layout.steps[2].x, layout.top, false);
    expect(hit.kind === 'step' && hit.mark.text).toBe('3');
  });

  it('is the small picture of the whole run, and the sign of a playhead that is not shown', () => {
    const layout = layoutOf('zoomed-away');
    expect(hitAt(layout, 300, layout.minimap!.y + 2, false).kind).toBe('minimap');
    expect(hitAt(layout, layout.right - 20, layout.top - 5, false).kind).toBe('playhead-away');
  });
});

describe('the tip', () => {
  it('tells time and rates', () => {
    const layout = layoutOf('throttled');
    const { bars } = layout;
    const bar = bars.find(({ fromUs, toUs }) => fromUs <= 37e6 && toUs > 37e6)!;
    const tip = tipAt(layout, bar.x + 1, layout.base - 5)!;
    const perSecond = (records: number) => Math.round(records / bar.seconds);
    expect(tip.title).toMatch(/^00:3[67]\./);
    expect(tip.lines[0].replaceAll('\u202F', '')).toBe(
      `${perSecond(bar.accepted)} records/s accepted, ${perSecond(bar.throttled)} records/s throttled`,
    );
  });

  it('says that a moment is recorded and later, or not run yet', () => {
    const layout = layoutOf('past');
    expect(tipAt(layout, layout.playheadX + 40, layout.base - 5)!.lines).toContain('Recorded; later than the moment on screen.');
    expect(tipAt(layout, layout.playheadX - 40, layout.base - 5)!.lines).not.toContain('Recorded; later than the moment on screen.');
    expect(tipAt(layout, layout.right - 10, layout.base - 5)!.lines).toEqual(['Not run yet.']);
  });

  it('names the branch where there are several', () => {
    const layout = layoutOf('branches');
    expect(tipAt(layout, layout.left + 40, layout.base - 5, 'branches')!.title).toMatch(/ · Branch 3$/);
    expect(tipAt(layout, layout.right - 5, layout.base - 5, 'branches')!.title).not.toContain('Branch');
  });

  it('lists the pins of a cluster and how many there are besides', () => {
    const layout = layoutOf('clustered');
    const mark = layout.pins[3];
    const tip = tipAt(layout, mark.x, layout.pinsY, 'clustered')!;
    expect(tip.title).toMatch(new RegExp(`^${mark.pins.length} events within `));
    expect(tip.lines).toHaveLength(9);
    expect(tip.lines[7]).toBe(`and ${mark.pins.length - 7} more`);
    expect(tip.lines[8]).toBe('Click: zoom in on them.');
  });

  it('tells of a branch where it comes from, how far it went and what was done in it', () => {
    const layout = layoutOf('branches');
    const row = layout.rows[1];
    expect(tipAt(layout, row.name!.x + 5, row.y, 'branches')).toEqual({
      title: 'Branch 2',
      lines: [
        'Left Main at 00:12.00, run to 00:52.00, 2 commands of its own, the first: split shard 1 at 00:12.00.',
        'Click: switch to it.',
      ],
    });
  });
});
