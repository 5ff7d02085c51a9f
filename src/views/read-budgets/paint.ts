/** The moving part, on canvas: time grid, call slots, shared pipe, blocks, crosses, waits and latency bars. Text is DOM, but for sizes in blocks. */
import { binStartMs, type ReadFacts } from '../../protocol/read-frame.ts';
import type { Palette } from '../palette.ts';
import { textWidth } from '../text-width.ts';
import { clock } from '../wording.ts';
import { type Call, isRefused } from './calls.ts';
import type { CallMark, Marks, Places, RowMarks, RowPlace } from './layout.ts';
import { size } from './text.ts';

interface Picture {
  context: CanvasRenderingContext2D;
  places: Places;
  marks: Marks;
  facts: ReadFacts;
  palette: Palette;
  /** The call that is pointed at or has the focus. */
  marked: Call | null;
}

const FONT = "'Inter Variable', system-ui, sans-serif";
const AXIS_PX = 11;
const BLOCK_PX = 10.5;
const CROSS = 4;

export function paint(picture: Picture, pixelRatio: number): void {
  const { context, places } = picture;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, places.width, places.height);
  paintGrid(picture);
  paintSlots(picture);
  paintPipe(picture);
  for (const row of picture.marks.rows) paintRow(picture, row);
  paintNow(picture);
  for (const row of places.rows) paintLatency(picture, row);
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** Where lines of time are drawn: all the way down, or where words stand in the same column only behind the marks. */
function bandsOf({ isNarrow, sharedTop, height, slots, pipe, rows }: Places): [number, number][] {
  if (!isNarrow) return [[sharedTop - 4, height]];
  const beside = 4;
  return [
    [slots.top - beside, slots.top + slots.count * (slots.height + slots.gap) + beside],
    [pipe.top - beside, pipe.top + pipe.height + beside],
    ...rows.map(({ barTop, barHeight }): [number, number] => [barTop - beside, barTop + barHeight + beside]),
  ];
}

function paintGrid({ context, places, marks, palette }: Picture): void {
  context.strokeStyle = palette.line;
  context.fillStyle = palette.ink2;
  context.lineWidth = 1;
  context.font = `${AXIS_PX}px ${FONT}`;
  context.textBaseline = 'top';
  context.textAlign = 'center';
  for (const { x, atUs } of marks.ticks) {
    const at = Math.round(x) + 0.5;
    for (const [top, bottom] of bandsOf(places)) line(context, at, top, at, bottom);
    if (x > places.plotLeft + 14 && x < places.plotRight - 14) context.fillText(clock(atUs, 0), x, places.axisTop);
  }
}

function paintNow({ context, places, marks, palette }: Picture): void {
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  const x = Math.round(marks.nowX) + 0.5;
  for (const [top, bottom] of bandsOf(places)) line(context, x, top, x, bottom);
}

const colourOf = ({ places, palette }: Picture, reader: string): { fill: string; edge: string | null } => {
  const slot = places.rows.find(({ id }) => id === reader)?.colour ?? 0;
  return { fill: palette.key[slot], edge: palette.keyEdge[slot] };
};

function block(picture: Picture, call: Call, left: number, top: number, width: number, height: number): void {
  const { context, palette, marked } = picture;
  const { fill, edge } = colourOf(picture, call.reader);
  const isEmpty = call.bytes === 0;
  context.beginPath();
  context.roundRect(left, top, width, height, Math.min(3, width / 2));
  context.fillStyle = isEmpty ? palette.paper : fill;
  context.fill();
  const isMarked = marked !== null && marked.atUs === call.atUs && marked.reader === call.reader && marked.outcome === call.outcome;
  if (!isMarked && !isEmpty && edge === null) return;
  context.lineWidth = isMarked ? 2 : 1;
  context.strokeStyle = isMarked ? palette.ink : (edge ?? fill);
  context.stroke();
}

/** Each call takes a slot for a second; what reaches beyond now is what the next call finds taken. */
function paintSlots(picture: Picture): void {
  const { context, places, marks, palette, facts } = picture;
  const { slots, plotLeft, plotRight } = places;
  const step = slots.height + slots.gap;
  context.fillStyle = palette.trough;
  for (let i = 0; i < slots.count; i++) context.fillRect(plotLeft, slots.top + i * step, plotRight - plotLeft, slots.height);
  for (const { call, slot, left, right } of marks.slots)
    block(picture, call, left, slots.top + slot * step, Math.max(2, right - left - 1), slots.height);
  if (marks.slotsTaken >= facts.shared.callsPerSecondLimit) frameFull(picture, slots.top - 2, slots.count * step + 2);
}

/** The bytes one behind another at the rate of the budget. What is ahead of now is used up in advance; at the right end it is full. */
function paintPipe(picture: Picture): void {
  const { context, places, marks, palette, facts } = picture;
  const { pipe, plotLeft, plotRight } = places;
  context.fillStyle = palette.trough;
  context.fillRect(plotLeft, pipe.top, plotRight - plotLeft, pipe.height);
  for (const { call, left, right } of marks.pipe)
    block(picture, call, left, pipe.top + 1, Math.max(2, right - left - 0.5), pipe.height - 2);
  context.strokeStyle = palette.limit;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  line(context, plotLeft, pipe.top - 1, plotRight, pipe.top - 1);
  context.setLineDash([]);
  const isFull = marks.aheadSeconds * facts.shared.bytesPerSecondLimit >= facts.shared.keptBytes || facts.shared.blockedUntilUs !== null;
  if (isFull) frameFull(picture, pipe.top - 1, pipe.height + 2);
}

