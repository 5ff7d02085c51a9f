/**
 * A run as the part of the address after `#`: `/lab?run=v1.<base64url(deflate(json))>.<crc32>`.
 * The checksum stands over what precedes it, so that a link that lost its end or a letter on the way is noticed
 * before anything is unpacked. What a link says is untrusted: it is unpacked up to a bound and read by schema.
 */
import { deflateSync, Inflate } from 'fflate';
import type { RunRecipe } from '../protocol/run-recipe.ts';
import { crc32 } from './crc32.ts';
import { readRecipe } from './recipe-schema.ts';

const VERSION = 'v1';
/** Longer than any address bar keeps, shorter than what would freeze a page. */
export const LINK_CHARACTERS_MAX = 2_000_000;
/** Of a run as JSON, unpacked from a link or in a file. */
export const RECIPE_BYTES_MAX = 16 * 1024 * 1024;

/** What a link or a file holds; a refusal is one plain sentence. */
export type RunReading = { ok: true; recipe: RunRecipe } | { ok: false; sentence: string };

/** The chosen branch alone: a link is to stay short. */
export function writeRunLink(recipe: RunRecipe): string {
  const json = JSON.stringify({ ...recipe, branches: undefined, branch: undefined });
  const packed = deflateSync(new TextEncoder().encode(json), { level: 9 });
  const body = `${VERSION}.${base64Url(packed)}`;
  return `${body}.${crc32(body)}`;
}

/** Never throws. */
export function readRunLink(text: string): RunReading {
  const refuse = (reason: string): RunReading => ({ ok: false, sentence: `This link cannot be opened: ${reason}.` });
  if (text.length > LINK_CHARACTERS_MAX) return refuse('it is longer than any link that Kinelab makes');
  const parts = text.split('.');
  if (!/^v\d{1,6}$/.test(parts[0])) return refuse('it does not hold a run of Kinelab');
  if (parts[0] !== VERSION) return refuse(`it was made by another version of Kinelab (${parts[0]}, this one reads ${VERSION})`);
  if (parts.length !== 3 || parts[2] !== crc32(`${parts[0]}.${parts[1]}`)) return refuse('it is incomplete or was changed on the way');
  const json = unpack(parts[1]);
  if (json === null) return refuse('its contents cannot be unpacked');
  const reading = readRecipe(json);
  return reading.ok ? reading : refuse(`its contents are not a run (${reading.reason})`);
}

export function runAddress(recipe: RunRecipe): string {
  return `#/lab?run=${writeRunLink(recipe)}`;
}

function unpack(text: string): unknown {
  const packed = bytesOfBase64Url(text);
  if (packed === null) return null;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(inflateBounded(packed)));
  } catch {
    return null;
  }
}

function inflateBounded(packed: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  const inflate = new Inflate((chunk) => {
    total += chunk.length;
    if (total > RECIPE_BYTES_MAX) throw new RangeError('too large');
    chunks.push(chunk);
  });
  const sliceBytes = 4096;
  for (let at = 0; at < packed.length; at += sliceBytes)
    inflate.push(packed.subarray(at, at + sliceBytes), at + sliceBytes >= packed.length);
  const whole = new Uint8Array(total);
  let filled = 0;
  for (const chunk of chunks) {
    whole.set(chunk, filled);
    filled += chunk.length;
  }
  return whole;
}

function base64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x2000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function bytesOfBase64Url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
