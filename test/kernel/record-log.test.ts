import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  append,
  CHUNK_LENGTH,
  COLUMNS,
  createRecordLog,
  columnsBytes,
  firstAtLeast,
  logBytes,
  meaningOf,
  packLog,
  readColumn,
  trimBefore,
  unpackLog,
  valueAt,
  type RecordLog,
} from '../../src/engine/kernel/record-log.ts';

type Row = Record<(typeof COLUMNS)[number], number>;

/** Rows whose columns have all kinds of range: constant, narrow, three bytes, four bytes, and times beyond 2^32. */
const rowAt = (i: number): Row => ({
  arrivalUs: 5e12 + Math.floor(i / 3) * 700_001,
  counter: 4e9 + 2 * i,
  sizeBytes: 100 + ((i * 7919) % 200),
  keyId: (i * 104_729) % 9_000_000,
  producer: 3,
  index: (i * 2_654_435_761) % 4_294_967_296,
});

function logOf(count: number): RecordLog {
  const log = createRecordLog();
  appendUntil(log, count);
  return log;
}

function appendUntil(log: RecordLog, count: number): void {
  while (log.count < count) {
    const row = rowAt(log.count);
    append(log, row.arrivalUs, row.counter, row.sizeBytes, row.keyId, row.producer, row.index);
  }
}

const column = (log: RecordLog, name: keyof Row, from: number, to: number): number[] => {
  const out = new Float64Array(to - from);
  readColumn(log, name, from, to, out);
  return [...out];
};

/** Around every place where a chunk grows, is sealed, or follows a sealed one. */
const LENGTHS = [0, 1, 63, 64, 65, 128, 129, CHUNK_LENGTH - 1, CHUNK_LENGTH, CHUNK_LENGTH + 1, 2 * CHUNK_LENGTH + 5];

describe.each(LENGTHS)('a log of %i records', (count) => {
  const log = logOf(count);

  test('gives every value of every column back', () => {
    for (const name of COLUMNS) {
      const wanted = Array.from({ length: count }, (_, i) => rowAt(i)[name]);
      expect(column(log, name, 0, count)).toEqual(wanted);
      for (const i of [0, 1, 63, 64, CHUNK_LENGTH - 1, CHUNK_LENGTH, count - 1].filter((i) => i >= 0 && i < count))
        expect(valueAt(log, name, i)).toBe(wanted[i]);
    }
  });

  test('finds the first record at or after an instant', () => {
    const times = column(log, 'arrivalUs', 0, count);
    for (const i of [0, 1, 2, 3, 64, CHUNK_LENGTH - 1, CHUNK_LENGTH, CHUNK_LENGTH + 1].filter((i) => i < count))
      for (const bound of [times[i] - 1, times[i], times[i] + 1]) {
        const wanted = times.findIndex((time) => time >= bound);
        expect(firstAtLeast(log, 'arrivalUs', bound)).toBe(wanted < 0 ? count : wanted);
      }
    expect(firstAtLeast(log, 'arrivalUs', Infinity)).toBe(count);
    expect(firstAtLeast(log, 'counter', 0)).toBe(0);
  });
});

describe('reading a part', () => {
  const log = logOf(2 * CHUNK_LENGTH + 100);
  test('gives the same as reading one by one, across every seam', () => {
    const near = fc.oneof(
      fc.nat(log.count),
      ...[0, 1, 2].map((chunk) => fc.integer({ min: -2, max: 2 }).map((d) => chunk * CHUNK_LENGTH + d)),
    );
    const position = near.map((at) => Math.min(Math.max(at, 0), log.count));
    fc.assert(
      fc.property(position, position, fc.constantFrom(...COLUMNS), (a, b, name) => {
        const [from, to] = [Math.min(a, b), Math.min(Math.max(a, b), Math.min(a, b) + 50)];
        expect(column(log, name, from, to)).toEqual(Array.from({ length: to - from }, (_, i) => rowAt(from + i)[name]));
      }),
    );
  });
});

