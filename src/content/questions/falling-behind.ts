/** A consumer that is slower than its stream: how fast it falls behind, and when records are lost. */
import { ageGrowth, timeUntilLoss } from '../../engine/formulas/duration.ts';
import type { Numbers } from '../exercises/exercise.ts';
import { figure, KIB } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, poller, writer } from './define-run.ts';
import { AS_OF, MONITORING, RETENTION } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const RECORD_BYTES = 8 * KIB;
const PER_MIB = 1024 / 8;

const outOf = ({ inMiB, percent }: Numbers): number => (inMiB * percent) / 100;
/** In full: who computes with what is printed must come to the answer. */
const exact = (mibPerSecond: number): string => figure(mibPerSecond, 3);

/** A poller whose processing lets through the given rate, on shards that could take more. */
function slowReader(id: string, numbers: Numbers, retentionHours: number) {
  const shards = Math.ceil(numbers.inMiB * 1.25);
  const recordsPerShard = (outOf(numbers) * PER_MIB) / shards;
  return defineRun({
    id,
    summary: 'One consumer that works more slowly than records come.',
    shards,
    retentionHours,
    producers: [writer(numbers.inMiB * PER_MIB, RECORD_BYTES)],
    consumers: [poller('archive', { processingUsPerRecord: Math.round(1_000_000 / recordsPerShard) })],
  });
}

const minutes = (perSecond: number): string => `${figure(perSecond * 60, 1)} min in each hour`;

export const iteratorAgeGrowth = defineQuestion({
  id: 'iterator-age-growth',
  title: 'How fast does the age grow?',
  topic: 'reading',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [MONITORING],
  numbers: { inMiB: { from: 2, to: 5, step: 0.5 }, percent: { from: 60, to: 90, step: 5 } },
  ask: (numbers) =>
    `Producers write ${figure(numbers.inMiB)} MiB/s steadily, and a consumer reads ${exact(outOf(numbers))} MiB/s of it. By how much does its iterator age (GetRecords.IteratorAgeMilliseconds: how old the last record is that it read) grow?`,
  options: (numbers) => {
    const [input, output] = [numbers.inMiB, outOf(numbers)];
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: minutes(value), misconception, reason });
    const right = ageGrowth(input, output);
    return defineOptions(
      {
        value: right,
        text: minutes(right),
        reason: `Of each second of input it reads ${figure(output / input)} s; ${figure(right)} s are left.`,
      },
      [
        wrong(
          output / input,
          'Takes what is read for what is left',
          'That share of each second is read; the rest is what the age grows by.',
        ),
        // more than an hour in each hour could not be: nobody would pick it
        wrong(
          input - output < 1 ? input - output : NaN,
          'Reads MiB/s as seconds',
          `${exact(input - output)} MiB/s is how the backlog grows in bytes, not in time.`,
        ),
        wrong(
          input / output - 1,
          'Divides by the reader’s rate',
          'The backlog’s age is counted in time of the writers: divide by what comes in.',
        ),
        wrong(
          right / 2,
          'Takes the mean of the backlog',
          'The metric is the age of the record that was read last; what waits behind it does not count.',
        ),
        wrong(1, 'Lets it grow as the clock does', 'So it is for a consumer that stands still.'),
      ],
    );
  },
  explain: (numbers) => {
    const growth = ageGrowth(numbers.inMiB, outOf(numbers));
    return [
      `In one second it reads ${exact(outOf(numbers))} ÷ ${figure(numbers.inMiB)} = ${figure(1 - growth)} s of what was written.`,
      `The age grows by 1 − ${figure(1 - growth)} = ${figure(growth)} s a second: ${minutes(growth)}.`,
    ];
  },
  seeIt: (numbers) => ({
    scenario: slowReader('iterator-age-growth', numbers, 24),
    view: 'stage',
    untilSeconds: 120,
    lookAt: 'How far behind the consumer is, twice and a minute apart: the difference is the share of the question.',
  }),
  teaches: { kind: 'exercise', id: 'retention' },
});

const hours = (count: number): string => `in ${figure(count, 1)} h`;

export const untilLoss = defineQuestion({
  id: 'time-until-loss',
  title: 'When are records lost?',
  topic: 'reading',
  level: 'advanced',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01', 'SAP-C02'],
  asOf: AS_OF,
  sources: [RETENTION, MONITORING],
  numbers: {
    ageHours: { from: 4, to: 20, step: 2 },
    inMiB: { from: 2, to: 5, step: 0.5 },
    percent: { from: 60, to: 90, step: 5 },
    retentionHours: { from: 24, to: 48, step: 24 },
  },
  ask: (numbers) =>
    `Retention is ${numbers.retentionHours} h. A consumer’s oldest unread record is ${numbers.ageHours} h old. Producers write ${figure(numbers.inMiB)} MiB/s, the consumer reads ${exact(outOf(numbers))} MiB/s, and nothing changes. When do records begin to expire unread?`,
  options: (numbers) => {
    const { ageHours, inMiB, retentionHours } = numbers;
    const growth = ageGrowth(inMiB, outOf(numbers));
    const left = retentionHours - ageHours;
    const right = timeUntilLoss(ageHours, retentionHours, inMiB, outOf(numbers));
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: hours(value), misconception, reason });
    return defineOptions(
      { value: right, text: hours(right), reason: `${left} h are left, and the age grows by ${figure(growth)} h in an hour.` },
      [
        wrong(left, 'Lets the age grow as the clock does', 'The consumer reads on, so the age grows more slowly than the clock goes.'),
        wrong(left / (1 - growth), 'Takes what is read for what is left', 'That is the share that is read; the age grows by the rest.'),
        wrong(retentionHours / growth, 'Forgets how old it is already', `${ageHours} h of the ${retentionHours} h are used up.`),
        wrong(
          left / (inMiB - outOf(numbers)),
          'Reads MiB/s as hours',
          'Divide by the growth of the age, not by the growth of the backlog in bytes.',
        ),
      ],
    );
  },
  explain: (numbers) => {
    const { ageHours, inMiB, retentionHours } = numbers;
    const growth = ageGrowth(inMiB, outOf(numbers));
    return [
      `The age grows by 1 − ${exact(outOf(numbers))} ÷ ${figure(inMiB)} = ${figure(growth)} h in an hour.`,
      `${retentionHours} h − ${ageHours} h = ${retentionHours - ageHours} h are left: ÷ ${figure(growth)} = ${figure(timeUntilLoss(ageHours, retentionHours, inMiB, outOf(numbers)), 1)} h. Longer retention gains time; only a faster consumer cures it.`,
    ];
  },
  seeIt: (numbers) => ({
    scenario: slowReader('time-until-loss', numbers, numbers.retentionHours),
    view: 'stage',
    untilSeconds: 300,
    lookAt:
      'The first five minutes of it: the age of the oldest unread record grows as steadily as the question says, towards the retention.',
  }),
  teaches: { kind: 'exercise', id: 'retention' },
});
