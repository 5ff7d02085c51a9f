/** The consumers' cursors under the lanes; each consumer has its own glyph, repeated in its box. */
import type { Palette } from '../palette.ts';
import type { CursorMark, LaneMark, StageLayout } from './marks.ts';

export interface Glyph {
  tone: 'ink' | 'accent' | 'good';
  hollow: boolean;
}

const GLYPHS: readonly Glyph[] = [
  { tone: 'ink', hollow: false },
  { tone: 'accent', hollow: false },
  { tone: 'ink', hollow: true },
  { tone: 'accent', hollow: true },
  { tone: 'good', hollow: false },
  { tone: 'good', hollow: true },
];

export function glyphOf(consumer: number): Glyph {
  return GLYPHS[consumer % GLYPHS.length];
}

function halfWidth(lane: LaneMark): number {
  return lane.mode === 'full' ? 4.5 : lane.mode === 'compact' ? 3.5 : 3;
}

function triangle(context: CanvasRenderingContext2D, x: number, y: number, half: number): void {
  context.moveTo(x - half, y + 1.7 * half);
  context.lineTo(x, y);
  context.lineTo(x + half, y + 1.7 * half);
  context.closePath();
}

/** Beyond the window's old end: points to the right. */
function arrow(context: CanvasRenderingContext2D, x: number, y: number, half: number): void {
  context.moveTo(x - 1.6 * half, y);
  context.lineTo(x, y + 0.85 * half);
  context.lineTo(x - 1.6 * half, y + 1.7 * half);
  context.closePath();
}

function paintCursor(context: CanvasRenderingContext2D, palette: Palette, layout: StageLayout, lane: LaneMark, cursor: CursorMark): void {
  if (cursor.state === 'waiting' || cursor.state === 'starting') return;
  const { window } = layout;
  const half = halfWidth(lane);
  const glyph = glyphOf(cursor.consumer);
  const right = window.x + window.width;
  context.beginPath();
  if (cursor.offsetPx > window.width) arrow(context, right, lane.cursorY, half);
  else triangle(context, window.x + half + cursor.offsetPx * (1 - (2 * half) / window.width), lane.cursorY, half);
  const colour = palette[glyph.tone];
  context.fillStyle = glyph.hollow ? palette.panel : colour;
  context.fill();
  // A cursor that waits because its calls were refused wears the limit's colour as its edge.
  const refused = cursor.state === 'throttled';
  context.strokeStyle = refused ? palette.limit : glyph.hollow ? colour : palette.panel;
  context.lineWidth = refused ? 1.75 : glyph.hollow ? 1.3 : 0.75;
  context.stroke();
}

export function paintCursors(picture: { context: CanvasRenderingContext2D; palette: Palette; layout: StageLayout }): void {
  const { context, palette, layout } = picture;
  for (const lane of layout.lanes) {
    if (lane.height < 4) continue;
    for (const cursor of lane.cursors) paintCursor(context, palette, layout, lane, cursor);
  }
}
