import { describe, expect, test } from 'vitest';
import { buildDataset } from '../../src/worker/import/build-dataset.ts';
import { FILE_BYTES_MAX } from '../../src/worker/import/refusals.ts';
import { scanFile } from '../../src/worker/import/scan-file.ts';
import { isRefusal, TextIntake } from '../../src/worker/import/text-intake.ts';
import type { FileRefusal } from '../../src/protocol/import-messages.ts';
import { taken, takeIn, utf8 } from './support.ts';

function refusalOf(content: string | Uint8Array, name = 'file.txt'): FileRefusal {
  const text = takeIn(typeof content === 'string' ? utf8(content) : content, [], name);
  const result = isRefusal(text) ? text : scanFile(text, {}, () => {});
  if (!isRefusal(result)) throw new Error('was not refused');
  return result;
}

describe('a file that cannot be used gets a sentence that says what would be right', () => {
  test('empty', () => {
    expect(refusalOf(new Uint8Array(0), 'a.csv')).toEqual({
      reason: 'empty',
      sentence: 'a.csv is empty. Choose a text file: NDJSON, CSV or log lines.',
    });
    expect(refusalOf('\uFEFF').reason).toBe('empty');
  });

  test('only blank lines', () => {
    expect(refusalOf('\n  \n\n').reason).toBe('no-usable-rows');
  });

  test('a picture', () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 1, 2, 3, 4, 5);
    expect(refusalOf(png, 'cat.png').sentence).toBe('cat.png is a PNG picture, not text. Choose a text file: NDJSON, CSV or log lines.');
  });

  test('a gzip file says to unpack it', () => {
    expect(refusalOf(Uint8Array.of(0x1f, 0x8b, 8, 0), 'log.gz').sentence).toContain('Unpack it');
  });

  test('a zero byte anywhere', () => {
    const bytes = utf8('a,b\n1,2\n');
    bytes[5] = 0;
    expect(refusalOf(bytes)).toMatchObject({ reason: 'binary', sentence: expect.stringContaining('byte 6 is zero') });
  });

  test('not UTF-8: Latin-1 text names the first line', () => {
    const rows = Array.from({ length: 10 }, () => [0x63, 0x61, 0x66, 0xe9, 0x0a]).flat();
    expect(refusalOf(Uint8Array.from([...utf8('name\n'), ...rows]), 'names.csv')).toMatchObject({
      reason: 'not-utf-8',
      sentence: expect.stringContaining('the first on line 2'),
    });
  });

  test('a single row that is not UTF-8 is a bad row, not the end', () => {
    const bytes = Uint8Array.from([...utf8('good line\n'.repeat(20)), 0xe9, 0x0a, ...utf8('good line\n')]);
    const result = buildDataset(
      taken(bytes),
      { format: 'lines', delimiter: ',', header: false },
      { keyFields: [], timeField: null },
      () => {},
    );
    if (isRefusal(result)) throw new Error(result.sentence);
    expect(result.dataset.rows).toBe(21);
    expect(result.bad.first).toEqual([{ line: 21, reason: 'not-utf-8', detail: 'holds bytes that are not UTF-8' }]);
  });

  test('too large, told before everything is read', () => {
    const intake = new TextIntake('big.log', 1);
    const chunk = new Uint8Array(FILE_BYTES_MAX / 4).fill(97);
    for (let i = 0; i < 4; i++) expect(intake.push(chunk)).toBeNull();
    expect(intake.push(chunk)).toMatchObject({ reason: 'too-large', sentence: expect.stringContaining('at most 100 MiB') });
  });

  test.each([
    ['an array', '[{"a":1},{"a":2}]', 'rows.txt'],
    ['an indented array', '[\n  {"a": 1},\n  {"a": 2}\n]\n', 'rows.txt'],
    ['an indented object', '{\n  "a": 1\n}\n', 'one.json'],
  ])('one JSON document: %s', (_, text, name) => {
    expect(refusalOf(text, name)).toMatchObject({
      reason: 'json-document',
      sentence: expect.stringContaining('one JSON object on each line'),
    });
  });

  test('no usable row says what is wrong with the first', () => {
    const result = scanFile(taken('plain words\nmore words\n', 'words.txt'), { format: 'ndjson' }, () => {});
    expect(result).toMatchObject({
      reason: 'no-usable-rows',
      sentence: expect.stringContaining('none of its 2 rows can be used; line 1 is not valid JSON'),
    });
  });

  test('a key field that the file does not have', () => {
    const result = buildDataset(taken('{"a":1}\n'), { format: 'ndjson' }, { keyFields: ['zip'], timeField: null }, () => {});
    expect(result).toMatchObject({ reason: 'no-usable-rows', sentence: expect.stringContaining('has no value in zip') });
  });

  test('broken UTF-16', () => {
    expect(refusalOf(Uint8Array.of(0xff, 0xfe, 0x41, 0, 0x00, 0xd8, 0x41, 0, 0x42))).toMatchObject({ reason: 'not-utf-8' });
  });
});

describe('encodings', () => {
  test.each(['utf-16le', 'utf-16be'])('%s with a byte order mark becomes UTF-8, whatever the chunks', (encoding) => {
    const text = '\uFEFFid,city\n1,Zürich\n2,東京 🦉\n';
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), encoding === 'utf-16le');
    for (let cut = 1; cut < bytes.length; cut++) {
      const result = takeIn(bytes, [cut, cut + 1]);
      if (isRefusal(result)) throw new Error(result.sentence);
      expect(result.encoding).toBe('utf-16');
      expect(new TextDecoder().decode(result.bytes.subarray(result.from))).toBe(text.slice(1));
    }
  });
});
