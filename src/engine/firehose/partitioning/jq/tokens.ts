/** The words of a query. */
import { QuerySyntaxError } from './syntax.ts';

export type Token =
  | { kind: 'field' | 'name'; text: string; at: number }
  | { kind: 'sign'; text: string; at: number }
  | { kind: 'number'; value: number; at: number }
  /** With the tokens of each interpolation. */
  | { kind: 'text'; parts: (string | Token[])[]; at: number }
  | { kind: 'end'; at: number };

const SIGNS = [
  '..',
  '?//',
  '//=',
  '|=',
  '//',
  '==',
  '!=',
  '<=',
  '>=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  ...Array.from('.[]{}()|,:;<>+-*/%?=$@'),
];
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const SPACE = /(?:\s|#[^\n]*)+/y;

export const tokensOf = (query: string): Token[] => readTokens(query, 0, false).tokens;

/** Up to the end, or to the parenthesis that closes an interpolation. */
function readTokens(query: string, from: number, isInText: boolean): { tokens: Token[]; end: number } {
  const tokens: Token[] = [];
  let depth = 0;
  let at = from;
  for (;;) {
    at += match(SPACE, query, at).length;
    if (at >= query.length) break;
    if (isInText && query[at] === ')' && depth === 0) return { tokens: [...tokens, { kind: 'end', at }], end: at + 1 };
    const { token, end } = readToken(query, at);
    if (token.kind === 'sign') depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
    tokens.push(token);
    at = end;
  }
  if (isInText) throw new QuerySyntaxError('The \\( of a string is not closed by )', from);
  return { tokens: [...tokens, { kind: 'end', at }], end: at };
}

function readToken(query: string, at: number): { token: Token; end: number } {
  if (query[at] === '"') return readText(query, at);
  const number = match(NUMBER, query, at);
  if (number !== '') return { token: { kind: 'number', value: Number(number), at }, end: at + number.length };
  if (query[at] === '.') {
    const field = match(NAME, query, at + 1);
    if (field !== '') return { token: { kind: 'field', text: field, at }, end: at + 1 + field.length };
  }
  const name = match(NAME, query, at);
  if (name !== '') return { token: { kind: 'name', text: name, at }, end: at + name.length };
  const sign = SIGNS.find((one) => query.startsWith(one, at));
  if (sign === undefined) throw new QuerySyntaxError(`${JSON.stringify(query[at])} means nothing here`, at);
  return { token: { kind: 'sign', text: sign, at }, end: at + sign.length };
}

function match(pattern: RegExp, query: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(query)?.[0] ?? '';
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '/': '/', '\\': '\\', '"': '"' };

function readText(query: string, start: number): { token: Token; end: number } {
  const parts: (string | Token[])[] = [];
  let text = '';
  let at = start + 1;
  for (;;) {
    if (at >= query.length) throw new QuerySyntaxError('The string is not closed by "', start);
    const letter = query[at];
    if (letter === '"') break;
    if (letter !== '\\') {
      text += letter;
      at++;
    } else if (query[at + 1] === '(') {
      const inner = readTokens(query, at + 2, true);
      parts.push(text, inner.tokens);
      text = '';
      at = inner.end;
    } else {
      const { said, end } = readEscape(query, at);
      text += said;
      at = end;
    }
  }
  parts.push(text);
  return { token: { kind: 'text', parts, at: start }, end: at + 1 };
}

function readEscape(query: string, at: number): { said: string; end: number } {
  const letter = query[at + 1] ?? '';
  const hex = /^[0-9a-fA-F]{4}$/.exec(query.slice(at + 2, at + 6))?.[0];
  if (letter === 'u' && hex !== undefined) return { said: String.fromCharCode(parseInt(hex, 16)), end: at + 6 };
  if (!Object.hasOwn(ESCAPES, letter)) throw new QuerySyntaxError(`\\${letter} is no escape of a string`, at);
  return { said: ESCAPES[letter], end: at + 2 };
}
