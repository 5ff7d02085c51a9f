import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../src/protocol/from-worker.ts';
import { timelineState } from '../../../src/views/timeline/fixture.ts';
import { intentOf } from '../../../src/views/timeline/keys.ts';
import type { TimelineModel } from '../../../src/views/timeline/model.ts';
import {
  createModel,
  endOf,
  isPast,
  noteState,
  setWindow,
  shownUsOf,
  signatureOf,
  valueText,
  windowOf,
  wishFor,
} from '../../../src/views/timeline/model.ts';
import { readPins } from '../../../src/views/timeline/pins.ts';
import type { ViewState } from '../../../src/views/view.ts';

const { slow } = timelineState('throttled');
const END_US = 41.2e6;

function viewState(
  nowUs: number,
  change: { jump?: number; playing?: boolean; endUs?: number; motion?: 'full' | 'reduced' } = {},
): ViewState {
  const { jump = 0, playing = true, endUs = Math.max(END_US, nowUs), motion = 'full' } = change;
  const frame: Frame = {
    nowUs,
    playing,
    jump,
    seq: 0,
    other: null,
    slow: null,
    puts: new Float64Array(0),
    reads: new Float64Array(0),
  };
  const travel = { ...slow.travel, endUs, inPast: nowUs < endUs };
  const looks = { selection: null, proposedCut: null, theme: 'light', explained: null, events: slow.events } as const;
  return { ...looks, motion, slow: { ...slow, travel }, frame };
}

function modelAt(nowUs: number): TimelineModel {
  const model = createModel();
  noteState(model, viewState(nowUs), 0);
  return model;
}

const drag = { isDragging: true, isExact: false };
const drop = { isDragging: false, isExact: false };

describe('a moment that is asked for', () => {
  it('is shown at once, and older frames that are still on their way do not take the playhead back', () => {
    const model = modelAt(END_US);
    expect(wishFor(model, 20.123_456e6, drag, 0)).toBe(20.123e6);
    noteState(model, viewState(41.3e6), 10);
    expect(shownUsOf(model)).toBe(20.123e6);
    expect(isPast(model)).toBe(true);
    wishFor(model, 18e6, drop, 20);
    noteState(model, viewState(20.123e6, { jump: 1, playing: false }), 30);
    expect(shownUsOf(model)).toBe(18e6);
    noteState(model, viewState(18e6, { jump: 2, playing: false }), 40);
    noteState(model, viewState(18.1e6, { jump: 2, playing: false }), 50);
    expect(shownUsOf(model)).toBe(18.1e6);
  });

  it('is given up when the engine has not gone there for long', () => {
    const model = modelAt(END_US);
    wishFor(model, 5e6, drop, 0);
    noteState(model, viewState(END_US), 100);
    expect(shownUsOf(model)).toBe(5e6);
    noteState(model, viewState(END_US), 5000);
    expect(shownUsOf(model)).toBe(END_US);
  });

  it('lies within what has been run; a pin is gone to exactly', () => {
    const model = modelAt(END_US);
    expect(wishFor(model, 99e6, drop, 0)).toBe(END_US);
    expect(wishFor(model, -3, drop, 0)).toBe(0);
    expect(wishFor(model, 12_345_678, { isDragging: false, isExact: true }, 0)).toBe(12_345_678);
  });
});

