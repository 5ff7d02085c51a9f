import fc from 'fast-check';
import { md5 } from 'js-md5';
import { describe, expect, test } from 'vitest';
import { initialRanges } from '../../src/engine/kinesis/hash-key.ts';
import { md5Words } from '../../src/engine/kinesis/md5.ts';
import type { FieldKeys } from '../../src/protocol/import-messages.ts';
import { loadOf, spreadOver } from '../../src/ui/import/key-spread.ts';

function fieldKeys(keys: string[], counts: number[]): FieldKeys {
  const hashes = new Uint32Array(keys.length * 4);
  keys.forEach((key, i) => md5Words(key, hashes, i * 4));
  return { field: 'key', keys, counts: Uint32Array.from(counts), hashes };
}

function shards(starts: bigint[]) {
  return starts.map((start, index) => ({
    id: `shard-${index}`,
    index,
    state: 'open' as const,
    startingHashKey: String(start),
    write: { recordsLimit: 1_000, records: 0, bytesLimit: 1_048_576, bytes: 0 },
  }));
}

describe('how keys fall on shards', () => {
  test('the countries of the default run, by MD5', () => {
    const spread = spreadOver(
      shards(initialRanges(4).map(({ start }) => start)),
      fieldKeys(['FR', 'DE', 'US', 'PL', 'IT'], [40, 10, 20, 20, 10]),
    );
    expect(spread.map(({ keys }) => keys)).toEqual([2, 1, 1, 1]);
    expect(spread.map(({ share }) => share)).toEqual([0.5, 0.2, 0.2, 0.1]);
    expect(spread[0].largest).toEqual({ label: 'FR', share: 0.8 });
    expect(spread[3].largest).toEqual({ label: 'IT', share: 1 });
  });

  test('only the six most frequent keys have a colour', () => {
    const keys = Array.from({ length: 9 }, (_, i) => `k${i}`);
    const [{ colours }] = spreadOver(shards([0n]), fieldKeys(keys, [1, 2, 3, 4, 5, 6, 7, 8, 9]));
    expect(colours.map((share) => Math.round(share * 45))).toEqual([6, 9, 8, 7, 6, 5, 4]);
  });

  test('shards that take nothing any more get nothing; children that will open do', () => {
    const [parent, other] = shards([0n, 1n << 127n]);
    const children = shards([0n, 1n << 126n]).map((child, i) => ({ ...child, id: `child-${i}`, index: 2 + i, state: 'opening' as const }));
    const spread = spreadOver([{ ...parent, state: 'closing' as const }, other, ...children], fieldKeys(['FR', 'US', 'IT'], [1, 1, 1]));
    expect(spread.map(({ shardId, keys }) => [shardId, keys])).toEqual([
      ['child-0', 1],
      ['child-1', 1],
      ['shard-1', 1],
    ]);
  });

  test('what a shard would take is measured against the limit it comes closest to', () => {
    const [shard] = spreadOver(shards([0n]), fieldKeys(['FR'], [7]));
    const busy = { ...shard, write: { ...shard.write, records: 640, bytes: 64_000 } };
    expect(loadOf(busy, 300, 120)).toEqual({ limitedBy: 'records', added: 300, now: 640, limit: 1_000, use: 0.94 });
    expect(loadOf(busy, 300, 4_000)).toMatchObject({ limitedBy: 'bytes', added: 1_200_000, now: 64_000 });
    expect(loadOf(busy, 300, 4_000).use).toBeCloseTo(1_264_000 / 1_048_576, 9);
  });

  test('every key lands where its MD5 says, whatever the cuts', () => {
    const hashKey = fc.bigInt({ min: 1n, max: (1n << 128n) - 1n });
    fc.assert(
      fc.property(
        fc.array(hashKey, { maxLength: 8 }),
        fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 20 }),
        (cuts, keys) => {
          const starts = [...new Set([0n, ...cuts])].sort((a, b) => (a < b ? -1 : 1));
          const expected = starts.map(() => 0);
          for (const key of keys) expected[starts.findLastIndex((start) => start <= BigInt(`0x${md5(key)}`))]++;
          const counts = keys.map(() => 1);
          expect(spreadOver(shards(starts), fieldKeys(keys, counts)).map((shard) => shard.keys)).toEqual(expected);
        },
      ),
    );
  });
});
