/** What Firehose bills for small records. */
import { firehoseBilledBytes, FIREHOSE_PRICE_NOTE } from '../../engine/formulas.ts';
import { defineDeliveryRun } from './define-delivery-run.ts';
import { figure, KIB } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { AS_OF, FIREHOSE_PRICING } from './define-sources.ts';
import { defineQuestion } from './question.ts';

/** By Direct PUT a delivery stream in us-east-1 takes 5 MiB/s unless more is asked for: beyond that, less is billed than is sent. */
const DIRECT_PUT_BYTES = 4.5 * 1024 * KIB;
const HOUR = 3600;
const GB_BYTES = 1024 ** 3;
const gb = (perSecond: number, bytes: number): number => (perSecond * HOUR * bytes) / GB_BYTES;
const roundedTo = (bytes: number, step: number): number => Math.ceil(bytes / step) * step;

export const firehoseVolume = defineQuestion({
  id: 'firehose-volume',
  title: 'The volume that Firehose bills',
  topic: 'cost',
  level: 'core',
  exams: ['SAA-C03', 'DEA-C01', 'SAP-C02', 'SOA-C03'],
  asOf: AS_OF,
  sources: [FIREHOSE_PRICING],
  numbers: { perSecond: { from: 100, to: 1500, step: 50 }, sizeKiB: { from: 0.8, to: 8.8, step: 0.8 } },
  ask: ({ perSecond, sizeKiB }) =>
    `A delivery stream takes ${figure(perSecond)} records a second of ${figure(sizeKiB)} KiB each by Direct PUT. How many GB (2^30 B) are billed for an hour of ingestion?`,
  options: ({ perSecond, sizeKiB }) => {
    const bytes = sizeKiB * KIB;
    if (perSecond * bytes > DIRECT_PUT_BYTES) return null;
    const text = (volume: number): string => `${figure(volume)} GB`;
    const right = gb(perSecond, firehoseBilledBytes(bytes));
    const wrong = (recordBytes: number, misconception: string, reason: string) => {
      const value = gb(perSecond, recordBytes);
      return { value, text: text(value), misconception, reason };
    };
    return defineOptions(
      {
        value: right,
        text: text(right),
        reason: `Each record counts as ${figure(firehoseBilledBytes(bytes) / KIB)} KiB: steps of 5 KiB, begun ones in full.`,
      },
      [
        wrong(bytes, 'Bills the bytes as they are', 'Records are rounded up one by one before they are added.'),
        wrong(roundedTo(bytes, KIB), 'Rounds to 1 KiB', '1 KiB is the step of on-demand data streams.'),
        wrong(roundedTo(bytes, 25 * KIB), 'Rounds to 25 KiB', '25 KiB is the PUT payload unit of provisioned data streams.'),
        wrong(firehoseBilledBytes(bytes) * 2, 'Bills delivery as well', 'Ingestion is billed once; delivery to S3 is part of it.'),
        wrong(roundedTo(bytes, 64 * KIB), 'Rounds to 64 KiB', '64 KiB chunks are how SQS and SNS count.'),
      ],
    );
  },
  explain: ({ perSecond, sizeKiB }) => {
    const billed = firehoseBilledBytes(sizeKiB * KIB);
    return [
      `${figure(sizeKiB)} KiB are billed as ${figure(billed / KIB)} KiB.`,
      `${figure(perSecond)} × ${figure(HOUR)} s × ${figure(billed / KIB)} KiB = ${figure(gb(perSecond, billed))} GB, of which ${figure(gb(perSecond, sizeKiB * KIB))} GB are data.`,
      `Rounding as of ${FIREHOSE_PRICE_NOTE.asOf}. Records put together before they are sent, up to 5 KiB and more, waste less.`,
    ];
  },
  seeIt: ({ perSecond, sizeKiB }) => ({
    scenario: defineDeliveryRun({
      id: 'firehose-volume',
      recordsPerSecond: perSecond,
      recordBytes: Math.round(sizeKiB * KIB),
      sizeMiB: 128,
      intervalSeconds: 60,
    }),
    view: 'delivery',
    untilSeconds: 65,
    lookAt: 'The cost of the delivery stream: billed GB beside the bytes that really came.',
  }),
  teaches: { kind: 'lesson', id: 'firehose' },
});
