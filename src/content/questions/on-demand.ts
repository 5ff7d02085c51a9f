/** On demand or provisioned: what an hour costs. */
import { limitUse } from '../../engine/formulas/capacity.ts';
import { onDemandCost } from '../../engine/formulas/cost.ts';
import { provisionedCostPerHour } from '../../engine/formulas.ts';
import type { Numbers } from '../exercises/exercise.ts';
import { counted, figure, KIB, usd } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, pollers, writer } from './define-run.ts';
import { AS_OF, PRICING } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const onDemandOf = ({ perSecond, sizeKiB, readers }: Numbers) => onDemandCost(perSecond, sizeKiB * KIB, readers);
const provisionedOf = ({ perSecond, sizeKiB, shards }: Numbers) => provisionedCostPerHour(shards, perSecond, sizeKiB * KIB);
const hourly = (amount: number): string => `${usd(amount)} an hour`;

export const onDemandPrice = defineQuestion({
  id: 'on-demand-price',
  title: 'On demand or provisioned?',
  topic: 'cost',
  level: 'advanced',
  exams: ['SAA-C03', 'DEA-C01', 'SAP-C02'],
  asOf: AS_OF,
  sources: [PRICING],
  older: 'Older notes say that a stream does not scale by itself. In on-demand mode, since November 2021, it does.',
  numbers: {
    perSecond: { from: 200, to: 1500, step: 100 },
    sizeKiB: { from: 1, to: 5, step: 1 },
    readers: { from: 1, to: 3, step: 1 },
    shards: { from: 2, to: 8, step: 1 },
  },
  ask: (numbers) =>
    `A steady ${figure(numbers.perSecond)} records/s of ${figure(numbers.sizeKiB)} KiB go into a stream in us-east-1; ${counted(numbers.readers, 'application')} ${numbers.readers === 1 ? 'polls' : 'poll'} all of it. Provisioned with ${numbers.shards} shards it costs ${hourly(provisionedOf(numbers).usd)}. On demand (standard) a stream costs $0.04 an hour, a GB (2^30 B) $0.08 going in and $0.04 for each read. What does it cost on demand?`,
  options: (numbers) => {
    const { perSecond, sizeKiB, readers, shards } = numbers;
    const load = { recordsPerSecond: perSecond, recordBytes: sizeKiB * KIB, pollers: readers };
    const { writeRecords, writeBytes, readBytes } = limitUse(load, shards);
    // the two are comparable only where the shards are enough
    if (Math.max(writeRecords, writeBytes, readBytes) > 0.9) return null;
    const { usd: right, streamUsd, inUsd, outUsd } = onDemandOf(numbers);
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: hourly(value), misconception, reason });
    return defineOptions(
      {
        value: right,
        text: hourly(right),
        reason: `${usd(streamUsd)} for the hour, ${usd(inUsd)} for what goes in, ${usd(outUsd)} for what is read.`,
      },
      [
        wrong(right - outUsd, 'Forgets the readers', 'On demand, what is read is billed too, for each who reads it.'),
        wrong(right - streamUsd, 'Forgets the hour of the stream', 'The stream itself costs $0.04 an hour.'),
        wrong(
          right - streamUsd + streamUsd * shards,
          'Bills the hour for each shard',
          'Shards are not billed on demand; the $0.04 are for the stream.',
        ),
        wrong(provisionedOf(numbers).usd, 'Takes it to cost the same', 'Who pays by use pays more for a steady load.'),
        wrong(streamUsd + inUsd / 2 + outUsd / 2, 'Halves the volume', 'All that goes in is billed, and all that is read.'),
      ],
    );
  },
  explain: (numbers) => {
    const { usd: right, inGb, inUsd, outUsd } = onDemandOf(numbers);
    return [
      `${figure(numbers.perSecond)} × ${figure(numbers.sizeKiB)} KiB × 3,600 s = ${figure(inGb)} GB an hour: ${usd(inUsd)} going in.`,
      `Read by ${numbers.readers}: ${usd(outUsd)}. With the $0.04 for the stream: ${hourly(right)}, against ${hourly(provisionedOf(numbers).usd)} provisioned.`,
      'On demand is for loads that are unknown or change much. Each record is rounded up to 1 KiB there. Prices as of September 2026: look them up before you count on them.',
    ];
  },
  seeIt: (numbers) => ({
    scenario: defineRun({
      id: 'on-demand-price',
      summary: 'The same load on provisioned shards.',
      shards: numbers.shards,
      producers: [writer(numbers.perSecond, numbers.sizeKiB * KIB)],
      consumers: pollers(numbers.readers),
    }),
    view: 'stage',
    untilSeconds: 30,
    lookAt: 'How much of the shards the load really uses: provisioned, all of each shard is paid; on demand, each byte that passes.',
  }),
  teaches: { kind: 'exercise', id: 'launch-day' },
});
