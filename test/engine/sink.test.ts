/** The account at the sink: what was processed once, twice, out of order, given up, handed on. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSink, noteDiverted, noteLost, noteProcessed, sinkShard } from '../../src/engine/consumers/sink.ts';
import { append, createRecordLog, type RecordLog } from '../../src/engine/kernel/record-log.ts';

const RECORDS = 40;
/** A log whose records have these keys. */
function logOf(keys: readonly number[]): RecordLog {
  const log = createRecordLog();
  keys.forEach((key, i) => append(log, i, i, 1, key, 0, i));
  return log;
}
const range = fc.tuple(fc.nat(RECORDS), fc.nat(RECORDS)).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);

test('counts as one who remembers every record by itself', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: RECORDS, maxLength: RECORDS }), fc.array(range, { maxLength: 20 }), (keys, ranges) => {
      const log = logOf(keys);
      const sink = createSink();
      const times = keys.map(() => 0);
      let [duplicates, late] = [0, 0];
      for (const [from, to] of ranges) {
        noteProcessed(sink, 0, from, to, log);
        const before = [...times];
        for (let position = from; position < to; position++) {
          if (times[position]++ > 0) duplicates++;
          else if (before.some((count, other) => other > position && count > 0 && keys[other] === keys[position])) late++;
        }
      }
      expect(sink).toMatchObject({ processed: times.filter((count) => count > 0).length, duplicates, outOfOrder: late });
      const covered = times.map((_, at) => (sink.shards[0]?.done ?? []).some(([from, to]) => from <= at && at < to));
      expect(covered).toEqual(times.map((count) => count > 0));
    }),
    { numRuns: 300 },
  );
});

describe('what was not processed', () => {
  test('is counted once, whether lost or handed on', () => {
    const sink = createSink();
    noteLost(sink, 3, 0, 10);
    noteLost(sink, 3, 5, 12);
    noteDiverted(sink, 3, 20, 21);
    noteDiverted(sink, 3, 20, 21);
    expect(sink).toMatchObject({ processed: 0, lost: 12, diverted: 1 });
    expect(sink.shards[3]).toMatchObject({ from: 0, lost: [[0, 12]], diverted: [[20, 21]] });
  });

  test('a shard is answered for from where its reading began', () => {
    const sink = createSink();
    sinkShard(sink, 1, 7);
    noteProcessed(sink, 1, 7, 9);
    expect(sink.shards[1]).toMatchObject({ from: 7, done: [[7, 9]] });
  });
});

test('without the log order is not looked at, with it a later key of another record is no disorder', () => {
  const log = logOf([1, 2, 1, 2]);
  const sink = createSink();
  noteProcessed(sink, 0, 2, 4, log);
  noteProcessed(sink, 0, 0, 1);
  expect(sink.outOfOrder).toBe(0);
  noteProcessed(sink, 0, 1, 2, log);
  expect(sink.outOfOrder).toBe(1);
  const other = createSink();
  noteProcessed(other, 0, 3, 4, log);
  noteProcessed(other, 0, 0, 1, log);
  expect(other.outOfOrder).toBe(0);
});
