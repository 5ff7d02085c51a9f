import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIMELINE_FIXTURES, timelineFixture } from '../../../src/views/timeline/fixture.ts';
import { layoutTimeline, rebin, spanUs } from '../../../src/views/timeline/layout.ts';
import { pinsOf, pinWords } from '../../../src/views/timeline/pins.ts';
import { describeTimeline } from '../../../src/views/timeline/text.ts';

function layoutOf(name: (typeof TIMELINE_FIXTURES)[number], width = 1000, height = 96) {
  const slow = timelineFixture(name);
  const nowUs = slow.timeline.accepted.length * slow.timeline.binUs;
  return layoutTimeline({ slow, events: slow.events, nowUs, width, height });
}

describe.each(TIMELINE_FIXTURES)('the timeline, %s', (name) => {
  it.each([1160, 700, 360])('lies inside %i px', (width) => {
    const marks = layoutOf(name, width, 96);
    for (const bar of marks.bars) {
      expect(bar.x).toBeGreaterThanOrEqual(0);
      expect(bar.x + bar.width).toBeLessThanOrEqual(width);
      expect(bar.height).toBeLessThanOrEqual(marks.base);
      expect(bar.throttledHeight).toBeLessThanOrEqual(bar.height + 1e-9);
    }
    expect(marks.playheadX).toBeLessThanOrEqual(marks.right);
    for (const pin of marks.pins) expect(pin.x).toBeLessThanOrEqual(marks.playheadX + 1e-9);
  });

  it('loses no record when bins are put together', () => {
    const slow = timelineFixture(name);
    const sum = (values: Iterable<number>) => [...values].reduce((all, one) => all + one, 0);
    const marks = layoutOf(name, 400);
    expect(sum(marks.bars.map((bar) => bar.accepted))).toBe(sum(slow.timeline.accepted));
    expect(sum(marks.bars.map((bar) => bar.throttled))).toBe(sum(slow.timeline.throttled));
  });
});

describe('bins and span', () => {
  it('keep their sum', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), fc.integer({ min: 1, max: 50 }), (values, perBar) => {
        expect(rebin(values, perBar).reduce((all, one) => all + one, 0)).toBe(values.reduce((all, one) => all + one, 0));
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
});

describe('the bar that is being filled', () => {
  const binUs = 250_000;
  const perBin = 500;
  /** A steady run at a moment: bins are written when a beat is over. */
  const heights = (nowUs: number, width: number) => {
    const beats = Math.floor(nowUs / binUs) + 1;
    const accepted = Uint32Array.from({ length: beats }, (_, i) => (i === 0 ? 0 : perBin));
    const slow = { ...timelineFixture('early'), timeline: { binUs, accepted, throttled: new Uint32Array(beats) } };
    return layoutTimeline({ slow, events: [], nowUs, width, height: 96 }).bars.map((bar) => bar.height);
  };

  it.each([1400, 700, 360])('is as high as the others of a steady run, at any moment, %i px wide', (width) => {
    for (let nowUs = 10e6; nowUs < 11e6; nowUs += 50_000) {
      const bars = heights(nowUs, width).slice(1);
      for (const height of bars) expect(height).toBeCloseTo(bars[0], 6);
    }
  });
});

describe('pins', () => {
  it('tell what happened, episodes with their length', () => {
    const pins = pinsOf(timelineFixture('long').events);
    expect(pins.map(pinWords)).toEqual(['shard 1 throttled for 17\u202Fmin', 'split shard 1', 'split shard 2']);
  });

  it('make one of throttling that flickers', () => {
    const { events } = timelineFixture('long');
    const [start, end] = events;
    const again = [
      start,
      { ...end, atUs: start.atUs + 1e6 },
      { ...start, atUs: start.atUs + 2e6 },
      { ...end, atUs: start.atUs + 3e6 },
    ] as typeof events;
    const pins = pinsOf(again);
    expect(pins).toHaveLength(1);
    expect(pins[0].lastsUs).toBe(3e6);
  });

  it('do not write over each other', () => {
    const marks = layoutOf('long', 600);
    const shown = marks.pins.filter((pin) => pin.shownText !== '');
    expect(shown.length).toBeLessThan(marks.pins.length);
  });
});

describe('the timeline in words', () => {
  it('counts what was accepted and throttled', () => {
    const slow = timelineFixture('throttled');
    const text = describeTimeline(slow, slow.events, 41.2e6);
    expect(text.summary).toMatch(/^00:41\.20 since the start: .* records accepted, .* throttled/);
    expect(text.table.rows).toHaveLength(4);
  });
});
