import { useEffect, useRef } from 'react';
import { PICTURE_COLUMNS, type RunPicture as Picture, pictureInWords } from '../../lab/run-picture.ts';
import { type Palette, paletteOf } from '../../views/palette.ts';
import { useLabState } from '../use-lab.ts';
import styles from './runs.module.css';

const WIDTH = 168;
const HEIGHT = 105;
const LANES = { left: 12, right: 162, top: 7, bottom: 72 };
const BARS = { left: 6, right: 162, top: 79, bottom: 98 };

/** The small drawing of a run: its shards on the hash-key axis, and below them its put rate. */
export function RunPicture({ picture }: { picture: Picture | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useLabState((state) => state.theme);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    // Drawn for the sharpest usual screens: a list of forty costs nothing.
    const ratio = Math.max(2, Math.ceil(devicePixelRatio));
    context.canvas.width = WIDTH * ratio;
    context.canvas.height = HEIGHT * ratio;
    context.scale(ratio, ratio);
    const palette = paletteOf(theme);
    context.fillStyle = palette.paper;
    context.fillRect(0, 0, WIDTH, HEIGHT);
    if (picture === null) return;
    drawLanes(context, picture, palette);
    drawBars(context, picture, palette);
  }, [picture, theme]);
  const words = picture === null ? 'No picture: nothing had happened yet' : pictureInWords(picture);
  return <canvas ref={canvas} className={styles.picture} role="img" aria-label={words} />;
}

function drawLanes(context: CanvasRenderingContext2D, { lanes }: Picture, palette: Palette): void {
  const heightOf = (fraction: number) => LANES.top + fraction * (LANES.bottom - LANES.top);
  context.fillStyle = palette.trough;
  context.fillRect(6, LANES.top, 3, LANES.bottom - LANES.top);
  for (const { start, end, atLimit, rows, cells } of lanes) {
    const gap = lanes.length > 10 ? 0.5 : 1;
    const [top, bottom] = [heightOf(start) + gap, heightOf(end) - gap];
    context.fillStyle = atLimit ? palette.limitGround : palette.panel;
    context.fillRect(LANES.left, top, LANES.right - LANES.left, bottom - top);
    context.strokeStyle = atLimit ? palette.limit : palette.line;
    context.lineWidth = atLimit ? 1.25 : 0.75;
    // Round many thin lanes the lines would be all that is seen.
    if (atLimit || lanes.length <= 8) context.strokeRect(LANES.left, top, LANES.right - LANES.left, bottom - top);
    // A limit is told by a mark too, not by its colour alone.
    if (atLimit) drawCross(context, 7.5, (top + bottom) / 2, palette);
    const [columnWidth, rowHeight] = [(LANES.right - LANES.left - 4) / PICTURE_COLUMNS, (bottom - top - 2) / rows];
    for (let i = 0; i < cells.length; i++) {
      if (cells[i] === '.') continue;
      const [column, row] = [Math.floor(i / rows), i % rows];
      context.fillStyle = palette.key[Number(cells[i])];
      const x = LANES.left + 2 + column * columnWidth;
      const y = bottom - 1 - (row + 1) * rowHeight;
      context.fillRect(x + 0.5, y + Math.min(0.5, rowHeight / 6), columnWidth - 1, rowHeight - Math.min(1, rowHeight / 3));
    }
  }
}

function drawCross(context: CanvasRenderingContext2D, x: number, y: number, palette: Palette): void {
  context.strokeStyle = palette.limit;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x - 2, y - 2);
  context.lineTo(x + 2, y + 2);
  context.moveTo(x + 2, y - 2);
  context.lineTo(x - 2, y + 2);
  context.stroke();
}

function drawBars(context: CanvasRenderingContext2D, { bars, moment }: Picture, palette: Palette): void {
  const [width, height] = [BARS.right - BARS.left, BARS.bottom - BARS.top];
  const barWidth = width / Math.max(1, bars.length);
  context.fillStyle = palette.line;
  context.fillRect(BARS.left, BARS.bottom, width, 0.75);
  bars.forEach(({ accepted, throttled }, i) => {
    const x = BARS.left + i * barWidth;
    context.fillStyle = palette.ink3;
    context.fillRect(x, BARS.bottom - (accepted + throttled) * height, barWidth - 0.6, accepted * height);
    context.fillStyle = palette.limit;
    context.fillRect(x, BARS.bottom - throttled * height, barWidth - 0.6, throttled * height);
  });
  context.fillStyle = palette.accent;
  const x = BARS.left + moment * width;
  context.fillRect(x - 0.75, BARS.top - 2, 1.5, height + 4);
  context.beginPath();
  context.arc(x, BARS.top - 2, 2.25, 0, 2 * Math.PI);
  context.fill();
}
