/**
 * Records on their way through a delivery stream, many together and never changed: their bytes one after another, and what must be
 * known of each. A step that changes records makes another batch.
 */
import { hold, type Held } from '../kernel/held.ts';

export interface RecordBatch extends Held {
  readonly count: number;
  /** Data of all, one after another. */
  readonly bytes: Uint8Array;
  /** Where each ends in `bytes`. */
  readonly ends: Uint32Array;
  /** Approximate arrival, epoch milliseconds: of all, or of each. */
  readonly arrivalMs: number | Float64Array;
  /** Numbers of the records within their delivery stream: the first of consecutive ones, or each. A record keeps its number on every way. */
  readonly numbers: number | Float64Array;
  /** Bytes with which each came in, which the metrics count; null where they are as they were. */
  readonly originalBytes: Uint32Array | null;
  /** Of a data stream: its shard, and positions in the shard's log: the first of consecutive ones, or each. */
  readonly source: { readonly shard: number; readonly positions: number | Float64Array } | null;
}

type Unheld = Omit<RecordBatch, 'heldBytes'>;

/** Per record and column, beside the data. */
const COLUMN_BYTES = 8;

export function createBatch(batch: Unheld): RecordBatch {
  const columns = [batch.arrivalMs, batch.numbers, batch.source?.positions, batch.originalBytes].filter(ArrayBuffer.isView).length;
  return hold({ heldBytes: batch.bytes.length + batch.count * (4 + COLUMN_BYTES * columns), ...batch });
}

/** A batch of single records, all arrived at once and numbered one after another. */
export function batchOf(records: readonly Uint8Array[], arrivalMs: number, firstNumber: number): RecordBatch {
  const ends = new Uint32Array(records.length);
  let size = 0;
  for (let i = 0; i < records.length; i++) ends[i] = size += records[i].length;
  const bytes = new Uint8Array(size);
  for (let i = 0; i < records.length; i++) bytes.set(records[i], i === 0 ? 0 : ends[i - 1]);
  return createBatch({ count: records.length, bytes, ends, arrivalMs, numbers: firstNumber, originalBytes: null, source: null });
}

const at = (column: number | Float64Array, i: number, step: number): number => (typeof column === 'number' ? column + step * i : column[i]);

export const startOf = ({ ends }: RecordBatch, i: number): number => (i === 0 ? 0 : ends[i - 1]);
/** The record's bytes: a view, not a copy. */
export const recordAt = (batch: RecordBatch, i: number): Uint8Array => batch.bytes.subarray(startOf(batch, i), batch.ends[i]);
export const arrivalMsAt = (batch: RecordBatch, i: number): number => at(batch.arrivalMs, i, 0);
export const numberAt = (batch: RecordBatch, i: number): number => at(batch.numbers, i, 1);
export const positionAt = (batch: RecordBatch, i: number): number | null =>
  batch.source === null ? null : at(batch.source.positions, i, 1);
export const originalBytesAt = (batch: RecordBatch, i: number): number => batch.originalBytes?.[i] ?? batch.ends[i] - startOf(batch, i);

/** Bytes of all records as they came in. */
export function originalBytesOf({ bytes, originalBytes }: RecordBatch): number {
  if (originalBytes === null) return bytes.length;
  let sum = 0;
  for (const size of originalBytes) sum += size;
  return sum;
}

/** The oldest arrival; Infinity of an empty batch. */
export function oldestMs({ arrivalMs, count }: RecordBatch): number {
  if (typeof arrivalMs === 'number') return count === 0 ? Infinity : arrivalMs;
  let oldest = Infinity;
  for (const ms of arrivalMs) oldest = Math.min(oldest, ms);
  return oldest;
}

/** Some records of a batch, in the order of `picked`; with other data where `data` says so (by place in `picked`). */
export function pickRecords(batch: RecordBatch, picked: readonly number[], data?: readonly Uint8Array[]): RecordBatch {
  const count = picked.length;
  const ends = new Uint32Array(count);
  let size = 0;
  const pieces = data ?? picked.map((i) => recordAt(batch, i));
  for (let i = 0; i < count; i++) ends[i] = size += pieces[i].length;
  const bytes = new Uint8Array(size);
  for (let i = 0; i < count; i++) bytes.set(pieces[i], i === 0 ? 0 : ends[i - 1]);
  const keepsSizes = data === undefined && batch.originalBytes === null;
  return createBatch({
    count,
    bytes,
    ends,
    arrivalMs: typeof batch.arrivalMs === 'number' ? batch.arrivalMs : Float64Array.from(picked, (i) => arrivalMsAt(batch, i)),
    numbers: Float64Array.from(picked, (i) => numberAt(batch, i)),
    originalBytes: keepsSizes ? null : Uint32Array.from(picked, (i) => originalBytesAt(batch, i)),
    source:
      batch.source === null ? null : { shard: batch.source.shard, positions: Float64Array.from(picked, (i) => positionAt(batch, i)!) },
  });
}

/** Records [from, to) of a batch: its bytes are shared, not copied. */
export function sliceBatch(batch: RecordBatch, from: number, to: number): RecordBatch {
  if (from === 0 && to === batch.count) return batch;
  const start = startOf(batch, from);
  const cut = (column: number | Float64Array, step: number) => (typeof column === 'number' ? column + step * from : column.slice(from, to));
  const ends = batch.ends.slice(from, to);
  if (start > 0) for (let i = 0; i < ends.length; i++) ends[i] -= start;
  return createBatch({
    count: to - from,
    bytes: batch.bytes.subarray(start, to === from ? start : batch.ends[to - 1]),
    ends,
    arrivalMs: cut(batch.arrivalMs, 0),
    numbers: cut(batch.numbers, 1),
    originalBytes: batch.originalBytes === null ? null : batch.originalBytes.slice(from, to),
    source: batch.source === null ? null : { shard: batch.source.shard, positions: cut(batch.source.positions, 1) },
  });
}
