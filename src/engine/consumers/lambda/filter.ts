/**
 * Filter patterns of an event source mapping. https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 * A record passes if its partition key and its data (as JSON) match the pattern, or any of several patterns. What is not JSON never
 * passes a pattern on the fields of its data. Simplified: exact values, prefix, suffix, anything-but, numeric, exists, equals-ignore-case
 * and `$or`; of the metadata only what a pattern on the record itself is likely to ask: partitionKey and arrival.
 */

type Json = unknown;
type JsonObject = Record<string, Json>;

interface Filter {
  patterns: JsonObject[];
  /** Whether any of them looks at the data. */
  needsData: boolean;
}

export interface FilteredRecord {
  partitionKey: string;
  approximateArrivalTimestamp: number;
  /** Parsed, or undefined where it is not JSON; the text where it is plain. */
  data: Json;
}

const isObject = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A pattern, or a FilterCriteria with several of them; null lets everything through, and so does what is no pattern. */
export function parseFilter(text: string | null): Filter | null {
  const parsed = text === null ? null : parseJson(text);
  if (!isObject(parsed)) return null;
  const listed = Array.isArray(parsed.Filters) ? (parsed.Filters as Json[]) : [{ Pattern: parsed }];
  const patterns = listed
    .map((item) => (isObject(item) ? item.Pattern : null))
    .map((pattern) => (typeof pattern === 'string' ? parseJson(pattern) : pattern))
    .filter(isObject);
  return patterns.length === 0 ? null : { patterns, needsData: patterns.some((pattern) => 'data' in pattern || '$or' in pattern) };
}

/** Undefined where it is not JSON. */
export function parseJson(text: string): Json {
  if (!/^\s*["{[\-\dtfn]/.test(text)) return undefined; // an exception costs a hundred times as much
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export const passes = ({ patterns }: Filter, record: FilteredRecord): boolean =>
  patterns.some((pattern) => matchesObject(pattern, record as unknown as JsonObject));

function matchesObject(pattern: JsonObject, value: Json): boolean {
  if (!isObject(value)) return false;
  return Object.keys(pattern).every((name) => {
    const wanted = pattern[name];
    if (name === '$or' && Array.isArray(wanted)) return wanted.some((one) => isObject(one) && matchesObject(one, value));
    const found = Object.hasOwn(value, name) ? value[name] : undefined;
    return Array.isArray(wanted) ? matchesAny(wanted as Json[], found) : isObject(wanted) && matchesNested(wanted, found);
  });
}

/** Below a name that is missing, only `exists: false` can hold. */
const matchesNested = (pattern: JsonObject, found: Json): boolean => matchesObject(pattern, found === undefined ? {} : found);

/** A list of rules holds if one of them does; of a list in the record, any element may meet it. */
function matchesAny(rules: readonly Json[], found: Json): boolean {
  const values: readonly Json[] = Array.isArray(found) ? (found as Json[]) : [found];
  return rules.some((rule) => values.some((value) => matchesRule(rule, value)));
}

function matchesRule(rule: Json, value: Json): boolean {
  if (!isObject(rule)) return value !== undefined && rule === value;
  const [name, operand] = Object.entries(rule)[0] ?? [];
  switch (name) {
    case 'exists':
      return (value !== undefined && !isObject(value)) === operand;
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(operand));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(operand));
    case 'equals-ignore-case':
      return typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase();
    case 'numeric':
      return typeof value === 'number' && Array.isArray(operand) && isWithin(value, operand as Json[]);
    case 'anything-but':
      return value !== undefined && !matchesAny(isObject(operand) || !Array.isArray(operand) ? [operand] : (operand as Json[]), value);
    default:
      return false;
  }
}

/** `[">=", 0, "<", 10]`: all comparisons hold. */
function isWithin(value: number, comparisons: readonly Json[]): boolean {
  for (let i = 0; i < comparisons.length; i += 2) {
    if (!compare(value, String(comparisons[i]), Number(comparisons[i + 1]))) return false;
  }
  return true;
}

function compare(value: number, by: string, bound: number): boolean {
  switch (by) {
    case '=':
      return value === bound;
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    default:
      return false;
  }
}
