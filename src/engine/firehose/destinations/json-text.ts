/** Records as JSON text. */
import { decodeUtf8, encodeUtf8 } from '../../kernel/utf8.ts';

/** The object that the record is; null where it is none, or no UTF-8. */
export function jsonObjectOf(data: Uint8Array): Record<string, unknown> | null {
  const text = decodeUtf8(data);
  try {
    const value: unknown = JSON.parse(text);
    // Of bytes that are no UTF-8 the text is longer when it is written again.
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && (!text.includes('\ufffd') || encodeUtf8(text).length === data.length) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const LINE_FEED = 10;

/** Line feeds at the end do not make it more lines. */
export function isOneLine(data: Uint8Array): boolean {
  const at = data.indexOf(LINE_FEED);
  return at < 0 || data.subarray(at).every((byte) => byte === LINE_FEED);
}
