/** What changes with every frame, on canvas: flows, cells, cursors, particles, the followed record. */
import type { Palette } from '../palette.ts';
import { CELL_COLOURS } from '../strides.ts';
import type { CellRing } from './cell-ring.ts';
import { drawCellRing } from './cell-ring.ts';
import { paintCursors } from './paint-cursors.ts';
import { paintFlows } from './paint-flows.ts';
import type { Flows } from './flows.ts';
import { axisYOf, laneYOf } from './hash-scale.ts';
import type { Detail } from './level-of-detail.ts';
import type { StageLayout } from './marks.ts';
import type { Motion } from './particle-pool.ts';
import { KIND } from './particle-pool.ts';
import { hasTurned } from './ways.ts';

/** A record that the learner clicked: where it flies, then where it lies. */
export interface Followed {
  shardIndex: number;
  position: number;
  hash: number;
  arrivalUs: number;
}

export interface Picture {
  context: CanvasRenderingContext2D;
  ratio: number;
  layout: StageLayout;
  palette: Palette;
  ring: CellRing;
  motion: Motion;
  flows: Flows;
  detail: Detail;
  nowUs: number;
  reduced: boolean;
  followed: Followed | null;
  /** Producer or consumer that is selected: its lines are drawn stronger. −1: none. */
  selectedProducer: number;
  selectedConsumer: number;
  /** How far the ribbons' texture has moved, in pixels. */
  texturePx: number;
}

const DOT_PX = 3.1;
const CROSS_PX = 1.7;

function paintDots(picture: Picture): void {
  const { context, motion, palette } = picture;
  for (let colour = 0; colour < CELL_COLOURS; colour += 1) {
    let any = false;
    context.beginPath();
    for (let i = 0; i < motion.alive; i += 1) {
      if (motion.colour[i] !== colour || motion.kind[i] > KIND.bounced || hasTurned(motion, i)) continue;
      any = true;
      context.moveTo(motion.x[i] + DOT_PX, motion.y[i]);
      context.arc(motion.x[i], motion.y[i], DOT_PX, 0, Math.PI * 2);
    }
    if (!any) continue;
    context.fillStyle = palette.key[colour];
    context.fill();
    const edge = palette.keyEdge[colour];
    if (edge === null) continue;
    context.strokeStyle = edge;
    context.lineWidth = 0.75;
    context.stroke();
  }
}

/** Hollow rings with a cross: throttled records on their way back, refused calls, lost records. */
function paintRefused(picture: Picture): void {
  const { context, motion, palette } = picture;
  let any = false;
  context.beginPath();
  for (let i = 0; i < motion.alive; i += 1) {
    const kind = motion.kind[i];
    if (!(hasTurned(motion, i) || kind === KIND.refusedRead || kind === KIND.lost)) continue;
    any = true;
    const x = motion.x[i];
    const y = motion.y[i];
    context.moveTo(x + 4.2, y);
    context.arc(x, y, 4.2, 0, Math.PI * 2);
    context.moveTo(x - CROSS_PX, y - CROSS_PX);
    context.lineTo(x + CROSS_PX, y + CROSS_PX);
    context.moveTo(x + CROSS_PX, y - CROSS_PX);
    context.lineTo(x - CROSS_PX, y + CROSS_PX);
  }
  if (!any) return;
  context.fillStyle = palette.paper;
  context.fill();
  context.strokeStyle = palette.limit;
  context.lineWidth = 1.4;
  context.stroke();
}

function paintReads(picture: Picture): void {
  const { context, motion, palette } = picture;
  const { path } = motion;
  context.beginPath();
  for (let i = 0; i < motion.alive; i += 1) {
    if (motion.kind[i] !== KIND.read) continue;
    const size = path[i * 8 + 7];
    context.rect(motion.x[i] - size / 2, motion.y[i] - size / 2, size, size);
  }
  context.fillStyle = palette.ink;
  context.fill();
  context.beginPath();
  for (let i = 0; i < motion.alive; i += 1) {
    if (motion.kind[i] !== KIND.emptyRead) continue;
    context.rect(motion.x[i] - 1.5, motion.y[i] - 1.5, 3, 3);
  }
  context.strokeStyle = palette.ink3;
  context.lineWidth = 1;
  context.stroke();
}

function paintFollowed(picture: Picture): void {
  const { context, motion, followed, layout, palette, ring, nowUs } = picture;
  if (followed === null) return;
  let x = Number.NaN;
  let y = Number.NaN;
  for (let i = 0; i < motion.alive; i += 1) {
    if (motion.position[i] !== followed.position || motion.shard[i] !== followed.shardIndex) continue;
    x = motion.x[i];
    y = motion.y[i];
  }
  if (Number.isNaN(x)) {
    const lane = layout.lanes[layout.laneOfShard.get(followed.shardIndex) ?? -1];
    if (lane === undefined) return;
    const age = ((nowUs - followed.arrivalUs) / ring.slotUs) * layout.window.columnWidth;
    if (age > layout.window.width) return;
    x = layout.window.x + age;
    const low = lane.cellTop + Math.min(5, lane.cellHeight / 2);
    const high = lane.cellTop + lane.cellHeight - Math.min(5, lane.cellHeight / 2);
    y = Math.min(high, Math.max(low, laneYOf(layout.scale, followed.hash)));
  }
  context.beginPath();
  context.arc(x, y, 8, 0, Math.PI * 2);
  context.strokeStyle = palette.accent;
  context.lineWidth = 2;
  context.stroke();
}

/** Where the followed record hashes to stays marked on the axis. */
function paintFollowedKey(picture: Picture): void {
  const { context, followed, layout, palette } = picture;
  if (followed === null) return;
  const y = axisYOf(layout.scale, followed.hash);
  context.fillStyle = palette.accent;
  context.fillRect(layout.axis.x - 3, y - 1, layout.axis.width + 6, 2);
}

export function paintStage(picture: Picture): void {
  const { context, ratio, layout, ring, nowUs, reduced } = picture;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  drawCellRing(ring, context, layout, nowUs, ratio, reduced);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  paintFlows(picture);
  paintCursors(picture);
  paintFollowedKey(picture);
  if (!reduced) {
    paintReads(picture);
    paintDots(picture);
    paintRefused(picture);
  }
  paintFollowed(picture);
}
