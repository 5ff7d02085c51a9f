/** The files that the tidy rules look at, and what a parser sees in them. The rules are functions over these, so that they can be proved on planted text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { parseSync } from 'vite';

export interface SourceFile {
  /** From the project's root, with slashes: `src/engine/world.ts`. */
  path: string;
  text: string;
}

export interface Violation {
  path: string;
  /** What is wrong and what would be right. */
  message: string;
}

/** A node of the syntax tree as far as the rules walk it. */
export interface SyntaxNode {
  type: string;
  [field: string]: unknown;
}

/** One `import`, `export … from`, `import()` or `new URL('…', import.meta.url)` of a module. */
export interface Reference {
  specifier: string;
  /** type: vanishes when compiled · value: runs first · lazy: `import()` · address: only names a file, as for a Worker. */
  kind: 'type' | 'value' | 'lazy' | 'address';
  isReExport: boolean;
}

/** Every file below these folders whose name ends so, without what is built or installed. */
export function readSources(folders: readonly string[], endings: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) => walk(folder))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** The files that lie in the project's root itself. */
export function readRootFiles(endings: readonly string[]): SourceFile[] {
  const names = readdirSync('.', { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));
  return names
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

export function isScript(file: SourceFile): boolean {
  return /\.(tsx?|mjs)$/.test(file.path);
}

const parsed = new WeakMap<SourceFile, SyntaxNode>();

/** The syntax tree of a script. */
export function syntaxOf(file: SourceFile): SyntaxNode {
  const known = parsed.get(file);
  if (known) return known;
  const { program, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path} does not parse: ${errors[0].message}`);
  const tree = program as unknown as SyntaxNode;
  parsed.set(file, tree);
  return tree;
}

/** Calls `see` for a node and all nodes in it, outermost first. */
export function visit(
  node: SyntaxNode,
  see: (node: SyntaxNode, parent: SyntaxNode | null) => void,
  parent: SyntaxNode | null = null,
): void {
  see(node, parent);
  for (const field of Object.values(node)) {
    for (const child of Array.isArray(field) ? field : [field]) if (isNode(child)) visit(child, see, node);
  }
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

/** Whether a node is the name `name`. */
export function isName(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node.name === name;
}

/** What a module refers to, in order. */
export function referencesOf(file: SourceFile): Reference[] {
  const references: Reference[] = [];
  visit(syntaxOf(file), (node) => {
    const reference = referenceOf(node);
    if (reference) references.push(reference);
  });
  return references;
}

function referenceOf(node: SyntaxNode): Reference | null {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: textOf(node.source), kind: isTypeOnly(node, 'importKind') ? 'type' : 'value', isReExport: false };
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      if (!isNode(node.source)) return null;
      return { specifier: textOf(node.source), kind: isTypeOnly(node, 'exportKind') ? 'type' : 'value', isReExport: true };
    case 'ImportExpression':
      return { specifier: textOf(node.source), kind: 'lazy', isReExport: false };
    case 'TSImportType':
      return { specifier: textOf(node.source), kind: 'type', isReExport: false };
    case 'NewExpression':
      return addressOf(node);
    default:
      return null;
  }
}

/** `import type …`, and `import { type A, type B }` where nothing else is imported. */
function isTypeOnly(node: SyntaxNode, field: 'importKind' | 'exportKind'): boolean {
  if (node[field] === 'type') return true;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return specifiers.length > 0 && specifiers.every((specifier) => specifier[field] === 'type');
}

/** `new URL('./file.ts', import.meta.url)`. */
function addressOf(node: SyntaxNode): Reference | null {
  const [first, second] = node.arguments as SyntaxNode[];
  if (!isName(node.callee, 'URL') || second?.type !== 'MemberExpression' || !isName(second.property, 'url')) return null;
  return { specifier: textOf(first), kind: 'address', isReExport: false };
}

function textOf(node: unknown): string {
  return isNode(node) && typeof node.value === 'string' ? node.value : '(computed)';
}

/** The file that a relative specifier names, without a `?query`; null for a package. */
export function resolveReference(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return join(from, '..', specifier.replace(/\?.*$/, ''));
}
