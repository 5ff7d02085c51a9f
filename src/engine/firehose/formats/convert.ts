/**
 * JSON to Parquet: record format conversion. https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 * A record may hold several documents, each a row; one that does not fit fails its record alone, the rest is converted.
 * Simplified: row groups are cut by the bytes of the JSON, not of the columns.
 */
import { strFromU8 } from 'fflate';
import type { ConversionSpec } from '../delivery-stream-spec.ts';
import type { Failure } from '../failure.ts';
import { pickRecords, recordAt, type RecordBatch } from '../record-batch.ts';
import type { Converted } from '../steps.ts';
import { readersOf, type ColumnValue, type Reader } from './column-values.ts';
import { documentsOf, LOST_DIGITS, Misfit, withLongIntegersKept, type JsonObject } from './json-documents.ts';
import { createKeyColumns, type KeyColumn } from './key-columns.ts';
import { mergeBatches } from './merge-batches.ts';
import { parquetFile } from './parquet-file.ts';

const MIB = 1024 * 1024;

interface Table {
  columns: ColumnValue[][];
  rows: number;
  readers: Reader[];
  lenientReaders: Reader[];
  columnOf: (key: string) => KeyColumn;
  /** Of the document at hand, by column. */
  found: unknown[];
  isExact: boolean[];
}

export function convert(spec: ConversionSpec, batches: readonly RecordBatch[]): Converted {
  const table = createTable(spec);
  const failures: Failure[] = [];
  const groups = createRowGroups(spec.parquet.blockSizeMiB * MIB);
  const converted = batches.map((batch) => {
    const misfits = new Map<string, { misfit: Misfit; picked: number[] }>();
    const fitting: number[] = [];
    const textAt = createTextReader(batch);
    for (let i = 0; i < batch.count; i++) {
      const text = textAt(i);
      const misfit = addRecord(table, text);
      if (misfit === null) {
        fitting.push(i);
        groups.add(table.rows, text.length);
      } else {
        const key = misfit.code + misfit.message;
        const same = misfits.get(key);
        if (same === undefined) misfits.set(key, { misfit, picked: [i] });
        else same.picked.push(i);
      }
    }
    for (const { misfit, picked } of misfits.values()) failures.push(failureOf(batch, misfit, picked));
    return fitting.length === batch.count ? batch : pickRecords(batch, fitting);
  });
  const body = table.rows === 0 ? null : parquetFile(spec, table.columns, groups.sizes(table.rows));
  return { body, records: mergeBatches(converted), failures };
}

const failureOf = (batch: RecordBatch, { code, message }: Misfit, picked: number[]): Failure => ({
  folder: 'format-conversion-failed',
  batch: pickRecords(batch, picked),
  errorCode: code,
  errorMessage: message,
  attemptsMade: 1,
});

function createTable(spec: ConversionSpec): Table {
  return {
    columns: spec.columns.map(() => []),
    rows: 0,
    readers: readersOf(spec, false),
    lenientReaders: readersOf(spec, true),
    columnOf: createKeyColumns(spec),
    found: spec.columns.map(() => undefined),
    isExact: spec.columns.map(() => false),
  };
}

/** Text of a batch's records: where all is ASCII, cut out of one text. */
function createTextReader(batch: RecordBatch): (i: number) => string {
  const whole = strFromU8(batch.bytes);
  const isPlain = whole.length === batch.bytes.length;
  if (!isPlain) return (i) => strFromU8(recordAt(batch, i));
  return (i) => whole.slice(i === 0 ? 0 : batch.ends[i - 1], batch.ends[i]);
}

/** Adds the rows of a record; where one does not fit, none of them. */
function addRecord(table: Table, text: string): Misfit | null {
  const before = table.rows;
  let misfit = addDocuments(table, documentsOf(text), table.readers);
  if (misfit === LOST_DIGITS) {
    takeBack(table, before);
    misfit = addDocuments(table, documentsOf(withLongIntegersKept(text)), table.lenientReaders);
  }
  if (misfit !== null) takeBack(table, before);
  return misfit;
}

function takeBack(table: Table, rows: number): void {
  table.rows = rows;
  for (const column of table.columns) column.length = rows;
}

function addDocuments(table: Table, documents: JsonObject | JsonObject[] | Misfit, readers: Reader[]): Misfit | null {
  if (documents instanceof Misfit) return documents;
  if (!Array.isArray(documents)) return addRow(table, documents as JsonObject, readers);
  for (const document of documents) {
    const misfit = addRow(table, document, readers);
    if (misfit !== null) return misfit;
  }
  return null;
}

function addRow(table: Table, document: JsonObject, readers: Reader[]): Misfit | null {
  const { columns, found, isExact, columnOf } = table;
  found.fill(undefined);
  isExact.fill(false);
  for (const key in document) {
    const { column, isExact: exactly } = columnOf(key);
    if (column < 0 || (found[column] !== undefined && (isExact[column] || !exactly))) continue;
    found[column] = document[key];
    isExact[column] = exactly;
  }
  for (let i = 0; i < columns.length; i++) {
    const value = found[i];
    const read = value === undefined || value === null ? null : readers[i](value);
    if (read instanceof Misfit) return read;
    columns[i].push(read);
  }
  table.rows++;
  return null;
}

/** Rows of each row group: a new one begins when the block size is reached. */
function createRowGroups(blockBytes: number) {
  const sizes: number[] = [];
  let bytes = 0;
  let from = 0;
  return {
    add(rowsSoFar: number, recordBytes: number) {
      bytes += recordBytes;
      if (bytes < blockBytes) return;
      sizes.push(rowsSoFar - from);
      from = rowsSoFar;
      bytes = 0;
    },
    sizes: (rows: number): number[] => (rows > from ? [...sizes, rows - from] : sizes),
  };
}
