/**
 * AWS's own API model, as the package @aws-sdk/client-kinesis carries it: the operations and shapes of requests from its
 * schemas, the values of enumerations and the errors of each operation from its type declarations.
 * It holds no lengths, patterns or ranges.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as sdk from '@aws-sdk/client-kinesis';

const folder = join(dirname(createRequire(import.meta.url).resolve('@aws-sdk/client-kinesis/package.json')));
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

export const SDK_VERSION = (JSON.parse(read('package.json')) as { version: string }).version;

export type ModelType =
  | { kind: 'string'; values?: string[] }
  | { kind: 'integer' | 'boolean' | 'timestamp' | 'blob' | 'map' }
  | { kind: 'list'; of: ModelType }
  | ModelStructure;

export interface ModelStructure {
  kind: 'structure';
  name: string;
  members: Record<string, ModelType>;
  required: string[];
}

export interface ModelOperation {
  name: string;
  request: ModelStructure;
  /** Errors that the model lists for the operation. */
  errors: string[];
}

type Lazy<T> = T | (() => T);
type Schema = number | [kind: number, namespace: string, name: string, traits: unknown, ...rest: unknown[]];

const STRUCTURE = 3;
const LIST = 1;
const MAP = 2;
const OPERATION = 9;
const LIST_OF = 64;
const MAP_OF = 128;
const SIMPLE: Record<number, ModelType> = {
  0: { kind: 'string' },
  1: { kind: 'integer' },
  2: { kind: 'boolean' },
  4: { kind: 'timestamp' },
  21: { kind: 'blob' },
};

const declarations = read('dist-types/models/models_0.d.ts');
const enumerations = sdk as unknown as Record<string, Record<string, string>>;

export const MODEL: readonly ModelOperation[] = Object.values(sdk as Record<string, unknown>)
  .filter((value): value is Exclude<Schema, number> => Array.isArray(value) && value[0] === OPERATION)
  .map(([, , name, , input]) => ({ name, request: typeOf(input as Lazy<Schema>) as ModelStructure, errors: errorsOf(name) }))
  .toSorted((a, b) => (a.name < b.name ? -1 : 1));

function typeOf(lazy: Lazy<Schema>): ModelType {
  const schema = typeof lazy === 'function' ? lazy() : lazy;
  if (typeof schema === 'number') return numbered(schema);
  const [kind, , name, , first, second, required] = schema;
  if (kind === LIST) return { kind: 'list', of: typeOf(first as Lazy<Schema>) };
  if (kind === MAP) return { kind: 'map' };
  if (kind !== STRUCTURE) throw new Error(`The model has a shape of kind ${kind} (${name}), which this reader does not know.`);
  const names = first as string[];
  const members = names.map((member, i) => [member, withValues(name, member, typeOf((second as Lazy<Schema>[])[i]))] as const);
  return { kind: 'structure', name, members: Object.fromEntries(members), required: names.slice(0, Number(required ?? 0)) };
}

function numbered(schema: number): ModelType {
  if (schema & MAP_OF) return { kind: 'map' };
  if (schema & LIST_OF) return { kind: 'list', of: numbered(schema & ~LIST_OF) };
  const simple = SIMPLE[schema];
  if (simple === undefined) throw new Error(`The model has a type ${schema}, which this reader does not know.`);
  return simple;
}

/** The schemas say of an enumeration only that it is text; the declared type of the member names it. */
function withValues(structure: string, member: string, type: ModelType): ModelType {
  const declared = new RegExp(`^ {4}${member}\\??: (\\w+)(\\[\\])? \\| undefined;`, 'm').exec(bodyOf(structure))?.[1] ?? '';
  const values = enumerations[declared];
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return type;
  const text: ModelType = { kind: 'string', values: Object.values(values).toSorted() };
  return type.kind === 'list' ? { kind: 'list', of: text } : type.kind === 'string' ? text : type;
}

function bodyOf(structure: string): string {
  const start = declarations.indexOf(`export interface ${structure} {`);
  return start < 0 ? '' : declarations.slice(start, declarations.indexOf('\n}', start));
}

function errorsOf(operation: string): string[] {
  const text = read(`dist-types/commands/${operation}Command.d.ts`);
  const listed = [...text.matchAll(/@throws \{@link (\w+)\}/g)].map(([, name]) => name);
  return listed.filter((name) => name !== 'KinesisServiceException').toSorted();
}

/** What every action of every AWS service may answer, in or out of the model. */
export const COMMON_ERRORS: readonly string[] = [
  'SerializationException',
  'UnknownOperationException',
  'UnrecognizedClientException',
  'ValidationException',
  'AccessDeniedException',
];