describe('the window', () => {
  it('follows the playhead at the end of a live run, and not after the learner has panned away', () => {
    const model = modelAt(END_US);
    setWindow(model, { fromUs: 32e6, toUs: 42e6 });
    noteState(model, viewState(45e6), 0);
    expect(windowOf(model).fromUs).toBeCloseTo(45e6 - 9.2e6);
    setWindow(model, { fromUs: 10e6, toUs: 20e6 });
    noteState(model, viewState(47e6), 0);
    expect(windowOf(model)).toEqual({ fromUs: 10e6, toUs: 20e6 });
    setWindow(model, { fromUs: 40e6, toUs: 50e6 });
    noteState(model, viewState(52e6), 0);
    expect(windowOf(model).toUs).toBeGreaterThan(52e6);
  });

  it('shows the moment that was jumped to, whoever asked for it', () => {
    const model = modelAt(END_US);
    setWindow(model, { fromUs: 32e6, toUs: 42e6 });
    noteState(model, viewState(8e6, { jump: 1, playing: false }), 0);
    expect(windowOf(model)).toEqual({ fromUs: 3e6, toUs: 13e6 });
  });

  it('cannot be panned off into what has not been run, and stays where it was panned to', () => {
    const model = modelAt(END_US);
    setWindow(model, { fromUs: 49e6, toUs: 59e6 });
    expect(windowOf(model)).toEqual({ fromUs: END_US - 1e6, toUs: END_US + 9e6 });
    noteState(model, viewState(END_US, { playing: false }), 0);
    expect(windowOf(model)).toEqual({ fromUs: END_US - 1e6, toUs: END_US + 9e6 });
  });

  it('is the whole run again when the run begins anew', () => {
    const model = modelAt(END_US);
    setWindow(model, { fromUs: 32e6, toUs: 42e6 });
    noteState(model, viewState(0, { jump: 1, endUs: 0 }), 0);
    expect(model.window).toBeNull();
    expect(windowOf(model)).toEqual({ fromUs: 0, toUs: 60e6 });
  });
});

describe('a draw', () => {
  it('is not due while a live run moves its playhead only, nor while nothing moves', () => {
    const model = modelAt(END_US);
    const before = signatureOf(model);
    noteState(model, viewState(END_US + 50_000, { endUs: END_US }), 0);
    expect(signatureOf(model)).toBe(before);
  });

  it('is due when the past is entered, something happened, or the looks change', () => {
    const before = signatureOf(modelAt(END_US));
    expect(signatureOf(modelAt(20e6))).not.toBe(before);
    const dark = modelAt(END_US);
    dark.state = { ...dark.state!, theme: 'dark' };
    expect(signatureOf(dark)).not.toBe(before);
    const longer = modelAt(END_US);
    longer.state = { ...longer.state!, events: slow.events.slice(1) };
    expect(signatureOf(longer)).not.toBe(before);
  });
});

describe('the value of the slider', () => {
  it('says whether the moment is past, and what happens there', () => {
    const model = modelAt(END_US);
    readPins(model.board, slow.events);
    expect(endOf(model)).toBe(END_US);
    expect(valueText(model, null)).toBe('00:41.200, the end of the run');
    wishFor(model, 33e6, { isDragging: false, isExact: true }, 0);
    expect(valueText(model, '1\u202F700 records/s accepted, none throttled')).toBe(
      '00:33.000 of 00:41.200, in the past; split shard 1; 1\u202F700 records/s accepted, none throttled',
    );
    expect(valueText(model, null, 'no pin after this')).toBe('00:33.000 of 00:41.200, in the past; split shard 1; no pin after this');
  });
});

describe('keys', () => {
  const pressed = (key: string, change = {}) =>
    intentOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...change });

  it('step by 100 ms, from pin to pin, to both ends', () => {
    expect(pressed('ArrowLeft')).toEqual({ kind: 'step', byUs: -100_000 });
    expect(pressed('ArrowRight')).toEqual({ kind: 'step', byUs: 100_000 });
    expect(pressed('ArrowRight', { shiftKey: true })).toEqual({ kind: 'pin', by: 1 });
    expect(pressed('Home')).toEqual({ kind: 'go-to', where: 'start' });
    expect(pressed('End')).toEqual({ kind: 'go-to', where: 'end' });
  });

  it('zoom and pan', () => {
    expect(pressed('+')).toEqual({ kind: 'zoom', factor: 0.5 });
    expect(pressed('-')).toEqual({ kind: 'zoom', factor: 2 });
    expect(pressed('0')).toEqual({ kind: 'whole' });
    expect(pressed('PageUp')).toEqual({ kind: 'pan', by: -0.8 });
  });

  it('leave to the browser and the page what is theirs', () => {
    expect(pressed('+', { ctrlKey: true })).toBeNull();
    expect(pressed('ArrowLeft', { altKey: true })).toBeNull();
    expect(pressed(' ')).toBeNull();
    expect(pressed('Tab')).toBeNull();
  });
});
