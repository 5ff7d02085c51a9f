/** Carries out a query on an input. A query has any number of outputs; an error comes after the outputs before it. */
import { call } from './builtins.ts';
import { QueryError, type Json, type Query } from './syntax.ts';
import { calculate, compares, isObject, isTrue, jsonText, newObject, shownValue, textOf, typeOf, type JsonObject } from './values.ts';

type Visit = (output: Json) => void;

/** More outputs than any record needs: a query that multiplies them stops there. */
const OUTPUTS_MAX = 10_000;

export function outputsOf(query: Query, input: Json): Json[] {
  const outputs: Json[] = [];
  evaluate(query, input, (output) => {
    if (outputs.push(output) > OUTPUTS_MAX) throw new QueryError('The query has too many outputs');
  });
  return outputs;
}

function evaluate(query: Query, input: Json, visit: Visit): void {
  switch (query.kind) {
    case 'identity':
      return visit(input);
    case 'literal':
      return visit(query.value);
    case 'text':
      return visitText(query.parts, query.parts.length, '', input, visit);
    case 'index':
      return evaluate(query.of, input, (of) => evaluate(query.key, input, (key) => visit(indexed(of, key))));
    case 'slice':
      return visitSlice(query, input, visit);
    case 'each':
      return evaluate(query.of, input, (of) => listed(of).forEach((one) => visit(one)));
    case 'try':
      return visitSafely(query.of, query.otherwise, input, visit);
    case 'array':
      return visit(query.of === null ? [] : outputsOf(query.of, input));
    case 'object':
      return visitObject(query.entries, 0, newObject(), input, visit);
    case 'negative':
      return evaluate(query.of, input, (of) => visit(negative(of)));
    case 'pipe':
      return evaluate(query.left, input, (left) => evaluate(query.right, left, visit));
    case 'comma':
      evaluate(query.left, input, visit);
      return evaluate(query.right, input, visit);
    case 'alternative':
      return visitAlternative(query.left, query.right, input, visit);
    case 'and':
    case 'or':
      return visitLogic(query.kind === 'and', query.left, query.right, input, visit);
    case 'compare':
      return evaluate(query.right, input, (right) => evaluate(query.left, input, (left) => visit(compares(query.operator, left, right))));
    case 'calculate':
      return evaluate(query.right, input, (right) => evaluate(query.left, input, (left) => visit(calculate(query.operator, left, right))));
    case 'if':
      return evaluate(query.condition, input, (said) => evaluate(isTrue(said) ? query.yes : query.no, input, visit));
    case 'call':
      return call(evaluate, query.name, input, query.args, visit);
  }
}

function indexed(of: Json, key: Json): Json {
  if (of === null && (key === null || typeof key === 'string' || typeof key === 'number')) return null;
  if (isObject(of) && typeof key === 'string') return Object.hasOwn(of, key) ? of[key] : null;
  if (Array.isArray(of) && typeof key === 'number') return Number.isNaN(key) ? null : (of.at(Math.floor(key)) ?? null);
  if (typeof key === 'string') throw new QueryError(`Cannot index ${typeOf(of)} with ${jsonText(key)}`);
  throw new QueryError(`Cannot index ${typeOf(of)} with ${typeOf(key)}`);
}

function visitSlice({ of, from, to }: Extract<Query, { kind: 'slice' }>, input: Json, visit: Visit): void {
  const bound = (query: Query | null, next: Visit): void => (query === null ? next(null) : evaluate(query, input, next));
  evaluate(of, input, (value) => bound(to, (last) => bound(from, (first) => visit(sliced(value, first, last)))));
}

function sliced(of: Json, first: Json, last: Json): Json {
  if (of === null) return null;
  if (typeof of !== 'string' && !Array.isArray(of)) throw new QueryError(`Cannot index ${typeOf(of)} with object`);
  if ((first !== null && typeof first !== 'number') || (last !== null && typeof last !== 'number'))
    throw new QueryError('Start and end indices of an array slice must be numbers');
  const [from, to] = [first === null ? 0 : Math.floor(first), last === null ? undefined : Math.ceil(last)];
  return typeof of === 'string' ? Array.from(of).slice(from, to).join('') : of.slice(from, to);
}

function listed(of: Json): Json[] {
  if (Array.isArray(of)) return of;
  if (isObject(of)) return Object.values(of);
  throw new QueryError(`Cannot iterate over ${of === null ? 'null' : shownValue(of)}`);
}

/** What was there before the error stays; errors of those who get the outputs are not its own. */
function visitSafely(query: Query, otherwise: Query | null, input: Json, visit: Visit): void {
  const outputs: Json[] = [];
  let message: string | null = null;
  try {
    evaluate(query, input, (output) => outputs.push(output));
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    message = error.message;
  }
  outputs.forEach((output) => visit(output));
  if (otherwise !== null && message !== null) evaluate(otherwise, message, visit);
}

/** All that is true on the left; where there is none, the right. */
function visitAlternative(left: Query, right: Query, input: Json, visit: Visit): void {
  let hasFound = false;
  evaluate(left, input, (output) => {
    if (!isTrue(output)) return;
    hasFound = true;
    visit(output);
  });
  if (!hasFound) evaluate(right, input, visit);
}

function visitLogic(isAnd: boolean, left: Query, right: Query, input: Json, visit: Visit): void {
  evaluate(left, input, (said) => {
    if (isTrue(said) !== isAnd) visit(!isAnd);
    else evaluate(right, input, (other) => visit(isTrue(other)));
  });
}

function negative(of: Json): Json {
  if (typeof of !== 'number') throw new QueryError(`${shownValue(of)} cannot be negated`);
  return -of;
}

/** The last part varies slowest, as in jq. */
function visitText(parts: readonly (string | Query)[], count: number, after: string, input: Json, visit: Visit): void {
  if (count === 0) return visit(after);
  const part = parts[count - 1];
  if (typeof part === 'string') return visitText(parts, count - 1, part + after, input, visit);
  evaluate(part, input, (output) => visitText(parts, count - 1, textOf(output) + after, input, visit));
}

function visitObject(entries: readonly { key: Query; value: Query }[], place: number, made: JsonObject, input: Json, visit: Visit): void {
  if (place === entries.length) return visit(made);
  const { key, value } = entries[place];
  evaluate(key, input, (name) => {
    if (typeof name !== 'string') throw new QueryError(`Object keys must be strings, not ${shownValue(name)}`);
    evaluate(value, input, (one) => {
      const next = Object.assign(newObject(), made) as JsonObject;
      next[name] = one;
      visitObject(entries, place + 1, next, input, visit);
    });
  });
}
