/**
 * An array of numbers at rest, in a fraction of its bytes: whole numbers as packed columns, and where nearly all are zero only
 * the others with their places. What holds fractions is not packed. Unpacking gives an array of the same kind and values.
 */
import { packColumn, packedAt, packedBytes, unpackInto, type PackedColumn } from './packed-column.ts';

export type NumberArray = Float64Array | Uint32Array | Uint16Array | Uint8Array | Int32Array | number[];

export interface PackedNumbers {
  packed: true;
  kind: 'numbers';
  /** Its constructor's name. */
  type: string;
  length: number;
  /** Columns that the array interleaves: value i stands in column i mod their number. With `places`, one column. */
  columns: PackedColumn[];
  /** Where the `count` values of the one column stand, all else being zero; null where the columns hold every value. */
  places: { count: number; at: PackedColumn } | null;
}

const MAKERS: Record<string, (length: number) => NumberArray> = {
  Float64Array: (length) => new Float64Array(length),
  Uint32Array: (length) => new Uint32Array(length),
  Uint16Array: (length) => new Uint16Array(length),
  Uint8Array: (length) => new Uint8Array(length),
  Int32Array: (length) => new Int32Array(length),
  Array: (length) => Array.from({ length }, () => 0),
};
/** Shorter arrays would save nothing. */
const LEAST_LENGTH = 64;
/** Places are kept where fewer than one value in so many is not zero. */
const SPARSE = 4;

/** The array packed, each of its `stride` interleaved columns by itself; null where it is short or holds what no column can. */
export function packNumbers(values: NumberArray, stride = 1): PackedNumbers | null {
  const { length } = values;
  const type = values.constructor.name;
  if (length < LEAST_LENGTH || !(type in MAKERS)) return null;
  const others = countOthers(values);
  if (others === null) return null;
  const head = { packed: true, kind: 'numbers', type, length } as const;
  if (others * SPARSE < length) return { ...head, ...packSparse(values, others) };
  const rows = length / stride;
  const column = new Float64Array(rows);
  const columns: PackedColumn[] = [];
  for (let place = 0; place < stride; place++) {
    for (let row = 0, at = place; row < rows; row++, at += stride) column[row] = values[at];
    columns.push(packColumn(column, rows));
  }
  return { ...head, columns, places: null };
}

/** How many values are not zero; null where one is no whole number (in a list, no number at all), or zero with a sign. */
function countOthers(values: NumberArray): number | null {
  let others = 0;
  for (let i = 0; i < values.length; i++) {
    const value: unknown = values[i];
    if (typeof value !== 'number') return null;
    if (value !== 0) others++;
    else if (1 / value < 0) return null;
    if (Math.floor(value) !== value) return null;
  }
  return others;
}

function packSparse(values: NumberArray, count: number): Pick<PackedNumbers, 'columns' | 'places'> {
  const places = new Float64Array(count);
  const column = new Float64Array(count);
  for (let i = 0, at = 0; i < values.length; i++) {
    if (values[i] === 0) continue;
    places[at] = i;
    column[at++] = values[i];
  }
  return { columns: [packColumn(column, count)], places: { count, at: packColumn(places, count) } };
}

export function unpackNumbers({ type, length, columns, places }: PackedNumbers): NumberArray {
  const values = MAKERS[type](length);
  if (places !== null) {
    for (let i = 0; i < places.count; i++) values[packedAt(places.at, i)] = packedAt(columns[0], i);
    return values;
  }
  const stride = columns.length;
  const rows = length / stride;
  const column = new Float64Array(rows);
  columns.forEach((packed, place) => {
    unpackInto(packed, 0, rows, column, 0);
    for (let row = 0, at = place; row < rows; row++, at += stride) values[at] = column[row];
  });
  return values;
}

export const packedNumbersBytes = ({ columns, places }: PackedNumbers): number =>
  columns.reduce((sum, column) => sum + packedBytes(column), places === null ? 0 : packedBytes(places.at));
