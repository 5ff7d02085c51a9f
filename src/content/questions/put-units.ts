/** PUT payload units: of one record, and of a month. */
import { putUnits, putUnitsOf, putUnitsUsd } from '../../engine/formulas/cost.ts';
import { counted, figure, KIB, usd } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, poller, writer } from './define-run.ts';
import { AS_OF, PRICING } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const units = (count: number): string => counted(count, 'unit');

export const putUnitsRecord = defineQuestion({
  id: 'put-units-record',
  title: 'PUT payload units of one record',
  topic: 'cost',
  level: 'intro',
  exams: ['DVA-C02', 'DVA-C03', 'SAA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [PRICING],
  numbers: { sizeKiB: { from: 26, to: 1024, step: 1 } },
  ask: ({ sizeKiB }) =>
    `A producer puts one record of ${figure(sizeKiB)} KiB into a provisioned stream. How many PUT payload units are billed?`,
  options: ({ sizeKiB }) => {
    const right = putUnitsOf(sizeKiB * KIB);
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: units(value), misconception, reason });
    return defineOptions({ value: right, text: units(right), reason: `${figure(sizeKiB)} KiB ÷ 25 KiB, a begun unit in full.` }, [
      wrong(Math.floor(sizeKiB / 25), 'Rounds down', `${figure(sizeKiB / 25)} units: a begun one is billed in full.`),
      wrong(
        sizeKiB,
        'Counts 1 KiB units',
        `${figure(sizeKiB)} ÷ 1 KiB: such steps are those of on-demand ingestion, and of DynamoDB writes.`,
      ),
      wrong(Math.ceil(sizeKiB / 4), 'Counts 4 KiB units', `${figure(sizeKiB)} ÷ 4 KiB: that is DynamoDB’s unit of reading.`),
      wrong(Math.ceil(sizeKiB / 5), 'Counts 5 KiB units', `${figure(sizeKiB)} ÷ 5 KiB: such steps are those of Firehose.`),
      wrong(Math.ceil(sizeKiB / 64), 'Counts 64 KiB units', `${figure(sizeKiB)} ÷ 64 KiB: such chunks are how SQS and SNS count requests.`),
    ]);
  },
  explain: ({ sizeKiB }) => [
    `A unit is 25 KiB of one record: ${figure(sizeKiB)} ÷ 25 = ${figure(sizeKiB / 25)}, rounded up to ${units(putUnitsOf(sizeKiB * KIB))}.`,
    'Each record is rounded by itself. A record of a few bytes is a whole unit too.',
  ],
  seeIt: ({ sizeKiB }) => ({
    scenario: defineRun({
      id: 'put-units-record',
      summary: 'Such a record every two seconds.',
      producers: [writer(0.5, sizeKiB * KIB, { calls: { api: 'PutRecord' } })],
      consumers: [poller('reader')],
    }),
    view: 'stage',
    untilSeconds: 20,
    lookAt: `One record at a time goes by, of ${figure(sizeKiB)} KiB: each is ${units(putUnitsOf(sizeKiB * KIB))} on the bill.`,
  }),
  teaches: { kind: 'lesson', id: 'write-limits' },
});

const DAYS = 30;
const SECONDS = DAYS * 86_400;
const CALL_RECORDS = 100;

const billed = (count: number): string => `${figure(count / 1e9, count < 1e8 ? 3 : 2)} billion units, ${usd(putUnitsUsd(count))}`;

export const putUnitsMonth = defineQuestion({
  id: 'put-units-month',
  title: 'A month of PUT payload units',
  topic: 'cost',
  level: 'core',
  exams: ['SAA-C03', 'DEA-C01', 'SAP-C02'],
  asOf: AS_OF,
  sources: [PRICING],
  numbers: { perSecond: { from: 1000, to: 5000, step: 500 }, sizeKiB: { from: 0.9, to: 32.9, step: 8 } },
  ask: ({ perSecond, sizeKiB }) =>
    `${figure(perSecond)} records a second of ${figure(sizeKiB)} KiB each go into a provisioned stream in us-east-1, ${CALL_RECORDS} in a PutRecords call, for ${DAYS} days. A million PUT payload units cost $0.014. What is billed for them?`,
  options: ({ perSecond, sizeKiB }) => {
    const { units: right } = putUnits(perSecond, sizeKiB * KIB, SECONDS);
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: billed(value), misconception, reason });
    return defineOptions(
      {
        value: right,
        text: billed(right),
        reason: `Each record is ${units(putUnitsOf(sizeKiB * KIB))}; ${figure(perSecond)} records/s × ${figure(SECONDS)} s.`,
      },
      [
        wrong(
          (perSecond * SECONDS * sizeKiB) / 25,
          'Adds bytes up before rounding',
          'Each record is rounded up by itself, to whole steps of 25 KiB; two never share a unit.',
        ),
        wrong(
          (perSecond * SECONDS) / CALL_RECORDS,
          'Counts calls',
          'A call is free; its records are counted, however they are put together.',
        ),
        wrong(right * 2, 'Bills reading as well', 'Polling is not billed beside the shards’ hours.'),
        wrong(perSecond * SECONDS * Math.ceil(sizeKiB), 'Counts 1 KiB units', '1 KiB is the step of on-demand streams.'),
      ],
    );
  },
  explain: ({ perSecond, sizeKiB }) => {
    const { units: right, usd: price } = putUnits(perSecond, sizeKiB * KIB, SECONDS);
    return [
      `A record of ${figure(sizeKiB)} KiB is ${units(putUnitsOf(sizeKiB * KIB))}, as a begun unit of 25 KiB counts in full.`,
      `${figure(perSecond)} records/s × ${figure(SECONDS)} s × ${units(putUnitsOf(sizeKiB * KIB))} = ${figure(right / 1e9)} billion units.`,
      `× $0.014 a million = ${usd(price)}. The shards’ hours come on top. Records that are packed before they are put share units.`,
    ];
  },
  seeIt: ({ perSecond, sizeKiB }) => ({
    scenario: defineRun({
      id: 'put-units-month',
      summary: 'A minute of that month.',
      shards: Math.ceil(Math.max(perSecond / 1000, (perSecond * sizeKiB) / KIB) * 1.1),
      producers: [writer(perSecond, sizeKiB * KIB)],
    }),
    view: 'stage',
    untilSeconds: 30,
    lookAt: 'The records that are accepted in a second: each of them is a unit, however many a call carries.',
  }),
  teaches: { kind: 'exercise', id: 'tiny-records' },
});
