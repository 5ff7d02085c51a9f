import { describe, expect, it } from 'vitest';
import { FIXTURE_NOW_US } from '../../../src/views/stage/fixture.ts';
import type { StageFixture } from '../../../src/views/stage/fixtures.ts';
import { STAGE_FIXTURES, stageFixture } from '../../../src/views/stage/fixtures.ts';
import { layoutStage } from '../../../src/views/stage/layout.ts';
import type { Rect, StageLayout } from '../../../src/views/stage/marks.ts';

const SIZES: [number, number][] = [
  [853, 640],
  [1313, 800],
  [760, 560],
  [1024, 600],
  [390, 420],
  [320, 380],
];

function layout(fixture: StageFixture, width = 853, height = 640, cut: string | null = null): StageLayout {
  const slow = stageFixture(fixture);
  const proposedCut = cut === null ? null : { shardId: slow.shards[1].id, newStartingHashKey: cut };
  return layoutStage({ slow, nowUs: FIXTURE_NOW_US, width, height, proposedCut });
}

function inside(rect: Rect, width: number, height: number): void {
  expect(rect.x).toBeGreaterThanOrEqual(0);
  expect(rect.y).toBeGreaterThanOrEqual(0);
  expect(rect.x + rect.width).toBeLessThanOrEqual(width + 0.01);
  expect(rect.y + rect.height).toBeLessThanOrEqual(height + 0.01);
}

describe.each(STAGE_FIXTURES)('the stage, %s', (fixture) => {
  it.each(SIZES)('lies inside %i × %i', (width, height) => {
    const marks = layout(fixture, width, height);
    for (const rect of [marks.axis, ...marks.lanes, ...marks.producers, ...marks.consumers, ...marks.keys]) inside(rect, width, height);
    for (const lane of marks.lanes) {
      for (const budget of lane.budgets) inside(budget, lane.x + lane.width, height);
      expect(lane.cellTop).toBeGreaterThanOrEqual(lane.y - 0.01);
      expect(lane.cellTop + lane.cellHeight).toBeLessThanOrEqual(lane.y + lane.height + 0.01);
    }
    expect(marks.window.x).toBeGreaterThanOrEqual(marks.axis.funnelTo);
  });

  it.each(SIZES)('has no two things in the same place at %i × %i', (width, height) => {
    const marks = layout(fixture, width, height);
    const rects: Rect[] = [...marks.lanes, ...marks.producers, ...marks.consumers];
    const touching = (a: Rect, b: Rect) =>
      a.x + a.width > b.x + 0.01 && b.x + b.width > a.x + 0.01 && a.y + a.height > b.y + 0.01 && b.y + b.height > a.y + 0.01;
    const overlaps = rects.flatMap((a, i) => rects.slice(i + 1).filter((b) => touching(a, b)));
    expect(overlaps).toEqual([]);
  });
});

describe('the stage says', () => {
  it('which limit a hot shard is at, in words', () => {
    const hot = layout('hot').lanes.find((lane) => lane.hot)!;
    expect(hot.note.text).toBe('hot: 1\u202F000 of 1\u202F000 rec/s');
    expect(hot.noteTone).toBe('limit');
    expect(hot.budgets[0]).toMatchObject({ kind: 'records', label: 'rec/s full', share: 1, atLimit: true });
    const byBytes = layout('hotBytes').lanes.find((lane) => lane.hot)!;
    expect(byBytes.note.text).toBe('hot: 1.00 of 1.00 MiB/s');
    expect(byBytes.budgets[1]).toMatchObject({ kind: 'bytes', label: 'MiB/s full', atLimit: true });
  });

  it('so with a word even where lanes are thin, and never hides the label of a hot shard', () => {
    for (const fixture of ['sixteen', 'sixtyFour'] as const) {
      const hot = layout(fixture).lanes.filter((lane) => lane.hot);
      expect(hot.length).toBeGreaterThan(0);
      for (const lane of hot) {
        expect(lane.word?.text).toMatch(/hot|full/);
        expect(lane.labelFits).toBe(true);
      }
    }
  });

  it('how long a split takes to settle', () => {
    const lanes = layout('settling').lanes;
    expect(lanes.find((lane) => lane.index === 2)!.note.text).toBe('takes records for 21\u202Fs more');
    expect(lanes.find((lane) => lane.index === 4)!.note.text).toBe('opens in 21\u202Fs');
  });

  it('what a closed parent still holds, and that its children wait', () => {
    const lanes = layout('draining').lanes;
    expect(lanes.find((lane) => lane.index === 2)!.note.text).toMatch(/^closed, .* records to drain$/);
    expect(lanes.find((lane) => lane.index === 4)!.note.text).toBe('is read once shard 2 is drained');
  });

  it('that nothing is put or read where nobody does', () => {
    const words = layout('empty').notes.map((note) => note.text);
    expect(words.join(' ')).toBe('No producers: nothing is put. No consumers: nothing is read.');
  });
});

