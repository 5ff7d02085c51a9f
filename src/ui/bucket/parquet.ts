/** The first rows of a Parquet file, and its schema. https://parquet.apache.org/docs/file-format/ */
import { gunzipSync } from 'fflate';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';

export const ROWS_SHOWN = 200;
const CELL_CHARACTERS = 200;

export interface ParquetTable {
  columns: { name: string; type: string }[];
  /** Null: the column has no value there. */
  rows: (string | null)[][];
  rowsInAll: number;
  rowGroups: number;
  compression: string;
  createdBy: string | null;
}

export async function readParquet(bytes: Uint8Array): Promise<ParquetTable> {
  // Of its own: the bytes may be a part of something larger.
  const file = bytes.slice().buffer;
  const metadata = parquetMetadata(file);
  const columns = parquetSchema(metadata).children.map(({ element: { name, type, converted_type: converted, logical_type: logical } }) => ({
    name,
    type: [type, logical?.type ?? converted].filter((part) => part !== undefined).join(' ') || 'STRUCT',
  }));
  const objects = await parquetReadObjects({ file, metadata, rowEnd: ROWS_SHOWN, compressors: { GZIP: (input) => gunzipSync(input) } });
  return {
    columns,
    rows: objects.map((row) => columns.map(({ name }) => cellText(row[name]))),
    rowsInAll: Number(metadata.num_rows),
    rowGroups: metadata.row_groups.length,
    compression: metadata.row_groups[0]?.columns[0]?.meta_data?.codec ?? 'UNCOMPRESSED',
    createdBy: metadata.created_by ?? null,
  };
}

function cellText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = plainText(value);
  return text.length > CELL_CHARACTERS ? `${text.slice(0, CELL_CHARACTERS)}…` : text;
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object')
    return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)) ?? '';
  return typeof value === 'symbol' || typeof value === 'function' ? '' : String(value as number | bigint | boolean);
}
