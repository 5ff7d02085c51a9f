/**
 * MD5 (RFC 1321), the hash that places a partition key: the UTF-8 bytes of the key as an unsigned 128-bit number, most
 * significant byte first. Written out because it is the engine's hottest call; tested against js-md5.
 */
import { encodeUtf8 } from '../kernel/utf8.ts';

/** Block words, least significant byte first; reused from call to call, never kept. */
const M = new Int32Array(16);
const state = new Int32Array(4);

/** Writes the hash of `key` as four big-endian words into `out` at `offset`. */
export function md5Words(key: string, out: Uint32Array, offset = 0): void {
  const length = key.length;
  if (length < 56 && loadAscii(key, length)) {
    start();
    block();
    store(out, offset);
  } else md5BytesInto(encodeUtf8(key), out, offset);
}

/** The same for bytes. */
export function md5BytesInto(bytes: Uint8Array, out: Uint32Array, offset = 0): void {
  const length = bytes.length;
  start();
  let at = 0;
  for (; at + 64 <= length; at += 64) {
    for (let i = 0; i < 16; i++) {
      const p = at + 4 * i;
      M[i] = bytes[p]! | (bytes[p + 1]! << 8) | (bytes[p + 2]! << 16) | (bytes[p + 3]! << 24);
    }
    block();
  }
  M.fill(0);
  for (let i = at; i < length; i++) M[(i - at) >> 2]! |= bytes[i]! << (((i - at) & 3) << 3);
  M[(length - at) >> 2]! |= 0x80 << (((length - at) & 3) << 3);
  if (length - at >= 56) {
    block();
    M.fill(0);
  }
  M[14] = length << 3;
  M[15] = Math.floor(length / 0x2000_0000);
  block();
  store(out, offset);
}

/** Loads a short key into M; false where it holds anything but ASCII. */
function loadAscii(key: string, length: number): boolean {
  for (let i = 0; i < 16; i++) M[i] = 0;
  for (let i = 0; i < length; i++) {
    const code = key.charCodeAt(i);
    if (code > 127) return false;
    M[i >> 2]! |= code << ((i & 3) << 3);
  }
  M[length >> 2]! |= 0x80 << ((length & 3) << 3);
  M[14] = length << 3;
  return true;
}

function start(): void {
  state[0] = 0x67452301;
  state[1] = 0xefcdab89;
  state[2] = 0x98badcfe;
  state[3] = 0x10325476;
}

