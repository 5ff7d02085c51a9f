import { describe, expect, test } from 'vitest';
import { built, keysOf, rowTexts, scanned } from './support.ts';

const NDJSON = { format: 'ndjson' } as const;

describe('NDJSON', () => {
  test('is recognised, nested fields have paths, arrays are no fields', () => {
    const { scan } = scanned('{"user":{"id":"u1","geo":{"country":"FR"}},"n":1,"tags":["a"]}\n{"user":{"id":"u2"},"n":2.5,"ok":true}\n');
    expect(scan.used.format).toBe('ndjson');
    expect(scan.fields.map((field) => [field.name, field.type, field.emptyKeys.count])).toEqual([
      ['user.id', 'text', 0],
      ['user.geo.country', 'text', 1],
      ['n', 'number', 0],
      ['ok', 'text', 1],
    ]);
    expect(scan.fields[3].emptyKeys.lines).toEqual([1]);
  });

  test('bad lines are counted by reason with their numbers, the rest keeps its bytes', () => {
    const { dataset, bad } = built('{"k":"a"}\n\n{"k":\n[1]\n"text"\n  {"k": "b"}  \r\n{"x":1}\n', NDJSON, { keyFields: ['k'] });
    expect(rowTexts(dataset)).toEqual(['{"k":"a"}', '  {"k": "b"}  ']);
    expect([...dataset.lines]).toEqual([1, 6]);
    expect(bad.total).toBe(4);
    expect(bad.first).toEqual([
      { line: 3, reason: 'not-json', detail: 'is not valid JSON' },
      { line: 4, reason: 'not-object', detail: 'is JSON but not an object: an array' },
      { line: 5, reason: 'not-object', detail: 'is JSON but not an object: a string' },
      { line: 7, reason: 'empty-key', detail: 'has no value in k' },
    ]);
  });

  test('whole numbers beyond 2^53 keep all their digits as keys', () => {
    const { dataset } = built('{"id":12345678901234567891,"b":{"id":3}}\n{"id":12345678901234567892}\n', NDJSON, { keyFields: ['id'] });
    expect(keysOf(dataset)).toEqual(['12345678901234567891', '12345678901234567892']);
  });

  test('numbers and booleans can be keys', () => {
    expect(keysOf(built('{"n":7}\n{"n":1.5}\n{"n":false}\n', NDJSON, { keyFields: ['n'] }).dataset)).toEqual(['7', '1.5', 'false']);
  });

  test('keys hold any script', () => {
    expect(keysOf(built('{"k":"Zürich"}\n{"k":"東京"}\n{"k":"🦉"}\n', NDJSON, { keyFields: ['k'] }).dataset)).toEqual([
      'Zürich',
      '東京',
      '🦉',
    ]);
  });

  test('lists only the first hundred bad rows, counts all', () => {
    const { bad } = built(`{"k":1}\n${'oops\n'.repeat(250)}`, NDJSON, { keyFields: ['k'] });
    expect(bad.total).toBe(250);
    expect(bad.first).toHaveLength(100);
    expect(bad.first[99].line).toBe(101);
  });
});
