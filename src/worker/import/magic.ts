/** Files that are often chosen by mistake, told by their first bytes. */

interface BinaryKind {
  magic: number[];
  what: string;
  advice: string | null;
}

const KINDS: BinaryKind[] = [
  { magic: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG picture', advice: null },
  { magic: [0xff, 0xd8, 0xff], what: 'a JPEG picture', advice: null },
  { magic: [0x47, 0x49, 0x46, 0x38], what: 'a GIF picture', advice: null },
  { magic: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document', advice: null },
  { magic: [0x1f, 0x8b], what: 'a gzip file', advice: 'Unpack it and choose the file inside.' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], what: 'a Zstandard file', advice: 'Unpack it and choose the file inside.' },
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    what: 'a ZIP file or an Office document',
    advice: 'Unpack it, or save the table as CSV, and choose that.',
  },
  { magic: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file', advice: 'Export its rows as CSV or NDJSON and choose that.' },
  { magic: [0x4f, 0x62, 0x6a, 0x01], what: 'an Avro file', advice: 'Export its rows as NDJSON and choose that.' },
];

export function knownBinaryKind(head: Uint8Array): BinaryKind | null {
  return KINDS.find((kind) => kind.magic.every((byte, i) => head[i] === byte)) ?? null;
}
