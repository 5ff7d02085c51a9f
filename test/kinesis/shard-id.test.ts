import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseShardId, shardIdOf } from '../../src/engine/kinesis/shard-id.ts';

test('an index has twelve digits and comes back', () => {
  expect(shardIdOf(7)).toBe('shardId-000000000007');
  fc.assert(
    fc.property(fc.nat(2_147_483_647), (index) => {
      expect(parseShardId(shardIdOf(index))).toBe(index);
    }),
  );
});

test.each([
  ['shardId-0', 0],
  ['x-5', 5],
  ['a-b-12', 12],
  ['-00002147483647', 2_147_483_647],
  ['5', 5],
])('%s resolves to %i', (text, index) => expect(parseShardId(text)).toBe(index));

test.each(['', 'shardId', 'shardId-', 'shardId-x', 'shardId-002147483648', '2.14E4', 'shardId-1x'])('%j resolves to nothing', (text) => {
  expect(parseShardId(text)).toBeNull();
});
