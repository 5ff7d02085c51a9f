/**
 * JSON documents out of one record: several may follow each other, with or without space between; an array of them is not taken.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 * Messages are the service's as far as they are known; where the parser's own words follow in life, they are left out.
 */

/** Why a record cannot be converted. */
export class Misfit {
  readonly code: 'DataFormatConversion.ParseError' | 'DataFormatConversion.MalformedData';
  readonly message: string;

  constructor(code: 'ParseError' | 'MalformedData', message: string) {
    this.code = `DataFormatConversion.${code}`;
    this.message = message;
  }
}

export const mismatch = (why: string): Misfit => new Misfit('MalformedData', `Data does not match the schema. ${why}`);

/** A number whose digits JSON.parse has lost: its record must be read again with them kept. */
export const LOST_DIGITS = mismatch('An integer has more digits than a double holds.');

export type JsonObject = Record<string, unknown>;

const EMPTY = new Misfit('MalformedData', 'The record was empty or contained only whitespace.');
const PRIMITIVE = new Misfit(
  'MalformedData',
  'The input JSON contained a primitive at the top level. The top level must be an object or array.',
);
const ARRAY = mismatch('An array of JSON documents is not a valid input.');
const MALFORMED = new Misfit('ParseError', 'Encountered malformed JSON.');

/** A single document comes as it is, several as a list. */
export function documentsOf(text: string): JsonObject | JsonObject[] | Misfit {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return text.trim() === '' ? EMPTY : severalOf(text);
  }
  return asObject(parsed);
}

function asObject(parsed: unknown): JsonObject | Misfit {
  if (typeof parsed !== 'object' || parsed === null) return PRIMITIVE;
  return Array.isArray(parsed) ? ARRAY : (parsed as JsonObject);
}

function severalOf(text: string): JsonObject[] | Misfit {
  const documents: JsonObject[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text[at])) at++;
    if (at === text.length) return documents.length === 0 ? MALFORMED : documents;
    const end = endOfValue(text, at);
    if (end === null) return MALFORMED;
    try {
      const one = asObject(JSON.parse(text.slice(at, end)));
      if (one instanceof Misfit) return one;
      documents.push(one);
    } catch {
      return MALFORMED;
    }
    at = end;
  }
}

/** Where the object or array that begins here ends; null where neither begins or it has no end. */
function endOfValue(text: string, from: number): number | null {
  if (text[from] !== '{' && text[from] !== '[') return null;
  let depth = 0;
  let isString = false;
  for (let i = from; i < text.length; i++) {
    const one = text[i];
    if (isString) {
      if (one === '\\') i++;
      else if (one === '"') isString = false;
    } else if (one === '"') isString = true;
    else if (one === '{' || one === '[') depth++;
    else if ((one === '}' || one === ']') && --depth === 0) return i + 1;
  }
  return null;
}

const STRING_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/** The same text with integers of 16 digits and more as strings: as numbers they would lose their last digits. */
export const withLongIntegersKept = (text: string): string =>
  text.replace(STRING_OR_LONG_INTEGER, (token) => (token.startsWith('"') ? token : `"${token}"`));
