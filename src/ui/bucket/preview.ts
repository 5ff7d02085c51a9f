/** What an object holds, ready to be shown: always as text, never as markup. Loaded with the first object that is opened. */
import { HEX_LIMIT_BYTES, TEXT_LIMIT_BYTES } from './bounds.ts';
import { failureLinesOf, type FailureLine } from './failure-lines.ts';
import { type ParquetTable, readParquet } from './parquet.ts';
import { type Packing, packingOf, unpack } from './unpack.ts';

const LINES_PRETTY = 500;

export interface Line {
  text: string;
  /** The same indented; null where it is not JSON. */
  pretty: string | null;
}

export type Content =
  | { kind: 'text'; lines: Line[]; isJson: boolean; isCut: boolean }
  | { kind: 'failures'; lines: FailureLine[]; isCut: boolean }
  | { kind: 'parquet'; table: ParquetTable }
  | { kind: 'hex'; rows: string[]; isCut: boolean; why: string | null };

export interface Preview {
  packing: Packing;
  /** The name of the entry of a ZIP. */
  entry: string | null;
  content: Content;
}

export async function previewOf(bytes: Uint8Array, { contentEncoding }: { contentEncoding: string | null }): Promise<Preview> {
  const packing = packingOf(bytes, contentEncoding);
  try {
    if (packing === 'parquet') return { packing, entry: null, content: { kind: 'parquet', table: await readParquet(bytes) } };
    const inside = unpack(bytes, contentEncoding, TEXT_LIMIT_BYTES);
    return { packing, entry: inside.entry, content: contentOf(inside.bytes, inside.isCut) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { packing, entry: null, content: hexOf(bytes, `It cannot be read as ${packing}: ${why}`) };
  }
}

function contentOf(bytes: Uint8Array, isCut: boolean): Content {
  const text = textOf(bytes, isCut);
  if (text === null) return hexOf(bytes, null);
  const failures = failureLinesOf(text, isCut);
  if (failures !== null) return { kind: 'failures', lines: failures, isCut };
  return linesOf(text, isCut);
}

/** Other than white space and escape: not a text that somebody wrote. */
const isControl = (byte: number): boolean => byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b;

/** Null where it is not UTF-8. A character that the limit cuts in two is left out. */
export function textOf(bytes: Uint8Array, isCut: boolean): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
    return bytes.some(isControl) ? null : text;
  } catch {
    return null;
  }
}

function linesOf(text: string, isCut: boolean): Content {
  const whole = prettyJson(text);
  if (whole !== null && !isCut) return { kind: 'text', lines: [{ text, pretty: whole }], isJson: true, isCut };
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const shown = lines.map((line, i) => ({ text: line, pretty: i < LINES_PRETTY ? prettyJson(line) : null }));
  return { kind: 'text', lines: shown, isJson: shown.some(({ pretty }) => pretty !== null), isCut };
}

/** Objects and arrays only: a lone number is a line of text. */
function prettyJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

const HEX_ROW_BYTES = 16;

function hexOf(bytes: Uint8Array, why: string | null): Content {
  const shown = bytes.subarray(0, HEX_LIMIT_BYTES);
  const rows: string[] = [];
  for (let at = 0; at < shown.length; at += HEX_ROW_BYTES) {
    const row = shown.subarray(at, at + HEX_ROW_BYTES);
    const hex = [...row].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const characters = [...row].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    rows.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(3 * HEX_ROW_BYTES - 1)}  ${characters}`);
  }
  return { kind: 'hex', rows, isCut: bytes.length > HEX_LIMIT_BYTES, why };
}
