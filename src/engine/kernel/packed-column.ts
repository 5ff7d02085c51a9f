/**
 * A column that no longer changes, in as few bytes as its range allows: every value is an offset from the smallest,
 * 0, 1, 2, 3 or 4 bytes wide (or 8, where the range is larger than 2^32). Any value can be read without unpacking the others.
 */
export interface PackedColumn {
  base: number;
  /** Bytes per value. */
  width: 0 | 1 | 2 | 3 | 4 | 8;
  /** Offsets from `base`; 3-byte values least significant byte first. Null where the width is 0. */
  offsets: Uint8Array | Uint16Array | Uint32Array | Float64Array | null;
}

export function packColumn(values: Float64Array, count: number): PackedColumn {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < count; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = high - low;
  if (!(range > 0)) return { base: count > 0 ? low : 0, width: 0, offsets: null };
  if (range >= 0x1_0000_0000) return { base: 0, width: 8, offsets: Float64Array.from(values.subarray(0, count)) };
  if (range >= 0x1_0000 && range < 0x100_0000) return { base: low, width: 3, offsets: packTriples(values, count, low) };
  const offsets = range < 0x100 ? new Uint8Array(count) : range < 0x1_0000 ? new Uint16Array(count) : new Uint32Array(count);
  for (let i = 0; i < count; i++) offsets[i] = values[i] - low;
  return { base: low, width: offsets.BYTES_PER_ELEMENT as 1 | 2 | 4, offsets };
}

function packTriples(values: Float64Array, count: number, base: number): Uint8Array {
  const bytes = new Uint8Array(3 * count);
  for (let i = 0, at = 0; i < count; i++, at += 3) {
    const offset = values[i] - base;
    bytes[at] = offset;
    bytes[at + 1] = offset >>> 8;
    bytes[at + 2] = offset >>> 16;
  }
  return bytes;
}

export function packedAt({ base, width, offsets }: PackedColumn, i: number): number {
  if (offsets === null) return base;
  if (width === 3) return base + (offsets[3 * i] | (offsets[3 * i + 1] << 8) | (offsets[3 * i + 2] << 16));
  return base + offsets[i];
}

/** Copies values [from, to) into `out` starting at `at`. */
export function unpackInto(column: PackedColumn, from: number, to: number, out: Float64Array, at: number): void {
  const { base, width, offsets } = column;
  if (offsets === null) out.fill(base, at, at + to - from);
  else if (width === 3) {
    for (let i = from, p = 3 * from; i < to; i++, p += 3) out[at++] = base + (offsets[p] | (offsets[p + 1] << 8) | (offsets[p + 2] << 16));
  } else for (let i = from; i < to; i++) out[at++] = base + offsets[i];
}

export const packedBytes = ({ width, offsets }: PackedColumn): number => (width === 0 ? 0 : offsets!.byteLength) + 16;
