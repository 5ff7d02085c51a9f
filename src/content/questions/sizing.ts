/** How many shards a workload needs. */
import { limitUse, shardsFor } from '../../engine/formulas/capacity.ts';
import type { Numbers } from '../exercises/exercise.ts';
import { counted, figure, KIB } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, pollers, writer } from './define-run.ts';
import { AS_OF, LIMITS } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const loadOf = ({ perSecond, sizeKiB, readers }: Numbers) => ({
  recordsPerSecond: perSecond,
  recordBytes: sizeKiB * KIB,
  pollers: readers,
});
const shardCount = (count: number): string => counted(count, 'shard');

export const shardsForWorkload = defineQuestion({
  id: 'shards-for-workload',
  title: 'Shards for a workload',
  topic: 'streams',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'SAA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [LIMITS],
  numbers: {
    perSecond: { from: 1200, to: 4000, step: 100 },
    sizeKiB: { from: 0.5, to: 2.5, step: 0.5 },
    readers: { from: 1, to: 4, step: 1 },
  },
  ask: ({ perSecond, sizeKiB, readers }) =>
    `Producers send ${figure(perSecond)} records a second of ${figure(sizeKiB)} KiB each, key included, evenly over many partition keys. ${counted(readers, 'application')} ${readers === 1 ? 'polls' : 'poll'} every record, without enhanced fan-out. How many shards does the stream need at least?`,
  options: (numbers) => {
    const { perSecond, sizeKiB, readers } = numbers;
    const { shards, writeRecords, writeBytes, readBytes } = shardsFor(loadOf(numbers));
    // too near to a whole number of shards, and the smallest unevenness decides
    if (limitUse(loadOf(numbers), shards).writeRecords > 0.97 || Math.max(writeBytes, readBytes) / shards > 0.97) return null;
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: shardCount(value), misconception, reason });
    const sum = Math.ceil(writeRecords + writeBytes + readBytes);
    const mixed = Math.ceil(Math.max(writeRecords, 2 * readBytes));
    return defineOptions(
      {
        value: shards,
        text: shardCount(shards),
        reason: `The largest of ${figure(writeRecords)} (records), ${figure(writeBytes)} (bytes written) and ${figure(readBytes)} (bytes read), rounded up.`,
      },
      [
        wrong(
          Math.ceil(writeRecords),
          'Counts records only',
          `${figure(perSecond)} ÷ 1,000 is ${figure(writeRecords)}: bytes are left out.`,
        ),
        wrong(
          Math.ceil(Math.max(writeRecords, writeBytes)),
          'Leaves the readers out',
          `Enough for writing, but ${readers} readers take ${figure((readers * perSecond * sizeKiB) / KIB)} MiB/s, and a shard gives 2 MiB/s.`,
        ),
        wrong(sum, 'Adds the limits up', 'The limits hold at the same time. The tightest of them decides; they are not added.'),
        wrong(mixed, 'Uses the write limit for reads', 'Reading has 2 MiB/s a shard, twice the 1 MiB/s of writing.'),
        wrong(
          Math.floor(Math.max(writeRecords, writeBytes, readBytes)),
          'Rounds down',
          'Part of a shard cannot be had: the rest would be throttled.',
        ),
        wrong(shards * readers, 'Gives each reader shards of its own', 'Readers share the shards; only their bytes count.'),
        wrong(shards * 2, 'Doubles to be safe', 'Room to grow may be wise, but is not what the stream needs at least.'),
      ],
    );
  },
  explain: (numbers) => {
    const { perSecond, sizeKiB, readers } = numbers;
    const { shards, writeRecords, writeBytes, readBytes } = shardsFor(loadOf(numbers));
    return [
      `Records: ${figure(perSecond)} records/s ÷ 1,000 records/s a shard = ${figure(writeRecords)}.`,
      `Bytes written: ${figure(perSecond)} × ${figure(sizeKiB)} KiB ÷ 1,024 KiB/s a shard = ${figure(writeBytes)}.`,
      `Bytes read: the same × ${readers} ÷ 2,048 KiB/s a shard = ${figure(readBytes)}.`,
      `The largest of the three, rounded up: ${shardCount(shards)}. Leave room above that for keys that do not fall evenly, and for peaks.`,
    ];
  },
  seeIt: (numbers) => ({
    scenario: defineRun({
      id: 'shards-for-workload',
      summary: 'The load of the question on just as many shards as it needs.',
      shards: shardsFor(loadOf(numbers)).shards,
      producers: [writer(numbers.perSecond, numbers.sizeKiB * KIB)],
      consumers: pollers(numbers.readers),
    }),
    view: 'stage',
    untilSeconds: 60,
    lookAt: 'No shard stays at its limit. Take one shard away with UpdateShardCount, and the limit that decided is the one that refuses.',
  }),
  teaches: { kind: 'lesson', id: 'streams-and-shards' },
});
