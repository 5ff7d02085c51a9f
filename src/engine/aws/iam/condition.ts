/**
 * Conditions of policy statements. All operators of a statement must hold, all keys of an operator, one value of a key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * Simplified: addresses are IPv4.
 */
import { listOf, type ConditionValues, type Statement } from './policy-document.ts';
import { fillVariables, type RequestContext } from './request-context.ts';
import { matchesPattern } from './wildcard.ts';

type Test = (actual: string, wanted: string) => boolean;

const lower =
  (test: Test): Test =>
  (actual, wanted) =>
    test(actual.toLowerCase(), wanted.toLowerCase());
const like: Test = (actual, wanted) => matchesPattern(wanted, actual);
const equals: Test = (actual, wanted) => actual === wanted;
const ordered =
  (read: (text: string) => number, test: (a: number, b: number) => boolean): Test =>
  (actual, wanted) =>
    test(read(actual), read(wanted));
/** ISO 8601 in UTC where no offset is given, or epoch seconds. */
function instant(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  return Date.parse(/T[^Z+-]*$/.test(text) ? `${text}Z` : text);
}

/** By name; those that begin with `!` hold where none of the wanted values does. */
const TESTS: Record<string, Test | `!${string}`> = {
  StringEquals: equals,
  StringNotEquals: '!StringEquals',
  StringEqualsIgnoreCase: lower(equals),
  StringNotEqualsIgnoreCase: '!StringEqualsIgnoreCase',
  StringLike: like,
  StringNotLike: '!StringLike',
  ArnEquals: like,
  ArnLike: like,
  ArnNotEquals: '!ArnLike',
  ArnNotLike: '!ArnLike',
  Bool: lower(equals),
  BinaryEquals: equals,
  NumericEquals: ordered(Number, (a, b) => a === b),
  NumericNotEquals: '!NumericEquals',
  NumericLessThan: ordered(Number, (a, b) => a < b),
  NumericLessThanEquals: ordered(Number, (a, b) => a <= b),
  NumericGreaterThan: ordered(Number, (a, b) => a > b),
  NumericGreaterThanEquals: ordered(Number, (a, b) => a >= b),
  DateEquals: ordered(instant, (a, b) => a === b),
  DateNotEquals: '!DateEquals',
  DateLessThan: ordered(instant, (a, b) => a < b),
  DateLessThanEquals: ordered(instant, (a, b) => a <= b),
  DateGreaterThan: ordered(instant, (a, b) => a > b),
  DateGreaterThanEquals: ordered(instant, (a, b) => a >= b),
  IpAddress: inNetwork,
  NotIpAddress: '!IpAddress',
};

/** An operator without its quantifier and its IfExists. */
export const bareOperator = (operator: string): string => operator.replace(/^For(AnyValue|AllValues):/, '').replace(/IfExists$/, '');

export const OPERATORS: ReadonlySet<string> = new Set([...Object.keys(TESTS), 'Null']);

export function conditionHolds(condition: Statement['Condition'], context: RequestContext): boolean {
  for (const [operator, keys] of Object.entries(condition ?? {}))
    for (const [key, values] of Object.entries(keys)) if (!keyHolds(operator, key, values, context)) return false;
  return true;
}

function keyHolds(operator: string, key: string, values: ConditionValues, context: RequestContext): boolean {
  const actual = Object.hasOwn(context, key.toLowerCase()) ? context[key.toLowerCase()] : undefined;
  const wanted = listOf<string | number | boolean>(values).map((value) => fillVariables(String(value), context));
  const name = bareOperator(operator);
  if (name === 'Null') return wanted.some((value) => (value.toLowerCase() === 'true') === (actual === undefined));
  const entry = TESTS[name];
  const negated = typeof entry === 'string';
  const test = negated ? (TESTS[entry.slice(1)] as Test) : entry;
  const one = (text: string) => wanted.some((value) => test(text, value)) !== negated;
  if (operator.startsWith('ForAllValues:')) return listOf(actual).every(one);
  if (operator.startsWith('ForAnyValue:')) return listOf(actual).some(one);
  if (actual === undefined) return negated || operator.endsWith('IfExists');
  return negated ? listOf(actual).every(one) : listOf(actual).some(one);
}

function inNetwork(address: string, network: string): boolean {
  const [base, bits = '32'] = network.split('/');
  const size = 2 ** (32 - Number(bits));
  const [a, b] = [numberOf(address), numberOf(base!)];
  return a !== null && b !== null && Math.floor(a / size) === Math.floor(b / size);
}

function numberOf(address: string): number | null {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
