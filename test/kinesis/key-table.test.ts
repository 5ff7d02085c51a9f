import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashKeyOf } from '../../src/engine/kinesis/hash-key.ts';
import {
  addGeneratedKeys,
  addGivenKeys,
  createKeyCache,
  createKeyTable,
  explicitHashKeyOf,
  hashOf,
  internKey,
  keyText,
} from '../../src/engine/kinesis/key-table.ts';
import { iteratorOf, put, read, serviceWithStream, shard } from './service.ts';

test('a generated block names its keys and stores no text', () => {
  const table = createKeyTable();
  const first = addGeneratedKeys(table, 'customer-', ['VIP'], 100_000);
  expect([keyText(table, first), keyText(table, first + 1), keyText(table, first + 99_999)]).toEqual([
    'VIP',
    'customer-1',
    'customer-99999',
  ]);
  expect(JSON.stringify(table).length).toBeLessThan(200);
});

test('ids of all kinds of block find their key and its hash', () => {
  const table = createKeyTable();
  const cache = createKeyCache();
  const ids = new Map<number, string>();
  ids.set(internKey(table, cache, 'by-hand', null), 'by-hand');
  const generated = addGeneratedKeys(table, 'g-', [], 5000);
  ids.set(generated + 4999, 'g-4999');
  const given = addGivenKeys(table, ['TX', 'CA']);
  ids.set(given + 1, 'CA');
  ids.set(internKey(table, cache, 'later', null), 'later');
  expect(ids.size).toBe(4);
  for (const [id, key] of ids) expect([keyText(table, id), hashOf(table, cache, id)]).toEqual([key, hashKeyOf(key)]);
});

test('an explicit hash key replaces the hash and makes another id', () => {
  const table = createKeyTable();
  const cache = createKeyCache();
  const plain = internKey(table, cache, 'a', null);
  const explicit = internKey(table, cache, 'a', '5');
  expect(explicit).not.toBe(plain);
  expect([keyText(table, explicit), explicitHashKeyOf(table, explicit), hashOf(table, cache, explicit)]).toEqual(['a', '5', 5n]);
  expect(internKey(table, cache, 'a', '5')).toBe(explicit);
});

test('keys are told apart whatever characters they hold', () => {
  const key = fc.array(fc.constantFrom('a', '\0', '5', 'b'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  const entry = fc.tuple(key, fc.constantFrom(null, '5', '55'));
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), (entries) => {
      const table = createKeyTable();
      const cache = createKeyCache();
      for (const [text, explicit] of entries) {
        const id = internKey(table, cache, text, explicit);
        expect([keyText(table, id), explicitHashKeyOf(table, id)]).toEqual([text, explicit]);
      }
    }),
    { numRuns: 300 },
  );
});

test('a cache made anew from the table gives the same ids', () => {
  const table = createKeyTable();
  const cache = createKeyCache();
  for (const key of ['x', 'y']) internKey(table, cache, key, null);
  addGivenKeys(table, ['y', 'z']);
  internKey(table, cache, 'x', '7');
  const [copy, fresh] = [structuredClone(table), createKeyCache()];
  for (const [key, explicit] of [
    ['y', null],
    ['z', null],
    ['x', '7'],
    ['new', null],
    ['x', null],
  ] as const)
    expect(internKey(copy, fresh, key, explicit)).toBe(internKey(table, cache, key, explicit));
});

describe('through the service', () => {
  test('a key comes back as it was sent', async () => {
    const service = await serviceWithStream();
    const keys = ['a', 'é', '🔑', '\u0000', 'a\u00005', ' ', '"', 'k'.repeat(256), '🔑'.repeat(128)];
    await put(service, 'explicit', 'a', { ExplicitHashKey: '5' });
    for (const key of keys) await put(service, 'plain', key);
    const page = await read(service, await iteratorOf(service, shard(0)));
    expect(page.Records.map(({ PartitionKey }) => PartitionKey)).toEqual(['a', ...keys]);
  });
});
