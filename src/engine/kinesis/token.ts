/**
 * Opaque tokens (shard iterators, NextToken): unreadable, unforgeable, recognised when changed by one character.
 * Eight bytes that are always the same and whole blocks of 16 after them, as kinesalite's tests found on AWS. The first
 * block is the MD5 of secret and content, which is also what the content is hidden with.
 */
import { decodeBase64, encodeBase64 } from '../kernel/base64.ts';
import { encodeUtf8 } from '../kernel/utf8.ts';
import { md5BytesInto } from './md5.ts';

const HEAD = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1);
const BLOCK_BYTES = 16;
const BODY_AT = HEAD.length + BLOCK_BYTES;
const BODY_BYTES = 128;

/**
 * `kind` keeps one sort of token from being used as another; the content must be JSON of at most 120 characters.
 * `nameLength`: the service's iterators grow with the name of their stream.
 */
export function sealToken(secret: string, kind: string, content: unknown, nameLength = 0): string {
  const body = encodeUtf8(filled(kind + JSON.stringify(content), BODY_BYTES + nameLength + 2));
  const tag = digest(secret, body);
  const out = new Uint8Array(BODY_AT + body.length);
  out.set(HEAD);
  out.set(tag, HEAD.length);
  out.set(hide(secret, tag, body), BODY_AT);
  return encodeBase64(out);
}

/** ASCII text, filled with blanks to whole blocks: as many as fit in `bytes`, or as the text needs. */
const filled = (text: string, bytes: number): string =>
  text.padEnd(BLOCK_BYTES * Math.max(Math.floor(bytes / BLOCK_BYTES), Math.ceil(text.length / BLOCK_BYTES)));

/** The content, or null where the token is not one of ours. Quotes around it do no harm (LocalStack's tests, validated on AWS). */
export function openToken(secret: string, kind: string, given: string): unknown {
  const token = /^"(.*)"$/.exec(given)?.[1] ?? given;
  const bytes = decodeBase64(token);
  // the text of the same bytes may differ in bits that are left over
  if (bytes === null || bytes.length < BODY_AT + BODY_BYTES || HEAD.some((byte, i) => byte !== bytes[i]) || encodeBase64(bytes) !== token)
    return null;
  const tag = bytes.subarray(HEAD.length, BODY_AT);
  const body = hide(secret, tag, bytes.subarray(BODY_AT));
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
    for (let i = at; i < Math.min(at + 16, body.length); i++) out[i] = body[i] ^ mask[i - at];
  }
  return out;
}
