/** Order, equality, arithmetic and text of JSON values, as jq has them. */
import { QueryError, type Arithmetic, type Comparison, type Json } from './syntax.ts';

export type JsonObject = { [key: string]: Json };

export const isObject = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isTrue = (value: Json): boolean => value !== null && value !== false;

export function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Without a prototype, so that no key means anything else. */
export const newObject = (): JsonObject => Object.create(null) as JsonObject;

const RANKS = { null: 0, boolean: 1, number: 3, string: 4, array: 5, object: 6 };
const rankOf = (value: Json): number => (value === true ? 2 : RANKS[typeOf(value) as keyof typeof RANKS]);

export function compareValues(a: Json, b: Json): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a === b ? 0 : 1;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
  if (!isObject(a) || !isObject(b)) return 0;
  const [keysA, keysB] = [sortedKeys(a), sortedKeys(b)];
  return compareLists(keysA, keysB) || compareLists(keysA.map((key) => a[key]), keysB.map((key) => b[key])); // oxfmt-ignore
}

function compareLists(a: readonly Json[], b: readonly Json[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** By code points, as their UTF-8 bytes sort. */
function compareText(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = left[i].codePointAt(0)! - right[i].codePointAt(0)!;
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

export const sortedKeys = (value: JsonObject): string[] => Object.keys(value).sort(compareText);

export function compares(operator: Comparison, a: Json, b: Json): boolean {
  const order = compareValues(a, b);
  switch (operator) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

/** As jq writes numbers: at most 17 digits, exponents of at least two. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'null';
  const bounded = Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
  if (Object.is(bounded, -0)) return '-0';
  const [digits, exponentText] = bounded.toExponential().split('e');
  const exponent = Number(exponentText);
  const count = digits.replace(/[-.]/g, '').length;
  if (exponent >= -4 && exponent + 1 <= count + 15) return plainText(digits, exponent);
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function plainText(digits: string, exponent: number): string {
  const sign = digits.startsWith('-') ? '-' : '';
  const bare = digits.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${bare}`;
  if (bare.length <= exponent + 1) return `${sign}${bare.padEnd(exponent + 1, '0')}`;
  return `${sign}${bare.slice(0, exponent + 1)}.${bare.slice(exponent + 1)}`;
}

export function jsonText(value: Json): string {
  if (typeof value === 'number') return numberText(value);
  // jq escapes DEL too, which JSON need not.
  if (typeof value === 'string') return JSON.stringify(value).replaceAll('\u007f', '\\u007f');
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (!isObject(value)) return String(value);
  return `{${Object.keys(value).map((key) => `${jsonText(key)}:${jsonText(value[key])}`).join(',')}}`; // oxfmt-ignore
}

export const textOf = (value: Json): string => (typeof value === 'string' ? value : jsonText(value));

/** How errors show a value. */
export function shownValue(value: Json): string {
  const text = jsonText(value);
  return `${typeOf(value)} (${text.length > 11 ? `${text.slice(0, 10)}...` : text})`;
}

const WORDS: Record<Arithmetic, string> = {
  '+': 'cannot be added',
  '-': 'cannot be subtracted',
  '*': 'cannot be multiplied',
  '/': 'cannot be divided',
  '%': 'cannot be divided',
};
const REPEATED_MAX = 1_000_000;

export function calculate(operator: Arithmetic, a: Json, b: Json): Json {
  if (typeof a === 'number' && typeof b === 'number') return calculateNumbers(operator, a, b);
  if (operator === '+') {
    if (a === null) return b;
    if (b === null) return a;
    if (typeof a === 'string' && typeof b === 'string') return a + b;
    if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
    if (isObject(a) && isObject(b)) return Object.assign(newObject(), a, b) as JsonObject;
  }
  if (operator === '-' && Array.isArray(a) && Array.isArray(b))
    return a.filter((one) => !b.some((other) => compareValues(one, other) === 0));
  if (operator === '/' && typeof a === 'string' && typeof b === 'string') return splitText(a, b);
  if (operator === '*' && typeof a === 'string' && typeof b === 'number') return repeated(a, b);
  if (operator === '*' && isObject(a) && isObject(b)) return mergedDeep(a, b);
  throw new QueryError(`${shownValue(a)} and ${shownValue(b)} ${WORDS[operator]}`);
}

function calculateNumbers(operator: Arithmetic, a: number, b: number): Json {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      if (b === 0) throw new QueryError(`${shownValue(a)} and ${shownValue(b)} cannot be divided because the divisor is zero`);
      return a / b;
    default:
      if (Math.trunc(b) === 0) throw new QueryError(`${shownValue(a)} and ${shownValue(b)} cannot be divided because the divisor is zero`);
      return (Math.trunc(a) % Math.abs(Math.trunc(b))) + 0;
  }
}

export function splitText(text: string, separator: string): string[] {
  if (text === '') return [];
  return separator === '' ? Array.from(text) : text.split(separator);
}

function repeated(text: string, times: number): Json {
  if (times <= 0) return null;
  const count = Math.max(1, Math.ceil(times));
  if (text.length * count > REPEATED_MAX) throw new QueryError('The repeated string would be too long');
  return text.repeat(count);
}

function mergedDeep(a: JsonObject, b: JsonObject): JsonObject {
  const merged = Object.assign(newObject(), a) as JsonObject;
  for (const [key, value] of Object.entries(b)) {
    const before = merged[key];
    merged[key] = before !== undefined && isObject(before) && isObject(value) ? mergedDeep(before, value) : value;
  }
  return merged;
}
