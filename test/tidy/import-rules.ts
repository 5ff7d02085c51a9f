/** Holds every module to the import table, and finds rings of modules that import one another. */
import type { ImportRow } from './import-table.ts';
import { isScript, referencesOf, resolveReference } from './source.ts';
import type { Reference, SourceFile, Violation } from './source.ts';

/** Only files below `src/` are held to the table. */
export function checkImports(files: readonly SourceFile[], table: readonly ImportRow[]): Violation[] {
  const known = new Set(files.map((file) => file.path));
  return files.filter(isScript).flatMap((file) => {
    const own = file.path.replace(/^src\//, '');
    const row = rowOf(own, table);
    if (!row) return [{ path: file.path, message: 'lies in a folder that the import table does not know; add a row or move it' }];
    return referencesOf(file).flatMap((reference) => {
      const message = judge(file, reference, row, known);
      return message ? [{ path: file.path, message }] : [];
    });
  });
}

/** The row with the longest folder that holds the path. */
function rowOf(path: string, table: readonly ImportRow[]): ImportRow | null {
  const rows = table.filter((row) => isIn(path, row.folder));
  return rows.reduce<ImportRow | null>((best, row) => (!best || row.folder.length > best.folder.length ? row : best), null);
}

/** Whether a path is the entry itself or lies below it. */
function isIn(path: string, entry: string): boolean {
  return path === entry || path.startsWith(`${entry}/`);
}

function judge(file: SourceFile, reference: Reference, row: ImportRow, known: ReadonlySet<string>): string | null {
  const { specifier, kind } = reference;
  const target = resolveReference(file.path, specifier);
  if (target === null) return judgePackage(specifier, row);
  if (!known.has(target)) return `imports ${specifier}, which is no file of the project (write the ending too)`;
  const path = target.replace(/^src\//, '');
  if (isIn(path, row.folder) && !row.except?.some((entry) => isIn(path, entry))) return null;
  if (kind === 'address') return row.addresses?.includes(path) ? null : `${row.folder} may not start ${path}`;
  if (row.values.some((entry) => isIn(path, entry))) return null;
  if (kind === 'type' && row.types.some((entry) => isIn(path, entry))) return null;
  const onlyTypes = row.types.some((entry) => isIn(path, entry));
  return onlyTypes ? `${row.folder} may import only types from ${path}` : `${row.folder} may not import ${path}`;
}

function judgePackage(specifier: string, row: ImportRow): string | null {
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
  const isAllowed = row.npm.some((entry) => (entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : name === entry));
  return isAllowed ? null : `${row.folder} may not import the package ${name}`;
}

/** Rings among imports that run; type imports vanish and `import()` runs later, so neither can tie a knot. */
export function checkCycles(files: readonly SourceFile[]): Violation[] {
  const edges = new Map(files.filter(isScript).map((file) => [file.path, targetsOf(file)]));
  const done = new Set<string>();
  const rings: Violation[] = [];
  const follow = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const ring = [...trail.slice(start), path];
      rings.push({ path, message: `imports itself in a ring: ${ring.join(' → ')}` });
    }
    if (start >= 0 || done.has(path)) return;
    for (const target of edges.get(path) ?? []) follow(target, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) follow(path, []);
  return rings;
}

function targetsOf(file: SourceFile): string[] {
  return referencesOf(file)
    .filter((reference) => reference.kind === 'value')
    .flatMap((reference) => resolveReference(file.path, reference.specifier) ?? []);
}
