/** Functions on lists and objects that a query may call: sorting, searching, entries. */
import type { Builtins, Evaluate } from './builtins.ts';
import { QueryError, type Json, type Query } from './syntax.ts';
import { compareValues, isObject, isTrue, newObject, shownValue, textOf, typeOf, type JsonObject } from './values.ts';

function sortable(input: Json, what = 'be sorted'): Json[] {
  if (Array.isArray(input)) return input;
  throw new QueryError(`${shownValue(input)} cannot ${what}, as it is not an array`);
}

const iterated = (input: Json): Json[] => {
  if (Array.isArray(input)) return input;
  if (isObject(input)) return Object.values(input);
  throw new QueryError(`Cannot iterate over ${shownValue(input)}`);
};

const bySelf = (values: readonly Json[]): Keyed[] => values.map((value) => ({ key: value, value }));

interface Keyed {
  key: Json;
  value: Json;
}

const sorted = (keyed: readonly Keyed[]): Keyed[] => keyed.toSorted((a, b) => compareValues(a.key, b.key));

function groups(keyed: readonly Keyed[]): Json[][] {
  const found: { key: Json; values: Json[] }[] = [];
  for (const { key, value } of sorted(keyed)) {
    const last = found.at(-1);
    if (last !== undefined && compareValues(last.key, key) === 0) last.values.push(value);
    else found.push({ key, values: [value] });
  }
  return found.map(({ values }) => values);
}

const firsts = (keyed: readonly Keyed[]): Json => groups(keyed).map(([first]) => first);
/** Of equals jq takes the first as the least and the last as the most. */
const least = (keyed: readonly Keyed[]): Json => sorted(keyed)[0]?.value ?? null;
const most = (keyed: readonly Keyed[]): Json => sorted(keyed).at(-1)?.value ?? null;

function flat(input: Json, depth: Json): Json {
  if (typeof depth !== 'number' || depth < 0) throw new QueryError('flatten depth must not be negative');
  return iterated(input).flatMap((one) => (Array.isArray(one) && depth > 0 ? (flat(one, depth - 1) as Json[]) : [one]));
}

function fromEntries(input: Json): Json {
  const made = newObject();
  for (const entry of iterated(input)) {
    if (!isObject(entry)) throw new QueryError(`Cannot index ${typeOf(entry)} with "key"`);
    const key = [entry.key, entry.k, entry.name, entry.Name, entry.K, entry.Key].find(
      (one) => one !== undefined && one !== null && one !== false,
    );
    const value = ['value', 'v', 'Value', 'V'].find((name) => Object.hasOwn(entry, name));
    made[textOf(key ?? null)] = value === undefined ? null : entry[value];
  }
  return made;
}

function toEntries(input: Json): JsonObject[] {
  if (!isObject(input)) throw new QueryError(`${shownValue(input)} has no keys`);
  return Object.entries(input).map(([key, value]) => ({ key, value }));
}

function contains(a: Json, b: Json): boolean {
  if (isObject(a) && isObject(b)) return Object.keys(b).every((key) => Object.hasOwn(a, key) && contains(a[key], b[key]));
  if (Array.isArray(a) && Array.isArray(b))
    return b.every((wanted) => a.some((one) => typeOf(one) === typeOf(wanted) && contains(one, wanted)));
  if (typeof a === 'string' && typeof b === 'string') return a.includes(b);
  if (typeOf(a) === typeOf(b)) return compareValues(a, b) === 0;
  throw new QueryError(`${shownValue(a)} and ${shownValue(b)} cannot have their containment checked`);
}

function places(input: Json, wanted: Json): number[] | null {
  if (input === null) return null;
  if (typeof input === 'string' && typeof wanted === 'string') return placesInText(Array.from(input), Array.from(wanted));
  if (!Array.isArray(input)) throw new QueryError(`Cannot determine indices of ${typeOf(wanted)} in ${typeOf(input)}`);
  const list = Array.isArray(wanted) ? wanted : [wanted];
  return placesIn(input, list, (a, b) => compareValues(a, b) === 0);
}

const placesInText = (text: string[], wanted: string[]): number[] => placesIn(text, wanted, (a, b) => a === b);

function placesIn<Of>(list: readonly Of[], wanted: readonly Of[], isSame: (a: Of, b: Of) => boolean): number[] {
  if (wanted.length === 0) return [];
  const found: number[] = [];
  for (let at = 0; at + wanted.length <= list.length; at++) if (wanted.every((one, i) => isSame(list[at + i], one))) found.push(at);
  return found;
}

