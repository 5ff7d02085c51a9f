/**
 * An append-only log in columns. The open chunk grows; a full one is sealed: packed, never changed again, and shared
 * between snapshots; of the open one a snapshot keeps the used part, packed. Positions count from 0 at the first record ever appended and never shift; the old end is cut off
 * chunk by chunk as retention passes. Columns:
 *   arrivalUs   when the record was accepted, µs; never falls
 *   counter     sequence counter of the stream; always rises
 *   sizeBytes   data without key
 *   keyId       which partition key (and explicit hash key)
 *   producer    who sent it
 *   index       which of that producer's records it is: also the reference to its payload
 */
import { packColumn, packedAt, packedBytes, unpackInto, type PackedColumn } from './packed-column.ts';

export const CHUNK_LENGTH = 4096;
const FIRST_CAPACITY = 64;

export const COLUMNS = ['arrivalUs', 'counter', 'sizeBytes', 'keyId', 'producer', 'index'] as const;
export type ColumnName = (typeof COLUMNS)[number];

export interface SealedChunk {
  /** Marks what snapshots may share. */
  sealed: true;
  columns: Record<ColumnName, PackedColumn>;
}

/** Of the open chunk: (arrivalUs, counter) by twos in `times`, the rest by fours in `rows`, so that an append touches two places. */
const TIMES = 2;
const ROWS = 4;

export interface RecordLog {
  /** Sealed chunks [firstChunk, firstChunk + sealed.length); the open one follows. */
  firstChunk: number;
  sealed: SealedChunk[];
  times: Float64Array;
  rows: Uint32Array;
  /** Records that the open chunk has room for, and holds. */
  openCapacity: number;
  openCount: number;
  /** Records ever appended. */
  count: number;
  /** Records before this position are trimmed. */
  trimmed: number;
}

export const createRecordLog = (): RecordLog => ({
  firstChunk: 0,
  sealed: [],
  times: new Float64Array(FIRST_CAPACITY * TIMES),
  rows: new Uint32Array(FIRST_CAPACITY * ROWS),
  openCapacity: FIRST_CAPACITY,
  openCount: 0,
  count: 0,
  trimmed: 0,
});

export function append(
  log: RecordLog,
  arrivalUs: number,
  counter: number,
  sizeBytes: number,
  keyId: number,
  producer: number,
  index: number,
): void {
  if (log.openCount === log.openCapacity) makeRoom(log);
  const { times, rows } = log;
  const at = log.openCount++;
  times[TIMES * at] = arrivalUs;
  times[TIMES * at + 1] = counter;
  const row = ROWS * at;
  rows[row] = sizeBytes;
  rows[row + 1] = keyId;
  rows[row + 2] = producer;
  rows[row + 3] = index;
  log.count++;
}

/** Doubles a small open chunk; seals a full one. */
function makeRoom(log: RecordLog): void {
  const { times, rows } = log;
  if (log.openCapacity < CHUNK_LENGTH) {
    log.openCapacity *= 2;
    log.times = new Float64Array(log.openCapacity * TIMES);
    log.times.set(times);
    log.rows = new Uint32Array(log.openCapacity * ROWS);
    log.rows.set(rows);
    return;
  }
  log.sealed.push({ sealed: true, columns: packOpen(log) });
  log.openCount = 0; // the same arrays serve the next chunk
}
const scratch = new Float64Array(CHUNK_LENGTH);

function packOpen(log: RecordLog): Record<ColumnName, PackedColumn> {
  const columns = {} as Record<ColumnName, PackedColumn>;
  for (const name of COLUMNS) columns[name] = packColumn(openColumn(log, name, 0, log.openCount, scratch, 0), log.openCount);
  return columns;
}

/** Place of a column in the open chunk: in `times` where negative, −1 − place. */
const PLACE: Record<ColumnName, number> = { arrivalUs: -1, counter: -2, sizeBytes: 0, keyId: 1, producer: 2, index: 3 };

function openAt({ times, rows }: RecordLog, name: ColumnName, i: number): number {
  const place = PLACE[name];
  return place < 0 ? times[TIMES * i - 1 - place] : rows[ROWS * i + place];
}

/** Copies values [from, to) of the open chunk into `out` at `at`. */
function openColumn({ times, rows }: RecordLog, name: ColumnName, from: number, to: number, out: Float64Array, at: number): Float64Array {
  const place = PLACE[name];
  if (place < 0) for (let i = from; i < to; i++) out[at++] = times[TIMES * i - 1 - place];
  else for (let i = from; i < to; i++) out[at++] = rows[ROWS * i + place];
  return out;
}

const openStart = (log: RecordLog): number => log.count - log.openCount;

