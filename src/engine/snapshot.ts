/**
 * Snapshots: the world's state at rest. What can no longer change is shared with the world (sealed chunks of the log, and
 * every frozen object: frozen means unchanging through and through), the history and the payloads given through the API
 * only grow and are kept as "the first so many", typed arrays are packed, the rest is copied. A world restored from a
 * snapshot goes on exactly as the original would have.
 */
import { isHeld, type Held } from './kernel/held.ts';
import { packNumbers, packedNumbersBytes, unpackNumbers, type NumberArray, type PackedNumbers } from './kernel/packed-numbers.ts';
import { columnsBytes, isRecordLog, meaningOf, packLog, unpackLog, type PackedLog } from './kernel/record-log.ts';
import type { Interpreter } from './firehose/transform/interpreter.ts';
import { createKinesisCache } from './kinesis/kinesis.ts';
import type { DatasetRows } from './producers/dataset.ts';
import { withPayloads, type World } from './world.ts';

type WorldState = Pick<World, 'sim' | 'kinesis' | 'producers' | 'consumers' | 'firehose' | 's3' | 'faults' | 'meters' | 'record'>;

export interface Snapshot {
  atUs: number;
  /** The state, packed. */
  parts: Record<string, unknown>;
  /** Logs among the parts, for those who count: snapshots share what did not change between them. */
  logs: PackedLog[];
  /** Frozen objects with bytes in them, each once: snapshots and the world share them. */
  held: Held[];
  /** What the parts take, roughly: without logs, and without what is shared with the world. */
  bytes: number;
}

/** The beginning of a list that only ever grows. */
interface Beginning {
  packed: true;
  kind: 'beginning';
  of: readonly unknown[];
  length: number;
}

const beginningOf = (of: readonly unknown[]): Beginning => ({ packed: true, kind: 'beginning', of, length: of.length });

export function takeSnapshot(world: World): Snapshot {
  const { sim, kinesis, producers, consumers, firehose, s3, faults, meters, record } = world;
  const tally: Tally = { bytes: 0, logs: [], held: new Set() };
  const bare = { sim: { ...sim, history: [] }, kinesis: { ...kinesis, apiPayloads: [] } };
  const rest = { ...bare, producers, consumers, firehose, s3, faults, meters, record };
  const parts = pack(rest, tally) as Record<string, unknown>;
  parts.history = beginningOf(sim.history);
  parts.apiPayloads = beginningOf(kinesis.apiPayloads);
  return { atUs: sim.nowUs, parts, logs: tally.logs, held: [...tally.held], bytes: tally.bytes };
}

export function restoreWorld(
  snapshot: Snapshot,
  datasets: ReadonlyMap<string, DatasetRows>,
  interpreter: Interpreter | null = null,
): World {
  return withPayloads({ ...stateOf(snapshot), cache: createKinesisCache(() => new Uint8Array(0)), datasets, interpreter });
}

function stateOf({ parts }: Snapshot): WorldState {
  const { history, apiPayloads, ...rest } = unpack(parts) as WorldState &
    Pick<World['sim'], 'history'> &
    Pick<World['kinesis'], 'apiPayloads'>;
  rest.sim.history = history;
  rest.kinesis.apiPayloads = apiPayloads;
  return rest;
}

type TypedArray = Exclude<NumberArray, number[]>;

interface Tally {
  bytes: number;
  logs: PackedLog[];
  held: Set<Held>;
}

/** What V8 spends on an object or array, on a member, and on a typed array with its buffer, roughly. */
const OBJECT_BYTES = 24;
const MEMBER_BYTES = 12;
const BUFFER_BYTES = 160;

/** Plain data at rest. Sharing between two places of the state is not kept. */
function pack(value: unknown, tally: Tally): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return packArray(value as TypedArray, 1, tally);
  if (Object.isFrozen(value)) {
    if (isHeld(value)) tally.held.add(value);
    return value;
  }
  if (Array.isArray(value)) {
    const numbers = packNumbers(value as number[]);
    if (numbers !== null) return counted(numbers, tally);
    tally.bytes += OBJECT_BYTES + MEMBER_BYTES * value.length;
    const items: unknown[] = value.slice();
    for (let i = 0; i < items.length; i++) if (typeof items[i] === 'object') items[i] = pack(items[i], tally);
    return items;
  }
  if (isRecordLog(value)) {
    const packed = packLog(value);
    tally.logs.push(packed);
    return packed;
  }
  const out: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    tally.bytes += MEMBER_BYTES;
    const member = (value as Record<string, unknown>)[name];
    out[name] = isMeterOf(value, name) ? packArray(member as Float64Array, value.columns, tally) : pack(member, tally);
  }
  tally.bytes += OBJECT_BYTES;
  return out;
}

