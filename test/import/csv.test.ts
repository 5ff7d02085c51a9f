import { describe, expect, test } from 'vitest';
import { built, keysOf, rowTexts, scanned } from './support.ts';

const CSV = { format: 'csv', delimiter: ',', header: true } as const;

describe('CSV', () => {
  test('keeps the bytes of each row, quotes included, and reads the field inside them', () => {
    const { dataset } = built('city,note\n"Paris","says ""hi"", twice"\r\nRome,x\n', CSV, { keyFields: ['note'] });
    expect(rowTexts(dataset)).toEqual(['"Paris","says ""hi"", twice"', 'Rome,x']);
    expect(keysOf(dataset)).toEqual(['says "hi", twice', 'x']);
    expect([...dataset.lines]).toEqual([2, 3]);
  });

  test('a quoted field may hold line breaks; later rows keep their line numbers', () => {
    const { dataset } = built('id,note\n1,"two\nlines"\n\n2,"three\r\nmore\nlines"\n3,one', CSV, { keyFields: ['id'] });
    expect(rowTexts(dataset)).toEqual(['1,"two\nlines"', '2,"three\r\nmore\nlines"', '3,one']);
    expect([...dataset.lines]).toEqual([2, 5, 8]);
  });

  test.each([
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['pipes', '|'],
  ])('guesses %s', (_, delimiter) => {
    const text =
      ['name', 'price', 'city'].join(delimiter) +
      '\n' +
      Array.from({ length: 5 }, (_unused, i) => [`n${i}`, `${i}.5`, 'Oslo, Norway'].join(delimiter)).join('\n');
    const { scan } = scanned(text);
    expect(scan.used).toEqual({ format: 'csv', delimiter, header: true });
    expect(scan.fields.map((field) => [field.name, field.type, field.distinct])).toEqual([
      ['name', 'text', 5],
      ['price', 'number', 5],
      ['city', 'text', 1],
    ]);
  });

  test('skips a byte order mark: it is neither in the first name nor in a row', () => {
    const { scan } = scanned('\uFEFFid,city\n1,Paris\n2,Rome\n');
    expect(scan.fields.map((field) => field.name)).toEqual(['id', 'city']);
    const { dataset } = built('\uFEFF1,Paris\n2,Rome\n', { ...CSV, header: false }, { keyFields: ['column 1'] });
    expect(rowTexts(dataset)).toEqual(['1,Paris', '2,Rome']);
  });

  test('sees that there is no header, and names the columns by number', () => {
    const { scan } = scanned('1,Paris\n2,Rome\n3,Paris\n');
    expect(scan.used.header).toBe(false);
    expect(scan.rows).toBe(3);
    expect(scan.fields.map((field) => field.name)).toEqual(['column 1', 'column 2']);
  });

  test('the header can be overruled', () => {
    expect(scanned('id,city\n1,Paris\n', { ...CSV, header: false }).scan.rows).toBe(2);
  });

  test('names that are empty or stand twice become distinct', () => {
    const { scan } = scanned('a,,a,a\n1,2,3,4\n', CSV);
    expect(scan.fields.map((field) => field.name)).toEqual(['a', 'column 2', 'a (2)', 'a (3)']);
  });

  test('ragged rows are bad, with line and count; the rest runs', () => {
    const { dataset, bad } = built('a,b\n1,2\n1\n1,2,3\n3,4\n', CSV, { keyFields: ['a'] });
    expect(rowTexts(dataset)).toEqual(['1,2', '3,4']);
    expect(bad.byReason).toEqual([{ reason: 'field-count', count: 2 }]);
    expect(bad.first).toEqual([
      { line: 3, reason: 'field-count', detail: 'has 1 field instead of 2 fields' },
      { line: 4, reason: 'field-count', detail: 'has 3 fields instead of 2 fields' },
    ]);
  });

  test('a quote that never closes costs its own line only', () => {
    const { dataset, bad } = built('a,b\n1,"open\n2,x\n3,y\n', CSV, { keyFields: ['a'] });
    expect(keysOf(dataset)).toEqual(['2', '3']);
    expect(bad.first).toEqual([{ line: 2, reason: 'quotes', detail: 'has a quote that is not closed or not doubled' }]);
  });

  test('many open quotes are found without searching the file for each of them', () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i},"x${i}`);
    const { bad } = built(['a,b', '0,ok', ...lines].join('\n'), CSV, { keyFields: ['a'] });
    expect(bad.byReason).toEqual([{ reason: 'quotes', count: 20_000 }]);
  });

  test('a quote inside an unquoted field is an ordinary character', () => {
    const { dataset } = built('a,b\n5" disk,1\nx"y,2\n', CSV, { keyFields: ['a'] });
    expect(keysOf(dataset)).toEqual(['5" disk', 'x"y']);
  });

  test('blanks after a closing quote belong to no field', () => {
    expect(keysOf(built('a,b\n"x" ,"y" \n', CSV, { keyFields: ['a', 'b'] }).dataset, 1)).toEqual(['y']);
  });

  test('old Mac line breaks', () => {
    const { dataset } = built('a,b\r1,2\r"3",4\r', CSV, { keyFields: ['a'] });
    expect(keysOf(dataset)).toEqual(['1', '3']);
    expect([...dataset.lines]).toEqual([2, 3]);
  });

  test('a row over 1 MiB is bad', () => {
    const { dataset, bad } = built(`a,b\n1,${'x'.repeat(1_048_577)}\n2,y\n`, CSV, { keyFields: ['a'] });
    expect(keysOf(dataset)).toEqual(['2']);
    expect(bad.first[0]).toMatchObject({ line: 2, reason: 'too-large' });
  });

  test('an empty key and one over 256 characters are bad', () => {
    const { dataset, bad } = built(`a,b\n,1\n${'k'.repeat(257)},2\n${'k'.repeat(256)},3\n`, CSV, { keyFields: ['a'] });
    expect(dataset.rows).toBe(1);
    expect(bad.first.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'empty-key'],
      [3, 'long-key'],
    ]);
  });
});
