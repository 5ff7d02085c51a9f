/** Which cell lies under a point: the shard, its time slot, and the colour of the row. */
import type { SlowFrame } from '../../protocol/from-worker.ts';
import { CELL_COLOURS } from '../strides.ts';
import { cellColumn } from './cell-column.ts';
import type { LaneMark, StageLayout } from './marks.ts';

export interface CellHit {
  lane: LaneMark;
  fromUs: number;
  toUs: number;
  records: number;
  /** Null: an empty row. */
  colour: number | null;
}

function barColour(slow: SlowFrame, lane: LaneMark, at: number, order: number[], y: number, records: number): number | null {
  const height = Math.min(1, records / slow.cells.fullRecords) * lane.cellHeight;
  // A thin stripe is hard to hit: anything in the column counts.
  let rest = Math.max(0, y - (lane.cellTop + lane.cellHeight - height));
  for (const colour of order) {
    const part = (slow.cells.counts[at + colour] / records) * height;
    if (part > 0 && rest <= part) return colour;
    rest -= part;
  }
  return null;
}

export function cellAt(
  slow: SlowFrame,
  layout: StageLayout,
  nowUs: number,
  order: number[],
  lane: LaneMark,
  x: number,
  y: number,
): CellHit | null {
  const { window } = layout;
  const { slotUs, newestSlotUs, slots, counts, fullRecords } = slow.cells;
  if (x < window.x || x >= window.x + window.width || y < lane.cellTop || y >= lane.cellTop + lane.cellHeight) return null;
  const slide = Math.min(1, Math.max(0, (nowUs - newestSlotUs) / slotUs));
  const slot = Math.floor((x - window.x) / window.columnWidth - slide + 1);
  if (slot < 0 || slot >= slots) return null;
  const at = (lane.order * slots + slot) * CELL_COLOURS;
  let records = 0;
  for (let colour = 0; colour < CELL_COLOURS; colour += 1) records += counts[at + colour];
  const fromUs = newestSlotUs - slot * slotUs;
  const hit = { lane, fromUs, toUs: fromUs + slotUs, records };
  if (records === 0) return { ...hit, colour: null };
  if (lane.rows === 0) return { ...hit, colour: barColour(slow, lane, at, order, y, records) };
  const rows = new Int8Array(lane.rows);
  cellColumn(counts, at, order, fullRecords, lane.rows, lane.index, Math.round(fromUs / slotUs), rows);
  const colour = rows[Math.min(lane.rows - 1, Math.floor(((y - lane.cellTop) / lane.cellHeight) * lane.rows))];
  return { ...hit, colour: colour < 0 ? null : colour };
}
