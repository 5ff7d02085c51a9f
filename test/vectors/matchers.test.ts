/** The matchers themselves: each can say no. */
import { expect, test } from 'vitest';
import { encodeSequenceNumber } from '../../src/engine/index.ts';
import { mismatches } from '../support/matchers.ts';

const START = 1_795_150_800_000;
const number = encodeSequenceNumber({ shardCreatedSeconds: START / 1000, shardIndex: 2, counter: 7n, seconds: START / 1000 + 5 });

const CASES: [wanted: unknown, fits: unknown, doesNot: unknown][] = [
  ['text', 'text', 'other'],
  [0, 0, undefined],
  ['$any', '', null],
  ['$absent', undefined, 0],
  [['a', '$any'], ['a', 1], ['a']],
  [{ a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 }, { a: {} }],
  [{ $re: '^a+$' }, 'aa', 'ab'],
  [{ $num: [1, 2] }, 2, 2.1],
  [{ $len: 1 }, ['x'], []],
  [{ $dataBytes: 3 }, [{ Data: 'YWJj' }], [{ Data: 'YWI=' }]],
  [{ $set: ['a', 'b'] }, ['b', 'a'], ['a']],
  [{ $gt: '10' }, '11', '9'],
  [{ $seq: { shard: 2, ix: 'mid', tOffsetMs: [4000, 6000] } }, number, number.replace(/^4/, '5')],
  [{ $seq: { ix: 'zero' } }, encodeSequenceNumber({ shardCreatedSeconds: 1, shardIndex: 0, counter: 0n, seconds: 1 }), number],
  [{ $seq: { shard: 1 } }, encodeSequenceNumber({ shardCreatedSeconds: 1, shardIndex: 1, counter: 1n, seconds: 1 }), number],
  [{ $seq: { tOffsetMs: [5000, 5000] } }, number, encodeSequenceNumber({ shardCreatedSeconds: 1, shardIndex: 1, counter: 1n, seconds: 1 })],
  [
    { $datapoints: [{ Timestamp: 60, Sum: 2, SampleCount: 1, Minimum: 2, Maximum: 2, Average: 2 }] },
    [{ Timestamp: 60, Sum: 2, SampleCount: 1, Minimum: 2, Maximum: 2, Average: 2 }],
    [{ Timestamp: 120, Sum: 2 }],
  ],
];

test.each(CASES)('%j', (wanted, fits, doesNot) => {
  expect(mismatches(wanted, fits, { startMs: START })).toEqual([]);
  expect(mismatches(wanted, doesNot, { startMs: START })).not.toEqual([]);
});

test('a matcher that nobody knows fits nothing', () => {
  expect(mismatches({ $new: 1 }, 1, { startMs: START })).toEqual(['body has no matcher $new']);
});
