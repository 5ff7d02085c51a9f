/** NDJSON: one object a line. Nested fields are named by their path (`user.id`); arrays are no fields. */
import type { BadRowCause, RowReader } from './row-reader.ts';

/** More fields than anybody would choose a key from; the rest is not listed, but stays in the record. */
const FIELDS_MAX = 200;
const DEPTH_MAX = 5;

const NOT_JSON: BadRowCause = { reason: 'not-json', detail: 'is not valid JSON' };

export class JsonRowReader implements RowReader {
  readonly fields: string[] = [];
  private readonly indexes = new Map<string, number>();

  read(text: string): string[] | BadRowCause {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return NOT_JSON;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { reason: 'not-object', detail: `is JSON but not an object: ${kindOf(value)}` };
    const values = Array.from(this.fields, () => '');
    this.collect(value as Record<string, unknown>, '', 1, values, text);
    return values;
  }

  private collect(object: Record<string, unknown>, path: string, depth: number, values: string[], text: string): void {
    for (const key of Object.keys(object)) {
      const value = object[key];
      if (value === null || Array.isArray(value)) continue;
      if (typeof value === 'object') {
        if (depth < DEPTH_MAX) this.collect(value as Record<string, unknown>, `${path}${key}.`, depth + 1, values, text);
        continue;
      }
      const index = this.indexOf(path === '' ? key : path + key);
      if (index !== -1 && !values[index])
        values[index] = typeof value === 'string' ? value : scalarText(key, value as number | boolean, text);
    }
  }

  private indexOf(name: string): number {
    const known = this.indexes.get(name);
    if (known !== undefined) return known;
    if (this.fields.length >= FIELDS_MAX || name === '') return -1;
    this.indexes.set(name, this.fields.length);
    return this.fields.push(name) - 1;
  }
}

/** A whole number beyond 2^53 (a snowflake id, say) is taken from the text itself, so that two ids do not become one. */
function scalarText(key: string, value: number | boolean, text: string): string {
  if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return String(value);
  const escaped = JSON.stringify(key).slice(1, -1);
  for (const [, name, digits] of text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*(-?\d+)/g)) {
    if (name === escaped && Number(digits) === value) return digits;
  }
  return String(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
