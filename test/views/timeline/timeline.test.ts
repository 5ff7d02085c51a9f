import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, rebin } from '../../../src/views/timeline/bars.ts';
import type { TimelineFixture } from '../../../src/views/timeline/fixture.ts';
import { TIMELINE_FIXTURES, timelineState } from '../../../src/views/timeline/fixture.ts';
import { layoutTimeline } from '../../../src/views/timeline/layout.ts';
import { pinsOf } from '../../../src/views/timeline/pins.ts';
import { spanUs } from '../../../src/views/timeline/window.ts';
import { layoutOf } from './laid-out.ts';

const SIZES: [number, number][] = [
  [1160, 118],
  [700, 92],
  [366, 72],
  [296, 64],
];

describe.each(TIMELINE_FIXTURES)('the timeline, %s', (name) => {
  it.each(SIZES)('lies inside %i × %i px, its rows below each other', (width, height) => {
    const marks = layoutOf(name, { width, height, window: null });
    for (const bar of marks.bars) {
      expect(bar.x).toBeGreaterThanOrEqual(marks.left - 1e-6);
      expect(bar.x + bar.width).toBeLessThanOrEqual(marks.right + 1);
      expect(bar.height).toBeLessThanOrEqual(marks.base - marks.top + 1e-6);
      expect(bar.throttledHeight).toBeLessThanOrEqual(bar.height + 1e-9);
    }
    expect(marks.base - marks.top).toBeGreaterThanOrEqual(8);
    expect(marks.pinsY).toBeGreaterThan(marks.base);
    for (const { y } of marks.rows) {
      expect(y).toBeGreaterThan(marks.pinsY + 2);
      expect(y).toBeLessThan(marks.ticksY - 9);
    }
    expect(marks.ticksY).toBeLessThanOrEqual(height);
    expect(marks.playheadX).toBeLessThanOrEqual(marks.right);
    for (const pin of marks.pins) expect(pin.x).toBeLessThanOrEqual(marks.endX + 1e-9);
  });

  it('loses no record when bins are put together', () => {
    const { slow } = timelineState(name);
    const sum = (values: Iterable<number>) => [...values].reduce((all, one) => all + one, 0);
    const marks = layoutOf(name, { width: 400, window: null });
    expect(sum(marks.bars.map((bar) => bar.accepted))).toBe(sum(slow.timeline.accepted));
    expect(sum(marks.bars.map((bar) => bar.throttled))).toBe(sum(slow.timeline.throttled));
  });

  it('leaves no pin out and names each mark once', () => {
    const { slow } = timelineState(name);
    const marks = layoutOf(name, { window: null });
    expect(marks.pins.flatMap(({ pins }) => pins.map(({ seq }) => seq))).toEqual(pinsOf(slow.events).map(({ seq }) => seq));
  });
});

describe('bins and span', () => {
  it('keep their sum, whichever part is taken', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), fc.integer({ min: 1, max: 50 }), fc.nat(10), (values, perBar, cut) => {
        const bars = Math.ceil(values.length / perBar);
        const parts = [...rebin(values, perBar, 0, Math.min(cut, bars)), ...rebin(values, perBar, Math.min(cut, bars), bars)];
        expect(parts.reduce((all, one) => all + one, 0)).toBe(values.reduce((all, one) => all + one, 0));
        expect(parts).toEqual([...rebin(values, perBar)]);
      }),
    );
  });

  it('always hold the playhead, with some room to the right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400_000 }), (seconds) => {
        expect(spanUs(seconds * 1e6)).toBeGreaterThan(seconds * 1e6);
      }),
    );
  });

  it('show the bars of a part only, at the same places of the run', () => {
    const { slow } = timelineState('throttled');
    const all = layoutOf('throttled', { window: null }).bars;
    const window = { fromUs: 10e6, toUs: 20e6 };
    const x = (atUs: number) => (atUs - window.fromUs) / 1e4;
    const { bars } = barsOf(slow.timeline, 41.2e6, window, x, 50);
    expect(bars[0].fromUs).toBe(10e6);
    expect(bars.at(-1)!.toUs).toBe(20e6);
    const sumIn = (marks: typeof bars) =>
      marks.filter((bar) => bar.fromUs >= 12e6 && bar.toUs <= 18e6).reduce((sum, bar) => sum + bar.accepted, 0);
    expect(sumIn(bars)).toBe(sumIn(all));
    expect(sumIn(bars)).toBeGreaterThan(0);
  });
});

describe('the bar that is being filled', () => {
  const binUs = 250_000;
  const perBin = 500;
  /** A steady run at a moment: bins are written when a beat is over. */
  const heights = (nowUs: number, width: number) => {
    const beats = Math.floor(nowUs / binUs) + 1;
    const accepted = Uint32Array.from({ length: beats }, (_, i) => (i === 0 ? 0 : perBin));
    const { slow } = timelineState('early');
    const timeline = { ...slow.timeline, binUs, accepted, throttled: new Uint32Array(beats) };
    const input = { slow: { ...slow, timeline }, pins: [], explained: null, shownUs: nowUs, endUs: nowUs, isPast: false, window: null };
    return layoutTimeline({ ...input, width, height: 96 }).bars.map((bar) => bar.height);
  };

  it.each([1400, 700, 360])('is as high as the others of a steady run, at any moment, %i px wide', (width) => {
    for (let nowUs = 10e6; nowUs < 11e6; nowUs += 50_000) {
      const bars = heights(nowUs, width).slice(1);
      for (const height of bars) expect(height).toBeCloseTo(bars[0], 6);
    }
  });
});

describe('the past', () => {
  it('ends at the end of the branch, and what is later is told apart', () => {
    const marks = layoutOf('past');
    expect(marks.isPast).toBe(true);
    expect(marks.playheadX).toBeLessThan(marks.endX);
    const later = marks.pins.filter((pin) => pin.isLater).map((pin) => pin.pins[0].atUs);
    const earlier = marks.pins.filter((pin) => !pin.isLater).map((pin) => pin.pins[0].atUs);
    expect(earlier).toEqual([12e6]);
    expect(later).toEqual([28e6, 33e6, 36e6, 40e6]);
    // The recorded rate is all still there.
    expect(marks.bars.length).toBe(layoutOf('throttled').bars.length);
    expect(marks.header.now?.text).toBe('now 00:41.20');
  });

  it('has no flag where the run is live', () => {
    expect(layoutOf('throttled').header.now).toBeNull();
  });
});

describe('the words above the bars', () => {
  it.each(TIMELINE_FIXTURES.flatMap((name) => SIZES.map(([width, height]) => [name, width, height] as [TimelineFixture, number, number])))(
    'do not stand on each other: %s, %i × %i',
    (name, width, height) => {
      const { header, steps, right } = layoutOf(name, { width, height });
      const places = [
        ...Object.values(header)
          .filter((text) => text !== null)
          .map(({ x, text, anchor }) => (anchor === 'start' ? [x, x + text.length * 4] : [x - text.length * 4, x])),
        ...steps.map(({ numberX, halfPx }) => [numberX - halfPx, numberX + halfPx]),
      ].sort(([a], [b]) => a - b);
      for (const [i, [from, to]] of places.entries()) {
        expect(to).toBeLessThanOrEqual(right + 12);
        if (i > 0) expect(from).toBeGreaterThanOrEqual(places[i - 1][1] - 1e-6);
      }
    },
  );
});
