import { describe, expect, it } from 'vitest';
import { stageFixture } from '../../../src/views/stage/fixtures.ts';
import type { LanePlaces } from '../../../src/views/stage/lane-places.ts';
import { placeLanes } from '../../../src/views/stage/lane-places.ts';
import { createTransition, forget, isRunning, reshape } from '../../../src/views/stage/transition.ts';

const calm = stageFixture('calm').shards;
const draining = stageFixture('draining').shards;
const before = placeLanes(calm, 0, 600);
const after = placeLanes(draining, 0, 600);

function tiles({ parts }: LanePlaces): void {
  expect(parts[0].top).toBeCloseTo(0, 6);
  expect(parts.at(-1)!.bottom).toBeCloseTo(600, 6);
  parts.slice(1).forEach((part, i) => expect(part.top).toBeCloseTo(parts[i].bottom, 6));
}

describe('a split', () => {
  it('begins where the parent stood, tiles the axis on its way, and ends where the children belong', () => {
    const transition = createTransition();
    expect(reshape(transition, before, calm, 0, true)).toBe(before);
    const start = reshape(transition, after, draining, 100, true);
    tiles(start);
    const parent = before.parts[2];
    const children = start.parts.slice(2, 4);
    expect(children[0].top).toBeCloseTo(parent.top, 6);
    expect(children[0].bottom).toBeCloseTo((parent.top + parent.bottom) / 2, 6);
    expect(children[1].bottom).toBeCloseTo(parent.bottom, 6);
    for (const atMs of [150, 250, 400, 500]) {
      expect(isRunning(transition, atMs)).toBe(true);
      tiles(reshape(transition, after, draining, atMs, true));
    }
    expect(isRunning(transition, 600)).toBe(false);
    expect(reshape(transition, after, draining, 600, true)).toBe(after);
  });

  it('is there at once where motion is reduced', () => {
    const transition = createTransition();
    reshape(transition, before, calm, 0, false);
    expect(reshape(transition, after, draining, 100, false)).toBe(after);
  });

  it('is not drawn backwards by a leap to a moment before it', () => {
    const transition = createTransition();
    reshape(transition, after, draining, 0, true);
    forget(transition);
    expect(reshape(transition, before, calm, 100, true)).toBe(before);
    expect(isRunning(transition, 100)).toBe(false);
  });
});