describe('trimming', () => {
  test('keeps positions, lets whole chunks go, never goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3 * CHUNK_LENGTH), { minLength: 1, maxLength: 6 }), (cuts) => {
        const log = logOf(2 * CHUNK_LENGTH + 100);
        let trimmed = 0;
        for (const cut of cuts) {
          trimBefore(log, cut);
          trimmed = Math.max(trimmed, Math.min(cut, log.count));
          expect(log.trimmed).toBe(trimmed);
          expect(log.count).toBe(2 * CHUNK_LENGTH + 100);
          expect(log.firstChunk).toBe(Math.min(Math.floor(trimmed / CHUNK_LENGTH), 2));
          for (const i of [trimmed, trimmed + 1, log.count - 1].filter((i) => i >= trimmed && i < log.count))
            expect(valueAt(log, 'index', i)).toBe(rowAt(i).index);
          expect(firstAtLeast(log, 'counter', 0)).toBe(trimmed);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('goes on appending after everything was trimmed', () => {
    const log = logOf(CHUNK_LENGTH + 10);
    trimBefore(log, log.count);
    appendUntil(log, 3 * CHUNK_LENGTH);
    expect(valueAt(log, 'counter', CHUNK_LENGTH + 10)).toBe(rowAt(CHUNK_LENGTH + 10).counter);
    expect(valueAt(log, 'counter', log.count - 1)).toBe(rowAt(log.count - 1).counter);
  });
});

test('a sealed chunk is never written again', () => {
  const log = logOf(CHUNK_LENGTH + 1);
  const before = structuredClone(log.sealed[0]);
  const sealed = log.sealed[0];
  for (let i = 0; i < CHUNK_LENGTH; i++) append(log, 6e12, 9e9 + i, 1, 1, 1, i);
  expect(log.sealed[0]).toBe(sealed);
  expect(sealed).toEqual(before);
});

test('sealed records take a fraction of an open chunk', () => {
  const log = createRecordLog();
  for (let i = 0; i <= 4 * CHUNK_LENGTH; i++) append(log, 1000 * i, 1e9 + i, 100, i % 250, 1, i);
  const perRecord = (logBytes(log) - log.times.byteLength - log.rows.byteLength) / (4 * CHUNK_LENGTH);
  expect(perRecord).toBeLessThan(12);
});

describe('a log at rest', () => {
  test.each(LENGTHS)('of %i records comes back as it was, with the room that it had', (count) => {
    const log = logOf(count);
    const back = unpackLog(structuredClone(packLog(log)));
    expect(meaningOf(back)).toEqual(meaningOf(log));
    expect(back.openCapacity).toBe(log.openCapacity);
  });

  test('is not touched by the log going on, nor by one made of it', () => {
    fc.assert(
      fc.property(fc.nat(2 * CHUNK_LENGTH), fc.nat(CHUNK_LENGTH + 100), fc.nat(2 * CHUNK_LENGTH), (count, more, cut) => {
        const log = logOf(count);
        trimBefore(log, cut);
        const [packed, before] = [packLog(log), structuredClone(packLog(log))];
        const back = unpackLog(packed);
        appendUntil(log, count + more);
        append(back, 9e12, 9e9, 9, 9, 9, 9); // another history
        trimBefore(back, count);
        expect(packed).toEqual(before);
        const again = unpackLog(packed);
        appendUntil(again, count + more);
        expect(meaningOf(again)).toEqual(meaningOf(log));
      }),
      { numRuns: 40 },
    );
  });

  test('is packed once while nothing changes, and again when something did', () => {
    const log = logOf(CHUNK_LENGTH + 10);
    const packed = packLog(log);
    expect(packLog(log)).toBe(packed);
    expect(packLog(unpackLog(packed))).toBe(packed);
    trimBefore(log, 5);
    expect(packLog(log).trimmed).toBe(5);
    appendUntil(log, log.count + 1);
    expect(packLog(log).count).toBe(CHUNK_LENGTH + 11);
  });

  test('shares the sealed chunks, and takes a fraction of the open one', () => {
    const log = createRecordLog();
    for (let i = 0; i < CHUNK_LENGTH + 2000; i++) append(log, 1000 * i, 1e9 + i, 100, i % 250, 1, i);
    const packed = packLog(log);
    expect(packed.sealed[0]).toBe(log.sealed[0]);
    expect(columnsBytes(packed.open) / 2000).toBeLessThan(12);
  });
});

test('what a log says does not depend on its room, nor on what stood in it before', () => {
  const log = logOf(CHUNK_LENGTH + 10); // the open chunk holds 4,086 rows of the sealed one
  const back = unpackLog(packLog(log));
  expect(back.times).not.toEqual(log.times);
  expect(meaningOf(back)).toEqual(meaningOf(log));
  back.rows[0]++;
  expect(meaningOf(back)).not.toEqual(meaningOf(log));
});
