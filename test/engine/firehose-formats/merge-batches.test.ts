/** Batches put together say of every record what they said apart. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeBatches } from '../../../src/engine/firehose/formats/merge-batches.ts';
import * as batches from '../../../src/engine/firehose/record-batch.ts';
import { textOf } from './records.ts';

const { arrivalMsAt, createBatch, numberAt, originalBytesAt, pickRecords, positionAt, recordAt } = batches;

const recordsOf = (batch: batches.RecordBatch) =>
  Array.from({ length: batch.count }, (_, i) => [
    textOf(recordAt(batch, i)),
    arrivalMsAt(batch, i),
    numberAt(batch, i),
    originalBytesAt(batch, i),
    positionAt(batch, i),
  ]);

test('any batches of one shard', () => {
  const part = fc.record({
    count: fc.integer({ min: 0, max: 4 }),
    skip: fc.integer({ min: 0, max: 1 }),
    arrival: fc.constantFrom(1000, 2000),
    isPicked: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      let number = 0;
      const made = parts.map(({ count, skip, arrival, isPicked }) => {
        const first = (number += skip);
        number += count;
        const ends = Uint32Array.from({ length: count }, (_, i) => (i + 1) * 3);
        const bytes = new TextEncoder().encode(Array.from({ length: count }, (_, i) => String(100 + first + i)).join(''));
        const whole = createBatch({
          count,
          bytes,
          ends,
          arrivalMs: arrival,
          numbers: first,
          originalBytes: null,
          source: { shard: 2, positions: first + 7 },
        });
        return isPicked
          ? pickRecords(
              whole,
              [...ends.keys()].reverse(),
              [...ends.keys()].map(() => new TextEncoder().encode('other')),
            )
          : whole;
      });
      expect(recordsOf(mergeBatches(made))).toEqual(made.flatMap(recordsOf));
    }),
  );
});

test('what goes on stays one number; several shards have no positions', () => {
  const one = (shard: number, number: number) =>
    createBatch({
      count: 2,
      bytes: new Uint8Array(2),
      ends: Uint32Array.of(1, 2),
      arrivalMs: 5,
      numbers: number,
      originalBytes: null,
      source: { shard, positions: number },
    });
  expect(mergeBatches([one(0, 4), one(0, 6)])).toMatchObject({ arrivalMs: 5, numbers: 4, source: { shard: 0, positions: 4 } });
  expect(mergeBatches([one(0, 4), one(1, 7)])).toMatchObject({ numbers: Float64Array.of(4, 5, 7, 8), source: null });
});
