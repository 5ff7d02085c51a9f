/** The project's norms, held. The rules live in `tidy/` and are proved on planted violations in `tidy/rules.test.ts`. */
import { expect, test } from 'vitest';
import { checkEngineWords } from './tidy/engine-rules.ts';
import { checkExports, checkLists, checkNames, checkSizes } from './tidy/file-rules.ts';
import { checkCycles, checkImports } from './tidy/import-rules.ts';
import { IMPORT_TABLE } from './tidy/import-table.ts';
import { readRootFiles, readSources } from './tidy/source.ts';
import { checkText } from './tidy/text-rules.ts';

/** Why a file of more than 350 lines is right as it is. */
const LONG_FILES: Record<string, string> = {};

/** Folders of one file an entry, whose `index.ts` is the list that the rest of the program goes by. */
const LISTS = ['src/engine/kinesis/actions', 'src/content/scenarios', 'src/content/datasets'];

/** Files beside a list that its entries share, with the reason. */
const SHARED_BY_ENTRIES: Record<string, string> = {
  'src/content/glossary/marked-text.ts': 'how texts mark the terms of the list',
};

const source = readSources(['src'], ['.ts', '.tsx', '.css']);
const scripts = [...source, ...readSources(['test', 'e2e', 'scripts'], ['.ts', '.tsx', '.mjs'])];
const texts = [
  ...scripts,
  ...readSources(['src', '.ci', 'public'], ['.md', '.html', 'run', '.json', '.svg']),
  ...readRootFiles(['.json', '.html', '.ts', '.md', '.npmrc']),
];

test('there is something to look at', () => {
  expect(source.length).toBeGreaterThan(20);
  expect(source.some((file) => file.path.startsWith('src/engine/kinesis/'))).toBe(true);
});

test('modules import only what the table of walls allows', () => {
  expect(checkImports(source, IMPORT_TABLE)).toEqual([]);
});

test('no modules import one another in a ring', () => {
  expect(checkCycles(scripts)).toEqual([]);
});

test('the engine sees no clock, no luck and no machine', () => {
  expect(checkEngineWords(source)).toEqual([]);
});

test('files are short, or say why not', () => {
  expect(checkSizes(scripts, LONG_FILES)).toEqual([]);
});

test('files have names that say what they hold', () => {
  expect(checkNames(scripts)).toEqual([]);
});

test('exports are named, and an index is a list', () => {
  expect(checkExports(scripts)).toEqual([]);
});

test('lists are complete', () => {
  expect(checkLists(source, LISTS, SHARED_BY_ENTRIES)).toEqual([]);
});

test('nothing is left lying about', () => {
  expect(checkText(texts)).toEqual([]);
});
