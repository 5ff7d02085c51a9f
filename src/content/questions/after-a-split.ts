/** Where the records of a key go after its shard was split, and where those lie that came before. */
import { hashKeyOf, initialRanges, middleOf, toHex } from '../../engine/kinesis/hash-key.ts';
import { shardOf } from '../../engine/formulas/capacity.ts';
import type { Numbers } from '../exercises/exercise.ts';
import { defineRun, poller, writer } from './define-run.ts';
import { AFTER_RESHARDING, AS_OF, CONCEPTS } from './define-sources.ts';
import { defineQuestion, type Option } from './question.ts';

const keyOf = ({ letter }: Numbers): string => `tenant-${String.fromCharCode(65 + letter)}`;
const shardsOf = ({ halvings }: Numbers): number => 2 ** halvings;
/** Equal ranges of so few shards, and their halves, are told apart by two digits. */
const firstDigits = (hashKey: bigint): string => `${toHex(hashKey).slice(0, 2)}…`;

/** The children get the next free numbers, the one of the lower half first. */
function splitOf(numbers: Numbers) {
  const shards = shardsOf(numbers);
  const hash = hashKeyOf(keyOf(numbers));
  const parent = shardOf(keyOf(numbers), shards);
  const { start, end } = initialRanges(shards)[parent];
  const middle = middleOf(start, end);
  const isUpper = hash >= middle;
  return { shards, hash, parent, start, end, middle, isUpper, child: isUpper ? shards + 1 : shards };
}

const staying = (to: number, parent: number): string => `to shard ${to}; the earlier ones stay on shard ${parent}`;
const moving = (to: number): string => `to shard ${to}; the earlier ones move there too`;

const MOVES = 'Moves what is stored';
const STAYS = 'A split moves nothing: what is stored is read from the closed parent, until it expires.';

/** Each of two shards with each of two fates of the earlier records: no part of the answer is known by how often it stands there. */
function optionsOf(numbers: Numbers): readonly Option[] {
  const { shards, hash, parent, middle, isUpper, child } = splitOf(numbers);
  const isCounted = numbers.trap === 1 && parent + 1 < shards;
  const other = isCounted ? parent + 1 : isUpper ? shards : shards + 1;
  const mistake = isCounted ? 'Numbers the children after their parent' : 'Takes the other half';
  const why = isCounted
    ? `Shard ${other} owns the next range, as before; the children are ${shards} and ${shards + 1}.`
    : `The middle is ${firstDigits(middle)}, and ${firstDigits(hash)} is ${isUpper ? 'not ' : ''}below it.`;
  return [
    {
      text: staying(child, parent),
      isRight: true,
      misconception: null,
      reason: `${firstDigits(hash)} lies in the ${isUpper ? 'upper' : 'lower'} half. ${STAYS}`,
    },
    { text: moving(child), isRight: false, misconception: MOVES, reason: `The shard is right. ${STAYS}` },
    { text: staying(other, parent), isRight: false, misconception: mistake, reason: why },
    { text: moving(other), isRight: false, misconception: `${mistake}, and moves what is stored`, reason: `${why} ${STAYS}` },
  ];
}

export const afterASplit = defineQuestion({
  id: 'after-a-split',
  title: 'Where do records go after a split?',
  topic: 'resharding',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [AFTER_RESHARDING, CONCEPTS],
  numbers: { letter: { from: 0, to: 25, step: 1 }, halvings: { from: 1, to: 4, step: 1 }, trap: { from: 0, to: 1, step: 1 } },
  ask: (numbers) => {
    const { shards, hash, parent, start, end } = splitOf(numbers);
    return `A new stream has ${shards} equal shards, numbered from 0 to ${shards - 1}. Shard ${parent} owns the hash keys from ${firstDigits(start)} to ${firstDigits(end)} (hexadecimal), and takes the records of the partition key “${keyOf(numbers)}”, whose MD5 is ${toHex(hash)}. Shard ${parent} is split in the middle of its range. Where do this key’s next records go, and where are the earlier ones?`;
  },
  options: optionsOf,
  explain: (numbers) => {
    const { shards, hash, parent, middle, isUpper, child } = splitOf(numbers);
    return [
      `The split closes shard ${parent} and opens two with the next free numbers: ${shards} for the lower half of its range, ${shards + 1} for the upper one.`,
      `The upper half begins at ${firstDigits(middle)}, and ${firstDigits(hash)} is ${isUpper ? 'not ' : ''}below that: shard ${child}.`,
      `Nothing is moved. The key’s earlier records stay on shard ${parent}, which can be read until they expire; a consumer that needs them in order reads it to its end first.`,
    ];
  },
  seeIt: (numbers) => {
    const { shards, parent, child } = splitOf(numbers);
    return {
      scenario: defineRun({
        id: 'after-a-split',
        summary: 'One producer sends records of this one key.',
        shards,
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
      lookAt: `Split shard ${parent} in the middle: the records then go to shard ${child}, and shard ${parent} keeps what it has.`,
    };
  },
  teaches: { kind: 'lesson', id: 'resharding' },
});
