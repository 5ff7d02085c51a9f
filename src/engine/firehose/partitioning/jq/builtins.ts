/** The functions that a query may call. `filters` are those whose arguments are queries, all others take values. */
import { utf8Length } from '../../../kernel/utf8.ts';
import { LIST_FILTERS, LIST_VALUES } from './lists.ts';
import { readTime } from './parse-time.ts';
import { PATTERN_FILTERS } from './patterns.ts';
import { readJson } from './read-json.ts';
import { QueryError, type Json, type Query } from './syntax.ts';
import { FORMATS } from './text-formats.ts';
import { brokenDown, formatTime, madeTime } from './time.ts';
import { calculate, isObject, isTrue, jsonText, shownValue, sortedKeys, splitText, textOf, typeOf } from './values.ts';

/** The outputs of a query, one after another; what it throws comes after those before. */
export type Evaluate = (query: Query, input: Json, visit: (output: Json) => void) => void;

export interface Builtins {
  /** One output for each value of its argument. */
  values: Record<string, { arity: number; of(input: Json, args: readonly Json[]): Json }>;
  /** Those that want their arguments unevaluated, or have none or many outputs. */
  filters: Record<
    string,
    { arities: number[]; of(evaluate: Evaluate, input: Json, args: readonly Query[], visit: (output: Json) => void): void }
  >;
}

const VALUES: Builtins['values'] = {
  ...LIST_VALUES,
  ...FORMATS,
  not: { arity: 0, of: (input) => !isTrue(input) },
  length: { arity: 0, of: lengthOf },
  keys: { arity: 0, of: keysOf },
  type: { arity: 0, of: typeOf },
  tostring: { arity: 0, of: textOf },
  tonumber: { arity: 0, of: numberOf },
  tojson: { arity: 0, of: jsonText },
  fromjson: { arity: 0, of: fromJson },
  ascii_downcase: { arity: 0, of: (input) => asciiCase(input, 'ascii_downcase', /[A-Z]/g, (letters) => letters.toLowerCase()) },
  ascii_upcase: { arity: 0, of: (input) => asciiCase(input, 'ascii_upcase', /[a-z]/g, (letters) => letters.toUpperCase()) },
  add: { arity: 0, of: (input) => listOf(input, 'iterate over').reduce((sum, one) => calculate('+', sum, one), null as Json) },
  floor: { arity: 0, of: (input) => Math.floor(number(input)) },
  ceil: { arity: 0, of: (input) => Math.ceil(number(input)) },
  /** Halves go away from zero. */
  round: { arity: 0, of: (input) => Math.sign(number(input)) * Math.round(Math.abs(number(input))) },
  sqrt: { arity: 0, of: (input) => Math.sqrt(number(input)) },
  fabs: { arity: 0, of: (input) => Math.abs(number(input)) },
  utf8bytelength: {
    arity: 0,
    of: (input) => utf8Length(bothText(input, '', `${shownValue(input)} only strings have UTF-8 byte length`)[0]),
  },
  gmtime: { arity: 0, of: (input) => brokenDown(dateNumber(input, 'gmtime() requires a number')) },
  mktime: { arity: 0, of: mkTime },
  todate: { arity: 0, of: toDate },
  todateiso8601: { arity: 0, of: toDate },
  date: { arity: 0, of: toDate },
  fromdate: { arity: 0, of: fromDate },
  fromdateiso8601: { arity: 0, of: fromDate },
  has: { arity: 1, of: has },
  split: { arity: 1, of: (input, [separator]) => splitText(...bothText(input, separator, 'split input and separator must be strings')) },
  join: { arity: 1, of: join },
  startswith: { arity: 1, of: (input, [start]) => startsWith(input, start) },
  endswith: { arity: 1, of: (input, [end]) => endsWith(input, end) },
  ltrimstr: { arity: 1, of: (input, [start]) => trimmed(input, start, true) },
  rtrimstr: { arity: 1, of: (input, [end]) => trimmed(input, end, false) },
  strftime: { arity: 1, of: strftime },
  strptime: { arity: 1, of: strptime },
};

const FILTERS: Builtins['filters'] = {
  ...LIST_FILTERS,
  ...PATTERN_FILTERS,
  empty: { arities: [0], of: () => undefined },
  values: { arities: [0], of: (_, input, _args, visit) => (input === null ? undefined : visit(input)) },
  recurse: { arities: [0], of: (_, input, _args, visit) => descend(input, visit) },
  select: {
    arities: [1],
    of: (evaluate, input, [condition], visit) => evaluate(condition, input, (said) => (isTrue(said) ? visit(input) : undefined)),
  },
  map: { arities: [1], of: (evaluate, input, [each], visit) => visit(mapped(evaluate, input, each)) },
  error: {
    arities: [0, 1],
    of: (evaluate, input, [said]) => (said === undefined ? raise(input) : evaluate(said, input, (message) => raise(message))),
  },
};

export const isBuiltin = (name: string): boolean => Object.hasOwn(VALUES, name) || Object.hasOwn(FILTERS, name);
export const arityOf = (name: string): number[] => (Object.hasOwn(VALUES, name) ? [VALUES[name].arity] : FILTERS[name].arities);

export function call(evaluate: Evaluate, name: string, input: Json, args: readonly Query[], visit: (output: Json) => void): void {
  if (Object.hasOwn(FILTERS, name)) return FILTERS[name].of(evaluate, input, args, visit);
  const { of } = VALUES[name];
  if (args.length === 0) return visit(of(input, []));
  evaluate(args[0], input, (arg) => visit(of(input, [arg])));
}

