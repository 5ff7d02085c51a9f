/** The consumers' cursors under the lanes; each consumer has its own glyph, repeated in its box. */
import type { Palette } from '../palette.ts';
import { type CursorGroup, glyphHalf, groupCursors, shownCursors } from './cursor-groups.ts';
import { glyphOf, glyphPath } from './glyphs.ts';
import type { CursorMark, LaneMark, StageLayout } from './marks.ts';

interface CursorPicture {
  context: CanvasRenderingContext2D;
  palette: Palette;
  layout: StageLayout;
  /** Its cursor stands alone and ringed; −1: none. */
  selectedConsumer: number;
}

/** Beyond the window's old end: points to the right. */
function arrow(x: number, y: number, half: number): string {
  return `M${x - half},${y}L${x + half},${y + 0.85 * half}L${x - half},${y + 1.7 * half}Z`;
}

function paintCursor(picture: CursorPicture, cursor: CursorMark, x: number, y: number, half: number, beyond: boolean): void {
  const { context, palette } = picture;
  const glyph = glyphOf(cursor.consumer);
  const path = new Path2D(beyond ? arrow(x, y, half) : glyphPath(glyph.shape, x, y, half));
  const colour = palette[glyph.tone];
  context.fillStyle = glyph.hollow ? palette.panel : colour;
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas's fill takes a path
  context.fill(path);
  // A cursor that waits because its calls were refused wears the limit's colour as its edge.
  const refused = cursor.state === 'throttled';
  context.strokeStyle = refused ? palette.limit : glyph.hollow ? colour : palette.panel;
  context.lineWidth = refused ? 1.75 : glyph.hollow ? 1.3 : 0.75;
  context.stroke(path);
}

/** Many at one place: a bar as long as the glyph is high, and how many they are. */
function paintCount(picture: CursorPicture, lane: LaneMark, group: CursorGroup, half: number): void {
  const { context, palette } = picture;
  const y = lane.cursorY;
  const refused = group.members.some(({ state }) => state === 'throttled');
  context.fillStyle = refused ? palette.limit : palette.ink2;
  context.fillRect(group.x - half, y, 2, 1.7 * half);
  context.font = `600 9.5px 'Inter Variable', Inter, system-ui, sans-serif`;
  context.textBaseline = 'middle';
  context.textAlign = group.x > picture.layout.window.x + picture.layout.window.width - 16 ? 'right' : 'left';
  context.fillStyle = refused ? palette.limitText : palette.ink2;
  context.fillText(`×${group.members.length}`, group.x - half + (context.textAlign === 'left' ? 4 : -2), y + 0.85 * half + 0.5);
}

function paintLane(picture: CursorPicture, lane: LaneMark): void {
  const { context, palette, layout, selectedConsumer } = picture;
  const half = glyphHalf(lane);
  for (const group of groupCursors(shownCursors(lane, selectedConsumer), layout.window, half, selectedConsumer)) {
    if (group.isCount) {
      paintCount(picture, lane, group, half);
      continue;
    }
    group.members.forEach((cursor, i) => {
      const x = group.x + i * 2 * half;
      if (cursor.consumer === selectedConsumer) {
        context.beginPath();
        context.arc(x, lane.cursorY + 0.85 * half, half + 3, 0, Math.PI * 2);
        context.fillStyle = palette.accentGround;
        context.fill();
        context.strokeStyle = palette.accent;
        context.lineWidth = 1.25;
        context.stroke();
      }
      paintCursor(picture, cursor, x, lane.cursorY, half, group.beyond);
    });
  }
}

export function paintCursors(picture: CursorPicture): void {
  for (const lane of picture.layout.lanes) if (lane.height >= 4) paintLane(picture, lane);
}
