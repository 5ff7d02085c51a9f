/**
 * Types of a table's columns as the AWS Glue Data Catalog writes them: Hive's, nested ones among them, such as
 * `array<struct<sku:string,price:decimal(10,2)>>`.
 * https://docs.aws.amazon.com/athena/latest/ug/data-types.html
 * Simplified: binary, intervals and unions are not known.
 */
export type Primitive = 'boolean' | 'tinyint' | 'smallint' | 'int' | 'bigint' | 'float' | 'double' | 'string' | 'timestamp' | 'date';

export type TypeTree =
  | { kind: Primitive }
  | { kind: 'decimal'; precision: number; scale: number }
  | { kind: 'array'; of: TypeTree }
  | { kind: 'map'; key: TypeTree; value: TypeTree }
  | { kind: 'struct'; fields: { name: string; type: TypeTree }[] };

const PRIMITIVES: readonly string[] = 'boolean tinyint smallint int bigint float double string timestamp date'.split(' ');
const PRECISION_MAX = 38;
const DEPTH_MAX = 20;

/** Parts between the commas that stand outside of brackets. */
export function partsOfList(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if ('<('.includes(text[at])) depth++;
    else if ('>)'.includes(text[at])) depth--;
    else if (text[at] === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim());
}

/** Null where it is no type that is known. */
export function typeTreeOf(text: string, depth = 0): TypeTree | null {
  const whole = text.trim();
  const word = whole.toLowerCase();
  if (depth > DEPTH_MAX) return null;
  if (PRIMITIVES.includes(word)) return { kind: word as Primitive };
  if (word === 'integer') return { kind: 'int' };
  if (/^(?:varchar|char)\(\s*\d+\s*\)$/.test(word)) return { kind: 'string' };
  const [, name, inside] = /^(array|map|struct)\s*<(.*)>$/is.exec(whole) ?? [];
  if (name === undefined) return decimalOf(word);
  const parts = partsOfList(inside);
  switch (name.toLowerCase()) {
    case 'array':
      return parts.length === 1 ? arrayOf(parts[0], depth + 1) : null;
    case 'map':
      return parts.length === 2 ? mapOf(parts, depth + 1) : null;
    default:
      return structOf(parts, depth + 1);
  }
}

function decimalOf(word: string): TypeTree | null {
  const match = /^decimal(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?$/.exec(word);
  if (match === null) return null;
  const [precision, scale] = [Number(match[1] ?? 10), Number(match[2] ?? 0)];
  return precision >= 1 && precision <= PRECISION_MAX && scale <= precision ? { kind: 'decimal', precision, scale } : null;
}

function arrayOf(text: string, depth: number): TypeTree | null {
  const of = typeTreeOf(text, depth);
  return of === null ? null : { kind: 'array', of };
}

/** Keys are primitive. */
function mapOf([keyText, valueText]: string[], depth: number): TypeTree | null {
  const key = typeTreeOf(keyText, depth);
  const value = typeTreeOf(valueText, depth);
  return key === null || value === null || !PRIMITIVES.includes(key.kind) ? null : { kind: 'map', key, value };
}

function structOf(parts: readonly string[], depth: number): TypeTree | null {
  const fields: { name: string; type: TypeTree }[] = [];
  for (const part of parts) {
    const [, name, typeText] = /^([^:\s]+)\s*:(.*)$/s.exec(part) ?? [];
    const type = name === undefined ? null : typeTreeOf(typeText, depth);
    if (type === null || fields.some((field) => field.name === name)) return null;
    fields.push({ name, type });
  }
  return fields.length === 0 ? null : { kind: 'struct', fields };
}
