import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { built } from './support.ts';

const TEXT = 'id,at,city\n1,2026-11-20T05:00:02Z,Rome\n2,2026-11-20T05:00:01Z,\n3,2026-11-20T05:00:03Z,Oslo\n';
const FILE_ID = `sha256:${createHash('sha256').update(TEXT).digest('hex').slice(0, 32)}`;

test('all rows in file order carry the id of the file, whatever the key', () => {
  expect(built(TEXT, {}, { keyFields: ['id'] }).dataset.id).toBe(FILE_ID);
  expect(built(TEXT, {}, { keyFields: [''] }).dataset.id).toBe(FILE_ID);
  expect(built(TEXT, {}, { keyFields: ['id'] }, 'another name.csv').dataset.id).toBe(FILE_ID);
});

test('other rows or another order are another data set, the same each time', () => {
  const sorted = () => built(TEXT, {}, { keyFields: ['id'], timeField: 'at' }).dataset;
  const withoutOne = () => built(TEXT, {}, { keyFields: ['city'] }).dataset;
  const asLines = () => built(TEXT, { format: 'lines' }, { keyFields: [''] }).dataset;
  const headerIsRecord = () => built(TEXT, { header: false }, { keyFields: ['column 1'] }).dataset;
  const variants = [sorted, withoutOne, asLines, headerIsRecord];
  const ids = variants.map((variant) => variant().id);
  expect(new Set([FILE_ID, ...ids]).size).toBe(5);
  expect(variants.map((variant) => variant().id)).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^sha256:[0-9a-f]{32}$/);
});

test('a file that stands in time order already stays the same data set', () => {
  const text = TEXT.replace(':02Z', ':00Z');
  expect(built(text, {}, { keyFields: ['id'], timeField: 'at' }).dataset.id).toBe(built(text, {}, { keyFields: ['id'] }).dataset.id);
});
