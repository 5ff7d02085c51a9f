/** How much of a stream one partition key may be. */
import { hotKeyShare } from '../../engine/formulas/capacity.ts';
import type { Numbers } from '../exercises/exercise.ts';
import { figure, KIB } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, poller, writer } from './define-run.ts';
import { AS_OF, CONCEPTS, LIMITS } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const bytesOf = ({ sizeKiB }: Numbers): number => sizeKiB * KIB;
const percent = (share: number): string => `${figure(share * 100, 1)} %`;

export const hotKeyLimit = defineQuestion({
  id: 'hot-key-limit',
  title: 'How hot may a key be?',
  topic: 'keys',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01', 'SAP-C02'],
  asOf: AS_OF,
  sources: [CONCEPTS, LIMITS],
  numbers: {
    perSecond: { from: 3000, to: 9000, step: 500 },
    sizeKiB: { from: 0.5, to: 2, step: 0.5 },
    shards: { from: 6, to: 24, step: 1 },
  },
  ask: (numbers) =>
    `${figure(numbers.perSecond)} records a second of ${figure(numbers.sizeKiB)} KiB each, key included, go into ${numbers.shards} shards. How large a share of them may have the same partition key before that key alone is more than its shard takes?`,
  options: (numbers) => {
    const { perSecond, sizeKiB, shards } = numbers;
    const right = hotKeyShare(perSecond, bytesOf(numbers));
    const bound = Math.min(1000, KIB / sizeKiB);
    // the stream as a whole must have room, else the question is another one
    if (perSecond > shards * bound * 0.8) return null;
    const wrong = (value: number, misconception: string, reason: string) => ({
      value: value < 1 ? value : NaN,
      text: percent(value),
      misconception,
      reason,
    });
    return defineOptions(
      { value: right, text: percent(right), reason: `One shard takes ${figure(bound, 0)} such records a second: ÷ ${figure(perSecond)}.` },
      [
        wrong(1 / shards, 'Takes the even share', 'More than the even share is uneven, but not yet too much for a shard.'),
        wrong(1000 / perSecond, 'Counts records only', `1,000 records of ${figure(sizeKiB)} KiB are more than 1 MiB/s.`),
        wrong(KIB / sizeKiB / perSecond, 'Counts bytes only', 'A shard takes 1,000 records/s at most, however small they are.'),
        wrong(right * 2, 'Uses the read limit for writes', '2 MiB/s is what a shard gives; it takes 1 MiB/s.'),
        wrong(1 - 1 / shards, 'Leaves the other shards one share', 'Other shards cannot help: one key has one hash.'),
        wrong(right / 2, 'Keeps half in reserve', 'Room to spare is wise, but is not the limit.'),
      ],
    );
  },
  explain: (numbers) => {
    const { perSecond, sizeKiB } = numbers;
    return [
      `A shard takes 1,000 records/s and 1,024 KiB/s: with ${figure(sizeKiB)} KiB each, ${figure(Math.min(1000, KIB / sizeKiB), 0)} records/s.`,
      `÷ ${figure(perSecond)} records/s = ${percent(hotKeyShare(perSecond, bytesOf(numbers)))}. More shards do not change it; other keys on the same shard make it less.`,
    ];
  },
  seeIt: (numbers) => {
    const { perSecond, shards } = numbers;
    const share = Math.min(1, hotKeyShare(perSecond, bytesOf(numbers)) * 1.15);
    return {
      scenario: defineRun({
        id: 'hot-key-limit',
        summary: 'One key has a little more than the share that a shard can take.',
        shards,
        producers: [
          writer(perSecond, bytesOf(numbers), {
            source: {
              kind: 'synthetic',
              size: { kind: 'fixed', bytes: Math.round(bytesOf(numbers)) - 9 },
              keys: { kind: 'hot', keys: 50_000, share, prefix: 'key-' },
            },
          }),
        ],
        consumers: [poller('reader')],
      }),
      view: 'stage',
      untilSeconds: 40,
      lookAt: `The hot key has ${percent(share)}: one shard refuses records, and all others have room.`,
    };
  },
  teaches: { kind: 'exercise', id: 'hot-key' },
});
