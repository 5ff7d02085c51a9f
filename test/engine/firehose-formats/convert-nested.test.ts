/** Columns of nested types, decimals and small integers: the types read, the files opened by DuckDB, and records that do not fit. */
import { describe, expect, test } from 'vitest';
import type { ColumnType } from '../../../src/engine/firehose/delivery-stream-spec.ts';
import { typeTreeOf } from '../../../src/engine/firehose/formats/column-types.ts';
import { whyBadSpec } from '../../../src/engine/firehose/spec-rules.ts';
import { deliveryStream } from '../firehose-runs.ts';
import { convertTexts, OPENX, specOf, startDuck, type Columns, type More } from './conversions.ts';

const rowsOf = startDuck();

/** As DuckDB writes them as JSON. */
async function jsonOf(columns: Columns, records: unknown[], more?: More): Promise<unknown[]> {
  const texts = records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record)));
  const { body, failures } = convertTexts(columns, texts, more);
  expect(failures).toEqual([]);
  const rows = await rowsOf(body, 'SELECT CAST(to_json(whole) AS VARCHAR) AS j FROM file whole');
  return rows.map(({ j }) => JSON.parse(j as string) as unknown);
}

describe('nested columns', () => {
  test('lists, empty and with nulls; maps; structs inside of lists', async () => {
    const columns = {
      tags: 'array<string>',
      sizes: 'map<string,int>',
      lines: 'array<struct<sku:string,price:decimal(10,2),n:bigint>>',
    } as const;
    const records = [
      { tags: ['a', null, 'b'], sizes: { s: 1, m: null }, lines: [{ sku: 'x', price: 9.99, n: 1 }, { sku: 'y' }] },
      { tags: [], sizes: {}, lines: [] },
      {},
      { tags: null, lines: [null, { SKU: 'z', more: 1 }] },
    ];
    expect(await jsonOf(columns, records)).toEqual([
      {
        tags: ['a', null, 'b'],
        sizes: { s: 1, m: null },
        lines: [
          { sku: 'x', price: 9.99, n: 1 },
          { sku: 'y', price: null, n: null },
        ],
      },
      { tags: [], sizes: {}, lines: [] },
      { tags: null, sizes: null, lines: null },
      { tags: null, sizes: null, lines: [null, { sku: 'z', price: null, n: null }] },
    ]);
  });

  test('structs in structs, lists in lists, maps of lists, beside plain columns', async () => {
    const columns = {
      id: 'int',
      a: 'struct<b:struct<c:array<array<int>>,d:boolean>>',
      m: 'map<int,array<double>>',
      t: 'array<timestamp>',
    } as const;
    const records = [
      { id: 1, a: { b: { c: [[1, 2], [], [null]], d: true } }, m: { 7: [0.5] }, t: ['2026-07-13 14:05:09'] },
      { id: 2, a: { b: null } },
    ];
    expect(await jsonOf(columns, records)).toEqual([
      { id: 1, a: { b: { c: [[1, 2], [], [null]], d: true } }, m: { 7: [0.5] }, t: ['2026-07-13 14:05:09'] },
      { id: 2, a: { b: null }, m: null, t: null },
    ]);
  });

  test('many rows, over pages and row groups', async () => {
    const count = 3000;
    const texts = Array.from({ length: count }, (_, i) => JSON.stringify({ v: Array.from({ length: i % 5 }, (_, j) => i + j) }));
    const { body } = convertTexts({ v: 'array<int>' }, texts, { parquet: { pageSizeKiB: 1, compression: 'GZIP' } });
    const wanted = Array.from({ length: count }, (_, i) => (i % 5) * i + ((i % 5) * ((i % 5) - 1)) / 2).reduce((a, b) => a + b, 0);
    expect(await rowsOf(body, 'SELECT count(*) AS n, CAST(sum(list_sum(v)) AS BIGINT) AS s FROM file')).toEqual([
      { n: BigInt(count), s: BigInt(wanted) },
    ]);
  });
});

