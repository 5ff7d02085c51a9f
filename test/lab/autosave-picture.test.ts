/** The small picture of a kept run: few marks, true ones. */
import { describe, expect, test } from 'vitest';
import { PICTURE_COLUMNS, pictureInWords, pictureOf } from '../../src/lab/run-picture.ts';
import type { SlowFrame } from '../../src/protocol/from-worker.ts';
import { FIXTURE_NOW_US } from '../../src/views/stage/fixture.ts';
import { STAGE_FIXTURES, stageFixture } from '../../src/views/stage/fixtures.ts';

const END_US = 4_000_000;

/** Four bins of one second. */
function frame(name: Parameters<typeof stageFixture>[0], accepted = [10, 20, 30, 20], throttled = [0, 0, 10, 0]): SlowFrame {
  const slow = stageFixture(name);
  return {
    ...slow,
    travel: { ...slow.travel, endUs: END_US },
    timeline: { ...slow.timeline, binUs: 1_000_000, accepted: Uint32Array.from(accepted), throttled: Uint32Array.from(throttled) },
  };
}

describe('every situation of the stage', () => {
  test.for(STAGE_FIXTURES)('%s takes less than 8 kB, and its lanes lie side by side in the key space', (name) => {
    const picture = pictureOf(frame(name), END_US);
    expect(JSON.stringify(picture).length).toBeLessThan(8192);
    expect(picture.lanes.length).toBeGreaterThan(0);
    expect(picture.lanes.length).toBeLessThanOrEqual(16);
    expect(picture.lanes[0].start).toBe(0);
    expect(picture.lanes.at(-1)!.end).toBe(1);
    picture.lanes.forEach((lane, i) => {
      if (i > 0) expect(lane.start).toBe(picture.lanes[i - 1].end);
      expect(lane.cells).toMatch(/^[0-6.]*$/);
      expect(lane.cells).toHaveLength(lane.rows * PICTURE_COLUMNS);
    });
  });
});

test('each lane shows its keys, fuller where more was written', () => {
  const [quiet, hot] = pictureOf(frame('hot'), END_US).lanes;
  const filled = ({ cells }: { cells: string }) => cells.replaceAll('.', '').length;
  expect(hot.atLimit).toBe(true);
  expect(quiet.atLimit).toBe(false);
  // The newest column has only begun.
  expect(filled(hot)).toBeGreaterThan(hot.cells.length * 0.9);
  expect(filled(quiet)).toBeLessThan(quiet.cells.length * 0.7);
  // 70 % of the hot shard is the key of colour 2.
  const share = hot.cells.replaceAll(/[^2]/g, '').length / hot.cells.length;
  expect(share).toBeGreaterThan(0.5);
  expect(share).toBeLessThan(0.9);
});

test('a shard that is only read, or waits for its parents, has no lane', () => {
  expect(pictureOf(frame('draining'), END_US).lanes.map(({ start }) => start)).toEqual([0, 0.25, 0.5, 0.625, 0.75]);
  expect(pictureOf(frame('settling'), END_US).lanes).toHaveLength(4);
});

test('bars are parts of the highest one', () => {
  expect(pictureOf(frame('calm'), 3_000_000)).toMatchObject({
    bars: [
      { accepted: 0.25, throttled: 0 },
      { accepted: 0.5, throttled: 0 },
      { accepted: 0.75, throttled: 0.25 },
      { accepted: 0.5, throttled: 0 },
    ],
    moment: 0.75,
  });
});

test('a long run is summed up: 96 bins are 48 bars, and none of it is lost', () => {
  const bins = Array.from({ length: 96 }, (_, i) => i + 1);
  const slow = frame(
    'calm',
    bins,
    bins.map(() => 0),
  );
  const { bars } = pictureOf({ ...slow, travel: { ...slow.travel, endUs: 96_000_000 } }, 96_000_000);
  expect(bars).toHaveLength(48);
  bars.forEach(({ accepted }, i) => expect(accepted).toBeCloseTo((4 * i + 3) / 191, 2));
});

test('a run at its beginning is empty, not broken', () => {
  const slow = frame('empty', [], []);
  const picture = pictureOf({ ...slow, travel: { ...slow.travel, endUs: 0 } }, 0);
  expect(picture).toMatchObject({ bars: [], moment: 0 });
  expect(picture.lanes.every(({ cells }) => /^\.*$/.test(cells))).toBe(true);
  expect(pictureInWords(picture)).toBe('Shards and put rate of the run: no shard at its limit, no write was throttled');
});

test('in words it tells what its colours do', () => {
  expect(pictureInWords(pictureOf(frame('hot'), FIXTURE_NOW_US))).toBe(
    'Shards and put rate of the run: some shards at their limit, writes were throttled',
  );
});