export const LIST_VALUES: Builtins['values'] = {
  sort: { arity: 0, of: (input) => sorted(bySelf(sortable(input))).map(({ value }) => value) },
  unique: { arity: 0, of: (input) => firsts(bySelf(sortable(input))) },
  min: { arity: 0, of: (input) => least(bySelf(sortable(input, 'be searched'))) },
  max: { arity: 0, of: (input) => most(bySelf(sortable(input, 'be searched'))) },
  reverse: { arity: 0, of: (input) => (input === null ? [] : sortable(input, 'be reversed').toReversed()) },
  keys_unsorted: { arity: 0, of: (input) => (Array.isArray(input) ? input.map((_, i) => i) : toEntries(input).map(({ key }) => key)) },
  to_entries: { arity: 0, of: toEntries },
  from_entries: { arity: 0, of: fromEntries },
  contains: { arity: 1, of: (input, [wanted]) => contains(input, wanted) },
  inside: { arity: 1, of: (input, [whole]) => contains(whole, input) },
  indices: { arity: 1, of: (input, [wanted]) => places(input, wanted) },
  index: { arity: 1, of: (input, [wanted]) => places(input, wanted)?.[0] ?? null },
  rindex: { arity: 1, of: (input, [wanted]) => places(input, wanted)?.at(-1) ?? null },
};

type Filter = Builtins['filters'][string]['of'];

/** What each element is compared by: all outputs of the query. */
const keyed =
  (make: (keyed: readonly Keyed[]) => Json): Filter =>
  (evaluate, input, [by], visit) => {
    const list = sortable(input).map((value) => {
      const key: Json[] = [];
      evaluate(by, value, (output) => key.push(output));
      return { key, value };
    });
    visit(make(list));
  };

/** Whether any, or all, of the elements make the query true. */
const asked =
  (isAny: boolean): Filter =>
  (evaluate, input, [condition], visit) => {
    const said: boolean[] = [];
    for (const one of iterated(input))
      if (condition === undefined) said.push(isTrue(one));
      else evaluate(condition, one, (output) => said.push(isTrue(output)));
    visit(isAny ? said.includes(true) : !said.includes(false));
  };

function mappedValues(evaluate: Parameters<Filter>[0], input: Json, by: Query): Json {
  const firstOf = (value: Json): Json[] => {
    const outputs: Json[] = [];
    evaluate(by, value, (output) => outputs.push(output));
    return outputs.slice(0, 1);
  };
  if (Array.isArray(input)) return input.flatMap(firstOf);
  if (!isObject(input)) throw new QueryError(`Cannot iterate over ${shownValue(input)}`);
  const made = newObject();
  for (const [key, value] of Object.entries(input)) for (const one of firstOf(value)) made[key] = one;
  return made;
}

const ofType = (...types: string[]): Builtins['filters'][string] => ({
  arities: [0],
  of: (_, input, _args, visit) => (types.includes(typeOf(input)) ? visit(input) : undefined),
});

function at(input: Json, place: number): Json {
  if (input === null) return null;
  if (!Array.isArray(input)) throw new QueryError(`Cannot index ${typeOf(input)} with number`);
  return input.at(place) ?? null;
}

/** Thrown to stop a query whose further outputs nobody wants: no error of the query, so no `try` takes it. */
class Enough extends Error {}

function firstOf(evaluate: Evaluate, input: Json, of: Query, visit: (output: Json) => void): void {
  const found: Json[] = [];
  try {
    evaluate(of, input, (output) => {
      found.push(output);
      throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  found.forEach((output) => visit(output));
}

function lastOf(evaluate: Evaluate, input: Json, of: Query, visit: (output: Json) => void): void {
  let found: Json[] = [];
  evaluate(of, input, (output) => (found = [output]));
  found.forEach((output) => visit(output));
}

export const LIST_FILTERS: Builtins['filters'] = {
  sort_by: { arities: [1], of: keyed((list) => sorted(list).map(({ value }) => value)) },
  group_by: { arities: [1], of: keyed(groups) },
  unique_by: { arities: [1], of: keyed(firsts) },
  min_by: { arities: [1], of: keyed(least) },
  max_by: { arities: [1], of: keyed(most) },
  any: { arities: [0, 1], of: asked(true) },
  all: { arities: [0, 1], of: asked(false) },
  map_values: { arities: [1], of: (evaluate, input, [by], visit) => visit(mappedValues(evaluate, input, by)) },
  with_entries: {
    arities: [1],
    of: (evaluate, input, [by], visit) => {
      const entries: Json[] = [];
      for (const entry of toEntries(input)) evaluate(by, entry, (output) => entries.push(output));
      visit(fromEntries(entries));
    },
  },
  first: {
    arities: [0, 1],
    of: (evaluate, input, [of], visit) => (of === undefined ? visit(at(input, 0)) : firstOf(evaluate, input, of, visit)),
  },
  last: {
    arities: [0, 1],
    of: (evaluate, input, [of], visit) => (of === undefined ? visit(at(input, -1)) : lastOf(evaluate, input, of, visit)),
  },
  flatten: {
    arities: [0, 1],
    of: (evaluate, input, [depth], visit) =>
      depth === undefined ? visit(flat(input, 256)) : evaluate(depth, input, (levels) => visit(flat(input, levels))),
  },
  strings: ofType('string'),
  numbers: ofType('number'),
  booleans: ofType('boolean'),
  nulls: ofType('null'),
  arrays: ofType('array'),
  objects: ofType('object'),
  iterables: ofType('array', 'object'),
  scalars: ofType('string', 'number', 'boolean', 'null'),
};
