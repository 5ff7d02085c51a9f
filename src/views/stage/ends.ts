/** The two ends of the picture: producers at the left, consumers at the right, and the links from the lanes. */
import type { ProducerFrame, SlowFrame } from '../../protocol/from-worker.ts';
import { fitText, textWidth } from '../text-width.ts';
import { count, shortCount } from '../wording.ts';
import type { StageColumns } from './columns.ts';
import type { ConsumerMark, LaneMark, LineMark, LinkMark, ProducerMark, Rect, StageLayout } from './marks.ts';

export const NAME_PX = 12;
/** From one line of a box to the next. */
export const LINE_PX = 15;
const LINE_WISH_PX = 15.5;
const CHIP_GAP = 8;
/** With more lanes, or more links, they run together in a trunk. */
const BUNDLE_ABOVE = 12;
const LINKS_MAX = 48;
/** A pipe of enhanced fan-out leaves its lane this far below the call slots, which it does not use. */
const PIPE_BELOW_PX = 9;

/**
 * Boxes of one column, spread evenly, each as high as its lines wish; of the stacked layout, side by side in one row.
 * Where the column is too short for all, each gives up the same part of its room.
 */
export function boxesOf(lines: readonly number[], columns: StageColumns, side: 'producer' | 'consumer'): Rect[] {
  const width = side === 'producer' ? columns.producerWidth : columns.consumerWidth;
  const x = side === 'producer' ? columns.producerX : columns.consumerX;
  const amount = lines.length;
  if (columns.stacked) {
    const y = side === 'producer' ? columns.producerRowY : columns.consumerRowY;
    const gap = Math.min(CHIP_GAP, width / (amount * 4));
    const each = Math.min(180, (width - gap * (amount - 1)) / amount);
    return Array.from({ length: amount }, (_, i) => ({ x: x + i * (each + gap), y, width: each, height: 44 }));
  }
  const wishes = lines.map((of) => 18 + LINE_WISH_PX * of + 8);
  const wished = wishes.reduce((sum, height) => sum + height + 6, 0);
  const free = columns.bottom - columns.top - wished;
  let top = columns.top;
  return wishes.map((wish): Rect => {
    const room = free >= 0 ? wish + 6 + free / amount : ((wish + 6) * (columns.bottom - columns.top)) / wished;
    const height = Math.max(1, Math.min(18, room - 1), Math.min(wish, room - 6));
    const y = top + room / 2 - height / 2;
    top += room;
    return { x, y, width, height };
  });
}

/** As many lines as the box has room for below the name. */
export function roomFor(lines: LineMark[], box: Rect): LineMark[] {
  const fits = Math.max(0, Math.floor((box.height - 21) / LINE_PX));
  const room = box.width - 10;
  return lines.slice(0, fits).map((line) => {
    if (line.right === undefined) return { ...line, text: fitText(line.text, room, 11) };
    const right = fitText(line.right, room * 0.6, 11);
    return { ...line, right, text: fitText(line.text, room - 8 - textWidth(right, 11), 11) };
  });
}

function producerLines(producer: ProducerFrame): LineMark[] {
  const lines: LineMark[] = [{ text: producer.ended ? 'data set ended' : `${shortCount(producer.sentPerSecond)} rec/s`, tone: 'quiet' }];
  if (producer.lost > 0) lines.push({ text: `✕ ${shortCount(producer.lost)} lost`, tone: 'limit' });
  if (producer.waiting > 0) lines.push({ text: `${shortCount(producer.waiting)} waiting`, tone: 'quiet' });
  return lines;
}

export function producerAria(producer: ProducerFrame): string {
  const parts = [
    `producer ${producer.spec.id}`,
    `sends ${count(producer.sentPerSecond)} records/s`,
    `${count(producer.acceptedPerSecond)}/s accepted`,
    `${count(producer.refusedPerSecond)}/s throttled`,
  ];
  if (producer.waiting > 0) parts.push(`${count(producer.waiting)} waiting`);
  if (producer.lost > 0) parts.push(`${count(producer.lost)} lost`);
  if (producer.ended) parts.push('its data set has ended');
  return parts.join(', ');
}

