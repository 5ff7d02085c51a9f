/**
 * CRC-32 as GZIP and ZIP hold it, eight bytes at a time: byte by byte it takes a fifth of the whole compression.
 * https://www.rfc-editor.org/rfc/rfc1952#section-8
 */
const POLYNOMIAL = 0xedb88320;
const STRIDE_BYTES = 8;

/** `TABLES[n][byte]`: what a byte does to the sum when n more bytes follow it. */
const TABLES = tables();

function tables(): Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    return crc;
  });
  const all = [first];
  while (all.length < STRIDE_BYTES) all.push(all.at(-1)!.map((crc) => (crc >>> 8) ^ first[crc & 255]));
  return all;
}

export function crc32(bytes: Uint8Array): number {
  const [after0, after1, after2, after3, after4, after5, after6, after7] = TABLES;
  const strideEnd = bytes.length - (bytes.length % STRIDE_BYTES);
  let crc = -1;
  for (let i = 0; i < strideEnd; i += STRIDE_BYTES) {
    crc ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    crc =
      after7[crc & 255] ^
      after6[(crc >>> 8) & 255] ^
      after5[(crc >>> 16) & 255] ^
      after4[crc >>> 24] ^
      after3[bytes[i + 4]] ^
      after2[bytes[i + 5]] ^
      after1[bytes[i + 6]] ^
      after0[bytes[i + 7]];
  }
  for (let i = strideEnd; i < bytes.length; i++) crc = after0[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}
