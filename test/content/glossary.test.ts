/** The glossary: each term once, short, with a page of AWS's documentation, and every reference to another term or a lesson resolves. */
import { describe, expect, test } from 'vitest';
import { TERMS, termOf } from '../../src/content/glossary/index.ts';
import { DEFINITION_WORDS_MAX, type Term } from '../../src/content/glossary/term.ts';
import { lessons } from '../../src/content/lessons/index.ts';
import { quotasOf } from '../../src/engine/kinesis/quotas.ts';

const wordsOf = ({ name, aliases = [] }: Term) => [name, ...aliases];
const fold = (text: string) => text.toLowerCase().replaceAll(/\s+/g, ' ').trim();

test('there are as many terms as a newcomer needs, each with an id of its own', () => {
  expect(TERMS.length).toBeGreaterThanOrEqual(60);
  const ids = TERMS.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect(ids.filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
  expect(TERMS.map(({ id }) => termOf(id))).toEqual(TERMS);
  expect(termOf('no-such-term')).toBeNull();
});

test('a name or another word for it stands for one term only', () => {
  const words = TERMS.flatMap(wordsOf).map(fold);
  expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
});

test('what stands beside a name as another word for it is not another thing, and is found by its definition', () => {
  const aliases = new Set(TERMS.flatMap((term) => term.aliases ?? []).map(fold));
  const others = ['ORC', 'AT_SEQUENCE_NUMBER', 'reserved concurrency', 'dead-letter queue', 'open shard', 'lane'];
  expect(others.filter((word) => aliases.has(fold(word)))).toEqual([]);
  expect(others.filter((word) => !TERMS.some(({ definition }) => fold(definition).includes(fold(word))))).toEqual([]);
});

test('sizes are written in binary units, as everywhere here: only the term that explains them names the others', () => {
  const decimal = TERMS.filter(({ id, definition }) => id !== 'kib-and-mib' && /\b(?:KB|MB|kB)\b/.test(definition));
  expect(decimal.map(({ id }) => id)).toEqual([]);
});

test('what today’s accounts, monitoring and windows are called is explained', () => {
  const named = [
    'On-demand Advantage',
    'warm throughput',
    'idempotent',
    'tumbling window',
    'enhanced monitoring',
    'Managed Service for Apache Flink',
  ];
  expect(named.filter((name) => !TERMS.some((term) => term.name === name))).toEqual([]);
});

describe.each(TERMS.map((term) => [term.id, term] as const))('%s', (id, term) => {
  test('is defined in few words, as a sentence, and by other words than its own name alone', () => {
    const words = term.definition.split(/\s+/);
    expect(words.length).toBeLessThanOrEqual(DEFINITION_WORDS_MAX);
    expect(words.length).toBeGreaterThanOrEqual(8);
    expect(term.definition).toMatch(/^[A-Z0-9].*\.$/);
    expect(term.definition).not.toMatch(/\[\[|`|\*/);
  });

  test('has a dated page of AWS’s documentation', () => {
    const { hostname, protocol, pathname } = new URL(term.source.url);
    expect({ protocol, hostname }).toEqual({ protocol: 'https:', hostname: 'docs.aws.amazon.com' });
    expect(pathname).toMatch(/\.html$/);
    expect(term.source.title.length).toBeGreaterThan(5);
    expect(Date.parse(term.asOf)).toBeLessThanOrEqual(Date.parse('2026-11-20'));
  });

  test('sends on to terms and a lesson that exist', () => {
    const { seeAlso = [], lesson } = term;
    expect(seeAlso.filter((other) => other === id || termOf(other) === null)).toEqual([]);
    expect(new Set(seeAlso).size).toBe(seeAlso.length);
    if (lesson !== undefined) expect(lessons.map((one) => one.id)).toContain(lesson);
  });
});

const Q = quotasOf('2026');
const MIB = 1024 * 1024;

test.each([
  ['shard', [Q.shardWriteBytesPerSecond / MIB, Q.shardWriteRecordsPerSecond, Q.shardReadBytesPerSecond / MIB]],
  ['put-records', [Q.putRecordsRecords, Q.putRecordsBytes / MIB]],
  ['partition-key', [Q.partitionKeyCharacters]],
  ['record', [Q.recordBytes / MIB, 10]],
  ['polling', [Q.shardReadBytesPerSecond / MIB, 10, Q.readPageRecords]],
  ['retention-period', [Q.retentionHoursMin, Q.retentionHoursMax, Q.retentionHoursMax / 24]],
  ['registered-consumer', [Q.consumersPerStream, Q.consumersPerStreamAdvantage]],
])('the figures of %s are those of the engine', (id, figures) => {
  const found = (termOf(id)!.definition.match(/(?<![A-Z\d])\d[\d,]*/g) ?? []).map((text) => Number(text.replaceAll(',', '')));
  expect(found).toEqual(figures);
});
