/** Values of columns that are nested, and decimals. */
import { isObject } from '../../kernel/is-object.ts';
import type { TypeTree } from './column-types.ts';
import type { ColumnValue, Reader } from './column-values.ts';
import { LOST_DIGITS, Misfit, mismatch } from './json-documents.ts';

const wanted = (what: string, value: unknown): Misfit =>
  mismatch(
    `A column of type ${what} cannot hold ${Array.isArray(value) ? 'a JSON array' : isObject(value) ? 'a JSON object' : JSON.stringify(value)}.`,
  );

/** Null stays null at every depth. */
const orNull = (read: Reader, value: unknown): ColumnValue | Misfit => (value === null || value === undefined ? null : read(value));

export const arrayReader =
  (of: Reader): Reader =>
  (value) => {
    if (!Array.isArray(value)) return wanted('array', value);
    const read: ColumnValue[] = [];
    for (const one of value) {
      const element = orNull(of, one);
      if (element instanceof Misfit) return element;
      read.push(element);
    }
    return read;
  };

/** Keys of a JSON object are text, whatever the type of the map's keys: they are read as that. */
export const mapReader =
  (keyOf: Reader, valueOf: Reader): Reader =>
  (value) => {
    if (!isObject(value)) return wanted('map', value);
    const read: ColumnValue[] = [];
    for (const [name, one] of Object.entries(value)) {
      const [key, element] = [keyOf(name), orNull(valueOf, one)];
      if (key instanceof Misfit) return key;
      if (element instanceof Misfit) return element;
      read.push({ key, value: element });
    }
    return read;
  };

/** `isCaseless`: fields are found whatever their case; one that is spelled as the type has it goes before others. */
export function structReader(fields: readonly { name: string; read: Reader }[], isCaseless: boolean): Reader {
  return (value) => {
    if (!isObject(value)) return wanted('struct', value);
    const folded = isCaseless ? new Map(Object.entries(value).map(([name, one]) => [name.toLowerCase(), one])) : null;
    const made: Record<string, ColumnValue> = {};
    for (const { name, read } of fields) {
      const found = Object.hasOwn(value, name) ? value[name] : folded?.get(name.toLowerCase());
      const field = orNull(read, found);
      if (field instanceof Misfit) return field;
      made[name] = field;
    }
    return made;
  };
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Unscaled, half away from zero where it has more places than the scale; a number that has too many digits before them does not fit. */
export const decimalReader =
  ({ precision, scale }: Extract<TypeTree, { kind: 'decimal' }>): Reader =>
  (value) => {
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) return LOST_DIGITS;
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
    const [match, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
    const misfit = () => wanted(`decimal(${precision},${scale})`, value);
    if (match === undefined || whole + fraction === '') return misfit();
    const shift = scale - fraction.length + Number(exponent);
    const digits = BigInt(whole + fraction);
    const unscaled = shift >= 0 ? digits * 10n ** BigInt(shift) : rounded(digits, 10n ** BigInt(-shift));
    if (unscaled >= 10n ** BigInt(precision)) return misfit();
    return sign === '-' ? -unscaled : unscaled;
  };

const rounded = (digits: bigint, by: bigint): bigint => (digits + by / 2n) / by;
