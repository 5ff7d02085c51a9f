/** How many objects Firehose makes of a day. */
import { objectsPerDay } from '../../engine/formulas/duration.ts';
import { defineDeliveryRun } from './define-delivery-run.ts';
import { counted, figure, KIB, MIB } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { AS_OF, BUFFERING } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const RECORD_BYTES = 2 * KIB;
const DAY = 86_400;
const objects = (count: number, bytes: number): string => `${counted(Math.round(count), 'object')} of ${figure(bytes / MIB, 1)} MiB`;

export const firehoseObjects = defineQuestion({
  id: 'firehose-objects',
  title: 'Objects in a day',
  topic: 'firehose',
  level: 'core',
  exams: ['SAA-C03', 'DEA-C01', 'SOA-C03'],
  asOf: AS_OF,
  sources: [BUFFERING],
  numbers: {
    rateKiB: { from: 50, to: 400, step: 25 },
    sizeMiB: { from: 64, to: 128, step: 32 },
    intervalSeconds: { from: 60, to: 900, step: 60 },
  },
  ask: ({ rateKiB, sizeMiB, intervalSeconds }) =>
    `${figure(rateKiB)} KiB/s are put steadily into a delivery stream to S3 with hints of ${sizeMiB} MiB and ${intervalSeconds} s, without compression. About how many objects does a day make, and how large are they?`,
  options: ({ rateKiB, sizeMiB, intervalSeconds }) => {
    const rate = rateKiB * KIB;
    const fullAfter = (sizeMiB * MIB) / rate;
    if (Math.abs(fullAfter - intervalSeconds) < 0.1 * intervalSeconds) return null;
    const { objects: right, objectBytes, trigger, seconds } = objectsPerDay({ sizeMiB, intervalSeconds }, rate);
    const wrong = (count: number, misconception: string, reason: string) => ({
      value: count,
      text: objects(count, (rate * DAY) / count),
      misconception,
      reason,
    });
    return defineOptions(
      { value: right, text: objects(right, objectBytes), reason: `A flush every ${figure(seconds)} s, by ${trigger}: it comes first.` },
      [
        wrong(
          trigger === 'size' ? DAY / intervalSeconds : DAY / fullAfter,
          trigger === 'size' ? 'Always waits for the interval' : 'Always fills the buffer',
          `${sizeMiB} MiB take ${figure(fullAfter)} s at ${figure(rateKiB)} KiB/s, the interval is ${intervalSeconds} s: the shorter decides.`,
        ),
        wrong(24, 'One object an hour, as the prefix says', 'The hour in the prefix names a folder; flushes go on within it.'),
        wrong(1440, 'One object a minute', '60 s is an interval that can be set, not a fixed rhythm.'),
        wrong(DAY / Math.min((5 * MIB) / rate, intervalSeconds), 'Takes 5 MiB, the default', `The size hint is ${sizeMiB} MiB here.`),
        wrong(DAY / (fullAfter + intervalSeconds), 'Adds the hints', 'The clock runs while the buffer fills, not after it.'),
      ],
    );
  },
  explain: ({ rateKiB, sizeMiB, intervalSeconds }) => {
    const { objects: right, objectBytes, seconds } = objectsPerDay({ sizeMiB, intervalSeconds }, rateKiB * KIB);
    return [
      `${sizeMiB} MiB are full after ${figure((sizeMiB * KIB) / rateKiB)} s; the interval ends after ${intervalSeconds} s. The first of both: ${figure(seconds)} s.`,
      `86,400 s ÷ ${figure(seconds)} s: ${objects(right, objectBytes)}. AWS may raise the hints by itself, and a data stream as source or partitioning makes more buffers.`,
    ];
  },
  seeIt: ({ rateKiB, sizeMiB, intervalSeconds }) => ({
    scenario: defineDeliveryRun({
      id: 'firehose-objects',
      recordsPerSecond: (rateKiB * KIB) / RECORD_BYTES,
      recordBytes: RECORD_BYTES,
      sizeMiB,
      intervalSeconds,
    }),
    view: 'buffers',
    untilSeconds: Math.ceil(Math.min(intervalSeconds, (sizeMiB * KIB) / rateKiB)) + 5,
    lookAt: 'The first flush: how long it took, and how large its object is. A day is a row of these.',
  }),
  teaches: { kind: 'exercise', id: 'firehose-buffers' },
});
