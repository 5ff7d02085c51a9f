/**
 * Opaque tokens (shard iterators, NextToken): unreadable, unforgeable, recognised when changed by one character.
 * The first 16 bytes are the MD5 of secret and content, which is also what the content is hidden with.
 */
import { decodeBase64, encodeBase64 } from '../kernel/base64.ts';
import { encodeUtf8 } from '../kernel/utf8.ts';
import { md5BytesInto } from './md5.ts';

const BODY_BYTES = 128;

/** Tag and body together fill whole groups of three bytes, so that every bit of the base64 text counts. */
const padded = (length: number): number => length + ((2 - (length % 3) + 3) % 3);

/** `kind` keeps one sort of token from being used as another; the content must be JSON of at most 120 characters. */
export function sealToken(secret: string, kind: string, content: unknown): string {
  const body = encodeUtf8(filled(kind + JSON.stringify(content)));
  const tag = digest(secret, body);
  const out = new Uint8Array(16 + body.length);
  out.set(tag);
  out.set(hide(secret, tag, body), 16);
  return encodeBase64(out);
}

/** ASCII text, filled with blanks. */
const filled = (text: string): string => text.padEnd(padded(Math.max(text.length, BODY_BYTES)));

/** The content, or null where the token is not one of ours. */
export function openToken(secret: string, kind: string, token: string): unknown {
  const bytes = decodeBase64(token);
  if (bytes === null || bytes.length < 16 + BODY_BYTES) return null;
  const tag = bytes.subarray(0, 16);
  const body = hide(secret, tag, bytes.subarray(16));
  const expected = digest(secret, body);
  if (expected.some((byte, i) => byte !== tag[i])) return null;
  const text = String.fromCharCode(...body).trimEnd();
  return text.startsWith(kind) ? JSON.parse(text.slice(kind.length)) : null;
}

function digest(secret: string, content: Uint8Array): Uint8Array {
  const prefix = encodeUtf8(secret);
  const input = new Uint8Array(prefix.length + content.length);
  input.set(prefix);
  input.set(content, prefix.length);
  const words = new Uint32Array(4);
  md5BytesInto(input, words);
  const out = new Uint8Array(16);
  words.forEach((word, i) => [24, 16, 8, 0].forEach((shift, j) => (out[4 * i + j] = word >>> shift)));
  return out;
}

/** Its own inverse. */
function hide(secret: string, tag: Uint8Array, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(body.length);
  for (let at = 0; at < body.length; at += 16) {
    const mask = digest(`${secret}${at}`, tag);
    for (let i = at; i < Math.min(at + 16, body.length); i++) out[i] = body[i]! ^ mask[i - at]!;
  }
  return out;
}
