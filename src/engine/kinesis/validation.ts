/**
 * Shapes of requests, and what the service says when a request does not fit: first whether the JSON types can be
 * converted at all (SerializationException), then every broken constraint in one ValidationException.
 * Clauses come in the alphabetical order of member names; AWS promises no order.
 */
import { decodeBase64 } from '../kernel/base64.ts';
import { malformedRequest, validationFailed, type Answer } from './errors.ts';

export type Shape =
  | { kind: 'string'; min?: number; max?: number; pattern?: string; values?: readonly string[] }
  | { kind: 'integer'; min?: number; max?: number }
  | { kind: 'boolean' }
  | { kind: 'timestamp' }
  | { kind: 'blob'; max?: number }
  | { kind: 'list'; of: Shape; min?: number; max?: number }
  /** From text to text. */
  | { kind: 'map'; min?: number; max?: number; keys?: Lengths; values?: Lengths }
  | { kind: 'structure'; members: Record<string, Shape>; required?: readonly string[] };

interface Lengths {
  min: number;
  max: number;
}

export type StructureShape = Extract<Shape, { kind: 'structure' }>;

export const text = (limits: { min?: number; max?: number; pattern?: string; values?: readonly string[] } = {}): Shape => ({
  kind: 'string',
  ...limits,
});
export const integer = (min?: number, max?: number): Shape => ({ kind: 'integer', min, max });
export const structure = (members: Record<string, Shape>, required: readonly string[] = []): StructureShape => ({
  kind: 'structure',
  members,
  required,
});

const MAX_CLAUSES = 10;

/** The request with blobs as bytes, or AWS's refusal. Members that the shape does not know are dropped. */
export function validate(shape: StructureShape, body: unknown): Answer<Record<string, unknown>> {
  const problem: { text: string | null } = { text: null };
  const value = convert(shape, body ?? {}, problem);
  if (problem.text !== null) return malformedRequest(problem.text);
  const clauses: string[] = [];
  check(shape, value, '', clauses);
  if (clauses.length === 0) return { ok: true, value: value as Record<string, unknown> };
  return constraintsBroken(clauses);
}

/** At most ten are told, and counted (kinesalite's tests, run on AWS). */
export function constraintsBroken(clauses: readonly string[]) {
  const told = clauses.slice(0, MAX_CLAUSES);
  return validationFailed(`${told.length} validation error${told.length > 1 ? 's' : ''} detected: ${told.join('; ')}`);
}

/** In the service's own grammar. */
const JAVA_NAMES = {
  string: 'an String',
  integer: 'an Integer',
  boolean: 'an Boolean',
  timestamp: 'milliseconds since epoch',
  blob: 'a Blob',
} as const;
const NUMBER_CLASS = 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber';

function convert(shape: Shape, value: unknown, problem: { text: string | null }): unknown {
  if (problem.text !== null || value === null || value === undefined) return undefined;
  switch (shape.kind) {
    case 'structure': {
      if (typeof value !== 'object' || Array.isArray(value))
        return fail(problem, Array.isArray(value) ? 'Start of list found where not expected' : 'Expected null');
      const out: Record<string, unknown> = {};
      for (const [name, member] of Object.entries(shape.members)) {
        const converted = convert(member, (value as Record<string, unknown>)[name], problem);
        if (converted !== undefined) out[name] = converted;
      }
      return out;
    }
    case 'list':
      if (!Array.isArray(value))
        return fail(problem, typeof value === 'object' ? 'Start of structure or map found where not expected.' : 'Expected list or null');
      return value.map((item) => convert(shape.of, item, problem) ?? null);
    case 'map': {
      if (typeof value !== 'object' || Array.isArray(value))
        return fail(problem, Array.isArray(value) ? 'Start of list found where not expected' : 'Expected map or null');
      for (const item of Object.values(value)) convert({ kind: 'string' }, item, problem);
      return value;
    }
    default:
      return convertScalar(shape, value, problem);
  }
}

function convertScalar(
  shape: Exclude<Shape, { kind: 'structure' | 'list' | 'map' }>,
  value: unknown,
  problem: { text: string | null },
): unknown {
  if (typeof value === 'object')
    return fail(
      problem,
      Array.isArray(value) ? 'Start of list found where not expected' : 'Start of structure or map found where not expected.',
    );
  const wanted = { string: 'string', integer: 'number', boolean: 'boolean', timestamp: 'number', blob: 'string' }[shape.kind];
  if (shape.kind === 'boolean' && typeof value === 'string') return convertBoolean(value, problem);
  if (typeof value !== wanted) {
    const from =
      typeof value === 'number' ? NUMBER_CLASS : typeof value === 'boolean' ? 'class java.lang.Boolean' : 'class java.lang.String';
    return fail(problem, `${from} can not be converted to ${JAVA_NAMES[shape.kind]}`);
  }
  if (shape.kind === 'integer') return Math.trunc(value as number);
  if (shape.kind !== 'blob') return value;
  return convertBlob(value as string, problem);
}

function convertBoolean(value: string, problem: { text: string | null }): boolean | undefined {
  if (/^(true|yes|1)$/i.test(value)) return true;
  if (/^(false|no|0)$/i.test(value)) return false;
  return fail(problem, `'${value.toUpperCase()}' can not be converted to ${JAVA_NAMES.boolean}`);
}

