/** JSON as jq reads it: no deeper than 256, so that no document can exhaust the stack. */
import { QueryError, type Json } from './syntax.ts';

const DEPTH_MAX = 256;

export function readJson(text: string, otherwise: string): Json {
  if (text.length > 2 * DEPTH_MAX && isTooDeep(text)) throw new QueryError('Exceeds depth limit for parsing');
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new QueryError(otherwise);
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (isInText) {
      if (letter === '\\') i++;
      else if (letter === '"') isInText = false;
    } else if (letter === '"') isInText = true;
    else if (letter === '[' || letter === '{') {
      if (++depth > DEPTH_MAX) return true;
    } else if (letter === ']' || letter === '}') depth--;
  }
  return false;
}
