/** Records of several batches as one batch. */
import { arrivalMsAt, createBatch, numberAt, originalBytesAt, positionAt, recordAt, type RecordBatch } from '../record-batch.ts';

export interface Picked {
  batch: RecordBatch;
  index: number;
}

/** `data`: in place of the records' own, by place. */
export function gatherRecords(picked: readonly Picked[], data: readonly Uint8Array[] | null): RecordBatch {
  const pieces = data ?? picked.map(({ batch, index }) => recordAt(batch, index));
  const ends = new Uint32Array(picked.length);
  let size = 0;
  for (const [i, piece] of pieces.entries()) ends[i] = size += piece.length;
  const bytes = new Uint8Array(size);
  for (const [i, piece] of pieces.entries()) bytes.set(piece, ends[i] - piece.length);
  const column = (value: (of: Picked) => number): Float64Array => Float64Array.from(picked, value);
  const shard = picked[0]?.batch.source?.shard;
  const isOfOneShard = shard !== undefined && picked.every(({ batch }) => batch.source?.shard === shard);
  return createBatch({
    count: picked.length,
    bytes,
    ends,
    arrivalMs: column(({ batch, index }) => arrivalMsAt(batch, index)),
    numbers: column(({ batch, index }) => numberAt(batch, index)),
    originalBytes: Uint32Array.from(picked, ({ batch, index }) => originalBytesAt(batch, index)),
    source: isOfOneShard ? { shard, positions: column(({ batch, index }) => positionAt(batch, index)!) } : null,
  });
}
