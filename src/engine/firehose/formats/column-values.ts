/**
 * JSON values as values of a column: what the OpenX and the Hive deserializer take, and what they refuse.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 * OpenX reads numbers and truth values out of strings and makes text of everything; Hive wants the types as they are.
 * Numbers beyond the column's type are refused.
 */
import type { ConversionSpec } from '../delivery-stream-spec.ts';
import { typeTreeOf, type Primitive, type TypeTree } from './column-types.ts';
import { dateDays, hiveReader, openXMicros, type TimestampReader } from './json-timestamps.ts';
import { LOST_DIGITS, Misfit, mismatch } from './json-documents.ts';
import { arrayReader, decimalReader, mapReader, structReader } from './nested-values.ts';

/** What stands in a column: plain values, a bigint for 64 bits and for decimals (unscaled), microseconds for timestamps, days for dates. */
export type ColumnValue = boolean | number | bigint | string | null | ColumnValue[] | { [field: string]: ColumnValue };
export type Reader = (value: unknown) => ColumnValue | Misfit;

const BIGINT_MIN = -(2n ** 63n);
const BIGINT_MAX = 2n ** 63n - 1n;
const INTEGER = /^[+-]?\d+$/;
const FLOATING = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const unfit = (value: unknown): Misfit => {
  if (typeof value === 'object' && value !== null) {
    return mismatch(`A column of a primitive type cannot hold a JSON ${Array.isArray(value) ? 'array' : 'object'}.`);
  }
  return mismatch(`For input string: "${textOf(value)}"`);
};

const NOT_NUMERIC = mismatch('Current token (VALUE_STRING) not numeric, can not use numeric value accessors');
const NOT_TEXT = new Misfit('MalformedData', 'One or more fields have incorrect format. Exception when validating field (root)');

const integerOf =
  (bits: number): Reader =>
  (value) => {
    const number = typeof value === 'string' && INTEGER.test(value.trim()) ? Number(value) : value;
    const end = 2 ** (bits - 1);
    return typeof number === 'number' && Number.isInteger(number) && number >= -end && number < end ? number : unfit(value);
  };
const [tinyint, smallint, int] = [8, 16, 32].map(integerOf);

const bigint: Reader = (value) => {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return BigInt(value);
    return Number.isInteger(value) ? LOST_DIGITS : unfit(value);
  }
  if (typeof value !== 'string' || !INTEGER.test(value.trim())) return unfit(value);
  const exact = BigInt(value.trim().replace(/^\+/, ''));
  return exact >= BIGINT_MIN && exact <= BIGINT_MAX ? exact : unfit(value);
};

const double: Reader = (value) => {
  const number = typeof value === 'string' && FLOATING.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : unfit(value);
};

const float: Reader = (value) => {
  const number = double(value);
  if (typeof number !== 'number') return number;
  const rounded = Math.fround(number);
  return Number.isFinite(rounded) ? rounded : unfit(value);
};

const boolean: Reader = (value) => {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return text === 'true' ? true : text === 'false' ? false : unfit(value);
};

const date: Reader = (value) => (typeof value === 'string' ? dateDays(value) : null) ?? unfit(value);

const timestamp =
  (read: TimestampReader): Reader =>
  (value) =>
    (typeof value === 'string' || typeof value === 'number' ? read(value) : null) ?? unfit(value);

const numeric =
  (read: Reader): Reader =>
  (value) =>
    typeof value === 'string' ? NOT_NUMERIC : read(value);

const LENIENT: Record<Primitive, Reader> = {
  boolean,
  tinyint,
  smallint,
  int,
  bigint,
  float,
  double,
  string: textOf,
  timestamp: timestamp(openXMicros),
  date,
};

const STRICT: Partial<Record<Primitive, Reader>> = {
  boolean: (value) => (typeof value === 'boolean' ? value : unfit(value)),
  tinyint: numeric(tinyint),
  smallint: numeric(smallint),
  int: numeric(int),
  bigint: numeric(bigint),
  float: numeric(float),
  double: numeric(double),
  string: (value) => (typeof value === 'object' ? NOT_TEXT : textOf(value)),
};

/** One a column. `lenient`: for a record whose long integers stand as strings. */
export function readersOf({ columns, deserializer }: ConversionSpec, lenient: boolean): Reader[] {
  const hive = deserializer.kind === 'hive' ? timestamp(hiveReader(deserializer.timestampFormats)) : null;
  const isCaseless = deserializer.kind === 'hive' || deserializer.caseInsensitive;
  const readerOf = (type: TypeTree): Reader => {
    switch (type.kind) {
      case 'decimal':
        return decimalReader(type);
      case 'array':
        return arrayReader(readerOf(type.of));
      case 'map':
        return mapReader(LENIENT[type.key.kind as Primitive], readerOf(type.value));
      case 'struct':
        return structReader(
          type.fields.map((field) => ({ name: field.name, read: readerOf(field.type) })),
          isCaseless,
        );
      default:
        if (type.kind === 'timestamp' && hive !== null) return hive;
        return (hive === null || lenient ? undefined : STRICT[type.kind]) ?? LENIENT[type.kind];
    }
  };
  return columns.map(({ type }) => readerOf(treeOf(type)));
}

/** Types are looked at before a delivery stream is made: one that is not known is text. */
export const treeOf = (type: string): TypeTree => typeTreeOf(type) ?? { kind: 'string' };
