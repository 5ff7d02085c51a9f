/** Record format conversion: the files are read by DuckDB. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { convert } from '../../../src/engine/firehose/formats/convert.ts';
import { convertTexts, OPENX, specOf, startDuck, type Columns } from './conversions.ts';
import { batchOfTexts, textOf } from './records.ts';

const ALL: Columns = {
  flag: 'boolean',
  small: 'int',
  large: 'bigint',
  rough: 'float',
  fine: 'double',
  word: 'string',
  at: 'timestamp',
  day: 'date',
};

const rowsOf = startDuck();

describe('files that DuckDB reads', () => {
  const ROW = {
    flag: true,
    small: -7,
    large: 9007199254740991,
    rough: 1.5,
    fine: 0.1,
    word: 'größe 😀 "q"',
    at: '2026-07-13T14:05:09.123456Z',
    day: '2024-02-29',
  };

  test.each(['SNAPPY', 'GZIP', 'UNCOMPRESSED'] as const)('all types, %s', async (compression) => {
    const rows = Array.from({ length: 5000 }, (_, i) => (i % 3 === 0 ? { word: `only ${i}` } : { ...ROW, small: i }));
    const { body, records, failures } = convertTexts(
      ALL,
      rows.map((row) => JSON.stringify(row)),
      { parquet: { compression } },
    );
    expect([records.count, failures]).toEqual([5000, []]);
    const found = await rowsOf(body);
    expect(found).toHaveLength(5000);
    expect(found[0]).toEqual({ flag: null, small: null, large: null, rough: null, fine: null, word: 'only 0', at: null, day: null });
    expect(found[4]).toEqual({
      flag: true,
      small: 4,
      large: 9007199254740991n,
      rough: 1.5,
      fine: 0.1,
      word: 'größe 😀 "q"',
      at: new Date('2026-07-13T14:05:09.123Z'),
      day: new Date('2024-02-29T00:00:00Z'),
    });
    const [sums] = await rowsOf(body, 'SELECT sum(small) AS small, count("at") AS times, epoch_us(max("at")) AS micros FROM file');
    const expected = rows.reduce((sum, row) => sum + ('small' in row ? row.small : 0), 0);
    expect([Number(sums.small), Number(sums.times), sums.micros]).toEqual([
      expected,
      3333,
      BigInt(Date.UTC(2026, 6, 13, 14, 5, 9)) * 1000n + 123456n,
    ]);
    const codecs = await rowsOf(body, 'SELECT DISTINCT compression FROM parquet_metadata(file)');
    expect(codecs).toEqual([{ compression }]);
  });

  test('the columns have the types of the table', async () => {
    const { body } = convertTexts(ALL, [JSON.stringify(ROW)]);
    const described = await rowsOf(body, 'DESCRIBE SELECT * FROM file');
    expect(described.map(({ column_name, column_type }) => [column_name, column_type])).toEqual([
      ['flag', 'BOOLEAN'],
      ['small', 'INTEGER'],
      ['large', 'BIGINT'],
      ['rough', 'FLOAT'],
      ['fine', 'DOUBLE'],
      ['word', 'VARCHAR'],
      ['at', 'TIMESTAMP'],
      ['day', 'DATE'],
    ]);
  });

  test('any rows come back as they were', async () => {
    const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 4 });
    const row = fc.record({
      flag: optional(fc.boolean()),
      small: optional(fc.integer()),
      large: optional(fc.maxSafeInteger()),
      fine: optional(fc.double({ noNaN: true, noDefaultInfinity: true })),
      word: optional(fc.string({ unit: 'grapheme', maxLength: 30 })),
    });
    const columns = { flag: ALL.flag, small: ALL.small, large: ALL.large, fine: ALL.fine, word: ALL.word };
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.constantFrom('SNAPPY' as const, 'GZIP' as const),
        async (rows, compression) => {
          const { body, failures } = convertTexts(
            columns,
            rows.map((one) => JSON.stringify(one)),
            { parquet: { compression } },
          );
          expect(failures).toEqual([]);
          const plain = (one: Record<string, unknown>) => ({
            ...one,
            large: one.large === null ? null : BigInt(one.large as number),
            fine: one.fine === 0 ? 0 : one.fine,
          });
          const found = (await rowsOf(body)).map((one) => ({ ...one, fine: one.fine === 0 ? 0 : one.fine }));
          expect(found).toEqual(rows.map(plain));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('the same records make the same bytes, however they were batched', () => {
    const texts = Array.from({ length: 400 }, (_, i) => JSON.stringify({ ...ROW, small: i }));
    const whole = convert(specOf(ALL), [batchOfTexts(texts)]).body;
    const parted = convert(specOf(ALL), [batchOfTexts(texts.slice(0, 150)), batchOfTexts(texts.slice(150), 150)]).body;
    expect(parted).toEqual(whole);
    expect(textOf(whole!.slice(0, 4))).toBe('PAR1');
  });

  test('row groups end at the block size', async () => {
    const texts = Array.from({ length: 20 }, (_, i) => JSON.stringify({ word: `${i}`.padEnd(100_000, 'x') }));
    const { body } = convertTexts({ word: 'string' }, texts, { parquet: { blockSizeMiB: 1 } });
    const groups = await rowsOf(body, 'SELECT row_group_num_rows AS n FROM parquet_metadata(file) ORDER BY row_group_id');
    expect(groups.map(({ n }) => Number(n))).toEqual([11, 9]);
    expect(await rowsOf(body, 'SELECT count(DISTINCT word) AS n FROM file')).toEqual([{ n: 20n }]);
  });
});

describe('documents and keys', () => {
  test('several documents in a record are rows; the others are ignored, the missing are null', async () => {
    const { body, records } = convertTexts({ a: 'int', b: 'string' }, ['{"a":1}{"a":2, "z":{"y":[1]}}\n {"b":"}{\\""}', ' {"a":3}\n']);
    expect(records.count).toBe(2);
    expect(await rowsOf(body)).toEqual([
      { a: 1, b: null },
      { a: 2, b: null },
      { a: null, b: '}{"' },
      { a: 3, b: null },
    ]);
  });

  test('OpenX: case, dots and mapped keys', async () => {
    const record = ['{"Customer.Id":"c1","TS":5,"ts":6,"Word":"w"}'];
    const columns: Columns = { customer_id: 'string', stamp: 'int', word: 'string' };
    const options = { convertDotsToUnderscores: true, columnToJsonKey: { stamp: 'ts' } };
    const loose = convertTexts(columns, record, { deserializer: { ...OPENX, ...options } });
    expect(await rowsOf(loose.body)).toEqual([{ customer_id: 'c1', stamp: 6, word: 'w' }]);
    const strict = convertTexts(columns, record, { deserializer: { ...OPENX, ...options, caseInsensitive: false } });
    expect(await rowsOf(strict.body)).toEqual([{ customer_id: null, stamp: 6, word: null }]);
    const noDots = convertTexts(columns, record);
    expect(await rowsOf(noDots.body)).toEqual([{ customer_id: null, stamp: null, word: 'w' }]);
  });

  test('names that objects have anyway are columns like others', async () => {
    const { body } = convertTexts({ constructor: 'string', a: 'int' } as Columns, ['{"a":1}', '{"constructor":"x","__proto__":{"a":5}}']);
    expect(await rowsOf(body)).toEqual([
      { constructor: null, a: 1 },
      { constructor: 'x', a: null },
    ]);
  });
});
