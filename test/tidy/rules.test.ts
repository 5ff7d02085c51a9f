/** Every rule finds what was planted for it, and leaves a clean sample alone. */
import { describe, expect, test } from 'vitest';
import { checkEngineWords } from './engine-rules.ts';
import { checkExports, checkLists, checkNames, checkSizes } from './file-rules.ts';
import { checkCycles, checkImports } from './import-rules.ts';
import { IMPORT_TABLE } from './import-table.ts';
import type { SourceFile, Violation } from './source.ts';
import { checkText } from './text-rules.ts';

/** A small project that breaks no rule. */
const CLEAN: Record<string, string> = {
  'src/engine/kernel/clock.ts': 'export const SECOND_US = 1_000_000;',
  'src/engine/kinesis/shard.ts': `import { SECOND_US } from '../kernel/clock.ts';\nexport interface Shard { id: string }\nexport const AGE_US = SECOND_US;`,
  'src/engine/kinesis/md5.ts': 'export function md5(key: string): string { return key; }',
  'src/engine/kinesis/actions/put-record.ts': 'export function putRecord(): number { return 1; }',
  'src/engine/kinesis/actions/index.ts': `import { putRecord } from './put-record.ts';\nexport const actions = [putRecord];`,
  'src/engine/producers/sdk.ts': `import { putRecord } from '../kinesis/actions/put-record.ts';\nimport type { Shard } from '../kinesis/shard.ts';\nexport const sdk = (shard: Shard) => shard.id + putRecord();`,
  'src/engine/consumers/polling.ts':
    'export const polling = { performance: 1, fetch: (date: Date) => date.getUTCHours() + new Date(0).getTime() + Math.sqrt(4) };',
  'src/engine/api/dispatch.ts': 'export async function dispatch(): Promise<number> { return 1; }',
  'src/engine/index.ts': `export { dispatch } from './api/dispatch.ts';`,
  'src/protocol/frame.ts': `import type { Shard } from '../engine/kinesis/shard.ts';\nexport interface Frame { shards: Shard[] }\nexport const STRIDE = 8;`,
  'src/worker/main.ts': `import { dispatch } from '../engine/index.ts';\nvoid dispatch;`,
  'src/views/stage/view.ts': `import { scaleLinear } from 'd3-scale';\nimport { STRIDE } from '../../protocol/frame.ts';\nexport const view = scaleLinear([0, STRIDE]);`,
  'src/lab/client.ts': `import type { Frame } from '../protocol/frame.ts';\nexport const start = (frame?: Frame) => [frame, new URL('../worker/main.ts', import.meta.url)];`,
  'src/ui/LabPage.tsx': `import { createElement } from 'react';\nimport { start } from '../lab/client.ts';\nimport { md5 } from '../engine/kinesis/md5.ts';\nexport const LabPage = () => createElement('p', null, String(start()) + md5(''));`,
};

/** The clean project with some files changed or added. */
function project(changes: Record<string, string> = {}): SourceFile[] {
  return Object.entries({ ...CLEAN, ...changes }).map(([path, text]) => ({ path, text }));
}

function pathsOf(violations: Violation[]): string[] {
  return violations.map((violation) => violation.path);
}

