/**
 * Several JSON documents, or parts between delimiters, in one record become records of their own; line feeds between them are gone.
 * https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-multirecord-deaggergation.html
 * In life this comes before the transform. A record keeps its number, so its parts have the same. A record of more than 500 parts stays
 * whole, as users of the service report: as JSON it then has no keys.
 */
import { encodeUtf8 } from '../../kernel/utf8.ts';
import type { PartitioningSpec } from '../delivery-stream-spec.ts';
import type { Failure } from '../failure.ts';
import type { DeliveryStream } from '../firehose-state.ts';
import { createBatch, pickRecords, recordAt, type RecordBatch } from '../record-batch.ts';

export interface Deaggregated {
  batch: RecordBatch;
  failures: Failure[];
  /** Records beyond the first that came out of one. */
  split: number;
}

type Rule = NonNullable<PartitioningSpec['deaggregation']>;

export function deaggregate({ spec: { partitioning } }: DeliveryStream, batch: RecordBatch): Deaggregated {
  const rule = partitioning?.deaggregation ?? null;
  if (rule === null) return { batch, failures: [], split: 0 };
  const divide = dividerOf(rule);
  const picked: number[] = [];
  const parts: Uint8Array[] = [];
  const bad: number[] = [];
  let hasChanged = false;
  for (let i = 0; i < batch.count; i++) {
    const record = recordAt(batch, i);
    const found = atMost(PARTS_MAX, divide(record), record);
    if (found === null) bad.push(i);
    else {
      for (let part = 0; part < found.length; part++) picked.push(i);
      parts.push(...found);
    }
    hasChanged ||= found?.length !== 1 || found[0].length !== record.length;
  }
  if (!hasChanged) return { batch, failures: [], split: 0 };
  return { batch: partsOf(batch, picked, parts), failures: failuresOf(batch, bad), split: parts.length - (batch.count - bad.length) };
}

/** https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-multirecord-deaggergation.html */
const PARTS_MAX = 500;

const atMost = (most: number, parts: Uint8Array[] | null, whole: Uint8Array): Uint8Array[] | null =>
  parts !== null && parts.length > most ? [whole] : parts;

/** The bytes with which a record came in are counted with its first part. */
function partsOf(batch: RecordBatch, picked: readonly number[], parts: readonly Uint8Array[]): RecordBatch {
  const apart = pickRecords(batch, picked, parts);
  const originalBytes = apart.originalBytes!.map((bytes, i) => (picked[i] === picked[i - 1] ? 0 : bytes));
  return createBatch({ ...apart, originalBytes });
}

const failuresOf = (batch: RecordBatch, bad: readonly number[]): Failure[] =>
  bad.length === 0
    ? []
    : [
        {
          folder: 'metadata-extraction-failed',
          batch: pickRecords(batch, bad),
          errorCode: 'DynamicPartitioning.DeaggregationFailed',
          errorMessage: 'The record does not consist of JSON objects one after another.',
          attemptsMade: 1,
        },
      ];

function dividerOf(rule: Rule): (record: Uint8Array) => Uint8Array[] | null {
  if (rule.kind === 'json') return jsonObjects;
  const delimiter = encodeUtf8(rule.delimiter);
  return (record) => between(record, delimiter);
}

const [OPEN, CLOSE, QUOTE, BACKSLASH] = Array.from('{}"\\', (letter) => letter.charCodeAt(0));
const SPACES = new Set([32, 9, 10, 13]);

/** Objects one after another with nothing but white space between them; null where it is anything else. */
function jsonObjects(record: Uint8Array): Uint8Array[] | null {
  const found: Uint8Array[] = [];
  for (let at = 0; at < record.length;) {
    if (SPACES.has(record[at])) at++;
    else {
      const end = record[at] === OPEN ? endOfObject(record, at) : -1;
      if (end < 0) return null;
      found.push(record.subarray(at, end));
      at = end;
    }
  }
  return found.length === 0 ? null : found;
}

/** After its last brace; −1 where it is not closed. */
function endOfObject(record: Uint8Array, from: number): number {
  let depth = 0;
  let isInText = false;
  for (let at = from; at < record.length; at++) {
    const byte = record[at];
    if (isInText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) isInText = false;
    } else if (byte === QUOTE) isInText = true;
    else if (byte === OPEN) depth++;
    else if (byte === CLOSE && --depth === 0) return at + 1;
  }
  return -1;
}

const isSame = (record: Uint8Array, at: number, delimiter: Uint8Array): boolean => delimiter.every((byte, i) => record[at + i] === byte);

/** Empty parts are none. */
function between(record: Uint8Array, delimiter: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  let from = 0;
  for (let at = 0; at <= record.length; at++) {
    const isEnd = at === record.length;
    if (!isEnd && !(delimiter.length > 0 && isSame(record, at, delimiter))) continue;
    const part = withoutLineFeeds(record.subarray(from, at));
    if (part.length > 0) found.push(part);
    if (isEnd) break;
    at += delimiter.length - 1;
    from = at + 1;
  }
  return found.length > 0 ? found : [record];
}

const LINE_FEED = 10;

/** At both ends. */
function withoutLineFeeds(part: Uint8Array): Uint8Array {
  let [from, to] = [0, part.length];
  while (from < to && part[from] === LINE_FEED) from++;
  while (to > from && part[to - 1] === LINE_FEED) to--;
  return part.subarray(from, to);
}
