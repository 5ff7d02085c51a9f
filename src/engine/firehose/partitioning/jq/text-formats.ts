/** Formats of text: `@uri` and its like, alone or before a string with interpolations. */
import { decodeBase64, encodeBase64 } from '../../../kernel/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../../kernel/utf8.ts';
import type { Builtins } from './builtins.ts';
import { QueryError, type Json } from './syntax.ts';
import { jsonText, shownValue, textOf } from './values.ts';

const UNRESERVED = /[A-Za-z0-9\-_.~]/;

function uri(input: Json): string {
  let text = '';
  for (const byte of encodeUtf8(textOf(input))) {
    const letter = String.fromCharCode(byte);
    text += UNRESERVED.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return text;
}

function fromBase64(input: Json): string {
  const text = textOf(input).replace(/=+$/, '');
  const bytes = decodeBase64(text.padEnd(Math.ceil(text.length / 4) * 4, '='));
  if (bytes === null) throw new QueryError(`${shownValue(input)} is not valid base64 data`);
  return decodeUtf8(bytes);
}

export const FORMATS: Builtins['values'] = {
  '@text': { arity: 0, of: textOf },
  '@json': { arity: 0, of: jsonText },
  '@uri': { arity: 0, of: uri },
  '@base64': { arity: 0, of: (input) => encodeBase64(encodeUtf8(textOf(input))) },
  '@base64d': { arity: 0, of: fromBase64 },
};