describe('imports', () => {
  const check = (changes?: Record<string, string>): Violation[] => checkImports(project(changes), IMPORT_TABLE);

  test('the clean project passes', () => {
    expect(check()).toEqual([]);
  });

  test.each([
    ['the kernel knows AWS', 'src/engine/kernel/a.ts', `import { md5 } from '../kinesis/md5.ts';`],
    ['the kernel knows AWS by type', 'src/engine/kernel/a.ts', `import type { Shard } from '../kinesis/shard.ts';`],
    ['a producer reaches past the actions', 'src/engine/producers/a.ts', `import { AGE_US } from '../kinesis/shard.ts';`],
    ['a consumer reaches past the actions', 'src/engine/consumers/a.ts', `import { AGE_US } from '../kinesis/shard.ts';`],
    ['a producer knows a consumer', 'src/engine/producers/a.ts', `import { polling } from '../consumers/polling.ts';`],
    ['a consumer knows a producer by type', 'src/engine/consumers/a.ts', `import type { sdk } from '../producers/sdk.ts';`],
    ['the engine knows the protocol', 'src/engine/world.ts', `import type { Frame } from '../protocol/frame.ts';`],
    ['the engine takes a package of the page', 'src/engine/world.ts', `import { create } from 'zustand';`],
    ['the protocol runs the engine', 'src/protocol/a.ts', `import { AGE_US } from '../engine/kinesis/shard.ts';`],
    ['a view runs the engine', 'src/views/a.ts', `import { dispatch } from '../engine/index.ts';`],
    ['a view knows React', 'src/views/a.ts', `import { useState } from 'react';`],
    ['the lab runs the engine', 'src/lab/a.ts', `import { dispatch } from '../engine/index.ts';`],
    ['the lab knows the components', 'src/lab/a.ts', `import { LabPage } from '../ui/LabPage.tsx';`],
    ['a component runs the engine lazily', 'src/ui/A.tsx', `export const later = () => import('../engine/index.ts');`],
    ['a component starts the worker', 'src/ui/A.tsx', `export const at = new URL('../worker/main.ts', import.meta.url);`],
    ['the worker hands on the engine to a page', 'src/ui/A.tsx', `export { dispatch } from '../worker/main.ts';`],
    ['a file without a row', 'src/elsewhere/a.ts', ''],
    ['a missing file', 'src/lab/a.ts', `import { a } from './missing.ts';`],
    ['an import without its ending', 'src/lab/a.ts', `import { start } from './client';`],
    ['an unknown package in the app', 'src/app/a.ts', `import x from 'left-pad';`],
    ['a type import written inline', 'src/judge/a.ts', `export const a: import('../lab/client.ts').A = 1;`],
  ])('%s', (_title, path, text) => {
    expect(pathsOf(check({ [path]: text }))).toEqual([path]);
  });

  test('types may go where values may not', () => {
    expect(check({ 'src/lab/a.ts': `import { type Shard } from '../engine/kinesis/shard.ts';` })).toEqual([]);
    const [violation] = check({ 'src/lab/a.ts': `import { AGE_US, type Shard } from '../engine/kinesis/shard.ts';` });
    expect(violation.message).toBe('lab may import only types from engine/kinesis/shard.ts');
  });
});

describe('rings', () => {
  test('the clean project has none', () => {
    expect(checkCycles(project())).toEqual([]);
  });

  test('a ring of three is found once, with its members', () => {
    const ring = {
      'src/lab/a.ts': `import './b.ts';`,
      'src/lab/b.ts': `import './c.ts';`,
      'src/lab/c.ts': `import './a.ts';`,
    };
    const messages = checkCycles(project(ring)).map((violation) => violation.message);
    expect(messages).toEqual(['imports itself in a ring: src/lab/a.ts → src/lab/b.ts → src/lab/c.ts → src/lab/a.ts']);
  });

  test('a ring closed by a type or by a lazy import is none', () => {
    expect(checkCycles(project({ 'src/lab/a.ts': `import './b.ts';`, 'src/lab/b.ts': `import type { A } from './a.ts';` }))).toEqual([]);
    expect(
      checkCycles(project({ 'src/lab/a.ts': `import './b.ts';`, 'src/lab/b.ts': `export const a = () => import('./a.ts');` })),
    ).toEqual([]);
  });
});

describe('words of the engine', () => {
  test('the clean project passes: labels, UTC and fixed instants are no clock', () => {
    expect(checkEngineWords(project())).toEqual([]);
  });

  test.each([
    'Date.now()',
    'new Date()',
    'new Date(2026, 1)',
    'Date()',
    'Math.random()',
    'Math.log2(8)',
    'Math.cos(1)',
    'setTimeout(run, 1)',
    'setInterval(run, 1)',
    'queueMicrotask(run)',
    'performance.now()',
    'requestAnimationFrame(run)',
    `fetch('/')`,
    'structuredClone({})',
    'console.log(1)',
    'crypto.randomUUID()',
    'globalThis.setTimeout',
    'date.getHours()',
    'name.localeCompare(other)',
    'n.toLocaleString()',
    'new Intl.NumberFormat()',
    'Promise.resolve(1)',
    'async () => 1',
    '{ fetch }',
  ])('%s', (expression) => {
    const path = 'src/engine/kinesis/planted.ts';
    expect(new Set(pathsOf(checkEngineWords(project({ [path]: `export const planted = ${expression};` }))))).toEqual(new Set([path]));
  });

  test('comments and texts may say them', () => {
    expect(checkEngineWords(project({ 'src/engine/world.ts': `/** No Date.now() here. */\nexport const text = 'Math.random';` }))).toEqual(
      [],
    );
  });

  test('outside the engine they are free, and its api may wait but not look at the clock', () => {
    expect(checkEngineWords(project({ 'src/worker/pacing.ts': 'export const now = () => performance.now() + Date.now();' }))).toEqual([]);
    const api = { 'src/engine/api/a.ts': 'export const a = async () => Date.now();' };
    expect(checkEngineWords(project(api)).map((violation) => violation.message)).toEqual(['uses Date.now, which the engine may not']);
  });
});

