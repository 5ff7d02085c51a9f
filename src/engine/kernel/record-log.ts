/**
 * An append-only log in columns. The open chunk grows; a full one is sealed: packed, never changed again, and shared
 * between snapshots. Positions count from 0 at the first record ever appended and never shift; the old end is cut off
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

interface OpenChunk {
  capacity: number;
  arrivalUs: Float64Array;
  counter: Float64Array;
  sizeBytes: Uint32Array;
  keyId: Uint32Array;
  producer: Uint16Array;
  index: Uint32Array;
}

export interface SealedChunk {
  /** Marks what snapshots may share. */
  sealed: true;
  dataBytes: number;
  columns: Record<ColumnName, PackedColumn>;
}

export interface RecordLog {
  /** Sealed chunks [firstChunk, firstChunk + sealed.length); the open one follows. */
  firstChunk: number;
  sealed: SealedChunk[];
  open: OpenChunk;
  openCount: number;
  /** Data bytes in the open chunk. */
  openBytes: number;
  /** Records ever appended. */
  count: number;
  /** Records before this position are trimmed. */
  trimmed: number;
}

export const createRecordLog = (): RecordLog => ({
  firstChunk: 0,
  sealed: [],
  open: createOpenChunk(FIRST_CAPACITY),
  openCount: 0,
  openBytes: 0,
  count: 0,
  trimmed: 0,
});

function createOpenChunk(capacity: number): OpenChunk {
  return {
    capacity,
    arrivalUs: new Float64Array(capacity),
    counter: new Float64Array(capacity),
    sizeBytes: new Uint32Array(capacity),
    keyId: new Uint32Array(capacity),
    producer: new Uint16Array(capacity),
    index: new Uint32Array(capacity),
  };
}

export function append(log: RecordLog, arrivalUs: number, counter: number, sizeBytes: number, keyId: number, producer: number, index: number): void {
  if (log.openCount === log.open.capacity) makeRoom(log);
  const { open } = log;
  const at = log.openCount++;
  open.arrivalUs[at] = arrivalUs;
  open.counter[at] = counter;
  open.sizeBytes[at] = sizeBytes;
  open.keyId[at] = keyId;
  open.producer[at] = producer;
  open.index[at] = index;
  log.openBytes += sizeBytes;
  log.count++;
}

/** Doubles a small open chunk; seals a full one. */
function makeRoom(log: RecordLog): void {
  const { open } = log;
  if (open.capacity < CHUNK_LENGTH) {
    const larger = createOpenChunk(open.capacity * 2);
    for (const name of COLUMNS) larger[name].set(open[name]);
    log.open = larger;
    return;
  }
  const columns = {} as Record<ColumnName, PackedColumn>;
  for (const name of COLUMNS) columns[name] = packColumn(open[name], CHUNK_LENGTH);
  log.sealed.push({ sealed: true, dataBytes: log.openBytes, columns });
  log.openCount = 0; // the same arrays serve the next chunk
  log.openBytes = 0;
}

const openStart = (log: RecordLog): number => log.count - log.openCount;

/** One value. The position must be retained: `log.trimmed` ≤ position < `log.count`. */
export function valueAt(log: RecordLog, name: ColumnName, position: number): number {
  const start = openStart(log);
  if (position >= start) return log.open[name][position - start]!;
  const chunk = log.sealed[Math.floor(position / CHUNK_LENGTH) - log.firstChunk]!;
  return packedAt(chunk.columns[name], position % CHUNK_LENGTH);
}

/** Values of positions [from, to) into `out`, from its start. */
export function readColumn(log: RecordLog, name: ColumnName, from: number, to: number, out: Float64Array): void {
  const start = openStart(log);
  let at = 0;
  let position = from;
  while (position < to && position < start) {
    const chunk = log.sealed[Math.floor(position / CHUNK_LENGTH) - log.firstChunk]!;
    const inChunk = position % CHUNK_LENGTH;
    const end = Math.min(CHUNK_LENGTH, inChunk + to - position);
    unpackInto(chunk.columns[name], inChunk, end, out, at);
    at += end - inChunk;
    position += end - inChunk;
  }
  const values = log.open[name];
  for (; position < to; position++) out[at++] = values[position - start]!;
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
  let bytes = log.open.capacity * 30;
  for (const chunk of log.sealed) for (const name of COLUMNS) bytes += packedBytes(chunk.columns[name]);
  return bytes;
}