function store(out: Uint32Array, offset: number): void {
  for (let i = 0; i < 4; i++) {
    const word = state[i]!;
    out[offset + i] = (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
  }
}

function f(a: number, b: number, c: number, d: number, x: number, s: number, k: number): number {
  const sum = (a + (d ^ (b & (c ^ d))) + x + k) | 0;
  return (((sum << s) | (sum >>> (32 - s))) + b) | 0;
}
function g(a: number, b: number, c: number, d: number, x: number, s: number, k: number): number {
  const sum = (a + (c ^ (d & (b ^ c))) + x + k) | 0;
  return (((sum << s) | (sum >>> (32 - s))) + b) | 0;
}
function h(a: number, b: number, c: number, d: number, x: number, s: number, k: number): number {
  const sum = (a + (b ^ c ^ d) + x + k) | 0;
  return (((sum << s) | (sum >>> (32 - s))) + b) | 0;
}
function i(a: number, b: number, c: number, d: number, x: number, s: number, k: number): number {
  const sum = (a + (c ^ (b | ~d)) + x + k) | 0;
  return (((sum << s) | (sum >>> (32 - s))) + b) | 0;
}

/** One block of the compression function, from M into `state`. */
function block(): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  const m0 = M[0]!;
  const m1 = M[1]!;
  const m2 = M[2]!;
  const m3 = M[3]!;
  const m4 = M[4]!;
  const m5 = M[5]!;
  const m6 = M[6]!;
  const m7 = M[7]!;
  const m8 = M[8]!;
  const m9 = M[9]!;
  const m10 = M[10]!;
  const m11 = M[11]!;
  const m12 = M[12]!;
  const m13 = M[13]!;
  const m14 = M[14]!;
  const m15 = M[15]!;
  a = f(a, b, c, d, m0, 7, -680876936);
  d = f(d, a, b, c, m1, 12, -389564586);
  c = f(c, d, a, b, m2, 17, 606105819);
  b = f(b, c, d, a, m3, 22, -1044525330);
  a = f(a, b, c, d, m4, 7, -176418897);
  d = f(d, a, b, c, m5, 12, 1200080426);
  c = f(c, d, a, b, m6, 17, -1473231341);
  b = f(b, c, d, a, m7, 22, -45705983);
  a = f(a, b, c, d, m8, 7, 1770035416);
  d = f(d, a, b, c, m9, 12, -1958414417);
  c = f(c, d, a, b, m10, 17, -42063);
  b = f(b, c, d, a, m11, 22, -1990404162);
  a = f(a, b, c, d, m12, 7, 1804603682);
  d = f(d, a, b, c, m13, 12, -40341101);
  c = f(c, d, a, b, m14, 17, -1502002290);
  b = f(b, c, d, a, m15, 22, 1236535329);
  a = g(a, b, c, d, m1, 5, -165796510);
  d = g(d, a, b, c, m6, 9, -1069501632);
  c = g(c, d, a, b, m11, 14, 643717713);
  b = g(b, c, d, a, m0, 20, -373897302);
  a = g(a, b, c, d, m5, 5, -701558691);
  d = g(d, a, b, c, m10, 9, 38016083);
  c = g(c, d, a, b, m15, 14, -660478335);
  b = g(b, c, d, a, m4, 20, -405537848);
  a = g(a, b, c, d, m9, 5, 568446438);
  d = g(d, a, b, c, m14, 9, -1019803690);
  c = g(c, d, a, b, m3, 14, -187363961);
  b = g(b, c, d, a, m8, 20, 1163531501);
  a = g(a, b, c, d, m13, 5, -1444681467);
  d = g(d, a, b, c, m2, 9, -51403784);
  c = g(c, d, a, b, m7, 14, 1735328473);
  b = g(b, c, d, a, m12, 20, -1926607734);
  a = h(a, b, c, d, m5, 4, -378558);
  d = h(d, a, b, c, m8, 11, -2022574463);
  c = h(c, d, a, b, m11, 16, 1839030562);
  b = h(b, c, d, a, m14, 23, -35309556);
  a = h(a, b, c, d, m1, 4, -1530992060);
  d = h(d, a, b, c, m4, 11, 1272893353);
  c = h(c, d, a, b, m7, 16, -155497632);
  b = h(b, c, d, a, m10, 23, -1094730640);
  a = h(a, b, c, d, m13, 4, 681279174);
  d = h(d, a, b, c, m0, 11, -358537222);
  c = h(c, d, a, b, m3, 16, -722521979);
  b = h(b, c, d, a, m6, 23, 76029189);
  a = h(a, b, c, d, m9, 4, -640364487);
  d = h(d, a, b, c, m12, 11, -421815835);
  c = h(c, d, a, b, m15, 16, 530742520);
  b = h(b, c, d, a, m2, 23, -995338651);
  a = i(a, b, c, d, m0, 6, -198630844);
  d = i(d, a, b, c, m7, 10, 1126891415);
  c = i(c, d, a, b, m14, 15, -1416354905);
  b = i(b, c, d, a, m5, 21, -57434055);
  a = i(a, b, c, d, m12, 6, 1700485571);
  d = i(d, a, b, c, m3, 10, -1894986606);
  c = i(c, d, a, b, m10, 15, -1051523);
  b = i(b, c, d, a, m1, 21, -2054922799);
  a = i(a, b, c, d, m8, 6, 1873313359);
  d = i(d, a, b, c, m15, 10, -30611744);
  c = i(c, d, a, b, m6, 15, -1560198380);
  b = i(b, c, d, a, m13, 21, 1309151649);
  a = i(a, b, c, d, m4, 6, -145523070);
  d = i(d, a, b, c, m11, 10, -1120210379);
  c = i(c, d, a, b, m2, 15, 718787259);
  b = i(b, c, d, a, m9, 21, -343485551);
  state[0] = (state[0]! + a) | 0;
  state[1] = (state[1]! + b) | 0;
  state[2] = (state[2]! + c) | 0;
  state[3] = (state[3]! + d) | 0;
}
