/** The lines from the producers to the axis: faint guides where records are dots, ribbons as wide as the rate where they are too many. */
import { CELL_COLOURS } from '../strides.ts';
import { axisYOf } from './hash-scale.ts';
import { FAINTEST_PER_SECOND } from './flows.ts';
import type { Flows } from './flows.ts';
import type { Detail } from './level-of-detail.ts';
import type { KeyMark, ProducerMark, StageLayout } from './marks.ts';
import type { Palette } from '../palette.ts';
import { DESCENT_PX } from './ways.ts';

const GUIDE_ALPHA = 0.28;
const RIBBON_ALPHA = 0.42;
/** All ribbons of the busiest producer together. */
const RIBBONS_PX = 30;
const GREY_FLOWS_MAX = 12;
const TEXTURE: number[] = [3, 13];
const PLAIN: number[] = [];

interface FlowPicture {
  context: CanvasRenderingContext2D;
  layout: StageLayout;
  palette: Palette;
  flows: Flows;
  detail: Detail;
  reduced: boolean;
  selectedProducer: number;
  texturePx: number;
}

function trace(context: CanvasRenderingContext2D, layout: StageLayout, producer: ProducerMark, startY: number, endY: number): void {
  const { outX, outY } = producer;
  const endX = layout.axis.x;
  context.beginPath();
  context.moveTo(outX, outY + startY);
  if (layout.stacked) {
    context.bezierCurveTo(endX, outY + DESCENT_PX, endX, outY + DESCENT_PX, endX, endY);
    return;
  }
  const middle = (outX + endX) / 2;
  context.bezierCurveTo(middle, outY + startY, middle, endY, endX, endY);
}

function stroke(picture: FlowPicture, producer: ProducerMark, startY: number, endY: number, widthPx: number, colour: number): void {
  const { context, palette, detail, layout } = picture;
  const ribbon = detail.level === 'ribbon' && !picture.reduced;
  trace(context, layout, producer, startY, endY);
  const dimmed = picture.selectedProducer >= 0 && picture.selectedProducer !== producer.order;
  context.globalAlpha = (ribbon ? RIBBON_ALPHA : GUIDE_ALPHA) * (dimmed ? 0.4 : 1);
  context.strokeStyle = palette.key[colour];
  context.lineWidth = widthPx;
  context.stroke();
  if (!ribbon || widthPx < 1.5) return;
  context.setLineDash(TEXTURE);
  context.lineDashOffset = -picture.texturePx;
  context.globalAlpha = dimmed ? 0.3 : 0.85;
  context.lineWidth = Math.min(3, Math.max(1, widthPx * 0.5));
  context.stroke();
  context.setLineDash(PLAIN);
}

/** Width of a flow: a guide's is fixed; a ribbon's and, where motion is reduced, a bar's is its rate. */
function widthOf(picture: FlowPicture, rate: number, busiest: number): number {
  if (picture.detail.level === 'ribbon' || picture.reduced) return Math.max(0.75, (rate / busiest) * RIBBONS_PX);
  return 1.5;
}

function busiestProducer(flows: Flows): number {
  let busiest = 1;
  for (let producer = 0; producer < flows.producers; producer += 1) {
    let sum = 0;
    for (let colour = 0; colour < CELL_COLOURS; colour += 1) sum += flows.byColour[producer * CELL_COLOURS + colour];
    busiest = Math.max(busiest, sum);
  }
  return busiest;
}

function keyOfColour(keys: KeyMark[], colour: number): KeyMark | null {
  for (const key of keys) if (key.colour === colour) return key;
  return null;
}

/** Records of all other keys: one flow per shard to its part of the axis, or where shards are many one per group of neighbours. */
function paintGrey(picture: FlowPicture, producer: ProducerMark, busiest: number): void {
  const { flows, layout } = picture;
  const parts = layout.axis.segments;
  const byRate = picture.detail.level === 'ribbon' || picture.reduced;
  const groups = Math.min(parts.length, GREY_FLOWS_MAX);
  if (!byRate && parts.length > GREY_FLOWS_MAX) return;
  const room = layout.stacked || !byRate ? 0 : Math.min(producer.height - 8, 34);
  for (let group = 0; group < groups; group += 1) {
    const first = Math.floor((group * parts.length) / groups);
    const end = Math.floor(((group + 1) * parts.length) / groups);
    let rate = 0;
    for (let i = first; i < end; i += 1) rate += flows.greyByShard[producer.order * flows.shards + parts[i].order];
    if (!(rate >= FAINTEST_PER_SECOND)) continue;
    const last = parts[end - 1];
    const startY = ((group + 0.5) / groups - 0.5) * room;
    stroke(picture, producer, startY, (parts[first].y + last.y + last.height) / 2, widthOf(picture, rate, busiest), 0);
  }
}

export function paintFlows(picture: FlowPicture): void {
  const { flows, layout, context } = picture;
  const busiest = busiestProducer(flows);
  for (const producer of layout.producers) {
    if (producer.order >= flows.producers) continue;
    paintGrey(picture, producer, busiest);
    for (let colour = 1; colour < CELL_COLOURS; colour += 1) {
      const rate = flows.byColour[producer.order * CELL_COLOURS + colour];
      const key = keyOfColour(layout.keys, colour);
      if (rate < FAINTEST_PER_SECOND || key === null) continue;
      stroke(picture, producer, 0, axisYOf(layout.scale, key.fraction), widthOf(picture, rate, busiest), colour);
    }
  }
  context.globalAlpha = 1;
}
