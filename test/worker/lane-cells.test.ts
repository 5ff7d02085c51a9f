import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CELL_COLOURS } from '../../src/protocol/from-worker.ts';
import {
  addToCells,
  copyCells,
  createLaneCells,
  levelFor,
  SLOT_LENGTHS_US,
  SLOTS,
  type LaneCells,
} from '../../src/worker/watch/lane-cells.ts';

const SECOND = 1_000_000;

/** Counts by age of slot: [age][colour]. */
function shown(cells: LaneCells, shard: number, level: number, nowUs: number): number[][] {
  const out = new Uint32Array(SLOTS * CELL_COLOURS);
  copyCells(cells, shard, level, nowUs, out, 0);
  return Array.from({ length: SLOTS }, (_, age) => [...out.subarray(age * CELL_COLOURS, (age + 1) * CELL_COLOURS)]);
}

test('a record stands in the slot of its arrival, under its colour', () => {
  const cells = createLaneCells();
  addToCells(cells, 3, 7.2 * SECOND, 2, 5);
  addToCells(cells, 3, 9.9 * SECOND, 0, 1);
  const lane = shown(cells, 3, 0, 10 * SECOND);
  expect(lane[1]).toEqual([1, 0, 0, 0, 0, 0, 0]);
  expect(lane[3]).toEqual([0, 0, 5, 0, 0, 0, 0]);
  expect(
    shown(cells, 4, 0, 10 * SECOND)
      .flat()
      .every((count) => count === 0),
  ).toBe(true);
});

test('every level shows exactly what arrived in its window', () => {
  const record = fc.record({ gapUs: fc.nat(20 * SECOND), colour: fc.nat(6), records: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 80 }), (records) => {
      const cells = createLaneCells();
      let nowUs = 0;
      const all = records.map(({ gapUs, ...rest }) => ({ ...rest, atUs: (nowUs += gapUs) }));
      for (const { atUs, colour, records: count } of all) addToCells(cells, 0, atUs, colour, count);
      SLOT_LENGTHS_US.forEach((slotUs, level) => {
        const newest = Math.floor(nowUs / slotUs);
        const wanted = Array.from({ length: SLOTS }, () => Array<number>(CELL_COLOURS).fill(0));
        for (const { atUs, colour, records: count } of all) {
          const age = newest - Math.floor(atUs / slotUs);
          if (age < SLOTS) wanted[age][colour] += count;
        }
        expect(shown(cells, 0, level, nowUs)).toEqual(wanted);
      });
    }),
  );
});

test('time moves the picture on even when nothing arrives', () => {
  const cells = createLaneCells();
  addToCells(cells, 0, 0, 1, 7);
  expect(shown(cells, 0, 0, 20 * SECOND)[20][1]).toBe(7);
  expect(
    shown(cells, 0, 0, 36 * SECOND)
      .flat()
      .some((count) => count > 0),
  ).toBe(false);
});

describe('the level', () => {
  test.each([
    [0, SECOND],
    [34_000, SECOND],
    [34_001, 5 * SECOND],
    [600_000, 30 * SECOND],
    [3_600_000, 300 * SECOND],
    [80_000_000, 2700 * SECOND],
    [1e12, 2700 * SECOND],
  ])('for a lag of %d ms has slots of %d µs', (lagMs, slotUs) => expect(SLOT_LENGTHS_US[levelFor(lagMs)]).toBe(slotUs));
});