describe('decimals and small integers', () => {
  test('decimals are exact, rounded half away from zero to their scale', async () => {
    const texts = ['19.99', '"19.99"', '1e2', '-0.005', '0.004', '12345678.125'].map((value) => `{"v":${value}}`);
    const { body } = convertTexts({ v: 'decimal(12,2)' }, texts);
    const rows = await rowsOf(body, 'SELECT CAST(v AS VARCHAR) AS v, typeof(v) AS t FROM file');
    expect(rows.map(({ v }) => v)).toEqual(['19.99', '19.99', '100.00', '-0.01', '0.00', '12345678.13']);
    expect(rows[0].t).toBe('DECIMAL(12,2)');
  });

  test('of 38 digits', async () => {
    const most = `${'9'.repeat(36)}.99`;
    const { body } = convertTexts({ v: 'decimal(38,2)' }, [`{"v":"${most}"}`, `{"v":"-${most}"}`, '{"v":123456789012345678901234}']);
    const rows = await rowsOf(body, 'SELECT CAST(v AS VARCHAR) AS v FROM file');
    expect(rows.map(({ v }) => v)).toEqual([most, `-${most}`, '123456789012345678901234.00']);
  });

  test('smallint and tinyint', async () => {
    expect(await rowsOf(convertTexts({ a: 'smallint', b: 'tinyint' }, ['{"a":-32768,"b":127}']).body)).toEqual([{ a: -32768, b: 127 }]);
  });
});

test.each([
  ['array<int>', '{"v":1}'],
  ['array<int>', '{"v":[1,"x"]}'],
  ['map<string,int>', '{"v":[1]}'],
  ['map<string,int>', '{"v":{"a":1.5}}'],
  ['map<int,int>', '{"v":{"a":1}}'],
  ['struct<a:int>', '{"v":"{}"}'],
  ['struct<a:int>', '{"v":{"a":[]}}'],
  ['decimal(4,2)', '{"v":100}'],
  ['decimal(4,2)', '{"v":"1.2.3"}'],
  ['tinyint', '{"v":128}'],
  ['smallint', '{"v":-32769}'],
])('in a column of %s, %s does not fit; its record fails alone', async (type, text) => {
  const { body, records, failures } = convertTexts({ v: type as ColumnType, w: 'int' }, ['{"w":1}', text, '{"w":2}']);
  expect(failures.map(({ errorCode, folder, batch }) => [errorCode, folder, batch.count])).toEqual([
    ['DataFormatConversion.MalformedData', 'format-conversion-failed', 1],
  ]);
  expect(records.count).toBe(2);
  expect((await rowsOf(body, 'SELECT w FROM file')).map(({ w }) => w)).toEqual([1, 2]);
});

test('a field keeps its case where the deserializer minds it', async () => {
  const minds = { deserializer: { ...OPENX, caseInsensitive: false } };
  expect(await jsonOf({ v: 'struct<a:int>' }, [{ v: { A: 1 } }], minds)).toEqual([{ v: { a: null } }]);
});

describe('types', () => {
  test.each([
    'array<',
    'array<int,int>',
    'map<string>',
    'map<array<int>,int>',
    'struct<>',
    'struct<a>',
    'struct<a:int,a:int>',
    'decimal(39,0)',
    'decimal(4,5)',
    'blob',
    '',
  ])('%s is none, and refused', (type) => {
    expect(typeTreeOf(type)).toBeNull();
    const spec = deliveryStream({ conversion: specOf({ v: type as ColumnType }), buffering: { sizeMiB: 128, intervalSeconds: 300 } });
    expect(whyBadSpec(spec, null)?.message).toContain('column v is not known');
  });

  test('are read with spaces and in any case', () => {
    expect(typeTreeOf(' ARRAY< struct<a : DECIMAL(10, 2), b:varchar(20)> >')).toEqual({
      kind: 'array',
      of: {
        kind: 'struct',
        fields: [
          { name: 'a', type: { kind: 'decimal', precision: 10, scale: 2 } },
          { name: 'b', type: { kind: 'string' } },
        ],
      },
    });
  });
});
