/**
 * A ZIP archive with one deflated entry, as Firehose writes it. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 * Its time is the earliest that ZIP can say: the same records make the same bytes in every time zone.
 */
import { deflateSync, type DeflateOptions } from 'fflate';
import { encodeUtf8 } from '../../kernel/utf8.ts';
import { crc32 } from './crc32.ts';

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const [LOCAL_BYTES, CENTRAL_BYTES, END_BYTES] = [30, 46, 22];
const VERSION_NEEDED = 20;
const DEFLATED = 8;
/** 1980-01-01 in DOS's fields. */
const DATE = 0x21;

export function zipOf(entryName: string, content: Uint8Array, level: DeflateOptions['level']): Uint8Array {
  const name = encodeUtf8(entryName);
  const packed = deflateSync(content, { level });
  const centralAt = LOCAL_BYTES + name.length + packed.length;
  const endAt = centralAt + CENTRAL_BYTES + name.length;
  const file = new Uint8Array(endAt + END_BYTES);
  const view = new DataView(file.buffer);
  const sizes: [number, number, number] = [crc32(content), packed.length, content.length];

  view.setUint32(0, LOCAL, true);
  writeCommon(view, 4, sizes, name.length);
  file.set(name, LOCAL_BYTES);
  file.set(packed, LOCAL_BYTES + name.length);

  view.setUint32(centralAt, CENTRAL, true);
  view.setUint16(centralAt + 4, VERSION_NEEDED, true);
  writeCommon(view, centralAt + 6, sizes, name.length);
  file.set(name, centralAt + CENTRAL_BYTES);

  view.setUint32(endAt, END, true);
  view.setUint16(endAt + 8, 1, true);
  view.setUint16(endAt + 10, 1, true);
  view.setUint32(endAt + 12, endAt - centralAt, true);
  view.setUint32(endAt + 16, centralAt, true);
  return file;
}

/** The fields that both headers share, from the version needed to the length of the name. */
function writeCommon(view: DataView, at: number, [crc, packed, whole]: [number, number, number], nameLength: number): void {
  view.setUint16(at, VERSION_NEEDED, true);
  view.setUint16(at + 4, DEFLATED, true);
  view.setUint16(at + 8, DATE, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, packed, true);
  view.setUint32(at + 18, whole, true);
  view.setUint16(at + 22, nameLength, true);
}
