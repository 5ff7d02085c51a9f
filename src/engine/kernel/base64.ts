/** Base64 (RFC 4648) between bytes and text: the wire form of blobs. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = new Int16Array(128).fill(-1);
for (let i = 0; i < 64; i++) CODES[ALPHABET.charCodeAt(i)] = i;

/** Text made at once, by this many bytes: character by character it would be a rope of ropes. */
const BLOCK_BYTES = 6144;
const codes = new Uint8Array((BLOCK_BYTES / 3) * 4);
const LETTERS = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
const PADDING = '='.charCodeAt(0);

export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += BLOCK_BYTES) text += encodeBlock(bytes, from, Math.min(bytes.length, from + BLOCK_BYTES));
  return text;
}

function encodeBlock(bytes: Uint8Array, from: number, to: number): string {
  let at = 0;
  for (let i = from; i < to; i += 3) {
    const a = bytes[i];
    const b = i + 1 < to ? bytes[i + 1] : 0;
    const c = i + 2 < to ? bytes[i + 2] : 0;
    codes[at++] = LETTERS[a >> 2];
    codes[at++] = LETTERS[((a & 3) << 4) | (b >> 4)];
    codes[at++] = i + 1 < to ? LETTERS[((b & 15) << 2) | (c >> 6)] : PADDING;
    codes[at++] = i + 2 < to ? LETTERS[c & 63] : PADDING;
  }
  return String.fromCharCode.apply(null, codes.subarray(0, at) as unknown as number[]);
}

/** Null where the text is not base64 (wrong length, foreign characters, misplaced padding). */
export function decodeBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const out = new Uint8Array((text.length / 4) * 3 - padding);
  const last = text.length - padding;
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < last; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? CODES[code] : -1;
    if (value < 0) return null;
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (held >> bits) & 255;
    }
  }
  return out;
}
