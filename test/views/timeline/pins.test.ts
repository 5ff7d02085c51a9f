import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SlowFrame } from '../../../src/protocol/from-worker.ts';
import { clusterPins, placePins } from '../../../src/views/timeline/clusters.ts';
import { timelineState } from '../../../src/views/timeline/fixture.ts';
import { eventsOf, manyEvents } from '../../../src/views/timeline/fixture-events.ts';
import type { Pin } from '../../../src/views/timeline/pins.ts';
import { createPinBoard, nextPinUs, pinsCounted, pinsOf, pinWords, readPins } from '../../../src/views/timeline/pins.ts';
import { layoutOf } from './laid-out.ts';

const long = timelineState('long').slow.events;
const pinAt = (atUs: number, i: number, kind: Pin['kind'] = 'command'): Pin => ({
  seq: i + 1,
  atUs,
  kind,
  text: `retention ${i} h`,
  lastsUs: 0,
});

describe('pins', () => {
  it('tell what happened, episodes with their length', () => {
    expect(pinsOf(long).map(pinWords)).toEqual(['shard 1 throttled for 17\u202Fmin', 'split shard 1', 'split shard 2']);
  });

  it('make one of throttling that flickers', () => {
    const [start, end] = long;
    const again = [
      start,
      { ...end, atUs: start.atUs + 1e6 },
      { ...start, atUs: start.atUs + 2e6 },
      { ...end, atUs: start.atUs + 3e6 },
    ] as SlowFrame['events'];
    const pins = pinsOf(again);
    expect(pins).toHaveLength(1);
    expect(pins[0].lastsUs).toBe(3e6);
  });

  it('make one of a loss that is told every second, and another when it comes again later', () => {
    const lost = (atUs: number) => ({
      type: 'records-lost' as const,
      atUs,
      producer: 'clicks',
      records: 5,
      reason: 'ignored' as const,
      attempts: 1,
      throttles: [],
    });
    const pins = pinsOf(eventsOf([1e6, 2e6, 3e6, 4e6, 30e6].map(lost)));
    expect(pins.map(pinWords)).toEqual(['clicks loses records for 3.0\u202Fs', 'clicks loses records']);
    expect(pins.every(({ kind }) => kind === 'loss')).toBe(true);
  });

  it('are the same whether the history comes at once or piece by piece', () => {
    const events = [...manyEvents(60, 100e6), ...long];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: events.length }), { maxLength: 6 }), (cuts) => {
        const board = createPinBoard();
        const growing: SlowFrame['events'] = [];
        for (const cut of [...cuts.sort((a, b) => a - b), events.length]) {
          growing.push(...events.slice(growing.length, cut));
          readPins(board, growing);
        }
        expect(board.pins).toEqual(pinsOf(events));
      }),
    );
  });

  it('are read anew when the branch is another one', () => {
    const board = createPinBoard();
    readPins(board, long);
    expect(readPins(board, timelineState('throttled').slow.events)).toEqual(pinsOf(timelineState('throttled').slow.events));
  });

  it('can be stepped through', () => {
    const pins = pinsOf(timelineState('throttled').slow.events);
    expect(nextPinUs(pins, 12e6, 1)).toBe(28e6);
    expect(nextPinUs(pins, 28e6, -1)).toBe(12e6);
    expect(nextPinUs(pins, 40e6, 1)).toBeNull();
    expect(nextPinUs(pins, 12e6, -1)).toBeNull();
  });
});

describe('clusters', () => {
  const times = fc.array(fc.integer({ min: 0, max: 3_600_000_000 }), { maxLength: 500 }).map((all) => all.sort((a, b) => a - b));

  it('hold every pin once, in order, and never cover each other', () => {
    fc.assert(
      fc.property(times, (all) => {
        const pins = all.map((atUs, i) => pinAt(atUs, i));
        const clusters = clusterPins(pins, (atUs) => atUs / 3e6);
        expect(clusters.flatMap((cluster) => cluster.pins)).toEqual(pins);
        for (const [i, { x, halfPx }] of clusters.entries()) {
          if (i > 0) expect(x - halfPx).toBeGreaterThanOrEqual(clusters[i - 1].x + clusters[i - 1].halfPx);
        }
      }),
    );
  });

  it('do not regroup when one pans', () => {
    const pins = manyEvents(200, 3600e6).map(({ atUs }, i) => pinAt(atUs, i));
    const groups = (shiftPx: number) => clusterPins(pins, (atUs) => atUs / 3e6 + shiftPx).map((cluster) => cluster.pins.length);
    expect(groups(-731)).toEqual(groups(0));
  });

  it('come apart when one zooms in on them', () => {
    const { pins } = layoutOf('clustered');
    expect(pins.length).toBeLessThan(60);
    const [first] = pins;
    expect(first.pins.length).toBeGreaterThan(5);
    const near = layoutOf('clustered', { window: { fromUs: first.pins[0].atUs, toUs: first.pins[5].atUs + 1e6 } });
    expect(near.pins.filter((mark) => mark.pins.length === 1).length).toBeGreaterThan(3);
  });

  it('are named by their kind, or as events', () => {
    expect(pinsCounted([pinAt(0, 0), pinAt(1, 1)])).toBe('2 commands');
    expect(pinsCounted([pinAt(0, 0), pinAt(1, 1, 'loss')])).toBe('2 events');
    expect(pinsCounted([pinAt(0, 0, 'loss')])).toBe('1 loss');
  });

  it('have words that run into nothing', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 200, max: 1600 }), (all, right) => {
        const pins = all.map((atUs, i) => pinAt(atUs, i));
        const { marks } = placePins(pins, { x: (atUs) => (atUs / 3.6e9) * right, left: 0, right, shownUs: 0, endUs: 3.6e9 });
        for (const [i, mark] of marks.entries()) {
          if (mark.shownText === '') continue;
          if (i + 1 < marks.length) expect(mark.textTo).toBeLessThanOrEqual(marks[i + 1].x - marks[i + 1].halfPx);
          if (i > 0) expect(mark.textFrom).toBeGreaterThanOrEqual(Math.max(marks[i - 1].x + marks[i - 1].halfPx, marks[i - 1].textTo));
        }
      }),
    );
  });

  it('draw episodes as long as they lasted, cut to what is shown', () => {
    const { spans, left, right, endX } = layoutOf('throttled');
    const marks = layoutOf('throttled');
    expect(spans).toHaveLength(1);
    expect(spans[0].x + spans[0].width).toBeCloseTo(endX);
    expect(spans[0].x).toBeCloseTo(marks.pins[1].x);
    const zoomed = layoutOf('throttled', { window: { fromUs: 30e6, toUs: 32e6 } }).spans[0];
    expect([zoomed.x, zoomed.x + zoomed.width]).toEqual([left, right]);
  });
});
