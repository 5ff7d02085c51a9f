/** Sizes, names, lists and wording of files. */
import { basename, dirname, join } from 'node:path/posix';
import { isScript, referencesOf, resolveReference, syntaxOf, visit } from './source.ts';
import type { SourceFile, Violation } from './source.ts';

const MAX_LINES = 350;

/** `reasons`: why a longer file is right as it is, by path. A reason that is not needed any more is a violation too. */
export function checkSizes(files: readonly SourceFile[], reasons: Readonly<Record<string, string>>): Violation[] {
  const long = files.filter((file) => lineCount(file) > MAX_LINES);
  const unexplained = long.filter((file) => !reasons[file.path]);
  const stale = Object.keys(reasons).filter((path) => !long.some((file) => file.path === path));
  return [
    ...unexplained.map((file) => ({ path: file.path, message: `has ${lineCount(file)} lines; at most ${MAX_LINES}, or give a reason` })),
    ...stale.map((path) => ({ path, message: `is excused for its length and is not longer than ${MAX_LINES} lines` })),
  ];
}

function lineCount(file: SourceFile): number {
  return file.text.trimEnd().split('\n').length;
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z]+)*$/;
const PASCAL = /^[A-Z][A-Za-z0-9]*(\.[a-z]+)*$/;
const VAGUE = /^(utils?|helpers?|common|misc|shared)$/;

/** kebab-case throughout; React components and their styles PascalCase; no name that says nothing. */
export function checkNames(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path }) => {
    const folders = dirname(path).split('/');
    const name = basename(path).replace(/\.[a-z]+$/, '');
    const badFolder = folders.find((folder) => folder !== '.' && !KEBAB.test(folder));
    const vague = [...folders, name.split('.')[0]].find((part) => VAGUE.test(part));
    return [
      ...(badFolder ? [{ path, message: `lies in ${badFolder}; folders are kebab-case` }] : []),
      ...(vague ? [{ path, message: `is called ${vague}, which says nothing; name it after the AWS noun or verb` }] : []),
      ...(isWellNamed(path, name) ? [] : [{ path, message: 'files are kebab-case, React components PascalCase.tsx' }]),
    ];
  });
}

function isWellNamed(path: string, name: string): boolean {
  if (path.endsWith('.tsx')) return PASCAL.test(name) || path === 'src/app/main.tsx' || name.endsWith('.test');
  if (path.endsWith('.css')) return PASCAL.test(name) || KEBAB.test(name);
  return KEBAB.test(name);
}

/** Named exports only; an `index.ts` is a list and hands nothing on, the engine's public face excepted. */
export function checkExports(files: readonly SourceFile[]): Violation[] {
  return files.filter(isScript).flatMap((file) => {
    const violations: Violation[] = [];
    visit(syntaxOf(file), (node) => {
      if (node.type === 'ExportDefaultDeclaration') violations.push({ path: file.path, message: 'has a default export; name it' });
    });
    const isBarrel =
      basename(file.path) === 'index.ts' && file.path !== 'src/engine/index.ts' && referencesOf(file).some((r) => r.isReExport);
    return isBarrel ? [...violations, { path: file.path, message: 'hands exports on; an index.ts is a list' }] : violations;
  });
}

/** Files beside a list that are no entries of it. */
const NO_ENTRY = /^(define-.*|.*[-.]schema|schema|.*\.machine)\.ts$/;

/**
 * In a folder with an `index.ts`, every other file is an entry and must be imported by it, and so must some file of every folder in it.
 * `required`: folders that must have such a list. `shared`: files that entries share, by path, with the reason.
 */
export function checkLists(
  files: readonly SourceFile[],
  required: readonly string[],
  shared: Readonly<Record<string, string>>,
): Violation[] {
  const lists = files.filter((file) => basename(file.path) === 'index.ts' && file.path !== 'src/engine/index.ts');
  const without = required.filter((folder) => !lists.some((list) => dirname(list.path) === folder));
  const unlisted = lists.flatMap((list) => {
    const listed = referencesOf(list).flatMap((reference) => resolveReference(list.path, reference.specifier) ?? []);
    return entriesOf(dirname(list.path), files)
      .filter((entry) => !shared[entry] && !listed.some((path) => path === entry || path.startsWith(`${entry}/`)))
      .map((entry) => ({ path: entry, message: `is not in the list ${list.path}` }));
  });
  return [...without.map((folder) => ({ path: folder, message: 'has no index.ts that lists what is in it' })), ...unlisted];
}

/** The scripts of a folder, and the folders in it that hold scripts. */
function entriesOf(folder: string, files: readonly SourceFile[]): string[] {
  const below = files.filter((file) => isScript(file) && file.path.startsWith(`${folder}/`));
  const entries = below.map((file) => join(folder, file.path.slice(folder.length + 1).split('/')[0]));
  return [...new Set(entries)].filter((entry) => basename(entry) !== 'index.ts' && !NO_ENTRY.test(basename(entry)));
}
