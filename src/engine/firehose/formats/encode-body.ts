/**
 * The bytes of an object out of records: delimiter, then compression. https://docs.aws.amazon.com/firehose/latest/dev/create-destination.html
 * Framings are those that were seen of the service: Snappy is snappy-java's stream (not the official framing format), Hadoop-Snappy
 * Hadoop's blocks, ZIP one entry. Simplified: the degree of compression is this library's, not the service's.
 */
import { compress as compressSnappy } from 'snappyjs';
import type { Compression } from '../delivery-stream-spec.ts';
import type { RecordBatch } from '../record-batch.ts';
import { gzipOf } from './gzip-file.ts';
import { zipOf } from './zip-entry.ts';

export interface BodyOptions {
  /** A line feed between records, none at the end. */
  delimiter: boolean;
  compression: Compression;
  /** Name of the entry in a ZIP. */
  id: string;
}

const LINE_FEED = 10;
/** Fast, and for text not much larger than the best. */
export const DEFLATE_LEVEL = 1;
/** Of snappy-java's streams. */
const SNAPPY_BLOCK_BYTES = 32 * 1024;
/** Magic, version 1, compatible with 1. */
const XERIAL_HEADER = Uint8Array.of(0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1);

export function encodeBody(batches: readonly RecordBatch[], { delimiter, compression, id }: BodyOptions): Uint8Array {
  return compressBody(concatenate(batches, delimiter), compression, id);
}

export function compressBody(body: Uint8Array, compression: Compression, id: string): Uint8Array {
  switch (compression) {
    case 'UNCOMPRESSED':
      return body;
    case 'GZIP':
      return gzipOf(body);
    case 'ZIP':
      return zipOf(id, body, DEFLATE_LEVEL);
    case 'Snappy':
      return snappyBlocks(body, XERIAL_HEADER, false);
    case 'HADOOP_SNAPPY':
      return snappyBlocks(body, new Uint8Array(0), true);
  }
}

function concatenate(batches: readonly RecordBatch[], delimiter: boolean): Uint8Array {
  const records = batches.reduce((sum, { count }) => sum + count, 0);
  const bytes = batches.reduce((sum, batch) => sum + batch.bytes.length, 0);
  // never the batch's own array: what an object holds may be handed out
  const body = new Uint8Array(bytes + (delimiter ? Math.max(0, records - 1) : 0));
  let [at, written] = [0, 0];
  for (const batch of batches) {
    if (!delimiter) {
      body.set(batch.bytes, at);
      at += batch.bytes.length;
      continue;
    }
    for (let i = 0, from = 0; i < batch.count; i++) {
      if (written++ > 0) body[at++] = LINE_FEED;
      const to = batch.ends[i];
      body.set(batch.bytes.subarray(from, to), at);
      at += to - from;
      from = to;
    }
  }
  return body;
}

/** Blocks of 32 KiB, each after its compressed length; `hadoop`: and before that its length. */
function snappyBlocks(body: Uint8Array, header: Uint8Array, hadoop: boolean): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = header.length;
  for (let from = 0; from < body.length; from += SNAPPY_BLOCK_BYTES) {
    const piece = compressSnappy(body.subarray(from, from + SNAPPY_BLOCK_BYTES));
    pieces.push(piece);
    size += piece.length + (hadoop ? 8 : 4);
  }
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  out.set(header);
  let at = header.length;
  for (const [i, piece] of pieces.entries()) {
    if (hadoop) view.setUint32(at, Math.min(SNAPPY_BLOCK_BYTES, body.length - i * SNAPPY_BLOCK_BYTES));
    if (hadoop) at += 4;
    view.setUint32(at, piece.length);
    out.set(piece, at + 4);
    at += 4 + piece.length;
  }
  return out;
}

const ENCODINGS: Record<Compression | 'parquet', string | null> = {
  UNCOMPRESSED: null,
  GZIP: 'gzip',
  ZIP: 'zip',
  Snappy: 'snappy-java',
  HADOOP_SNAPPY: 'hadoop-snappy',
  // what the service says of a plain Parquet file
  parquet: 'hadoop-snappy',
};

/** Content-Type and Content-Encoding as Firehose sets them. */
export const contentHeaders = (format: Compression | 'parquet'): { contentType: string; contentEncoding: string | null } => ({
  contentType: 'application/octet-stream',
  contentEncoding: ENCODINGS[format],
});