describe('the stage draws', () => {
  it('labels that do not touch', () => {
    const shown = layout('sixtyFour')
      .lanes.filter((lane) => lane.labelFits)
      .map((lane) => lane.label.y)
      .sort((a, b) => a - b);
    expect(shown.length).toBeGreaterThan(20);
    shown.slice(1).forEach((y, i) => expect(y - shown[i]).toBeGreaterThanOrEqual(12));
  });

  it('a cursor as far from the newest edge as its lag, in the time of the lane', () => {
    const marks = layout('draining');
    const slow = stageFixture('draining');
    const lane = marks.lanes.find((one) => one.index === 2)!;
    const columns = (12_400 * 1000) / slow.cells.slotUs;
    expect(lane.cursors[0].offsetPx).toBeCloseTo(columns * marks.window.columnWidth, 6);
    expect(lane.cursors[0].state).toBe('reading');
  });

  it('a lag beyond the window in words', () => {
    expect(layout('behind').lanes[0].beyond?.text).toBe('nightly-export 12\u202Fmin behind');
    expect(layout('behind').lanes[2].beyond).toBeNull();
  });

  it('one link per shard and consumer, and a bundle where shards are many', () => {
    expect(layout('calm').links).toHaveLength(8);
    expect(layout('calm').trunk).toBeNull();
    expect(layout('sixtyFour').links).toHaveLength(2);
    expect(layout('sixtyFour').trunk).not.toBeNull();
  });

  it('the proposed cut where its key lies', () => {
    const quarter = (2n ** 126n + 2n ** 124n).toString();
    const marks = layout('calm', 853, 640, quarter);
    const segment = marks.axis.segments[1];
    expect(marks.cut!.share).toBeCloseTo(0.25, 5);
    expect(marks.cut!.y).toBeCloseTo(segment.y + segment.height / 4, 1);
    expect(marks.cut!.text).toContain('5000…');
  });

  it.each(SIZES)('the words of a cut inside its lane, beside the name and the budgets, at %i × %i', (width, height) => {
    for (const sixteenth of [1n, 4n, 8n, 12n, 15n]) {
      const marks = layout('calm', width, height, (2n ** 126n + sixteenth * 2n ** 122n).toString());
      const lane = marks.lanes.find((one) => one.shardId === marks.cut!.shardId)!;
      const { label } = marks.cut!;
      expect(label.x + label.width).toBeLessThanOrEqual(lane.mode === 'full' ? lane.x + lane.width : lane.budgets[0].x + 6);
      expect(label.y).toBeGreaterThanOrEqual(lane.mode === 'full' ? lane.label.y + 4 : lane.y - label.height);
      if (lane.mode !== 'full') expect(label.x).toBeGreaterThanOrEqual(lane.label.x + 10);
    }
  });

  it('a hot shard with no more used up than its limit, though it took what it had saved', () => {
    const slow = stageFixture('hot');
    const hot = slow.shards.find((shard) => shard.write.atLimit === 'records')!;
    hot.write.records = 1361;
    const marks = layoutStage({ slow, nowUs: FIXTURE_NOW_US, width: 853, height: 640, proposedCut: null });
    expect(marks.lanes.find((lane) => lane.hot)!.note.text).toBe('hot: 1\u202F000 of 1\u202F000 rec/s');
  });
});
