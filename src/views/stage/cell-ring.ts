/**
 * The cells of all lanes, kept as bitmaps: one column a time slot, in a ring. A frame copies the columns to where their age
 * puts them; a column is drawn anew only when its counts changed, which is the newest one, mostly.
 */
import type { SlowFrame } from '../../protocol/from-worker.ts';
import type { Palette } from '../palette.ts';
import { CELL_COLOURS } from '../strides.ts';
import { cellColumn } from './cell-column.ts';
import type { LaneMark, StageLayout } from './marks.ts';

const OLDEST_ALPHA = 0.5;
const DIMMED_ALPHA = 0.16;
const ROWS_MAX = 256;

export interface CellRing {
  canvas: HTMLCanvasElement;
  context: CanvasRenderingContext2D;
  /** Device pixels. */
  columnPx: number;
  slots: number;
  /** Per place in the ring: the number of its slot since the start of the run, and a sum of its counts. */
  slotNumbers: Float64Array;
  sums: Float64Array;
  signature: string;
  newestSlot: number;
  slotUs: number;
  rows: Int8Array;
}

export function createCellRing(): CellRing {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  return {
    canvas,
    context,
    columnPx: 1,
    slots: 0,
    slotNumbers: new Float64Array(0),
    sums: new Float64Array(0),
    signature: '',
    newestSlot: 0,
    slotUs: 1,
    rows: new Int8Array(ROWS_MAX),
  };
}

/** Colours from the top of the key space down, all other keys last. */
export function colourOrder(slow: SlowFrame): number[] {
  const order = [...slow.keys].sort((a, b) => a.hashFraction - b.hashFraction).map((key) => key.colour);
  for (let colour = 1; colour < CELL_COLOURS; colour += 1) if (!order.includes(colour)) order.push(colour);
  order.push(0);
  return order;
}

function sumOf(slow: SlowFrame, slot: number): number {
  const { counts, slots } = slow.cells;
  let sum = 0;
  for (let shard = 0; shard < slow.shards.length; shard += 1) {
    const at = (shard * slots + slot) * CELL_COLOURS;
    for (let colour = 0; colour < CELL_COLOURS; colour += 1) sum = (sum * 31 + counts[at + colour] + 1) % 9007199254740881;
  }
  return sum;
}

interface Brush {
  context: CanvasRenderingContext2D;
  palette: Palette;
  ratio: number;
  /** Only this colour is drawn in full; null: all. */
  lit: number | null;
}

function cell(brush: Brush, x: number, y: number, width: number, height: number, colour: number): void {
  const { context, palette, ratio } = brush;
  context.globalAlpha = brush.lit === null || brush.lit === colour ? 1 : DIMMED_ALPHA;
  const edge = palette.keyEdge[colour];
  const radius = width >= 5 * ratio && height >= 5 * ratio ? 1.5 * ratio : 0;
  const inset = edge !== null && width >= 4 * ratio && height >= 4 * ratio ? 0.75 * ratio : 0;
  context.fillStyle = inset > 0 ? edge! : palette.key[colour];
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fill();
  if (inset === 0) return;
  context.fillStyle = palette.key[colour];
  context.fillRect(x + inset, y + inset, width - 2 * inset, height - 2 * inset);
}

function drawRows(
  ring: CellRing,
  brush: Brush,
  lane: LaneMark,
  slow: SlowFrame,
  at: number,
  slotNumber: number,
  order: number[],
  x: number,
): void {
  const rows = Math.min(lane.rows, ROWS_MAX);
  cellColumn(slow.cells.counts, at, order, slow.cells.fullRecords, rows, lane.index, slotNumber, ring.rows);
  const { ratio } = brush;
  const pitch = lane.cellHeight / rows;
  const gap = pitch >= 9 ? 3.5 : 2;
  const width = Math.max(1, ring.columnPx - Math.round((ring.columnPx >= 7 * ratio ? 2.5 : 1.5) * ratio));
  const height = Math.max(1, Math.round((pitch - gap) * ratio));
  for (let row = 0; row < rows; row += 1) {
    if (ring.rows[row] < 0) continue;
    cell(brush, x, Math.round((lane.cellTop + row * pitch + gap / 2) * ratio), width, height, ring.rows[row]);
  }
}

