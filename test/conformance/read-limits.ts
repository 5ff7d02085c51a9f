/**
 * The limits that an action obeys: those of `quotas.ts` and `delays.ts` that its code reads, in its own file or in a function
 * that it calls directly, and how often it may be called.
 */
import type { ActionLimit } from '../../src/content/reference/conformance.ts';
import { CALLS_PER_ACCOUNT, CALLS_PER_STREAM } from '../../src/engine/kinesis/call-rates.ts';
import { OBSERVED_DELAYS } from '../../src/engine/kinesis/delays.ts';
import { QUOTA_SOURCES } from '../../src/engine/kinesis/quota-sources.ts';
import { quotasOf } from '../../src/engine/kinesis/quotas.ts';
import { isNode, resolveReference, syntaxOf, visit, type SourceFile, type SyntaxNode } from '../tidy/source.ts';
import { sourceAt, sourceOf } from './read-actions.ts';

const PROFILE = quotasOf('2026');
const isAction = (path: string): boolean => path.startsWith('src/engine/kinesis/actions/');

export function limitsOf(action: string): ActionLimit[] {
  const keys = keysReadBy(sourceOf(action));
  const quotas = QUOTA_SOURCES.filter(({ key }) => keys.has(key)).map(({ key, ...source }) => ({ ...source, value: PROFILE[key] }));
  return [...ratesOf(action), ...quotas, ...delaysIn(keys)];
}

function ratesOf(action: string): ActionLimit[] {
  const rate = (value: number | undefined, per: string): ActionLimit[] =>
    value === undefined
      ? []
      : [
          {
            title: `${action} calls per ${per}`,
            value,
            unit: 'calls/s',
            source: `Amazon Kinesis Data Streams API reference, ${action}`,
            asOf: '2026-10',
            older: null,
          },
        ];
  return [...rate(CALLS_PER_ACCOUNT[action], 'account and region'), ...rate(CALLS_PER_STREAM[action], 'stream')];
}

/** Each delay is described by the comment above it. */
function delaysIn(keys: ReadonlySet<string>): ActionLimit[] {
  const { text } = sourceAt('src/engine/kinesis/delays.ts')!;
  return Object.entries(OBSERVED_DELAYS)
    .filter(([key]) => keys.has(key))
    .map(([key, value]: [string, number]) => {
      const comment = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s+${key}: number`).exec(text)?.[1] ?? key;
      const words = comment
        .replaceAll(/\n\s*\*/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim();
      const [title, ...bounds] = words.split(/(?<=\.) /);
      return {
        title: title.replace(/\.$/, ''),
        value,
        unit: 'ms',
        source: `Recorded answers of the service. ${bounds.join(' ')}`.trim(),
        asOf: '2026-09',
        older: null,
      };
    });
}

/** What is declared at the top of a file, by name. */
function declarations(file: SourceFile): Map<string, SyntaxNode> {
  const found = new Map<string, SyntaxNode>();
  for (const statement of syntaxOf(file).body as SyntaxNode[]) {
    const node = isNode(statement.declaration) ? statement.declaration : statement;
    const named = node.type === 'VariableDeclaration' ? (node.declarations as SyntaxNode[]) : [node];
    for (const one of named) if (isNode(one.id)) found.set(String(one.id.name), one);
  }
  return found;
}

/** Imported name → the file and the name there. */
function importsOf(file: SourceFile): Map<string, { path: string; name: string }> {
  const found = new Map<string, { path: string; name: string }>();
  for (const node of syntaxOf(file).body as SyntaxNode[]) {
    if (node.type !== 'ImportDeclaration') continue;
    const path = resolveReference(file.path, String((node.source as SyntaxNode).value));
    for (const { local, imported } of node.specifiers as { local: SyntaxNode; imported?: SyntaxNode }[])
      if (path !== null && imported !== undefined) found.set(String(local.name), { path, name: String(imported.name) });
  }
  return found;
}

function namesIn(node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  visit(node, (inner) => inner.type === 'Identifier' && names.add(String(inner.name)));
  return names;
}

/** From the action that the file exports, through what it uses; a file that is no action is not left again. */
function keysReadBy(start: SourceFile): Set<string> {
  const keys = new Set<string>();
  const seen = new Set<string>();
  const follow = (file: SourceFile, name: string): void => {
    const node = declarations(file).get(name);
    if (node === undefined || seen.has(`${file.path} ${name}`)) return;
    seen.add(`${file.path} ${name}`);
    const names = namesIn(node);
    for (const key of readsIn(node)) keys.add(key);
    for (const used of names) follow(file, used);
    if (!isAction(file.path)) return;
    for (const [local, { path, name: there }] of importsOf(file)) {
      const other = sourceAt(path);
      if (names.has(local) && other !== undefined) follow(other, there);
    }
  };
  const exported = /export const ([A-Z_]+): Action/.exec(start.text)?.[1];
  if (exported === undefined) throw new Error(`${start.path} exports no action.`);
  follow(start, exported);
  return keys;
}

/** `quotas.x`, `….quotas.x`, `const { x } = ….quotas`, and the same of delays. */
function readsIn(node: SyntaxNode): string[] {
  const reads: string[] = [];
  visit(node, (inner) => {
    if (inner.type === 'MemberExpression' && isHolder(inner.object)) reads.push(String((inner.property as SyntaxNode).name));
    if (inner.type === 'VariableDeclarator' && isHolder(inner.init) && isNode(inner.id) && inner.id.type === 'ObjectPattern')
      for (const property of inner.id.properties as SyntaxNode[]) if (isNode(property.key)) reads.push(String(property.key.name));
  });
  return reads;
}

function isHolder(node: unknown): boolean {
  if (!isNode(node)) return false;
  const name = node.type === 'MemberExpression' ? (node.property as SyntaxNode).name : node.name;
  return name === 'quotas' || name === 'delays';
}
