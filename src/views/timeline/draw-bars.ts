/** The histogram on its canvas: what has happened is solid, what is recorded but later than the moment on screen is hatched. */
import type { Palette } from '../palette.ts';
import { BAR_GAP_PX } from './bars.ts';
import type { TimelineLayout } from './layout.ts';

interface Brush {
  context: CanvasRenderingContext2D;
  palette: Palette;
  /** Device pixels per CSS pixel. */
  ratio: number;
}

const SOLID_ALPHA = 0.45;
const LATER_ALPHA = 0.16;
const HATCH_PX = 4;

const hatches = new Map<string, HTMLCanvasElement>();

/** Thin lines rising to the right, in a tile that fits to itself. */
function hatchTile(colour: string, ratio: number): HTMLCanvasElement {
  const name = `${colour} ${ratio}`;
  const known = hatches.get(name);
  if (known) return known;
  const tile = document.createElement('canvas');
  const size = Math.max(3, Math.round(HATCH_PX * ratio));
  tile.width = size;
  tile.height = size;
  const context = tile.getContext('2d')!;
  context.strokeStyle = colour;
  context.lineWidth = Math.max(1, ratio * 0.9);
  context.beginPath();
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift - 1, size + 1);
    context.lineTo(shift + size + 1, -1);
  }
  context.stroke();
  hatches.set(name, tile);
  return tile;
}

/** Whole device pixels, and the same gap everywhere: else bars of some pixels would touch here and there. */
function fillBars({ context, ratio }: Brush, { bars, base, pitchPx, endX }: TimelineLayout, part: 'accepted' | 'throttled'): void {
  const gap = Math.max(1, Math.round(Math.min(BAR_GAP_PX, pitchPx * 0.2) * ratio));
  const end = Math.ceil(endX * ratio);
  context.beginPath();
  for (const { x, height, throttledHeight } of bars) {
    const from = part === 'accepted' ? throttledHeight : 0;
    const rise = part === 'accepted' ? height - throttledHeight : throttledHeight;
    if (rise <= 0) continue;
    const left = Math.round(x * ratio);
    const right = Math.min(Math.round((x + pitchPx) * ratio) - gap, end);
    const top = Math.round((base - from - rise) * ratio);
    context.rect(left, top, Math.max(1, right - left), Math.max(1, Math.round((base - from) * ratio) - top));
  }
  context.fill();
}

function paint(brush: Brush, layout: TimelineLayout, part: 'accepted' | 'throttled', isLater: boolean): void {
  const { context, palette, ratio } = brush;
  const colour = part === 'throttled' ? palette.limit : palette.ink3;
  context.fillStyle = colour;
  context.globalAlpha = isLater ? LATER_ALPHA : part === 'throttled' ? 1 : SOLID_ALPHA;
  fillBars(brush, layout, part);
  if (!isLater) return;
  context.globalAlpha = 0.75;
  context.fillStyle = context.createPattern(hatchTile(colour, ratio), 'repeat')!;
  fillBars(brush, layout, part);
}

function clipped(brush: Brush, layout: TimelineLayout, from: number, to: number, isLater: boolean): void {
  const { context, ratio } = brush;
  if (to <= from) return;
  context.save();
  context.beginPath();
  context.rect(from * ratio, 0, (to - from) * ratio, layout.height * ratio);
  context.clip();
  paint(brush, layout, 'accepted', isLater);
  paint(brush, layout, 'throttled', isLater);
  context.restore();
}

export function drawBars(brush: Brush, layout: TimelineLayout): void {
  const { context } = brush;
  const { left, right, playheadX, isPast } = layout;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  const border = isPast ? Math.max(left - 1, Math.min(right + 1, playheadX)) : right + 1;
  clipped(brush, layout, left - 1, border, false);
  if (isPast) clipped(brush, layout, border, right + 1, true);
}
