/** The right end of the picture: the consumers' boxes, and where each shard's link comes in. */
import type { ConsumerFrame, SlowFrame } from '../../protocol/from-worker.ts';
import { readingWords, retrievalOf } from '../consumer-words.ts';
import { blockedWords } from '../lambda-words.ts';
import { fitText, textWidth } from '../text-width.ts';
import { count, duration } from '../wording.ts';
import type { StageColumns } from './columns.ts';
import { consumerLines, heldShards, isFarBehind, lagWords, ranges } from './consumer-rows.ts';
import { boxesOf, LINE_PX, NAME_PX, roomFor } from './ends.ts';
import type { ConsumerMark, LineMark, Rect } from './marks.ts';

/** What a consumer is doing, for who hears it. */
export function consumerAria(consumer: ConsumerFrame): string {
  const { spec, kcl, lambda } = consumer;
  const by = retrievalOf(spec) === 'polling' ? ` in ${count(consumer.callsPerSecond)} GetRecords calls/s` : ', pushed';
  const parts = [
    `consumer ${spec.id}`,
    readingWords(spec),
    `reads ${count(consumer.recordsPerSecond)} records/s${by}`,
    consumer.lagMs > 0 ? `${lagWords(consumer)}, ${count(consumer.lagRecords)} records unread` : lagWords(consumer),
  ];
  if (consumer.refusedCallsPerSecond > 0) parts.push(`${count(consumer.refusedCallsPerSecond)} calls/s refused`);
  if (kcl !== null) {
    parts.push(
      ...kcl.workers.map(({ id, process }) => {
        const held = heldShards(kcl, id);
        return `${id}${process === 'running' ? '' : ` is ${process} and`} holds ${held.length === 0 ? 'no shard' : `${held.length === 1 ? 'shard' : 'shards'} ${ranges(held)}`}`;
      }),
    );
  }
  if (lambda !== null) {
    parts.push(`${count(lambda.concurrency)} of ${count(lambda.concurrencyLimit)} invocations run`);
    const blocked = blockedWords(lambda);
    if (blocked !== '') parts.push(blocked);
  }
  return parts.join(', ');
}

export function consumerMarks(slow: SlowFrame, columns: StageColumns): ConsumerMark[] {
  const lines = slow.consumers.map(consumerLines);
  const boxes = boxesOf(
    lines.map(({ length }) => Math.max(3, length)),
    columns,
    'consumer',
  );
  return slow.consumers.map((consumer, order) => consumerMark(consumer, order, lines[order], boxes[order], columns.stacked));
}

/** In a narrow box, the time alone: its colour says that it is a lag. */
function shortLag(consumer: ConsumerFrame, line: LineMark, box: Rect): LineMark {
  const fits = textWidth(line.text, 11) <= box.width - 10;
  return fits || consumer.lagMs === 0 ? line : { ...line, text: `−${duration(consumer.lagMs)}` };
}

function consumerMark(consumer: ConsumerFrame, order: number, lines: LineMark[], box: Rect, stacked: boolean): ConsumerMark {
  const fits = roomFor(stacked ? [shortLag(consumer, lines[1], box)] : lines, box);
  // Where nothing fits below the name, how far behind it is stands beside it.
  const lag = fits.length === 0 && isFarBehind(consumer) ? ` ${duration(consumer.lagMs)}` : '';
  const name = fitText(consumer.spec.id, box.width - (lag === '' ? 22 : 18) - textWidth(lag, NAME_PX), NAME_PX) + lag;
  const nameX = box.x + box.width / 2 + 6;
  const inY = box.y + box.height / 2;
  return {
    ...box,
    id: consumer.spec.id,
    order,
    retrieval: retrievalOf(consumer.spec),
    name,
    nameX,
    glyphX: nameX - textWidth(name, NAME_PX) / 2 - 8.5,
    lines: fits,
    isLate: isFarBehind(consumer),
    inX: box.x,
    inY,
    rows: stacked ? [] : rowsOf(consumer, fits, box),
    aria: consumerAria(consumer),
  };
}

/** Where each shard comes in: at the row of the worker that holds it. */
function rowsOf({ kcl }: ConsumerFrame, lines: LineMark[], box: Rect): ConsumerMark['rows'] {
  if (kcl === null) return [];
  const first = box.y + box.height / 2 - (LINE_PX * lines.length) / 2 + 0.5;
  return lines.flatMap(({ worker }, i) =>
    worker === undefined ? [] : [{ y: first + LINE_PX * (i + 1), shards: heldShards(kcl, worker) }],
  );
}
