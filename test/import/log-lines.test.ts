import { describe, expect, test } from 'vitest';
import { built, keysOf, rowTexts, scanned } from './support.ts';

const ACCESS = [
  '203.0.113.7 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 2326',
  '198.51.100.2 - bob [10/Oct/2000:13:55:38 -0700] "GET /b, c HTTP/1.0" 404 12',
  '203.0.113.7 - - [10/Oct/2000:13:55:37 -0700] "POST /a \\"x\\" HTTP/1.0" 200 5',
].join('\n');

describe('log lines', () => {
  test('an access log is recognised; the client is column 1, the time in brackets one column', () => {
    const { scan } = scanned(ACCESS, {}, 'access.log');
    expect(scan.used.format).toBe('lines');
    expect(scan.fields.map((field) => field.type)).toEqual(['text', 'text', 'text', 'time', 'text', 'number', 'number']);
    expect(scan.fields[3].timeRangeMs).toEqual([Date.UTC(2000, 9, 10, 20, 55, 36), Date.UTC(2000, 9, 10, 20, 55, 38)]);
    expect(scan.preview[1].cells[4]).toBe('"GET /b, c HTTP/1.0"');
  });

  test('rows are whole lines; the client is the key; by time they are sorted', () => {
    const { dataset } = built(ACCESS, { format: 'lines' }, { keyFields: ['column 1'], timeField: 'column 4' });
    expect(keysOf(dataset)).toEqual(['203.0.113.7', '203.0.113.7', '198.51.100.2']);
    expect([...dataset.timeFields[0].offsetsMs]).toEqual([0, 1_000, 2_000]);
    expect([...dataset.lines]).toEqual([1, 3, 2]);
    expect(rowTexts(dataset)[1]).toContain('POST');
  });

  test('a date followed by a time of day is one column', () => {
    const { scan } = scanned('2026-11-20 05:00:00,123 INFO started, waiting\n2026-11-20 05:00:01,500 WARN slow, again\n');
    expect(scan.used.format).toBe('lines');
    expect(scan.fields[0].type).toBe('time');
    expect(scan.fields[0].samples[0]).toBe('2026-11-20 05:00:00,123');
    expect(scan.fields[1].samples).toEqual(['INFO', 'WARN']);
  });

  test('with the whole row as key every line that is not blank is a row', () => {
    const { dataset, bad } = built(`one\n\n   \ntwo three\none\n${'x'.repeat(255)}🦉\n`, { format: 'lines' }, { keyFields: [''] });
    expect(dataset.keyFields[0]).toEqual({
      name: '',
      dictionary: ['one', 'two three', 'x'.repeat(255)],
      codes: Uint32Array.of(0, 1, 0, 2),
    });
    expect(rowTexts(dataset).slice(0, 3)).toEqual(['one', 'two three', 'one']);
    expect([...dataset.lines]).toEqual([1, 4, 5, 6]);
    expect(bad.total).toBe(0);
  });
});
