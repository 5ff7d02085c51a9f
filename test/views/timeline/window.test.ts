import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bounded,
  followed,
  isWhole,
  lengthOf,
  panned,
  pinched,
  revealed,
  stretchedTo,
  wholeOf,
  WINDOW_MIN_US,
  zoomed,
} from '../../../src/views/timeline/window.ts';

const endUs = fc.integer({ min: 1, max: 5e11 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
/** A run, and some part of it. */
const parts = fc.tuple(endUs, share, share).map(([end, from, length]) => {
  const whole = wholeOf(end);
  const fromUs = from * whole.toUs;
  return { whole, window: bounded({ fromUs, toUs: fromUs + length * whole.toUs }, whole) };
});

const isInside = (window: { fromUs: number; toUs: number }, whole: { fromUs: number; toUs: number }) => {
  expect(window.fromUs).toBeGreaterThanOrEqual(whole.fromUs);
  expect(window.toUs).toBeLessThanOrEqual(whole.toUs * (1 + 1e-12));
  expect(lengthOf(window)).toBeGreaterThanOrEqual(WINDOW_MIN_US * (1 - 1e-9));
};

describe('the part that is shown', () => {
  it('stays inside the whole, whatever is done to it', () => {
    fc.assert(
      fc.property(parts, share, fc.double({ min: 0.01, max: 100, noNaN: true }), share, share, (given, at, factor, a, b) => {
        const { whole, window } = given;
        const atUs = at * whole.toUs;
        isInside(zoomed(window, whole, atUs, factor), whole);
        isInside(panned(window, whole, (at - 0.5) * 3 * whole.toUs), whole);
        isInside(pinched([window.fromUs, atUs], [a, b], whole), whole);
        isInside(followed(window, whole, atUs, true), whole);
      }),
    );
  });

  it('keeps the moment under the pointer where it is while one zooms in', () => {
    fc.assert(
      fc.property(parts, share, fc.double({ min: 0.2, max: 1, noNaN: true }), ({ whole, window }, at, factor) => {
        const atUs = window.fromUs + at * lengthOf(window);
        const next = zoomed(window, whole, atUs, factor);
        expect((atUs - next.fromUs) / lengthOf(next)).toBeCloseTo(at, 5);
      }),
    );
  });

  it('keeps both moments under two fingers', () => {
    const whole = wholeOf(3600e6);
    const next = pinched([100e6, 200e6], [0.25, 0.75], whole);
    expect(next.fromUs + 0.25 * lengthOf(next)).toBeCloseTo(100e6);
    expect(next.fromUs + 0.75 * lengthOf(next)).toBeCloseTo(200e6);
  });

  it('is the whole again after zooming out', () => {
    fc.assert(
      fc.property(parts, share, ({ whole, window }, at) => {
        expect(isWhole(zoomed(window, whole, at * whole.toUs, 1e9), whole)).toBe(true);
      }),
    );
  });

  it('pans without changing its length, and back again', () => {
    const whole = wholeOf(600e6);
    const window = { fromUs: 100e6, toUs: 160e6 };
    const away = panned(window, whole, 48e6);
    expect(away).toEqual({ fromUs: 148e6, toUs: 208e6 });
    expect(panned(away, whole, -48e6)).toEqual(window);
    expect(panned(window, whole, -1e12)).toEqual({ fromUs: 0, toUs: 60e6 });
  });
});

describe('following', () => {
  const whole = wholeOf(600e6);
  const window = { fromUs: 100e6, toUs: 160e6 };

  it('leaves the window alone until the playhead comes near its end', () => {
    expect(followed(window, whole, 150e6, false)).toBe(window);
  });

  it('glides with it then, or turns the page where motion is to be reduced', () => {
    const glided = followed(window, whole, 158e6, false);
    expect((158e6 - glided.fromUs) / lengthOf(glided)).toBeCloseTo(0.92);
    const turned = followed(window, whole, 158e6, true);
    expect((158e6 - turned.fromUs) / lengthOf(turned)).toBeCloseTo(0.12);
  });

  it('shows a moment that was jumped to in its middle, if it was not shown already', () => {
    expect(revealed(window, whole, 130e6)).toBe(window);
    expect(revealed(window, whole, 300e6)).toEqual({ fromUs: 270e6, toUs: 330e6 });
  });

  it('goes only as far as a drag goes', () => {
    expect(stretchedTo(window, whole, 165e6)).toEqual({ fromUs: 105e6, toUs: 165e6 });
    expect(stretchedTo(window, whole, 90e6)).toEqual({ fromUs: 90e6, toUs: 150e6 });
    expect(stretchedTo(window, whole, 120e6)).toBe(window);
  });
});
