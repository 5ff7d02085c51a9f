/** The stage as marks: a pure function of what the run says and how large the page is. */
import type { SlowFrame } from '../../protocol/from-worker.ts';
import { fitText, textWidth } from '../text-width.ts';
import { count, hexOfFraction, percent } from '../wording.ts';
import type { StageColumns } from './columns.ts';
import { stageColumns } from './columns.ts';
import { cutMark } from './cut-mark.ts';
import { consumerMarks } from './consumer-boxes.ts';
import { STRIPE_CONSUMERS_MAX } from './cursor-groups.ts';
import { linkMarks, producerMarks } from './ends.ts';
import { axisYOf, hashScale } from './hash-scale.ts';
import type { LanePlaces } from './lane-places.ts';
import { placeLanes } from './lane-places.ts';
import { hasBudgetWords, laneMark, thinLabels } from './lanes.ts';
import type { AxisMark, HashScale, KeyMark, LaneMark, StageLayout, TextMark, WindowMark } from './marks.ts';

export interface StageInput {
  slow: SlowFrame;
  nowUs: number;
  width: number;
  height: number;
  proposedCut: { shardId: string; newStartingHashKey: string } | null;
  /** Moves the lanes a part of their way while shards divide or join. */
  reshape?: (places: LanePlaces) => LanePlaces;
}

/** With more lanes than this, each is a pixel or two. */
const CROWDED_ABOVE = 160;
const AXIS_LABEL_SPACING = 15;
/** Room at the bottom left for the exchange rate of dots. */
const EXCHANGE_WIDTH = 256;
/** With more shards than this, only some boundaries are written, so that the keys' names find room. */
const AXIS_LABELS_ALL = 9;
const AXIS_LABEL_SPACING_MANY = 70;

function windowMark(slow: SlowFrame, columns: StageColumns, places: LanePlaces): WindowMark {
  const wideNames = columns.stacked ? 40 : 68;
  const left = places.mode === 'full' ? 12 : places.mode === 'compact' ? wideNames : 46;
  const words = hasBudgetWords(places, columns.laneWidth);
  const right = places.mode === 'full' ? 12 : places.mode === 'compact' ? (words ? 76 : 44) : 30;
  const slots = Math.max(1, slow.cells.slots);
  const width = Math.max(20, columns.laneWidth - left - right);
  return { x: columns.laneX + left, width, columnWidth: width / slots, slots };
}

/** Boundaries of the shards in hex, as many as fit; both ends always. */
function axisLabels(scale: HashScale, x: number): TextMark[] {
  const last = scale.fractions.length - 1;
  const label = (i: number): TextMark => ({
    x,
    y: Math.min(scale.axisY[last] - 2, Math.max(scale.axisY[0] + 9, scale.axisY[i] + 4)),
    text: hexOfFraction(scale.fractions[i]),
    anchor: 'end',
  });
  const spacing = last > AXIS_LABELS_ALL ? AXIS_LABEL_SPACING_MANY : AXIS_LABEL_SPACING;
  const labels = [label(0)];
  const end = label(last);
  for (let i = 1; i < last; i += 1) {
    const next = label(i);
    const free = next.y - labels[labels.length - 1].y >= spacing && end.y - next.y >= spacing;
    if (free) labels.push(next);
  }
  return [...labels, end];
}

function axisMark(slow: SlowFrame, columns: StageColumns, places: LanePlaces, scale: HashScale): AxisMark {
  const { axisX: x, axisWidth: width, top: y } = columns;
  return {
    x,
    y,
    width,
    height: columns.bottom - y,
    labels: axisLabels(scale, x - 6),
    segments: places.parts.map((part) => {
      const shard = slow.shards[part.order];
      return {
        shardId: shard.id,
        order: part.order,
        y: part.top,
        height: part.bottom - part.top,
        laneTop: part.laneTop + places.gap / 2,
        laneBottom: part.laneBottom - places.gap / 2,
        hot: shard.write.atLimit !== null,
      };
    }),
    funnelTo: columns.laneX,
  };
}

function keyMarks(slow: SlowFrame, columns: StageColumns, scale: HashScale, taken: TextMark[]): KeyMark[] {
  const used = taken.map((label) => label.y);
  return slow.keys.map((key): KeyMark => {
    const y = axisYOf(scale, key.hashFraction);
    const textY = y + 3.5;
    const free = !columns.stacked && used.every((other) => Math.abs(other - textY) >= 12);
    if (free) used.push(textY);
    return {
      label: key.label,
      colour: key.colour,
      fraction: key.hashFraction,
      x: columns.axisX,
      y: y - 1.5,
      width: columns.axisWidth,
      height: 3,
      text: { x: columns.axisX - 6, y: textY, text: free ? fitText(key.label, 54, 10.5) : '', anchor: 'end' },
      aria: `partition key ${key.label}, ${percent(key.share)} of the records, hash key ${hexOfFraction(key.hashFraction)}`,
    };
  });
}