function drawBar(ring: CellRing, brush: Brush, lane: LaneMark, slow: SlowFrame, at: number, order: number[], x: number): void {
  const { counts, fullRecords } = slow.cells;
  let records = 0;
  for (let colour = 0; colour < CELL_COLOURS; colour += 1) records += counts[at + colour];
  if (records === 0) return;
  const { ratio, palette, context } = brush;
  const full = lane.cellHeight * ratio;
  const height = Math.max(Math.min(full, ratio), Math.min(1, records / fullRecords) * full);
  const bottom = (lane.cellTop + lane.cellHeight) * ratio;
  const width = Math.max(1, ring.columnPx - (ring.columnPx > 3 * ratio ? ratio : 0));
  let y = bottom - height;
  for (const colour of order) {
    const part = (counts[at + colour] / records) * height;
    if (part <= 0) continue;
    context.globalAlpha = brush.lit === null || brush.lit === colour ? 1 : DIMMED_ALPHA;
    context.fillStyle = palette.key[colour];
    context.fillRect(x, y, width, part);
    y += part;
  }
}

function signatureOf(slow: SlowFrame, layout: StageLayout, palette: Palette, ratio: number, lit: number | null): string {
  const lanes = layout.lanes.map(
    (lane) => `${lane.index},${lane.order},${lane.cellTop.toFixed(1)},${lane.cellHeight.toFixed(1)},${lane.rows}`,
  );
  const keys = colourOrder(slow).join('');
  return `${layout.width}x${layout.height}@${ratio};${palette.paper};${lit};${keys};${layout.window.columnWidth};${slow.cells.slotUs};${lanes.join(';')}`;
}

function fit(ring: CellRing, layout: StageLayout, ratio: number): void {
  const { slots, columnWidth } = layout.window;
  ring.slots = slots;
  ring.columnPx = Math.max(1, Math.floor(columnWidth * ratio));
  ring.canvas.width = ring.columnPx * slots;
  ring.canvas.height = Math.max(1, Math.round(layout.height * ratio));
  ring.slotNumbers = new Float64Array(slots).fill(Number.NaN);
  ring.sums = new Float64Array(slots);
}

/** Draws the columns that changed. Returns how many there were. */
export function refreshCellRing(
  ring: CellRing,
  slow: SlowFrame,
  layout: StageLayout,
  palette: Palette,
  ratio: number,
  lit: number | null,
): number {
  const signature = signatureOf(slow, layout, palette, ratio, lit);
  if (signature !== ring.signature) {
    ring.signature = signature;
    fit(ring, layout, ratio);
  }
  const { slots, slotUs, newestSlotUs } = slow.cells;
  ring.slotUs = slotUs;
  ring.newestSlot = Math.round(newestSlotUs / slotUs);
  const order = colourOrder(slow);
  const brush: Brush = { context: ring.context, palette, ratio, lit };
  let drawn = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    const slotNumber = ring.newestSlot - slot;
    const place = ((slotNumber % slots) + slots) % slots;
    const sum = sumOf(slow, slot);
    if (ring.slotNumbers[place] === slotNumber && ring.sums[place] === sum) continue;
    ring.slotNumbers[place] = slotNumber;
    ring.sums[place] = sum;
    drawn += 1;
    const x = place * ring.columnPx;
    ring.context.clearRect(x, 0, ring.columnPx, ring.canvas.height);
    for (const lane of layout.lanes) {
      const at = (lane.order * slots + slot) * CELL_COLOURS;
      if (lane.rows > 0) drawRows(ring, brush, lane, slow, at, slotNumber, order, x);
      else drawBar(ring, brush, lane, slow, at, order, x);
    }
    ring.context.globalAlpha = 1;
  }
  return drawn;
}

/** Copies the columns to where their age puts them. `target` is in device pixels; the window's left edge is where slot 0 comes in. */
export function drawCellRing(
  ring: CellRing,
  target: CanvasRenderingContext2D,
  layout: StageLayout,
  nowUs: number,
  ratio: number,
  inSteps: boolean,
): void {
  const { x, width, columnWidth } = layout.window;
  const { slots, columnPx } = ring;
  const height = ring.canvas.height;
  if (slots === 0 || height === 0) return;
  target.save();
  target.beginPath();
  target.rect(Math.round(x * ratio), 0, Math.round(width * ratio), height);
  target.clip();
  const slide = inSteps ? 1 : Math.min(1, Math.max(0, nowUs / ring.slotUs - ring.newestSlot));
  for (let slot = 0; slot < slots; slot += 1) {
    const slotNumber = ring.newestSlot - slot;
    const place = ((slotNumber % slots) + slots) % slots;
    const age = slot + slide - 1;
    target.globalAlpha = 1 - (1 - OLDEST_ALPHA) * Math.max(0, age / slots);
    target.drawImage(ring.canvas, place * columnPx, 0, columnPx, height, Math.round((x + age * columnWidth) * ratio), 0, columnPx, height);
  }
  target.restore();
}