/** One value. The position must be retained: `log.trimmed` ≤ position < `log.count`. */
export function valueAt(log: RecordLog, name: ColumnName, position: number): number {
  const start = openStart(log);
  if (position >= start) return openAt(log, name, position - start);
  const chunk = log.sealed[Math.floor(position / CHUNK_LENGTH) - log.firstChunk];
  return packedAt(chunk.columns[name], position % CHUNK_LENGTH);
}

/** Values of positions [from, to) into `out`, from its start. */
export function readColumn(log: RecordLog, name: ColumnName, from: number, to: number, out: Float64Array): void {
  const start = openStart(log);
  let at = 0;
  let position = from;
  while (position < to && position < start) {
    const chunk = log.sealed[Math.floor(position / CHUNK_LENGTH) - log.firstChunk];
    const inChunk = position % CHUNK_LENGTH;
    const end = Math.min(CHUNK_LENGTH, inChunk + to - position);
    unpackInto(chunk.columns[name], inChunk, end, out, at);
    at += end - inChunk;
    position += end - inChunk;
  }
  if (position < to) openColumn(log, name, position - start, to - start, out, at);
}

/** The first position in [trimmed, count] whose value is at least `bound`, in a column that never falls. */
export function firstAtLeast(log: RecordLog, name: 'arrivalUs' | 'counter', bound: number): number {
  let low = log.trimmed;
  let high = log.count;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (valueAt(log, name, middle) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Everything before `position` is gone; whole chunks are let go of. */
export function trimBefore(log: RecordLog, position: number): void {
  if (position <= log.trimmed) return;
  log.trimmed = Math.min(position, log.count);
  const whole = Math.min(Math.floor(log.trimmed / CHUNK_LENGTH) - log.firstChunk, log.sealed.length);
  if (whole <= 0) return;
  log.sealed.splice(0, whole);
  log.firstChunk += whole;
}

/** Bytes of memory that the columns take. */
export function logBytes(log: RecordLog): number {
  let bytes = log.times.byteLength + log.rows.byteLength;
  for (const chunk of log.sealed) bytes += columnsBytes(chunk.columns);
  return bytes;
}

export function columnsBytes(columns: SealedChunk['columns']): number {
  let bytes = 0;
  for (const name of COLUMNS) bytes += packedBytes(columns[name]);
  return bytes;
}

/** A log at rest: what a snapshot keeps. Never changed. */
export interface PackedLog {
  packed: true;
  kind: 'log';
  firstChunk: number;
  sealed: readonly SealedChunk[];
  /** The used part of the open chunk. */
  open: SealedChunk['columns'];
  openCount: number;
  count: number;
  trimmed: number;
}

export const isRecordLog = (value: object): value is RecordLog =>
  'openCapacity' in value && 'times' in value && value.times instanceof Float64Array;

/** The last packing of each log: most logs of a resharded stream are closed, and one packing serves all their snapshots. */
const atRest = new WeakMap<RecordLog, PackedLog>();

export function packLog(log: RecordLog): PackedLog {
  const known = atRest.get(log);
  if (known?.count === log.count && known.trimmed === log.trimmed) return known;
  const { firstChunk, openCount, count, trimmed } = log;
  const packed: PackedLog = {
    packed: true,
    kind: 'log',
    firstChunk,
    sealed: [...log.sealed],
    open: packOpen(log),
    openCount,
    count,
    trimmed,
  };
  atRest.set(log, packed);
  return packed;
}

export function unpackLog(packed: PackedLog): RecordLog {
  const { firstChunk, sealed, open, openCount, count, trimmed } = packed;
  let openCapacity = firstChunk + sealed.length > 0 ? CHUNK_LENGTH : FIRST_CAPACITY; // as the log itself would have it
  while (openCapacity < openCount) openCapacity *= 2;
  const log: RecordLog = {
    firstChunk,
    sealed: [...sealed],
    times: new Float64Array(openCapacity * TIMES),
    rows: new Uint32Array(openCapacity * ROWS),
    openCapacity,
    openCount,
    count,
    trimmed,
  };
  for (const name of COLUMNS) {
    unpackInto(open[name], 0, openCount, scratch, 0);
    const place = PLACE[name];
    if (place < 0) for (let i = 0, at = -1 - place; i < openCount; i++, at += TIMES) log.times[at] = scratch[i];
    else for (let i = 0, at = place; i < openCount; i++, at += ROWS) log.rows[at] = scratch[i];
  }
  atRest.set(log, packed);
  return log;
}

/** What a log says, without the room that it has: logs of the same records are equal here. */
export function meaningOf(log: RecordLog): Record<string, unknown> {
  const { firstChunk, sealed, times, rows, openCount, count, trimmed } = log;
  return {
    firstChunk,
    sealed,
    times: times.subarray(0, TIMES * openCount),
    rows: rows.subarray(0, ROWS * openCount),
    openCount,
    count,
    trimmed,
  };
}
