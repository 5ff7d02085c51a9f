/**
 * JSON values as values of a column: what the OpenX and the Hive deserializer take, and what they refuse.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 * OpenX reads numbers and truth values out of strings and makes text of everything; Hive wants the types as they are.
 * Numbers beyond the column's type are refused.
 */
import type { ColumnType, ConversionSpec } from '../delivery-stream-spec.ts';
import { dateDays, hiveReader, openXMicros, type TimestampReader } from './json-timestamps.ts';
import { Misfit, mismatch } from './json-documents.ts';

/** What stands in a column: plain values, a bigint for 64 bits, microseconds for timestamps, days for dates. */
export type ColumnValue = boolean | number | bigint | string | null;
export type Reader = (value: unknown) => ColumnValue | Misfit;

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;
const BIGINT_MIN = -(2n ** 63n);
const BIGINT_MAX = 2n ** 63n - 1n;
const INTEGER = /^[+-]?\d+$/;
const FLOATING = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A number whose digits JSON.parse has lost: its record must be read again with them kept. */
export const LOST_DIGITS = mismatch('An integer has more digits than a double holds.');

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const unfit = (value: unknown): Misfit => {
  if (typeof value === 'object' && value !== null) {
    return mismatch(`A column of a primitive type cannot hold a JSON ${Array.isArray(value) ? 'array' : 'object'}.`);
  }
  return mismatch(`For input string: "${textOf(value)}"`);
};

const NOT_NUMERIC = mismatch('Current token (VALUE_STRING) not numeric, can not use numeric value accessors');
const NOT_TEXT = new Misfit('MalformedData', 'One or more fields have incorrect format. Exception when validating field (root)');

const int: Reader = (value) => {
  const number = typeof value === 'string' && INTEGER.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= INT_MIN && number <= INT_MAX ? number : unfit(value);
};

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

const LENIENT: Record<ColumnType, Reader> = {
  boolean,
  int,
  bigint,
  float,
  double,
  string: textOf,
  timestamp: timestamp(openXMicros),
  date,
};

const STRICT: Partial<Record<ColumnType, Reader>> = {
  boolean: (value) => (typeof value === 'boolean' ? value : unfit(value)),
  int: numeric(int),
  bigint: numeric(bigint),
  float: numeric(float),
  double: numeric(double),
  string: (value) => (typeof value === 'object' ? NOT_TEXT : textOf(value)),
};

/** One a column. `lenient`: for a record whose long integers stand as strings. */
export function readersOf({ columns, deserializer }: ConversionSpec, lenient: boolean): Reader[] {
  const hive = deserializer.kind === 'hive' ? timestamp(hiveReader(deserializer.timestampFormats)) : null;
  return columns.map(({ type }) => {
    if (type === 'timestamp' && hive !== null) return hive;
    return (hive === null || lenient ? undefined : STRICT[type]) ?? LENIENT[type];
  });
}
