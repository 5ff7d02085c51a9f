/** The part of protobuf's encoding that the KPL's format needs: numbers, and fields with a length. https://protobuf.dev/programming-guides/encoding/ */

export interface Field {
  number: number;
  value: number | Uint8Array;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

export function writeNumber(out: number[], field: number, value: number): void {
  writeVarint(out, (field << 3) | VARINT);
  writeVarint(out, value);
}

export function writeBytes(out: number[], field: number, bytes: ArrayLike<number>): void {
  writeVarint(out, (field << 3) | BYTES);
  writeVarint(out, bytes.length);
  for (let i = 0; i < bytes.length; i++) out.push(bytes[i]);
}

function writeVarint(out: number[], value: number): void {
  while (value > 0x7f) {
    out.push((value % 0x80) | 0x80);
    value = Math.floor(value / 0x80);
  }
  out.push(value);
}

/** The entry of a table that an index names; undefined where there is none. */
export const textOf = (table: readonly string[], index: Field['value'] | undefined): string | undefined =>
  typeof index === 'number' ? table[index] : undefined;

/** null where the bytes are no message. Fields of fixed width are read over. */
export function readFields(bytes: Uint8Array): Field[] | null {
  const fields: Field[] = [];
  const cursor = { at: 0 };
  while (cursor.at < bytes.length) {
    const tag = readVarint(bytes, cursor);
    if (tag === null) return null;
    const [number, type] = [Math.floor(tag / 8), tag % 8];
    if (type === FIXED64 || type === FIXED32) cursor.at += type === FIXED64 ? 8 : 4;
    else if (type === VARINT || type === BYTES) {
      const value = readVarint(bytes, cursor);
      if (value === null) return null;
      if (type === VARINT) fields.push({ number, value });
      else fields.push({ number, value: bytes.subarray(cursor.at, (cursor.at += value)) });
    } else return null;
    if (cursor.at > bytes.length) return null;
  }
  return fields;
}

function readVarint(bytes: Uint8Array, cursor: { at: number }): number | null {
  let value = 0;
  for (let scale = 1; scale < 2 ** 53; scale *= 0x80) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
  }
  return null;
}
