import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShardFrame } from '../../../src/protocol/from-worker.ts';
import { axisYOf, hashScale, laneYOf } from '../../../src/views/stage/hash-scale.ts';
import { fillInProportion, placeLanes } from '../../../src/views/stage/lane-places.ts';
import { slowFrameOf } from '../../../src/views/stage/fixture.ts';
import { stageFixture } from '../../../src/views/stage/fixtures.ts';

/** Open shards that tile the key space, cut anywhere. */
function shardsCutAt(cuts: number[]): ShardFrame[] {
  const edges = [0, ...[...new Set(cuts)].sort((a, b) => a - b), 1000].map((cut) => cut / 1000);
  const shards = edges.slice(1).map((end, i) => ({ start: edges[i], end, wanted: 100, mix: [1, 0, 0, 0, 0, 0, 0] }));
  return slowFrameOf({ shards, producers: [], consumers: [], keys: [] }).shards;
}

const cutsArbitrary = fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: 90 });

describe('lanes on the axis', () => {
  it('tile it from top to bottom, in order, without overlap', () => {
    fc.assert(
      fc.property(cutsArbitrary, fc.integer({ min: 60, max: 1200 }), (cuts, height) => {
        const { parts, places, gap } = placeLanes(shardsCutAt(cuts), 30, 30 + height);
        expect(parts[0].top).toBe(30);
        expect(parts.at(-1)!.bottom).toBeCloseTo(30 + height, 6);
        parts.slice(1).forEach((part, i) => {
          expect(part.top).toBe(parts[i].bottom);
          expect(part.startFraction).toBe(parts[i].endFraction);
        });
        for (const place of places) expect(place.bottom - place.top).toBeGreaterThan(0);
        expect(gap).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('are as high as their share of the key space, above the least height', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (weights, minimum) => {
          const total = 1000;
          const heights = fillInProportion(weights, total, minimum);
          expect(heights.reduce((sum, height) => sum + height, 0)).toBeCloseTo(total, 6);
          if (minimum * weights.length > total) return;
          const above = heights.flatMap((height, i) => (height > minimum + 1e-9 ? [height / weights[i]] : []));
          for (const ratio of above) expect(ratio).toBeCloseTo(above[0], 6);
          for (const height of heights) expect(height).toBeGreaterThanOrEqual(minimum - 1e-9);
        },
      ),
    );
  });

  it('keep a position of the key space in its own lane, and in order', () => {
    fc.assert(
      fc.property(cutsArbitrary, fc.float({ min: 0, max: Math.fround(0.999), noNaN: true }), (cuts, fraction) => {
        const shards = shardsCutAt(cuts);
        const places = placeLanes(shards, 0, 600);
        const scale = hashScale(places, 0, 600);
        const part = places.parts.find((one) => fraction >= one.startFraction && fraction < one.endFraction)!;
        expect(axisYOf(scale, fraction)).toBeGreaterThanOrEqual(part.top - 1e-6);
        expect(axisYOf(scale, fraction)).toBeLessThanOrEqual(part.bottom + 1e-6);
        expect(laneYOf(scale, fraction)).toBeGreaterThanOrEqual(part.laneTop - 1e-6);
        expect(laneYOf(scale, fraction)).toBeLessThanOrEqual(part.laneBottom + 1e-6);
        expect(axisYOf(scale, Math.min(1, fraction + 0.001))).toBeGreaterThanOrEqual(axisYOf(scale, fraction));
      }),
    );
  });

  it('stand for shards that take records; a closed parent lies above its children, a child to come below its parent', () => {
    const draining = stageFixture('draining').shards;
    const drained = placeLanes(draining, 0, 600);
    const names = (all: typeof drained, shards: ShardFrame[]) => all.places.map((place) => `${shards[place.order].index} ${place.role}`);
    expect(names(drained, draining)).toEqual(['0 main', '1 main', '2 strip', '4 main', '5 main', '3 main']);
    const settling = stageFixture('settling').shards;
    expect(names(placeLanes(settling, 0, 600), settling)).toEqual(['0 main', '1 main', '2 main', '4 strip', '5 strip', '3 main']);
  });
});
