/** What the host does for a function because bytecode would be slow at it: text to bytes and back, and compression. All of it exact. */
import { gunzipSync, gzipSync, unzlibSync, zlibSync } from 'fflate';
import { decodeBase64, encodeBase64 } from '../../engine/kernel/base64.ts';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** As Node reads base64: URL-safe letters too, foreign ones skipped, the end at the first "=". */
function lenientBase64(text: string): Uint8Array {
  const sound = decodeBase64(text);
  if (sound !== null) return sound;
  let letters = text
    .replace(/=.*$/s, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[^A-Za-z0-9+/]/g, '');
  if (letters.length % 4 === 1) letters = letters.slice(0, -1);
  return decodeBase64(letters.padEnd(Math.ceil(letters.length / 4) * 4, '='))!;
}

export function bytesOf(text: string, encoding: string): Uint8Array {
  switch (encoding) {
    case 'base64':
    case 'base64url':
      return lenientBase64(text);
    case 'hex': {
      const pairs = /^(?:[0-9a-f]{2})*/i.exec(text)![0];
      return Uint8Array.from({ length: pairs.length / 2 }, (_, i) => parseInt(pairs.slice(2 * i, 2 * i + 2), 16));
    }
    case 'latin1':
      return Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
    default:
      return new TextEncoder().encode(text);
  }
}

export function textOf(bytes: Uint8Array, encoding: string): string {
  switch (encoding) {
    case 'base64':
      return encodeBase64(bytes);
    case 'base64url':
      return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    case 'hex':
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    case 'latin1': {
      let text = '';
      for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
      return text;
    }
    default:
      return utf8.decode(bytes);
  }
}

/** A small file may claim to be a large one. */
const UNPACKED_BYTES_MAX = 16 * 1024 * 1024;
/** Header and trailer. */
const GZIP_BYTES_MIN = 18;

export function flate(how: string, bytes: Uint8Array): Uint8Array {
  switch (how) {
    case 'gzip':
      return gzipSync(bytes, { mtime: 0 });
    case 'zlib':
      return zlibSync(bytes);
    case 'unzlib':
      return unzlibSync(bytes, { out: new Uint8Array(UNPACKED_BYTES_MAX) });
    default: {
      // in the words of Node's zlib
      if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw new Error('incorrect header check');
      if (bytes.length < GZIP_BYTES_MIN) throw new Error('unexpected end of file');
      const claimed = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(Math.max(0, bytes.length - 4), true);
      if (claimed > UNPACKED_BYTES_MAX) throw new RangeError('Unpacked it would be larger than 16 MiB.');
      return gunzipSync(bytes);
    }
  }
}
