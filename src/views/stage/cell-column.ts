/** One time slot of one shard as cells: how many are filled, where, and in which colours. */
import { CELL_COLOURS } from '../strides.ts';

/** Filled cells of a column: the ceiling of the records' share of the limit, at most all. */
export function filledCells(records: number, fullRecords: number, rows: number): number {
  if (records <= 0 || rows <= 0) return 0;
  return Math.min(rows, Math.ceil((records * rows) / fullRecords - 1e-9));
}

/** Mixes two numbers into one of 0 … 2^32−1, so that sparse columns do not line up as stripes. */
function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

/**
 * Writes the colour (0–6) of each row into `out`, −1 where a row is empty.
 * `order` lists the colours from the top of the key space down, so that a key keeps its side of the lane;
 * `counts` at `offset` holds the records per colour. Returns the number of filled cells.
 */
export function cellColumn(
  counts: ArrayLike<number>,
  offset: number,
  order: readonly number[],
  fullRecords: number,
  rows: number,
  shardIndex: number,
  slotNumber: number,
  out: Int8Array,
): number {
  let records = 0;
  for (let colour = 0; colour < CELL_COLOURS; colour += 1) records += counts[offset + colour];
  const filled = filledCells(records, fullRecords, rows);
  out.fill(-1, 0, rows);
  if (filled === 0) return 0;
  const turn = mix(shardIndex, slotNumber) % rows;
  for (let i = 0; i < filled; i += 1) out[(turn + Math.floor((i * rows) / filled)) % rows] = 0;
  // Walk the filled rows from the top and hand them to the colours in order, each its share of the records.
  let placed = 0;
  let at = 0;
  let reached = counts[offset + order[0]];
  for (let row = 0; row < rows; row += 1) {
    if (out[row] < 0) continue;
    const target = ((placed + 0.5) * records) / filled;
    while (reached < target && at < order.length - 1) {
      at += 1;
      reached += counts[offset + order[at]];
    }
    out[row] = order[at];
    placed += 1;
  }
  return filled;
}
