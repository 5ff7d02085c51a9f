/** Conversions for the tests: a table's columns, texts of records, and what DuckDB reads of the file. */
import { afterAll, beforeAll } from 'vitest';
import type { ColumnType, ConversionSpec } from '../../../src/engine/firehose/delivery-stream-spec.ts';
import { convert } from '../../../src/engine/firehose/formats/convert.ts';
import { openDuck, type Duck } from './duck.ts';
import { batchOfTexts } from './records.ts';

export type Columns = Record<string, ColumnType>;
export type More = Partial<{ deserializer: ConversionSpec['deserializer']; parquet: Partial<ConversionSpec['parquet']> }>;

export const OPENX: ConversionSpec['deserializer'] & { kind: 'openx' } = {
  kind: 'openx',
  caseInsensitive: true,
  convertDotsToUnderscores: false,
  columnToJsonKey: {},
};

export const specOf = (columns: Columns, more: More = {}): ConversionSpec => ({
  database: 'lake',
  table: 'clicks',
  columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
  deserializer: more.deserializer ?? OPENX,
  parquet: { compression: 'SNAPPY', blockSizeMiB: 256, pageSizeKiB: 1024, ...more.parquet },
});

export const convertTexts = (columns: Columns, texts: string[], more?: More) => convert(specOf(columns, more), [batchOfTexts(texts)]);

/** Asks DuckDB, which names the file `file`; it is there for the tests of the file that calls this. */
export function startDuck() {
  let duck: Duck;
  beforeAll(async () => {
    duck = await openDuck();
  });
  afterAll(() => duck.close());
  return (body: Uint8Array | null, sql = 'SELECT * FROM file') => (body === null ? Promise.resolve([]) : duck.query(body, sql));
}
