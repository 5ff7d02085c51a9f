/**
 * Columns as a Parquet file. https://docs.aws.amazon.com/firehose/latest/APIReference/API_ParquetSerDe.html
 * The same columns make the same bytes. Simplified: data pages of version 2, and timestamps as 64 bits of microseconds, where the
 * service's writer uses version 1 and INT96; readers take both.
 */
import { gzipSync } from 'fflate';
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { compress as compressSnappy } from 'snappyjs';
import type { ColumnType, ConversionSpec } from '../delivery-stream-spec.ts';
import type { ColumnValue } from './column-values.ts';
import { DEFLATE_LEVEL } from './encode-body.ts';

const PHYSICAL: Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>> = {
  boolean: { type: 'BOOLEAN' },
  int: { type: 'INT32' },
  bigint: { type: 'INT64' },
  float: { type: 'FLOAT' },
  double: { type: 'DOUBLE' },
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  timestamp: { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
  date: { type: 'INT32', converted_type: 'DATE' },
};

const COMPRESSORS = {
  SNAPPY: compressSnappy,
  GZIP: (bytes: Uint8Array) => gzipSync(bytes, { level: DEFLATE_LEVEL, mtime: 0 }),
};

/** `rowGroups`: rows of each. */
export function parquetFile({ columns, parquet }: ConversionSpec, values: ColumnValue[][], rowGroups: number[]): Uint8Array {
  const writer = new ByteWriter();
  const schema: SchemaElement[] = [
    { name: 'hive_schema', num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL' as const, ...PHYSICAL[type] })),
  ];
  const file = new ParquetWriter({ writer, schema, codec: parquet.compression, compressors: COMPRESSORS, createdBy: 'Kinelab' });
  const columnData = columns.map(({ name }, i) => ({ name, data: values[i] }));
  void file.write({ columnData, rowGroupSize: rowGroups, pageSize: parquet.pageSizeKiB * 1024 });
  void file.finish();
  return writer.getBytes().slice();
}
