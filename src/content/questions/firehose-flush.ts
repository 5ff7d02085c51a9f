/** When Firehose delivers. */
import { flushPrediction } from '../../engine/formulas.ts';
import { defineDeliveryRun } from './define-delivery-run.ts';
import { figure, KIB, MIB } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { AS_OF, BUFFERING } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const RECORD_BYTES = 2 * KIB;

const after = (seconds: number): string => `after ${figure(seconds, 1)} s`;

export const firstFlush = defineQuestion({
  id: 'first-flush',
  title: 'When does Firehose deliver first?',
  topic: 'firehose',
  level: 'intro',
  exams: ['DVA-C03', 'SAA-C03', 'DEA-C01', 'SOA-C03'],
  asOf: AS_OF,
  sources: [BUFFERING],
  older:
    'Older notes say that Firehose waits 60 s at least. Today an interval may be 0 s, and size may always come first, as of November 2026.',
  numbers: {
    rateMiB: { from: 0.05, to: 0.6, step: 0.05 },
    sizeMiB: { from: 4, to: 64, step: 4 },
    intervalSeconds: { from: 60, to: 300, step: 60 },
  },
  ask: ({ rateMiB, sizeMiB, intervalSeconds }) =>
    `Producers put ${figure(rateMiB)} MiB/s straight into a delivery stream to S3. Its buffering hints are ${sizeMiB} MiB and ${intervalSeconds} s. How long after the first record does the first flush begin?`,
  options: ({ rateMiB, sizeMiB, intervalSeconds }) => {
    const fullAfter = sizeMiB / rateMiB;
    if (Math.abs(fullAfter - intervalSeconds) < 0.1 * intervalSeconds) return null;
    const { seconds, trigger } = flushPrediction({ sizeMiB, intervalSeconds }, rateMiB * MIB);
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: after(value), misconception, reason });
    return defineOptions(
      {
        value: seconds,
        text: after(seconds),
        reason:
          trigger === 'size'
            ? `${sizeMiB} MiB are full before ${intervalSeconds} s are over.`
            : `${intervalSeconds} s are over before ${sizeMiB} MiB have come.`,
      },
      [
        wrong(
          Math.max(fullAfter, intervalSeconds),
          'Waits for both hints',
          `${sizeMiB} MiB are full after ${figure(fullAfter, 1)} s, and whichever hint is reached first makes the flush.`,
        ),
        wrong(fullAfter + intervalSeconds, 'Adds the hints', 'The clock runs while the buffer fills, not after it.'),
        wrong(Math.max(60, seconds), 'Waits 60 s at least', '60 s was the shortest interval once; a full buffer never had to wait for it.'),
        wrong(
          fullAfter < 8 * intervalSeconds ? fullAfter / 8 : NaN,
          'Takes bytes for bits',
          `${sizeMiB} Mibit would have come by then; hints are in MiB, as the rate is here.`,
        ),
        trigger === 'size'
          ? wrong(seconds / 2, 'Flushes when half full', 'The hint is the size that is aimed at, not twice that.')
          : wrong(seconds / 2, 'Takes the mean wait', 'So long a record waits on average; the flush begins when the interval is over.'),
        wrong(1, 'Takes Firehose for real time', 'It gathers first. Only with an interval of 0 s is nothing waited for.'),
      ],
    );
  },
  explain: ({ rateMiB, sizeMiB, intervalSeconds }) => {
    const { seconds, trigger } = flushPrediction({ sizeMiB, intervalSeconds }, rateMiB * MIB);
    return [
      `Size: ${sizeMiB} MiB ÷ ${figure(rateMiB)} MiB/s = ${figure(sizeMiB / rateMiB, 1)} s. Interval: ${intervalSeconds} s.`,
      `Whichever is reached first: ${trigger}, ${after(seconds)}. Bytes count before they are compressed.`,
    ];
  },
  seeIt: ({ rateMiB, sizeMiB, intervalSeconds }) => ({
    scenario: defineDeliveryRun({
      id: 'first-flush',
      recordsPerSecond: (rateMiB * MIB) / RECORD_BYTES,
      recordBytes: RECORD_BYTES,
      sizeMiB,
      intervalSeconds,
    }),
    view: 'buffers',
    untilSeconds: Math.ceil(Math.min(intervalSeconds, sizeMiB / rateMiB)) + 5,
    lookAt: 'The buffer fills in height while its clock runs; the one that is first at its mark makes the flush.',
  }),
  teaches: { kind: 'exercise', id: 'firehose-buffers' },
});