function frameFull({ context, places, marks, palette }: Picture, top: number, height: number): void {
  context.strokeStyle = palette.limit;
  context.lineWidth = 2;
  context.strokeRect(marks.nowX, top, places.plotRight - marks.nowX, height);
}

function paintRow(picture: Picture, { place, calls, waits }: RowMarks): void {
  const { context, places, palette } = picture;
  const { barTop, barHeight, retrieval } = place;
  const middle = barTop + barHeight / 2;
  if (retrieval === 'fan-out') {
    context.strokeStyle = colourOf(picture, place.id).fill;
    context.lineWidth = 1.5;
    line(context, places.plotLeft, barTop - 2, places.plotRight, barTop - 2);
    line(context, places.plotLeft, barTop + barHeight + 2, places.plotRight, barTop + barHeight + 2);
  } else {
    context.strokeStyle = palette.ink3;
    context.lineWidth = 1;
    context.setLineDash([2, 4]);
    for (const { left, right } of waits) line(context, left, middle, right, middle);
    context.setLineDash([]);
  }
  const refusals = calls.filter(({ call }) => isRefused(call));
  for (const mark of calls) {
    if (isRefused(mark.call)) continue;
    const next = refusals.find(({ left }) => left >= mark.left);
    paintCall(picture, mark, place, next?.left ?? Infinity);
  }
  for (const { call, left } of refusals) paintRefusal(picture, call, left, middle);
}

/** Its size stands in it where there is room before `crossX`, the next cross. */
function paintCall(picture: Picture, { call, left, right }: CallMark, { barTop, barHeight }: RowPlace, crossX: number): void {
  const width = right - left;
  block(picture, call, left, barTop, width, barHeight);
  const { context, palette } = picture;
  const text = size(call.bytes);
  if (call.bytes === 0 || Math.min(right, crossX - CROSS - 2) - left < textWidth(text, BLOCK_PX) + 8) return;
  context.fillStyle = inkOn(colourOf(picture, call.reader).fill, palette);
  context.font = `550 ${BLOCK_PX}px ${FONT}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(text, left + 4, barTop + barHeight / 2 + 0.5);
}

/** Hollow and crossed; the words beside the row and the tip say which limit it was. */
function paintRefusal({ context, palette, marked }: Picture, call: Call, left: number, middle: number): void {
  const x = left + 1;
  context.strokeStyle = palette.limit;
  context.fillStyle = palette.panel;
  context.lineWidth = marked !== null && marked.atUs === call.atUs && marked.reader === call.reader ? 2.5 : 1.5;
  context.beginPath();
  context.arc(x, middle, CROSS + 2, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  line(context, x - CROSS / 1.5, middle - CROSS / 1.5, x + CROSS / 1.5, middle + CROSS / 1.5);
  line(context, x + CROSS / 1.5, middle - CROSS / 1.5, x - CROSS / 1.5, middle + CROSS / 1.5);
}

/** White or black, whichever is read better on a colour. */
function inkOn(colour: string, { ink, panel }: Palette): string {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16) / 255;
  const luminance = 0.2126 * part(1) ** 2.2 + 0.7152 * part(3) ** 2.2 + 0.0722 * part(5) ** 2.2;
  const isLightTheme = Number.parseInt(panel.slice(1, 3), 16) > 128;
  const [dark, light] = isLightTheme ? [ink, panel] : [panel, ink];
  return luminance > 0.18 ? dark : light;
}

/** Bars of the distribution, 10 ms to 100 s on a logarithmic axis. */
export const HISTOGRAM_WIDTH = 62;
const DECADES = { fromMs: 10, toMs: 100_000 };

function paintLatency({ context, facts, palette }: Picture, row: RowPlace): void {
  const { left, top, height } = row.latency;
  const base = top + height;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  line(context, left, base + 0.5, left + HISTOGRAM_WIDTH, base + 0.5);
  const found = facts.consumers.find(({ id }) => id === row.id)?.putToRead ?? null;
  if (found === null) return;
  const most = Math.max(...found.bins);
  const xOf = (ms: number) => {
    const share = Math.log10(Math.min(DECADES.toMs, Math.max(DECADES.fromMs, ms)) / DECADES.fromMs) / 4;
    return left + share * HISTOGRAM_WIDTH;
  };
  context.fillStyle = palette.ink2;
  found.bins.forEach((samples, bin) => {
    if (samples === 0) return;
    const from = xOf(binStartMs(bin));
    const tall = Math.max(1.5, (samples / most) * (height - 2));
    context.fillRect(from, base - tall, Math.max(1.5, xOf(binStartMs(bin + 1)) - from - 0.5), tall);
  });
  context.fillStyle = palette.limit;
  context.fillRect(xOf(found.p99Ms), top, 1.5, height);
}
