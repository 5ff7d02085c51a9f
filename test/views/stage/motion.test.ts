import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIXTURE_NOW_US } from '../../../src/views/stage/fixture.ts';
import { stageFixture } from '../../../src/views/stage/fixtures.ts';
import { layoutStage } from '../../../src/views/stage/layout.ts';
import { advance, particleNear, spawnPuts, spawnReads } from '../../../src/views/stage/motion.ts';
import { CAPACITY, createMotion, KIND } from '../../../src/views/stage/particle-pool.ts';

const slow = stageFixture('hot');
const layout = layoutStage({ slow, nowUs: FIXTURE_NOW_US, width: 853, height: 640, proposedCut: null });

function spawn(rows: number[][], recordsPerDot = 1, motion = createMotion()) {
  spawnPuts(motion, new Float64Array(rows.flat()), { layout, recordsPerDot, viewerSeconds: 0.016, nowUs: FIXTURE_NOW_US });
  return motion;
}

describe('particles', () => {
  it('are one a record at a dot a record, and leave when they have arrived', () => {
    const motion = spawn([[0, 0.3, 2, 1, 0, 5, 40, 1]]);
    expect(motion.alive).toBe(5);
    expect(motion.position[0]).toBe(40);
    advance(motion, 2);
    expect(motion.alive).toBe(0);
  });

  it('start at their producer and end at the place of their hash in the lane', () => {
    const motion = spawn([[0, 0.31, 2, 1, 0, 1, 7, 1]]);
    advance(motion, 0);
    expect(motion.x[0]).toBeGreaterThanOrEqual(layout.producers[0].outX - 1);
    expect(motion.x[0]).toBeLessThan(layout.axis.x);
    advance(motion, 0.82);
    const lane = layout.lanes.find((one) => one.index === 1)!;
    expect(motion.alive).toBe(1);
    expect(motion.x[0]).toBeGreaterThan(layout.axis.x);
    expect(motion.y[0]).toBeGreaterThan(lane.y);
    expect(motion.y[0]).toBeLessThan(lane.y + lane.height);
  });

  it('keep the exchange rate over many frames: nothing is rounded away', () => {
    const motion = createMotion();
    let dots = 0;
    for (let frame = 0; frame < 300; frame += 1) {
      spawn([[0, 0.3, 2, 1, 0, 3, -1, 1]], 50, motion);
      dots += motion.alive;
      advance(motion, 5);
    }
    expect(dots).toBe((300 * 3) / 50);
  });

  it('turn round at the shard when they were throttled, and never enter the lane', () => {
    const motion = spawn([[0, 0.3, 2, 1, 1, 1, -1, 2]]);
    let farthest = 0;
    let last = 0;
    for (let step = 0; step < 100 && motion.alive > 0; step += 1) {
      advance(motion, 0.015);
      if (motion.alive === 0) break;
      expect(motion.kind[0]).toBe(KIND.bounced);
      farthest = Math.max(farthest, motion.x[0]);
      last = motion.x[0];
    }
    expect(farthest).toBeLessThanOrEqual(layout.axis.funnelTo);
    expect(last).toBeLessThan(farthest - 20);
  });

  it('can be picked only where their position in the log is known', () => {
    const known = spawn([[0, 0.3, 2, 1, 0, 1, 12, 1]]);
    advance(known, 0.2);
    expect(particleNear(known, known.x[0], known.y[0], 5)).toBe(0);
    expect(particleNear(known, known.x[0] + 50, known.y[0], 5)).toBe(-1);
    const unknown = spawn([[0, 0.3, 2, 1, 0, 1, -1, 1]]);
    advance(unknown, 0.2);
    expect(particleNear(unknown, unknown.x[0], unknown.y[0], 5)).toBe(-1);
  });

  it('never outgrow their pool, whatever the frames say', () => {
    const row = fc.tuple(
      fc.nat(4),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(6),
      fc.nat(9),
      fc.nat(2),
      fc.nat(100_000),
      fc.integer({ min: -1, max: 1000 }),
      fc.nat(5),
    );
    fc.assert(
      fc.property(fc.array(fc.array(row, { maxLength: 60 }), { maxLength: 20 }), (frames) => {
        const motion = createMotion();
        for (const rows of frames) {
          spawn(rows, 1, motion);
          spawnReads(motion, new Float64Array([0, 1, 50, 5000, 1, 0, 1, 1, 0, 0, 1, 1]), layout);
          advance(motion, 0.05);
          expect(motion.alive).toBeLessThanOrEqual(CAPACITY);
          for (let i = 0; i < motion.alive; i += 1) {
            expect(Number.isFinite(motion.x[i])).toBe(true);
            expect(Number.isFinite(motion.y[i])).toBe(true);
          }
        }
        advance(motion, 10);
        expect([motion.alive, motion.bounces, motion.reads]).toEqual([0, 0, 0]);
      }),
    );
  });
});