function convertBlob(encoded: string, problem: { text: string | null }): Uint8Array | undefined {
  const unfit = (why: string) => fail(problem, `'${encoded}' can not be converted to a Blob: ${why}`);
  if (encoded.length % 4 !== 0) return unfit(`Base64 encoded length is expected a multiple of 4 bytes but found: ${encoded.length}`);
  const bytes = decodeBase64(encoded);
  if (bytes === null) return unfit(`Invalid Base64 character: '${/[^A-Za-z0-9+/]/.exec(encoded)?.[0]}'`);
  // the bits that padding leaves over must be zero; the spelling is the service's
  return hasCleanEnd(encoded) ? bytes : unfit('Invalid last non-pad Base64 character dectected');
}

const hasCleanEnd = (encoded: string): boolean => !encoded.endsWith('=') || /^(.[AQgw]==|..[AEIMQUYcgkosw048]=)$/.test(encoded.slice(-4));

function fail(problem: { text: string | null }, message: string): undefined {
  problem.text = message;
  return undefined;
}

function check(shape: Shape, value: unknown, path: string, clauses: string[]): void {
  const broken = (constraint: string) =>
    clauses.push(
      `Value${holdsData(shape, value) ? '' : ` ${printed(value)}`} at '${path}' failed to satisfy constraint: Member must ${constraint}`,
    );
  switch (shape.kind) {
    case 'structure': {
      const members = value as Record<string, unknown>;
      for (const name of Object.keys(shape.members).sort()) {
        const at = path === '' ? lowerFirst(name) : `${path}.${lowerFirst(name)}`;
        if (members[name] !== undefined) check(shape.members[name], members[name], at, clauses);
        else if (shape.required?.includes(name))
          clauses.push(`Value null at '${at}' failed to satisfy constraint: Member must not be null`);
      }
      return;
    }
    case 'list': {
      const items = value as unknown[];
      checkLength(items.length, shape, broken);
      if (shape.of.kind === 'string' && shape.of.values !== undefined) {
        if (items.some((item) => !(shape.of as { values: readonly string[] }).values.includes(item as string)))
          broken(`satisfy constraint: [Member must satisfy enum value set: [${shape.of.values.join(', ')}]]`);
        return;
      }
      if (shape.of.kind === 'string') return checkTexts(items, shape.of, (texts) => broken(`satisfy constraint: ${texts}`));
      items.forEach((item, i) => {
        const at = `${path}.${i + 1}.member`;
        if (item === null) clauses.push(`Value null at '${at}' failed to satisfy constraint: Member must not be null`);
        else check(shape.of, item, at, clauses);
      });
      return;
    }
    case 'map': {
      const say = (which: string) => (texts: string) =>
        clauses.push(`Value ${printed(value)} at '${path}' failed to satisfy constraint: Map ${which} must satisfy constraint: ${texts}`);
      checkLength(Object.keys(value as object).length, shape, broken);
      checkTexts(Object.keys(value as object), shape.keys ?? {}, say('keys'));
      return checkTexts(Object.values(value as object), shape.values ?? {}, say('value'));
    }
    case 'blob':
      return checkLength((value as Uint8Array).length, shape, broken);
    case 'string':
      if (shape.values !== undefined && !shape.values.includes(value as string))
        broken(`satisfy enum value set: [${shape.values.join(', ')}]`);
      if (shape.pattern !== undefined && !matches(shape.pattern, value as string))
        broken(`satisfy regular expression pattern: ${shape.pattern}`);
      return checkLength((value as string).length, shape, broken);
    case 'integer':
      if (shape.min !== undefined && (value as number) < shape.min) broken(`have value greater than or equal to ${shape.min}`);
      if (shape.max !== undefined && (value as number) > shape.max) broken(`have value less than or equal to ${shape.max}`);
      return;
    default:
  }
}

/** Data is not told (public logs of 2017 to 2025), nor are records that hold some (moto's tests). */
const holdsData = (shape: Shape, value: unknown): boolean =>
  shape.kind === 'blob' ||
  (shape.kind === 'list' && shape.of.kind === 'structure' && 'Data' in shape.of.members && (value as unknown[]).length > 0);

function checkLength(length: number, { min, max }: { min?: number; max?: number }, broken: (constraint: string) => void): void {
  if (min !== undefined && length < min) broken(`have length greater than or equal to ${min}`);
  if (max !== undefined && length > max) broken(`have length less than or equal to ${max}`);
}

/** Lengths of a list's texts, or of a map's: told in one clause for all of them. */
function checkTexts(
  texts: unknown[],
  { min = 0, max = Infinity }: { min?: number; max?: number },
  broken: (constraint: string) => void,
): void {
  if (texts.some((text) => typeof text !== 'string' || text.length < min || text.length > max))
    broken(`[Member must have length less than or equal to ${max}, Member must have length greater than or equal to ${min}]`);
}

const matches = (pattern: string, value: string): boolean => new RegExp(`^(?:${pattern})$`, 's').test(value);
const lowerFirst = (name: string): string => (name.startsWith('ARN') ? name : name[0].toLowerCase() + name.slice(1));

function printed(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return `'[${value.map(plain).join(', ')}]'`;
  if (typeof value !== 'object') return `'${plain(value)}'`;
  const members = Object.entries(value).map(([name, member]) => `${name}=${plain(member)}`);
  return `'{${members.join(', ')}}'`;
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
