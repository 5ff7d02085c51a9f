/** What is packed comes out again, and what is no aggregate is left as it is. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregate, deaggregate, hashKeyOf, MAX_HASH_KEY, packUserRecords } from '../../src/engine/index.ts';
import { decodeUtf8, encodeUtf8 } from '../../src/engine/kernel/utf8.ts';

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const bytes = fc.uint8Array({ maxLength: 300 });
const records = fc.array(
  fc.record({ partitionKey: text, explicitHashKey: fc.option(fc.bigInt(0n, MAX_HASH_KEY).map(String)), data: bytes }),
  { maxLength: 20 },
);

test('an aggregate gives its records back in their order', () => {
  const law = fc.property(records, (list) => {
    expect(deaggregate(aggregate(list))).toEqual(list);
  });
  fc.assert(law);
});

test('keys are kept once, and in UTF-8', () => {
  const one = { partitionKey: 'müller', explicitHashKey: null, data: Uint8Array.of(1) };
  expect(aggregate([one, one]).length - aggregate([one]).length).toBe(2 + 2 + 3);
});

test('a byte that is wrong makes it an ordinary record', () => {
  const law = fc.property(records, fc.nat(), fc.integer({ min: 1, max: 255 }), (list, at, flip) => {
    const packed = aggregate(list);
    const index = at % packed.length;
    expect(deaggregate(packed.with(index, packed[index] ^ flip))).toBeNull();
    expect(deaggregate(packed.subarray(0, index))).toBeNull();
  });
  fc.assert(law);
  const any = fc.property(bytes, (data) => {
    expect(deaggregate(data)).toBeNull();
  });
  fc.assert(any);
});

test('one record of another shard drops the whole aggregate', () => {
  const list = ['k1', 'k2'].map((partitionKey) => ({ partitionKey, explicitHashKey: null, data: Uint8Array.of(7) }));
  const [low, high] = ['k1', 'k2'].map(hashKeyOf).toSorted((a, b) => (a < b ? -1 : 1));
  expect(deaggregate(aggregate(list), { start: low, end: high })).toEqual(list);
  expect(deaggregate(aggregate(list), { start: low + 1n, end: high })).toEqual([]);
  expect(deaggregate(aggregate(list), { start: low, end: high - 1n })).toEqual([]);
});

test('a lone record travels under its own key', () => {
  const alone = { partitionKey: 'k', explicitHashKey: '5', data: Uint8Array.of(1, 2) };
  expect(packUserRecords([alone])).toEqual(alone);
  expect(packUserRecords([alone, alone])).toMatchObject({ partitionKey: 'a', explicitHashKey: '5' });
});

test('UTF-8 is read as it was written, and what is none does not stop it', () => {
  const sound = fc.property(fc.string({ unit: 'binary' }), (key) => {
    expect(decodeUtf8(encodeUtf8(key))).toBe(key);
  });
  fc.assert(sound);
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const read = (data: Uint8Array): string | null => {
    try {
      return strict.decode(data);
    } catch {
      return null;
    }
  };
  const law = fc.property(fc.uint8Array({ maxLength: 6 }), (data) => {
    const expected = read(data);
    if (expected === null) expect(decodeUtf8(data)).toContain('\ufffd');
    else expect(decodeUtf8(data)).toBe(expected);
  });
  fc.assert(law, { numRuns: 2000 });
});
