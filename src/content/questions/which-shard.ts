/** Where a partition key goes. */
import { shardOf } from '../../engine/formulas/capacity.ts';
import { hashKeyOf, toHex } from '../../engine/kinesis/hash-key.ts';
import type { Numbers } from '../exercises/exercise.ts';
import { figure } from './define-figures.ts';
import { defineRun, poller, writer } from './define-run.ts';
import { AS_OF, CONCEPTS } from './define-sources.ts';
import { defineQuestion, type Option } from './question.ts';

const keyOf = ({ letter }: Numbers): string => `tenant-${String.fromCharCode(65 + letter)}`;
const shardsOf = ({ halvings }: Numbers): number => 2 ** halvings;
const hexOf = (numbers: Numbers): string => toHex(hashKeyOf(keyOf(numbers)));
const placeOf = (numbers: Numbers): number => shardOf(keyOf(numbers), shardsOf(numbers));

/** Shards are places, not sizes: any two different ones will do. */
export const whichShard = defineQuestion({
  id: 'which-shard',
  title: 'Which shard takes the key?',
  topic: 'keys',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [CONCEPTS],
  older:
    'Older notes say that the key always decides. Since September 2026 an on-demand stream can leave that to Kinesis (RecordDistributionStrategy AUTO).',
  numbers: { letter: { from: 0, to: 25, step: 1 }, halvings: { from: 2, to: 4, step: 1 } },
  ask: (numbers) =>
    `A new stream has ${shardsOf(numbers)} equal shards, numbered from 0 in the order of their hash key ranges. The partition key “${keyOf(numbers)}” has the MD5 ${hexOf(numbers)} (hexadecimal). Which shard takes its records?`,
  options: (numbers) => {
    const shards = shardsOf(numbers);
    const right = placeOf(numbers);
    const wrong: [number, string, string][] = [
      [
        Number(hashKeyOf(keyOf(numbers)) % BigInt(shards)),
        'Takes the hash modulo the shards',
        `That is what the last digit, ${hexOf(numbers).at(-1)}, would give. Each shard owns one range of the hash keys, so the first digits decide.`,
      ],
      [
        Math.floor((numbers.letter / 26) * shards),
        'Sorts keys by the alphabet',
        `Letter ${numbers.letter + 1} of 26 would lie there. Ranges are of the hash, where neighbours in the alphabet lie far apart.`,
      ],
      [0, 'Goes round the shards in turn', 'A key always goes to the same shard, whatever came before.'],
      [
        numbers.letter % shards,
        'Numbers the keys',
        `Letter ${numbers.letter}, counted from 0, modulo ${shards}. Keys have no number but their MD5.`,
      ],
      [shards - 1, 'Takes the newest shard', 'All open shards take records, each of its own range.'],
      [shards / 2, 'Takes the middle', 'The hash decides.'],
    ];
    const shown = wrong.filter(([place], i) => place !== right && wrong.findIndex(([other]) => other === place) === i).slice(0, 3);
    if (shown.length < 3) return null;
    const text = (place: number): string => `shard ${place} of ${shards}`;
    return [
      {
        text: text(right),
        isRight: true,
        misconception: null,
        reason: `${hexOf(numbers).slice(0, 2)}… is ${parseInt(hexOf(numbers).slice(0, 2), 16)} of 256, and a shard owns ${figure(256 / shards)} of them.`,
      },
      ...shown.map(([place, misconception, reason]): Option => ({ text: text(place), isRight: false, misconception, reason })),
    ];
  },
  explain: (numbers) => {
    const first = parseInt(hexOf(numbers).slice(0, 2), 16);
    return [
      `Hash keys go from 0 to 2^128 − 1. Each of ${shardsOf(numbers)} shards owns ${figure(256 / shardsOf(numbers))} of the 256 values that the first two hexadecimal digits can have.`,
      `${hexOf(numbers).slice(0, 2)} is ${first}: ${first} ÷ ${figure(256 / shardsOf(numbers))}, rounded down, is shard ${placeOf(numbers)}.`,
    ];
  },
  seeIt: (numbers) => ({
    scenario: defineRun({
      id: 'which-shard',
      summary: 'One producer sends records of this one key.',
      shards: shardsOf(numbers),
      producers: [
        writer(20, 200, {
          source: {
            kind: 'synthetic',
            size: { kind: 'fixed', bytes: 200 },
            keys: { kind: 'one', prefix: 'tenant-', names: [keyOf(numbers)] },
          },
        }),
      ],
      consumers: [poller('reader')],
    }),
    view: 'stage',
    untilSeconds: 10,
    lookAt: 'All records go to one shard. Its number is the answer.',
  }),
  teaches: { kind: 'lesson', id: 'partition-keys' },
});
