/** The bytes of an object out of records: delimiter, then compression. */
import type { Compression } from '../delivery-stream-spec.ts';
import type { RecordBatch } from '../record-batch.ts';

export interface BodyOptions {
  /** A line feed between records, none at the end. */
  delimiter: boolean;
  compression: Compression;
  /** Name of the entry in a ZIP. */
  id: string;
}

export function encodeBody(batches: readonly RecordBatch[], _options: BodyOptions): Uint8Array {
  return batches[0]?.bytes ?? new Uint8Array(0);
}

/** Content-Type and Content-Encoding as Firehose sets them. */
export function contentHeaders(_format: Compression | 'parquet'): { contentType: string; contentEncoding: string | null } {
  return { contentType: 'application/octet-stream', contentEncoding: null };
}
