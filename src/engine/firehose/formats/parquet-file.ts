/**
 * Columns as a Parquet file. https://docs.aws.amazon.com/firehose/latest/APIReference/API_ParquetSerDe.html
 * The same columns make the same bytes. Simplified: data pages of version 2, and timestamps as 64 bits of microseconds, where the
 * service's writer uses version 1 and INT96; readers take both.
 */
import { gzipSync } from 'fflate';
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { compress as compressSnappy } from 'snappyjs';
import type { ConversionSpec } from '../delivery-stream-spec.ts';
import type { Primitive, TypeTree } from './column-types.ts';
import { treeOf, type ColumnValue } from './column-values.ts';
import { DEFLATE_LEVEL } from './encode-body.ts';

const PHYSICAL: Record<Primitive, Pick<SchemaElement, 'type' | 'converted_type'>> = {
  boolean: { type: 'BOOLEAN' },
  tinyint: { type: 'INT32', converted_type: 'INT_8' },
  smallint: { type: 'INT32', converted_type: 'INT_16' },
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

/** A column and what is in it, in the names that Hive's writer gives to the groups between. */
function elementsOf(name: string, type: TypeTree, repetition: 'OPTIONAL' | 'REQUIRED' = 'OPTIONAL'): SchemaElement[] {
  const element = { name, repetition_type: repetition };
  const group = (groupName: string, children: number): SchemaElement => ({
    name: groupName,
    repetition_type: 'REPEATED',
    num_children: children,
  });
  switch (type.kind) {
    case 'decimal':
      return [{ ...element, ...decimalElement(type) }];
    case 'array':
      return [{ ...element, num_children: 1, converted_type: 'LIST' }, group('bag', 1), ...elementsOf('array_element', type.of)];
    case 'map':
      return [
        { ...element, num_children: 1, converted_type: 'MAP' },
        group('map', 2),
        ...elementsOf('key', type.key, 'REQUIRED'),
        ...elementsOf('value', type.value),
      ];
    case 'struct':
      return [{ ...element, num_children: type.fields.length }, ...type.fields.flatMap((field) => elementsOf(field.name, field.type))];
    default:
      return [{ ...element, ...PHYSICAL[type.kind] }];
  }
}

/** What 16 bytes hold has 38 digits. */
function decimalElement({ precision, scale }: Extract<TypeTree, { kind: 'decimal' }>): Omit<SchemaElement, 'name'> {
  const decimal = { converted_type: 'DECIMAL', precision, scale } as const;
  return precision <= 18 ? { type: 'INT64', ...decimal } : { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, ...decimal };
}

/** `rowGroups`: rows of each. */
export function parquetFile({ columns, parquet }: ConversionSpec, values: ColumnValue[][], rowGroups: number[]): Uint8Array {
  const writer = new ByteWriter();
  const schema: SchemaElement[] = [
    { name: 'hive_schema', num_children: columns.length },
    ...columns.flatMap(({ name, type }) => elementsOf(name, treeOf(type))),
  ];
  const file = new ParquetWriter({ writer, schema, codec: parquet.compression, compressors: COMPRESSORS, createdBy: 'Kinelab' });
  const columnData = columns.map(({ name }, i) => ({ name, data: values[i] }));
  void file.write({ columnData, rowGroupSize: rowGroups, pageSize: parquet.pageSizeKiB * 1024 });
  void file.finish();
  return writer.getBytes().slice();
}