export function producerMarks(slow: SlowFrame, columns: StageColumns): ProducerMark[] {
  const boxes = boxesOf(
    slow.producers.map(() => 3),
    columns,
    'producer',
  );
  return slow.producers.map((producer, order): ProducerMark => {
    const box = boxes[order];
    const { refusedPerSecond } = producer;
    return {
      ...box,
      id: producer.spec.id,
      order,
      name: fitText(producer.spec.id, box.width - 7, NAME_PX),
      lines: roomFor(producerLines(producer), box),
      outX: columns.stacked ? box.x + 18 : box.x + box.width,
      outY: columns.stacked ? box.y + box.height : box.y + box.height / 2,
      acceptedText: `${shortCount(producer.acceptedPerSecond)} accepted/s`,
      refusedText: refusedPerSecond > 0 ? `✕ ${shortCount(refusedPerSecond)} throttled/s` : '',
      aria: producerAria(producer),
    };
  });
}

export function linkPath(x0: number, y0: number, x1: number, y1: number): string {
  const bend = (x1 - x0) * 0.55;
  const round = (value: number) => Math.round(value * 10) / 10;
  return `M${round(x0)},${round(y0)}C${round(x0 + bend)},${round(y0)} ${round(x1 - bend)},${round(y1)} ${round(x1)},${round(y1)}`;
}

type Links = Pick<StageLayout, 'links' | 'trunk'>;

/** All shards in one line a consumer: asked for in the trunk's middle, pushed out of it in the order of the boxes. */
function bundledLinks(lanes: LaneMark[], consumers: ConsumerMark[], startX: number): Links {
  const x0 = startX + 10;
  const top = lanes[0];
  const last = lanes[lanes.length - 1];
  const trunk = { x: x0, y0: top.y + top.height / 2, y1: last.y + last.height / 2 };
  const links = consumers.map((consumer): LinkMark => {
    const isPipe = consumer.retrieval === 'fan-out';
    const y0 = isPipe ? Math.min(trunk.y1, Math.max(trunk.y0, consumer.inY)) : (trunk.y0 + trunk.y1) / 2;
    return {
      key: `all-${consumer.id}`,
      consumer: consumer.order,
      retrieval: consumer.retrieval,
      shardIndex: null,
      path: linkPath(x0, y0, consumer.inX, consumer.inY),
      x0,
      y0,
      x1: consumer.inX,
      y1: consumer.inY,
      state: 'reading',
    };
  });
  return { links, trunk };
}

/** Where a shard's link ends at a box: at its worker's row, else about the middle, in the order of the lanes. */
function entryY(lane: LaneMark, consumer: ConsumerMark, firstY: number): number {
  const row = consumer.rows.find(({ shards }) => shards.includes(lane.index));
  if (row !== undefined) return row.y;
  return consumer.inY + ((lane.y - firstY) / 640 - 0.4) * Math.max(0, Math.min(16, consumer.height - 20));
}

export function linkMarks(lanes: LaneMark[], consumers: ConsumerMark[], columns: StageColumns): Links {
  if (columns.stacked || consumers.length === 0 || lanes.length === 0) return { links: [], trunk: null };
  const startX = columns.slotsX + 44;
  if (lanes.length > BUNDLE_ABOVE || lanes.length * consumers.length > LINKS_MAX) return bundledLinks(lanes, consumers, startX);
  const links = lanes.flatMap((lane) =>
    lane.cursors.map((cursor): LinkMark => {
      const consumer = consumers[cursor.consumer];
      const isPipe = consumer.retrieval === 'fan-out';
      const middle = lane.y + lane.height / 2;
      const x0 = isPipe ? lane.x + lane.width : startX;
      const y0 = isPipe ? Math.min(lane.y + lane.height - 2, middle + PIPE_BELOW_PX) : middle;
      const y1 = entryY(lane, consumer, lanes[0].y);
      return {
        key: `${lane.index}-${consumer.id}`,
        consumer: cursor.consumer,
        retrieval: consumer.retrieval,
        shardIndex: lane.index,
        path: linkPath(x0, y0, consumer.inX, y1),
        x0,
        y0,
        x1: consumer.inX,
        y1,
        state: cursor.state,
      };
    }),
  );
  return { links, trunk: null };
}
