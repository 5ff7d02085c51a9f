/** Several batches as one, in their order. */
import { createBatch, originalBytesAt, type RecordBatch } from '../record-batch.ts';

/** Without positions where the batches are of several shards. */
export function mergeBatches(batches: readonly RecordBatch[]): RecordBatch {
  const kept = batches.filter(({ count }) => count > 0);
  if (kept.length === 1) return kept[0];
  const count = kept.reduce((sum, batch) => sum + batch.count, 0);
  const bytes = new Uint8Array(kept.reduce((sum, batch) => sum + batch.bytes.length, 0));
  const ends = new Uint32Array(count);
  let [at, byteAt] = [0, 0];
  for (const batch of kept) {
    bytes.set(batch.bytes, byteAt);
    for (let i = 0; i < batch.count; i++) ends[at++] = byteAt + batch.ends[i];
    byteAt += batch.bytes.length;
  }
  const shard = kept[0]?.source?.shard;
  const isOneShard = shard !== undefined && kept.every(({ source }) => source?.shard === shard);
  return createBatch({
    count,
    bytes,
    ends,
    arrivalMs: mergeColumn(kept, count, 0, ({ arrivalMs }) => arrivalMs),
    numbers: mergeColumn(kept, count, 1, ({ numbers }) => numbers),
    originalBytes: kept.every(({ originalBytes }) => originalBytes === null) ? null : mergeSizes(kept, count),
    source: isOneShard ? { shard, positions: mergeColumn(kept, count, 1, ({ source }) => source!.positions) } : null,
  });
}

/** One number stays one where the batches go on from each other. */
function mergeColumn(
  batches: readonly RecordBatch[],
  count: number,
  step: 0 | 1,
  of: (batch: RecordBatch) => number | Float64Array,
): number | Float64Array {
  const first = batches.length === 0 ? 0 : of(batches[0]);
  let before = 0;
  const goesOn = batches.every((batch) => {
    const expected = typeof first === 'number' ? first + step * before : NaN;
    before += batch.count;
    return of(batch) === expected;
  });
  if (goesOn) return first;
  const merged = new Float64Array(count);
  let at = 0;
  for (const batch of batches) {
    const column = of(batch);
    if (typeof column !== 'number') merged.set(column, at);
    else if (step === 0) merged.fill(column, at, at + batch.count);
    else for (let i = 0; i < batch.count; i++) merged[at + i] = column + i;
    at += batch.count;
  }
  return merged;
}

function mergeSizes(batches: readonly RecordBatch[], count: number): Uint32Array {
  const merged = new Uint32Array(count);
  let at = 0;
  for (const batch of batches) for (let i = 0; i < batch.count; i++) merged[at++] = originalBytesAt(batch, i);
  return merged;
}
