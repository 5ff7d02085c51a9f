/** The two ends of the picture: producers at the left, consumers at the right, and the links from the lanes. */
import type { ConsumerFrame, ProducerFrame, SlowFrame } from '../../protocol/from-worker.ts';
import { fitText, textWidth } from '../text-width.ts';
import { kindWords, readingWords } from '../consumer-words.ts';
import { count, duration, shortCount } from '../wording.ts';
import type { StageColumns } from './columns.ts';
import type { ConsumerMark, LaneMark, LineMark, LinkMark, ProducerMark, StageLayout } from './marks.ts';

const NAME_PX = 12;
const CHIP_GAP = 8;
/** A consumer that is further behind is written in the limit's colour. */
const FAR_BEHIND_MS = 5000;
/** With more lanes, the links run together in a trunk. */
const BUNDLE_ABOVE = 12;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Boxes of one column, evenly spread; of the stacked layout, side by side in one row. */
function boxesOf(amount: number, lines: number, columns: StageColumns, side: 'producer' | 'consumer'): Box[] {
  const width = side === 'producer' ? columns.producerWidth : columns.consumerWidth;
  const x = side === 'producer' ? columns.producerX : columns.consumerX;
  if (columns.stacked) {
    const y = side === 'producer' ? columns.producerRowY : columns.consumerRowY;
    const each = Math.min(180, (width - CHIP_GAP * (amount - 1)) / amount);
    return Array.from({ length: amount }, (_, i) => ({ x: x + i * (each + CHIP_GAP), y, width: each, height: 44 }));
  }
  const room = (columns.bottom - columns.top) / Math.max(1, amount);
  const height = Math.max(18, Math.min(18 + 15.5 * lines + 8, room - 6));
  return Array.from({ length: amount }, (_, i) => ({ x, y: columns.top + (i + 0.5) * room - height / 2, width, height }));
}

/** As many lines as the box has room for below the name. */
function roomFor(lines: LineMark[], box: Box): LineMark[] {
  const fits = Math.max(0, Math.floor((box.height - 21) / 15));
  const room = box.width - 10;
  return lines.slice(0, fits).map((line) => ({ ...line, text: fitText(line.text, room, 11) }));
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
  const boxes = boxesOf(slow.producers.length, 3, columns, 'producer');
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

export function lagWords(consumer: ConsumerFrame): string {
  return consumer.lagMs > 0 ? `${duration(consumer.lagMs)} behind` : 'caught up';
}

export function consumerAria(consumer: ConsumerFrame): string {
  const parts = [
    `consumer ${consumer.spec.id}`,
    readingWords(consumer.spec),
    `reads ${count(consumer.recordsPerSecond)} records/s in ${count(consumer.callsPerSecond)} GetRecords calls/s`,
    consumer.lagMs > 0 ? `${lagWords(consumer)}, ${count(consumer.lagRecords)} records unread` : 'caught up',
  ];
  if (consumer.refusedCallsPerSecond > 0) parts.push(`${count(consumer.refusedCallsPerSecond)} calls/s refused`);
  return parts.join(', ');
}

export function consumerMarks(slow: SlowFrame, columns: StageColumns): ConsumerMark[] {
  const boxes = boxesOf(slow.consumers.length, 3, columns, 'consumer');
  return slow.consumers.map((consumer, order): ConsumerMark => {
    const box = boxes[order];
    const lag: LineMark = { text: lagWords(consumer), tone: consumer.lagMs > FAR_BEHIND_MS ? 'limit' : 'good' };
    const poll: LineMark = { text: kindWords(consumer.spec), tone: 'quiet' };
    const rate: LineMark = { text: `${shortCount(consumer.recordsPerSecond)} rec/s`, tone: 'quiet' };
    const name = fitText(consumer.spec.id, box.width - 22, NAME_PX);
    const nameX = box.x + box.width / 2 + 6;
    return {
      ...box,
      id: consumer.spec.id,
      order,
      name,
      nameX,
      glyphX: nameX - textWidth(name, NAME_PX) / 2 - 8.5,
      lines: roomFor(columns.stacked ? [lag] : [poll, lag, rate], box),
      inX: box.x,
      inY: box.y + box.height / 2,
      aria: consumerAria(consumer),
    };
  });
}

export function linkPath(x0: number, y0: number, x1: number, y1: number): string {
  const bend = (x1 - x0) * 0.55;
  const round = (value: number) => Math.round(value * 10) / 10;
  return `M${round(x0)},${round(y0)}C${round(x0 + bend)},${round(y0)} ${round(x1 - bend)},${round(y1)} ${round(x1)},${round(y1)}`;
}

type Links = Pick<StageLayout, 'links' | 'trunk'>;

function bundledLinks(lanes: LaneMark[], consumers: ConsumerMark[], startX: number): Links {
  const x0 = startX + 10;
  const top = lanes[0];
  const last = lanes[lanes.length - 1];
  const trunk = { x: x0, y0: top.y + top.height / 2, y1: last.y + last.height / 2 };
  const links = consumers.map((consumer): LinkMark => {
    const y0 = (trunk.y0 + trunk.y1) / 2;
    const path = linkPath(x0, y0, consumer.inX, consumer.inY);
    return {
      key: `all-${consumer.id}`,
      consumer: consumer.order,
      shardIndex: null,
      path,
      x0,
      y0,
      x1: consumer.inX,
      y1: consumer.inY,
      state: 'reading',
    };
  });
  return { links, trunk };
}

export function linkMarks(lanes: LaneMark[], consumers: ConsumerMark[], columns: StageColumns): Links {
  if (columns.stacked || consumers.length === 0 || lanes.length === 0) return { links: [], trunk: null };
  const startX = columns.slotsX + 44;
  if (lanes.length > BUNDLE_ABOVE) return bundledLinks(lanes, consumers, startX);
  const links = lanes.flatMap((lane) =>
    lane.cursors.map((cursor): LinkMark => {
      const consumer = consumers[cursor.consumer];
      const y0 = lane.y + lane.height / 2;
      const y1 = consumer.inY + ((lane.y - lanes[0].y) / 640 - 0.4) * Math.min(16, consumer.height - 20);
      const path = linkPath(startX, y0, consumer.inX, y1);
      return {
        key: `${lane.index}-${consumer.id}`,
        consumer: cursor.consumer,
        shardIndex: lane.index,
        path,
        x0: startX,
        y0,
        x1: consumer.inX,
        y1,
        state: cursor.state,
      };
    }),
  );
  return { links, trunk: null };
}