describe('sizes', () => {
  const long = { 'src/lab/long.ts': 'export {};\n'.repeat(351) };

  test('350 lines pass, 351 do not', () => {
    expect(checkSizes(project({ 'src/lab/full.ts': 'export {};\n'.repeat(350) }), {})).toEqual([]);
    expect(pathsOf(checkSizes(project(long), {}))).toEqual(['src/lab/long.ts']);
  });

  test('a reason excuses, and a stale reason is found', () => {
    expect(checkSizes(project(long), { 'src/lab/long.ts': 'a table of 400 rows' })).toEqual([]);
    expect(pathsOf(checkSizes(project(), { 'src/lab/client.ts': 'once long' }))).toEqual(['src/lab/client.ts']);
  });
});

describe('names', () => {
  test('the clean project passes, machines, styles and tests too', () => {
    const more = {
      'src/engine/kinesis/stream.machine.ts': '',
      'src/ui/LabPage.module.css': '',
      'src/app/main.tsx': '',
      'test/a-b.test.ts': '',
    };
    expect(checkNames(project(more))).toEqual([]);
  });

  test.each([
    'src/lab/runLink.ts',
    'src/lab/Run.ts',
    'src/lab/run_link.ts',
    'src/ui/lab-page.tsx',
    'src/ui/labPage.tsx',
    'src/lab/utils.ts',
    'src/lab/helpers/a.ts',
    'src/common/a.ts',
    'src/RunLink/a.ts',
  ])('%s', (path) => {
    expect(pathsOf(checkNames(project({ [path]: '' })))).toEqual([path]);
  });
});

describe('exports', () => {
  test('the clean project passes: a list and the public face', () => {
    expect(checkExports(project())).toEqual([]);
  });

  test.each([
    ['src/lab/a.ts', 'export default 1;'],
    ['src/lab/index.ts', `export * from './client.ts';`],
    ['src/views/index.ts', `export { view } from './stage/view.ts';`],
  ])('%s: %s', (path, text) => {
    expect(pathsOf(checkExports(project({ [path]: text })))).toEqual([path]);
  });
});

describe('lists', () => {
  const actions = 'src/engine/kinesis/actions';
  const orphan = `${actions}/put-records.ts`;
  const check = (changes: Record<string, string> = {}, shared: Record<string, string> = {}): Violation[] =>
    checkLists(project(changes), [actions], shared);

  test('the clean project passes, schemas and definers beside a list too', () => {
    expect(check({ [`${actions}/define-action.ts`]: '', [`${actions}/action-schema.ts`]: '' })).toEqual([]);
  });

  test('a file that is in no list is found, unless entries share it', () => {
    expect(pathsOf(check({ [orphan]: '' }))).toEqual([orphan]);
    expect(check({ [orphan]: '' }, { [orphan]: 'two actions answer so' })).toEqual([]);
  });

  test('a folder of which the list imports nothing is found', () => {
    expect(pathsOf(check({ 'src/views/index.ts': 'export const views = [];' }))).toEqual(['src/views/stage']);
    expect(check({ 'src/views/index.ts': `import { view } from './stage/view.ts';\nexport const views = [view];` })).toEqual([]);
  });

  test('a missing list is found', () => {
    expect(pathsOf(checkLists(project(), ['src/content/scenarios'], {}))).toEqual(['src/content/scenarios']);
  });
});

describe('texts', () => {
  test('the clean project passes, ordinary paths and addresses too', () => {
    const more = { 'README.md': 'See https://docs.aws.amazon.com/streams/ and ./src/root/a, /usr/bin/chromium, npm start, npm ci.' };
    expect(checkText(project(more))).toEqual([]);
  });

  // A bar stands in each planted word, so that this file does not break the rule itself.
  test.each([
    ['src/lab/a.ts', '// TO|DO: later'],
    ['src/lab/a.ts', '// FIX|ME'],
    ['README.md', 'see /wo|rk/main'],
    ['README.md', 'see (/ho|me/ann)'],
    ['package-lock.json', '"reso|lved": "x"'],
    ['README.md', 'https://regi|stry.example.com/'],
    ['README.md', 'regi|stry.npmjs.org'],
    ['test/a.test.ts', "test.on|ly('a', () => {});"],
    ['test/a.test.ts', "describe.sk|ip('a', () => {});"],
    ['e2e/a.spec.ts', "test.describe.fix|me('a', () => {});"],
  ])('%s: %s', (path, text) => {
    expect(pathsOf(checkText(project({ [path]: `\n${text.replace('|', '')}` })))).toEqual([`${path}:2`]);
  });
});