function raise(input: Json): never {
  throw new QueryError(typeof input === 'string' ? input : `${jsonText(input)} (not a string)`);
}

function lengthOf(input: Json): Json {
  if (input === null) return 0;
  if (typeof input === 'number') return Math.abs(input);
  if (typeof input === 'string') return Array.from(input).length;
  if (typeof input === 'boolean') throw new QueryError(`${shownValue(input)} has no length`);
  return Array.isArray(input) ? input.length : Object.keys(input).length;
}

function keysOf(input: Json): Json {
  if (Array.isArray(input)) return input.map((_, i) => i);
  if (!isObject(input)) throw new QueryError(`${shownValue(input)} has no keys`);
  return sortedKeys(input);
}

function has(input: Json, [key]: readonly Json[]): Json {
  if (input === null && (typeof key === 'string' || typeof key === 'number')) return false;
  if (isObject(input) && typeof key === 'string') return Object.hasOwn(input, key);
  if (Array.isArray(input) && typeof key === 'number') return key >= 0 && Math.floor(key) < input.length;
  throw new QueryError(`Cannot check whether ${typeOf(input)} has a ${typeOf(key)} key`);
}

function number(input: Json): number {
  if (typeof input !== 'number') throw new QueryError(`${shownValue(input)} number required`);
  return input;
}

function numberOf(input: Json): Json {
  if (typeof input === 'number') return input;
  if (typeof input !== 'string') throw new QueryError(`${shownValue(input)} cannot be parsed as a number`);
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(input)) throw new QueryError(`${shownValue(input)} cannot be parsed as a number`);
  return Number(input);
}

function fromJson(input: Json): Json {
  if (typeof input !== 'string') throw new QueryError(`${shownValue(input)} only strings can be parsed`);
  return readJson(input, `${shownValue(input)} is no JSON`);
}

function asciiCase(input: Json, name: string, letters: RegExp, change: (letters: string) => string): string {
  if (typeof input !== 'string') throw new QueryError(`${name} input must be a string`);
  return input.replace(letters, change);
}

function listOf(input: Json, what: string): Json[] {
  if (Array.isArray(input)) return input;
  if (isObject(input)) return Object.values(input);
  throw new QueryError(`Cannot ${what} ${shownValue(input)}`);
}

function bothText(a: Json, b: Json, otherwise: string): [string, string] {
  if (typeof a !== 'string' || typeof b !== 'string') throw new QueryError(otherwise);
  return [a, b];
}

function startsWith(input: Json, start: Json): boolean {
  const [text, wanted] = bothText(input, start, 'startswith() requires string inputs');
  return text.startsWith(wanted);
}

function endsWith(input: Json, end: Json): boolean {
  const [text, wanted] = bothText(input, end, 'endswith() requires string inputs');
  return text.endsWith(wanted);
}

/** Unchanged where it is no string, or does not begin or end so. */
function trimmed(input: Json, part: Json, isStart: boolean): Json {
  if (typeof input !== 'string' || typeof part !== 'string') return input;
  if (isStart) return input.startsWith(part) ? input.slice(part.length) : input;
  return input.endsWith(part) ? input.slice(0, input.length - part.length) : input;
}

function join(input: Json, [separator]: readonly Json[]): Json {
  const parts = listOf(input, 'iterate over');
  if (parts.length === 0) return '';
  const [, between] = bothText('', separator, `${shownValue(separator)} cannot join`);
  return parts.map((part) => joined(part)).join(between);
}

function joined(part: Json): string {
  if (part === null) return '';
  if (typeof part === 'object') throw new QueryError(`string ("") and ${shownValue(part)} cannot be added`);
  return textOf(part);
}

function dateNumber(input: Json, otherwise: string): number {
  if (typeof input !== 'number') throw new QueryError(otherwise);
  return input;
}

function mkTime(input: Json): Json {
  if (!Array.isArray(input)) throw new QueryError('mktime requires array of 6 numbers');
  return madeTime(input);
}

function strftime(input: Json, [format]: readonly Json[]): Json {
  if (typeof format !== 'string') throw new QueryError('strftime/1 requires a string format');
  return formatTime(input, format);
}

function strptime(input: Json, [format]: readonly Json[]): Json {
  if (typeof input !== 'string') throw new QueryError(`strptime/1 requires string inputs and arguments`);
  if (typeof format !== 'string') throw new QueryError('strptime/1 requires string inputs and arguments');
  return readTime(input, format);
}

function toDate(input: Json): Json {
  return formatTime(dateNumber(input, 'strftime/1 requires parsed datetime inputs'), '%Y-%m-%dT%H:%M:%SZ');
}

function fromDate(input: Json): Json {
  const isDate = typeof input === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(input);
  const ms = isDate ? Date.parse(input) : NaN;
  if (Number.isNaN(ms)) throw new QueryError(`date ${jsonText(input)} does not match format "%Y-%m-%dT%H:%M:%SZ"`);
  return ms / 1000;
}

function descend(input: Json, visit: (output: Json) => void): void {
  visit(input);
  if (typeof input === 'object' && input !== null) for (const one of Object.values(input) as Json[]) descend(one, visit);
}

function mapped(evaluate: Evaluate, input: Json, each: Query): Json {
  const found: Json[] = [];
  for (const one of listOf(input, 'iterate over')) evaluate(each, one, (output) => found.push(output));
  return found;
}