function headers(columns: StageColumns): TextMark[] {
  if (columns.stacked) {
    return [{ x: columns.laneX + columns.laneWidth, y: columns.top - 8, text: 'shards: newest → oldest', anchor: 'end' }];
  }
  const y = 18;
  return [
    { x: columns.producerX, y, text: 'producers', anchor: 'start' },
    { x: columns.axisX + columns.axisWidth, y, text: 'MD5(partition key)', anchor: 'end' },
    { x: columns.laneX, y, text: 'shards: newest → oldest', anchor: 'start' },
    { x: columns.slotsX, y, text: 'reads', anchor: 'start' },
    { x: columns.consumerX, y, text: 'consumers', anchor: 'start' },
  ];
}

const NO_CONSUMERS = ['No consumers:', 'nothing is read.'];
/** What a producer puts to Firehose passes no shard. */
const DIRECT_PUT = ['Direct PUT:', 'records go past', 'the stream,', 'see Buffers.'];

function notes(slow: SlowFrame, columns: StageColumns): TextMark[] {
  const marks: TextMark[] = [];
  const middle = (columns.top + columns.bottom) / 2;
  const say = (x: number, width: number, y: number, lines: string[]) => {
    lines.forEach((line, i) => marks.push({ x: x + width / 2, y: y + i * 16, text: fitText(line, width + 16, 11.5), anchor: 'middle' }));
  };
  const { stacked, margin } = columns;
  const wide = columns.laneX + columns.laneWidth - margin;
  if (slow.producers.length === 0) {
    if (stacked) say(margin, wide, columns.producerRowY + 24, ['No producers: nothing is put.']);
    else say(columns.producerX, columns.producerWidth, middle - 8, ['No producers:', 'nothing is put.']);
  }
  if (slow.consumers.length === 0) {
    const lines = slow.producers.some(({ spec }) => spec.to === 'delivery-stream') ? DIRECT_PUT : NO_CONSUMERS;
    if (stacked) say(margin, wide, columns.consumerRowY + 24, [lines.join(' ')]);
    else say(columns.consumerX, columns.consumerWidth, middle - 8, lines);
  }
  if (slow.shards.length === 0)
    say(columns.laneX, columns.laneWidth, middle, [`Stream ${slow.stream.name} is ${slow.stream.status}: it has no shards.`]);
  return marks;
}

/** What one cursor a lane stands for, where there is no room for all. */
function cursorLegend(slow: SlowFrame, lanes: LaneMark[]): string {
  const amount = slow.consumers.length;
  if (lanes[0]?.mode !== 'bar' || amount <= STRIPE_CONSUMERS_MAX) return '';
  return ` · cursors: the selected one of ${count(amount)} consumers, else the last`;
}

function legend(slow: SlowFrame, columns: StageColumns, lanes: LaneMark[], height: number): TextMark {
  const limit = slow.shards[0]?.write.recordsLimit;
  const full = limit === undefined ? '' : `a full column = the limit, ${count(limit)} rec/s`;
  const room = columns.stacked ? columns.consumerWidth - EXCHANGE_WIDTH : columns.consumerX + columns.consumerWidth - columns.laneX;
  const fits = (text: string) => lanes.length > 0 && textWidth(text, 11) < room;
  const wordy = full + cursorLegend(slow, lanes);
  const shown = fits(wordy) ? wordy : fits(full) ? full : '';
  return {
    x: columns.stacked ? columns.margin : Math.max(columns.laneX, columns.margin + EXCHANGE_WIDTH),
    y: height - 9,
    text: shown,
    anchor: 'start',
  };
}

export function layoutStage(input: StageInput): StageLayout {
  const { slow, nowUs, width, height } = input;
  const columns = stageColumns(width, height);
  const settled = placeLanes(slow.shards, columns.top, columns.bottom);
  const places = input.reshape ? input.reshape(settled) : settled;
  const scale = hashScale(places, columns.top, columns.bottom);
  const window = windowMark(slow, columns, places);
  const lanes = places.places.map((place) => laneMark(place, { slow, nowUs, columns, places, window }));
  if (places.mode === 'bar') thinLabels(lanes);
  const axis = axisMark(slow, columns, places, scale);
  const consumers = consumerMarks(slow, columns);
  return {
    width,
    height,
    stacked: columns.stacked,
    mode: places.mode,
    crowded: lanes.length > CROWDED_ABOVE,
    laneOfShard: new Map(lanes.map((lane, i) => [lane.index, i])),
    headers: headers(columns),
    axis,
    scale,
    window,
    producers: producerMarks(slow, columns),
    keys: keyMarks(slow, columns, scale, axis.labels),
    lanes,
    consumers,
    ...linkMarks(lanes, consumers, columns),
    cut: cutMark(input, { columns, scale, lanes, window }),
    notes: notes(slow, columns),
    legend: legend(slow, columns, lanes, height),
  };
}