/** A meter's values stand row by row: each column is packed by itself. */
const isMeterOf = (value: object, name: string): value is { columns: number } =>
  name === 'values' && 'beats' in value && 'columns' in value && typeof value.columns === 'number';

function packArray(values: TypedArray, stride: number, tally: Tally): unknown {
  const packed = packNumbers(values, stride);
  if (packed !== null) return counted(packed, tally);
  tally.bytes += BUFFER_BYTES + values.byteLength;
  return values.slice();
}

function counted(packed: PackedNumbers, tally: Tally): PackedNumbers {
  const buffers = packed.columns.filter(({ width }) => width > 0).length + (packed.places === null ? 0 : 1);
  tally.bytes += (4 + packed.columns.length) * OBJECT_BYTES + buffers * BUFFER_BYTES + packedNumbersBytes(packed);
  return packed;
}

/** What a packed log takes without its sealed chunks. */
export const packedLogBytes = ({ open, sealed }: PackedLog): number =>
  4 * OBJECT_BYTES + 8 * sealed.length + 6 * (OBJECT_BYTES + BUFFER_BYTES) + columnsBytes(open);

function unpack(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return (value as TypedArray).slice();
  if (Object.isFrozen(value)) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = value.slice();
    for (let i = 0; i < items.length; i++) if (typeof items[i] === 'object') items[i] = unpack(items[i]);
    return items;
  }
  if (isPacked(value)) return unpackOne(value);
  const out: Record<string, unknown> = {};
  for (const name of Object.keys(value)) out[name] = unpack((value as Record<string, unknown>)[name]);
  return out;
}

type Packed = PackedLog | PackedNumbers | Beginning;

/** Told by two members: a learner's tags and policies may use any one name. */
const isPacked = (value: object): value is Packed =>
  'packed' in value && value.packed === true && 'kind' in value && ['log', 'numbers', 'beginning'].includes(value.kind as string);

function unpackOne(packed: Packed): unknown {
  switch (packed.kind) {
    case 'log':
      return unpackLog(packed);
    case 'numbers':
      return unpackNumbers(packed);
    case 'beginning':
      return packed.of.slice(0, packed.length);
  }
}

/** A short text that changes with any part of the state: equal worlds, equal digests, whether restored or played from the start. */
export function digestOf(world: World | Snapshot): string {
  const hash = { a: 0x811c9dc5, b: 0x9e3779b9 };
  const { sim, kinesis, producers, consumers, firehose, s3, faults, meters, record } = 'parts' in world ? stateOf(world) : world;
  feed(hash, { sim, kinesis, producers, consumers, firehose, s3, faults, meters, record });
  return (hash.a >>> 0).toString(16).padStart(8, '0') + (hash.b >>> 0).toString(16).padStart(8, '0');
}

type Hash = { a: number; b: number };

function feedText(hash: Hash, text: string): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    hash.a = Math.imul(hash.a ^ code, 0x01000193);
    hash.b = Math.imul(hash.b ^ (code + 0x9e37), 0x85ebca6b) ^ (hash.b >>> 13);
  }
}

function feedBytes(hash: Hash, bytes: Uint8Array): void {
  feedText(hash, `[${bytes.length}`);
  for (let i = 0; i < bytes.length; i++) {
    hash.a = Math.imul(hash.a ^ bytes[i], 0x01000193);
    hash.b = Math.imul(hash.b ^ (bytes[i] + 0x9e37), 0x85ebca6b) ^ (hash.b >>> 13);
  }
}

function feed(hash: Hash, value: unknown): void {
  if (typeof value !== 'object' || value === null) feedText(hash, `${typeof value}${String(value)};`);
  else if (value instanceof Uint8Array) feedBytes(hash, value);
  else if (ArrayBuffer.isView(value)) feedText(hash, `[${(value as Uint32Array).join()}]`);
  else if (Array.isArray(value)) {
    feedText(hash, `[${value.length}`);
    for (const item of value) feed(hash, item);
  } else if (isRecordLog(value)) feed(hash, meaningOf(value));
  else
    for (const name of Object.keys(value).sort()) {
      feedText(hash, `${name}:`);
      feed(hash, (value as Record<string, unknown>)[name]);
    }
}
