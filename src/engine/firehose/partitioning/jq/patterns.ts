/** Functions with regular expressions. They are read as JavaScript's, which for what keys need are those of jq's Oniguruma. */
import type { Builtins, Evaluate } from './builtins.ts';
import { QueryError, type Json, type Query } from './syntax.ts';
import { newObject, shownValue, type JsonObject } from './values.ts';

/** Text that is searched, and the expression; `isGlobal`: all that match, not only the first. */
type Search = (text: string, expression: RegExp, isGlobal: boolean) => void;

function expressionOf(pattern: string, flags: Json): { expression: RegExp; isGlobal: boolean } {
  if (flags !== null && (typeof flags !== 'string' || !/^[gi]*$/.test(flags)))
    throw new QueryError(`${shownValue(flags)} are flags that are not supported here`);
  try {
    const expression = new RegExp(pattern, flags?.includes('i') === true ? 'giu' : 'gu');
    return { expression, isGlobal: flags?.includes('g') === true };
  } catch {
    throw new QueryError(`${pattern} (at offset 0) is not a valid regex`);
  }
}

/** For each pattern, and each of its flags. */
function search(evaluate: Evaluate, input: Json, pattern: Query, flags: Query | undefined, visit: Search): void {
  const searchWith = (wanted: Json, letters: Json): void => {
    if (typeof input !== 'string' || typeof wanted !== 'string')
      throw new QueryError(`${shownValue(input)} cannot be matched, as it is not a string`);
    const { expression, isGlobal } = expressionOf(wanted, letters);
    visit(input, expression, isGlobal);
  };
  evaluate(pattern, input, (wanted) => {
    if (flags === undefined) searchWith(wanted, null);
    else evaluate(flags, input, (letters) => searchWith(wanted, letters));
  });
}

function matchesOf(text: string, expression: RegExp, isGlobal: boolean): RegExpExecArray[] {
  const all = [...text.matchAll(expression)];
  return isGlobal ? all : all.slice(0, 1);
}

function namedOf({ groups }: RegExpExecArray): JsonObject {
  const named = newObject();
  for (const [name, text] of Object.entries(groups ?? {})) named[name] = text ?? null;
  return named;
}

/** The replacement is a query, asked of the named groups of each match. */
function substituted(
  evaluate: Evaluate,
  input: Json,
  [pattern, by, flags]: readonly Query[],
  isAll: boolean,
  visit: (output: Json) => void,
) {
  search(evaluate, input, pattern, flags, (text, expression, isGlobal) => {
    let made = '';
    let from = 0;
    for (const match of matchesOf(text, expression, isAll || isGlobal)) {
      const outputs: Json[] = [];
      evaluate(by, namedOf(match), (output) => outputs.push(output));
      const [replacement = ''] = outputs;
      if (typeof replacement !== 'string') throw new QueryError(`${shownValue(namedOf(match))} cannot be added to a string`);
      made += text.slice(from, match.index) + replacement;
      from = match.index + match[0].length;
    }
    visit(made + text.slice(from));
  });
}

export const PATTERN_FILTERS: Builtins['filters'] = {
  test: {
    arities: [1, 2],
    of: (evaluate, input, [pattern, flags], visit) =>
      search(evaluate, input, pattern, flags, (text, expression) => visit(expression.test(text))),
  },
  capture: {
    arities: [1, 2],
    of: (evaluate, input, [pattern, flags], visit) =>
      search(evaluate, input, pattern, flags, (text, expression, isGlobal) => {
        for (const match of matchesOf(text, expression, isGlobal)) visit(namedOf(match));
      }),
  },
  /** Each match, or what its groups hold where it has any. */
  scan: {
    arities: [1],
    of: (evaluate, input, [pattern], visit) =>
      search(evaluate, input, pattern, undefined, (text, expression) => {
        for (const [whole, ...captured] of text.matchAll(expression))
          visit(captured.length === 0 ? whole : captured.map((one) => one ?? null));
      }),
  },
  splits: {
    arities: [1, 2],
    of: (evaluate, input, [pattern, flags], visit) =>
      search(evaluate, input, pattern, flags, (text, expression) => {
        let from = 0;
        for (const { index, 0: whole } of text.matchAll(expression)) {
          visit(text.slice(from, index));
          from = index + whole.length;
        }
        visit(text.slice(from));
      }),
  },
  sub: { arities: [2, 3], of: (evaluate, input, args, visit) => substituted(evaluate, input, args, false, visit) },
  gsub: { arities: [2, 3], of: (evaluate, input, args, visit) => substituted(evaluate, input, args, true, visit) },
};
