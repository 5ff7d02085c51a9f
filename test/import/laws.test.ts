import { createHash } from 'node:crypto';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { buildDataset } from '../../src/worker/import/build-dataset.ts';
import { RowSplitter } from '../../src/worker/import/row-splitter.ts';
import { Sha256 } from '../../src/worker/import/sha256.ts';
import { isRefusal } from '../../src/worker/import/text-intake.ts';
import type { FormatChoice } from '../../src/protocol/import-messages.ts';
import { keysOf, rowTexts, takeIn, utf8 } from './support.ts';

const cuts = fc.array(fc.nat(400), { maxLength: 12 });
const lineBreak = fc.constantFrom('\n', '\r\n');

function datasetOf(text: string, at: number[], choice: FormatChoice, keyFields: string[]) {
  const file = takeIn(utf8(text), at);
  if (isRefusal(file)) throw new Error(file.sentence);
  const result = buildDataset(file, choice, { keyFields, timeField: null }, () => {});
  if (isRefusal(result)) throw new Error(result.sentence);
  return result;
}

describe('laws of the import', () => {
  test('every byte of every CSV row is recovered, whatever the cells, line breaks and chunks', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '東', '🦉', '"', ',', '\n', '\r', ' ', ';', '0'), maxLength: 8 });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rows, lineBreak, cuts, fc.boolean(), (cells, br, at, endsWithBreak) => {
        const table = cells.map(([key, value], i) => [`k${i}${key}`, value]);
        const written = table.map((row) => Papa.unparse([row], { quotes: true }));
        const text = `key,value${br}${written.join(br)}${endsWithBreak ? br : ''}`;
        const { dataset, bad } = datasetOf(text, at, { format: 'csv', delimiter: ',', header: true }, ['key', 'value'].slice(0, 1));
        expect(bad.total).toBe(0);
        expect(rowTexts(dataset)).toEqual(written);
        expect(keysOf(dataset)).toEqual(table.map((row) => row[0]));
        const linesBefore = (i: number): number =>
          `key,value${br}${written
            .slice(0, i)
            .map((row) => row + br)
            .join('')}`.split('\n').length;
        expect([...dataset.lines]).toEqual(written.map((_, i) => linesBefore(i)));
      }),
      { numRuns: 300 },
    );
  });

  test('every byte of every NDJSON row is recovered, and bad lines do not move the others', () => {
    const line = fc.oneof(
      fc
        .string({ unit: 'grapheme', maxLength: 10 })
        .map((value) => ({ text: JSON.stringify({ k: `x${value}` }), key: `x${value}` as string | null })),
      fc.constantFrom('{', 'nope', '[]', '{"k":""}', '{"other":1}').map((text) => ({ text, key: null as string | null })),
      fc.constant({ text: '', key: null as string | null }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), lineBreak, cuts, (lines, br, at) => {
        const all = [{ text: '{"k":"first"}', key: 'first' as string | null }, ...lines];
        const { dataset, bad } = datasetOf(all.map(({ text }) => text).join(br), at, { format: 'ndjson', delimiter: ',', header: false }, [
          'k',
        ]);
        const good = all.filter(({ key }) => key !== null);
        expect(rowTexts(dataset)).toEqual(good.map(({ text }) => text));
        expect(keysOf(dataset)).toEqual(good.map(({ key }) => key));
        expect([...dataset.lines]).toEqual(all.flatMap(({ key }, i) => (key === null ? [] : [i + 1])));
        expect(bad.total).toBe(all.filter(({ text, key }) => key === null && text !== '').length);
      }),
      { numRuns: 300 },
    );
  });

  test('the splitter loses nothing: rows and what lies between them make the file again', () => {
    const junk = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' '), maxLength: 60 });
    fc.assert(
      fc.property(junk, fc.constantFrom(null, 44), (text, delimiter) => {
        const bytes = utf8(text);
        const splitter = new RowSplitter(bytes, 0, { lineBreak: 10, delimiter });
        let at = 0;
        while (splitter.next()) {
          expect(text.slice(at, splitter.start).trim()).toBe('');
          expect(splitter.end).toBeGreaterThan(splitter.start);
          expect(splitter.line).toBe(text.slice(0, splitter.start).split('\n').length);
          at = splitter.end;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
      { numRuns: 1_000 },
    );
  });

  test('rows are sorted by time, stably, and their times ascend', () => {
    const stamps = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(stamps, (seconds) => {
        const text = seconds.map((second, i) => `{"t":"2026-11-20T05:00:0${second}Z","k":"r${i}"}`).join('\n');
        const file = takeIn(utf8(text));
        if (isRefusal(file)) throw new Error(file.sentence);
        const result = buildDataset(file, { format: 'ndjson' }, { keyFields: ['k'], timeField: 't' }, () => {});
        if (isRefusal(result)) throw new Error(result.sentence);
        const expected = seconds.map((second, i) => ({ second, key: `r${i}` })).sort((a, b) => a.second - b.second);
        expect(keysOf(result.dataset)).toEqual(expected.map(({ key }) => key));
        expect([...result.dataset.timeFields[0].offsetsMs]).toEqual(expected.map(({ second }) => (second - expected[0].second) * 1_000));
      }),
    );
  });

  test('SHA-256 is that of Node for every length around a block', () => {
    for (let length = 0; length <= 130; length++) {
      const bytes = new Uint8Array(length).fill(length);
      const hash = new Sha256();
      hash.update(bytes);
      expect(hash.finish()).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  test('SHA-256 is that of Node, whatever the chunks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(300), { maxLength: 5 }), (bytes, at) => {
        const hash = new Sha256();
        const ends = [...at.filter((cut) => cut < bytes.length), bytes.length].sort((a, b) => a - b);
        ends.reduce((from, to) => (hash.update(bytes.subarray(from, to)), to), 0);
        expect(hash.finish()).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  });
});
