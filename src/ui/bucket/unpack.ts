/**
 * What lies inside a compressed object, up to a limit: nothing beyond it is unpacked. The bytes decide what it is, as other tools would
 * find it out, for Content-Encoding of Firehose's objects is not always true.
 */
import { Gunzip, Inflate } from 'fflate';
import { snappyUncompress } from 'hyparquet';

export type Packing = 'none' | 'gzip' | 'zip' | 'snappy' | 'hadoop-snappy' | 'parquet';

export interface Unpacked {
  packing: Packing;
  bytes: Uint8Array;
  /** Less than all that is inside. */
  isCut: boolean;
  /** The name of the entry of a ZIP. */
  entry: string | null;
}

const XERIAL_MAGIC = [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00];
const XERIAL_HEADER_BYTES = 16;
const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);
const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

export function packingOf(bytes: Uint8Array, contentEncoding: string | null): Packing {
  const isParquet = startsWith(bytes, ascii('PAR1')) && startsWith(bytes.subarray(-4), ascii('PAR1'));
  if (isParquet && bytes.length > 8) return 'parquet';
  if (startsWith(bytes, [0x1f, 0x8b])) return 'gzip';
  if (startsWith(bytes, [...ascii('PK'), 3, 4])) return 'zip';
  if (startsWith(bytes, XERIAL_MAGIC)) return 'snappy';
  return contentEncoding === 'hadoop-snappy' ? 'hadoop-snappy' : 'none';
}

/** Throws where the bytes are not what they begin as. */
export function unpack(bytes: Uint8Array, contentEncoding: string | null, limit: number): Unpacked {
  const packing = packingOf(bytes, contentEncoding);
  const of = (chunks: Iterable<Uint8Array>, entry: string | null = null): Unpacked => ({ packing, entry, ...gather(chunks, limit) });
  switch (packing) {
    case 'gzip':
      return of(inflated(bytes, (onData) => new Gunzip(onData)));
    case 'zip': {
      const { name, data } = firstEntry(bytes);
      return of(
        inflated(data, (onData) => new Inflate(onData)),
        name,
      );
    }
    case 'snappy':
      return of(xerialBlocks(bytes));
    case 'hadoop-snappy':
      return of(hadoopBlocks(bytes));
    default:
      return of([bytes]);
  }
}

function gather(chunks: Iterable<Uint8Array>, limit: number): { bytes: Uint8Array; isCut: boolean } {
  const parts: Uint8Array[] = [];
  let length = 0;
  let isCut = false;
  for (const chunk of chunks) {
    if (chunk.length === 0) continue;
    isCut = length + chunk.length > limit;
    const part = isCut ? chunk.subarray(0, limit - length) : chunk;
    parts.push(part);
    length += part.length;
    if (isCut) break;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, isCut };
}

/** Small, so that little more is unpacked than is shown. */
const PUSH_BYTES = 16 * 1024;

type Inflater = (onData: (chunk: Uint8Array) => void) => { push(chunk: Uint8Array, final?: boolean): void };

function* inflated(data: Uint8Array, create: Inflater): Generator<Uint8Array> {
  let out: Uint8Array[] = [];
  const inflater = create((chunk) => out.push(chunk));
  for (let at = 0; at < data.length; at += PUSH_BYTES) {
    inflater.push(data.subarray(at, at + PUSH_BYTES), at + PUSH_BYTES >= data.length);
    yield* out;
    out = [];
  }
}

const LOCAL_HEADER_BYTES = 30;
const DEFLATED = 8;

/** Of a ZIP that Firehose wrote: one entry, deflated. What follows the entry (the directory) is left to the inflater to ignore. */
function firstEntry(bytes: Uint8Array): { name: string; data: Uint8Array } {
  const view = viewOf(bytes);
  const method = view.getUint16(8, true);
  const size = view.getUint32(18, true);
  const nameLength = view.getUint16(26, true);
  const begin = LOCAL_HEADER_BYTES + nameLength + view.getUint16(28, true);
  if (method !== DEFLATED) throw new Error(`The entry of this ZIP is packed by method ${method}, not deflated.`);
  const name = new TextDecoder().decode(bytes.subarray(LOCAL_HEADER_BYTES, LOCAL_HEADER_BYTES + nameLength));
  return { name, data: size > 0 ? bytes.subarray(begin, begin + size) : bytes.subarray(begin) };
}

/** snappy-java's stream: a header of 16 bytes, then blocks with their packed length before them. */
function* xerialBlocks(bytes: Uint8Array): Generator<Uint8Array> {
  const view = viewOf(bytes);
  for (let at = XERIAL_HEADER_BYTES; at < bytes.length;) {
    const length = view.getUint32(at);
    yield snappyBlock(bytes.subarray(at + 4, at + 4 + length), length);
    at += 4 + length;
  }
}

/** Hadoop's: the unpacked length, then blocks with their packed length until it is reached. */
function* hadoopBlocks(bytes: Uint8Array): Generator<Uint8Array> {
  const view = viewOf(bytes);
  for (let at = 0; at < bytes.length;) {
    let left = view.getUint32(at);
    at += 4;
    while (left > 0) {
      const length = view.getUint32(at);
      const block = snappyBlock(bytes.subarray(at + 4, at + 4 + length), length);
      yield block;
      at += 4 + length;
      if (block.length === 0) throw new Error('A Snappy block is empty before its length is reached.');
      left -= block.length;
    }
  }
}

/** A buffer of Firehose holds 128 MiB, and a batch more; a length far beyond that is not one of its blocks. */
const BLOCK_BYTES_MAX = 160 * 1024 * 1024;

function snappyBlock(block: Uint8Array, length: number): Uint8Array {
  if (block.length < length) throw new Error('A Snappy block ends before its length is reached.');
  let unpackedLength = 0;
  for (let i = 0; i < 5; i++) {
    unpackedLength += (block[i] & 0x7f) * 2 ** (7 * i);
    if ((block[i] & 0x80) === 0) break;
  }
  if (!(unpackedLength <= BLOCK_BYTES_MAX)) throw new Error('A Snappy block gives a length that cannot be.');
  const unpacked = new Uint8Array(unpackedLength);
  snappyUncompress(block, unpacked);
  return unpacked;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
