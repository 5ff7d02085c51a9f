/** The records of a parcel, one after another though they lie in several batches. */
import { nextUint32, createRandom } from '../../kernel/random.ts';
import type { Failure } from '../failure.ts';
import type { DeliveryStream, Parcel } from '../firehose-state.ts';
import { numberAt, pickRecords, recordAt, type RecordBatch } from '../record-batch.ts';
import { attemptsAtDestination } from './retry.ts';

/** `place`: within the parcel. */
export function eachRecord(
  batches: readonly RecordBatch[],
  visit: (data: Uint8Array, batch: RecordBatch, i: number, place: number) => void,
): void {
  let place = 0;
  for (const batch of batches) for (let i = 0; i < batch.count; i++) visit(recordAt(batch, i), batch, i, place++);
}

/** Records that `why` says something about, with what it says: together where it says the same. */
export function refusedRecords(
  parcel: Parcel,
  folder: Failure['folder'],
  why: (data: Uint8Array, batch: RecordBatch, i: number) => { code: string; message: string } | null,
): Failure[] {
  const failures: Failure[] = [];
  const attemptsMade = Math.max(1, attemptsAtDestination(parcel));
  for (const batch of parcel.batches) {
    const bySaying = new Map<string, { code: string; message: string; picked: number[] }>();
    for (let i = 0; i < batch.count; i++) {
      const error = why(recordAt(batch, i), batch, i);
      if (error === null) continue;
      const saying = `${error.code} ${error.message}`;
      const known = bySaying.get(saying);
      if (known === undefined) bySaying.set(saying, { ...error, picked: [i] });
      else known.picked.push(i);
    }
    for (const { code, message, picked } of bySaying.values())
      failures.push({
        folder,
        batch: pickRecords(batch, picked),
        errorCode: code,
        errorMessage: message,
        attemptsMade,
      });
  }
  return failures;
}

export const countOf = (failures: readonly Failure[]): number => failures.reduce((sum, { batch }) => sum + batch.count, 0);

/** Records between two places of the parcel, `to` exclusive. */
export function recordsBetween(batches: readonly RecordBatch[], from: number, to: number): RecordBatch[] {
  const found: RecordBatch[] = [];
  let start = 0;
  for (const batch of batches) {
    const first = Math.max(from - start, 0);
    const last = Math.min(to - start, batch.count);
    if (first === 0 && last === batch.count) found.push(batch);
    else if (first < last)
      found.push(
        pickRecords(
          batch,
          Array.from({ length: last - first }, (_, i) => first + i),
        ),
      );
    start += batch.count;
  }
  return found;
}

/** The share of records that the destination refuses: always the same ones, however often they are sent. */
export function refusesByFault(stream: DeliveryStream): (batch: RecordBatch, i: number) => boolean {
  const share = stream.broken.rejects;
  if (share <= 0) return () => false;
  const salt = nextUint32(createRandom('rejects', stream.spec.id));
  return (batch, i) => mixed(numberAt(batch, i) ^ salt) < share * 0x1_0000_0000;
}

function mixed(x: number): number {
  let y = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  y = Math.imul(y ^ (y >>> 15), 0x846ca68b);
  return (y ^ (y >>> 16)) >>> 0;
}
