import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellColumn, filledCells } from '../../../src/views/stage/cell-column.ts';

const ORDER = [1, 2, 5, 4, 6, 3, 0];
const countsArbitrary = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 7, maxLength: 7 });

function column(counts: number[], full: number, rows: number, shard = 0, slot = 0): number[] {
  const out = new Int8Array(rows);
  cellColumn(counts, 0, ORDER, full, rows, shard, slot, out);
  return [...out];
}

describe('a column of cells', () => {
  it('fills as many cells as the records are of the limit, rounded up', () => {
    expect(filledCells(0, 1000, 8)).toBe(0);
    expect(filledCells(1, 1000, 8)).toBe(1);
    expect(filledCells(125, 1000, 8)).toBe(1);
    expect(filledCells(126, 1000, 8)).toBe(2);
    expect(filledCells(1000, 1000, 8)).toBe(8);
    expect(filledCells(4000, 1000, 8)).toBe(8);
  });

  it('draws exactly those cells, only in colours that are there', () => {
    fc.assert(
      fc.property(countsArbitrary, fc.integer({ min: 1, max: 40 }), fc.nat(500), fc.nat(9999), (counts, rows, shard, slot) => {
        const records = counts.reduce((sum, one) => sum + one, 0);
        const drawn = column(counts, 1000, rows, shard, slot);
        expect(drawn.filter((colour) => colour >= 0)).toHaveLength(filledCells(records, 1000, rows));
        expect(drawn.filter((colour) => colour >= 0 && counts[colour] === 0)).toEqual([]);
      }),
    );
  });

  it('gives each colour its share, within one cell, and keeps the order of the key space', () => {
    fc.assert(
      fc.property(countsArbitrary, fc.integer({ min: 2, max: 40 }), (counts, rows) => {
        const records = counts.reduce((sum, one) => sum + one, 0);
        const drawn = column(counts, 1, rows).filter((colour) => colour >= 0);
        if (records === 0) return;
        for (let colour = 0; colour < 7; colour += 1) {
          const cells = drawn.filter((one) => one === colour).length;
          expect(Math.abs(cells - (counts[colour] / records) * drawn.length)).toBeLessThanOrEqual(1);
        }
        const ranks = drawn.map((colour) => ORDER.indexOf(colour));
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      }),
    );
  });

  it('spreads few cells evenly over the rows', () => {
    const rows = column([0, 400, 0, 0, 0, 0, 0], 1000, 10).flatMap((colour, row) => (colour >= 0 ? [row] : []));
    const gaps = rows.map((row, i) => (rows[(i + 1) % rows.length] - row + 10) % 10);
    expect(rows).toHaveLength(4);
    for (const gap of gaps) expect(gap === 2 || gap === 3).toBe(true);
  });

  it('is the same each time it is drawn', () => {
    const counts = [10, 80, 0, 40, 0, 7, 300];
    expect(column(counts, 1000, 12, 3, 77)).toEqual(column(counts, 1000, 12, 3, 77));
  });
});
