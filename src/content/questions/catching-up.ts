/** A backlog that is read while new records go on coming, and a replay beside those who read the present. */
import { pollingBytesPerSecond } from '../../engine/formulas/capacity.ts';
import { catchUpSeconds, replaySeconds } from '../../engine/formulas/duration.ts';
import type { Numbers } from '../exercises/exercise.ts';
import { counted, figure, MIB } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, poller, writer } from './define-run.ts';
import { AS_OF, GET_RECORDS, LIMITS } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const inMiB = ({ shards, percent }: Numbers): number => (shards * percent) / 100;
const readMiB = ({ shards }: Numbers): number => pollingBytesPerSecond(shards) / MIB;
const seconds = (count: number): string => `${figure(count, 0)} s`;
/** How long the consumer of the run stands still: its backlog is a small piece of the question's. */
const STALL_SECONDS = 30;
const RECORD_BYTES = MIB / 100;
const PROCESSING_US = 200;

/** Writers at the rate of the question, hardly less: keys do not fall quite evenly. */
const steadyWriter = (numbers: Numbers) => writer(inMiB(numbers) * 98, RECORD_BYTES);

/** The records of a second, of one shard, are worked on for so long; the next are read when they are done. */
const stall = (consumer: string, { percent }: Numbers) => ({
  atMs: 5000,
  id: 'stall',
  fault: { kind: 'slow-processing' as const, consumer, factor: Math.round((STALL_SECONDS * 1_000_000) / (0.98 * percent * PROCESSING_US)) },
  lastsMs: 3000,
});

export const catchUpTime = defineQuestion({
  id: 'catch-up-time',
  title: 'How long does catching up take?',
  topic: 'reading',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [LIMITS, GET_RECORDS],
  numbers: {
    backlogMiB: { from: 1800, to: 9000, step: 600 },
    shards: { from: 1, to: 5, step: 1 },
    percent: { from: 30, to: 100, step: 10 },
  },
  ask: (numbers) =>
    `One consumer polls ${counted(numbers.shards, 'shard')}, alone and as fast as it may. Its backlog is ${figure(numbers.backlogMiB)} MiB, evenly spread, and producers go on writing ${figure(inMiB(numbers))} MiB/s in all. How long until it has caught up?`,
  options: (numbers) => {
    const { backlogMiB } = numbers;
    const [input, read] = [inMiB(numbers), readMiB(numbers)];
    const right = catchUpSeconds(backlogMiB, input, read);
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: seconds(value), misconception, reason });
    return defineOptions(
      {
        value: right,
        text: seconds(right),
        reason: `${figure(read)} − ${figure(input)} = ${figure(read - input)} MiB/s are left over for the backlog.`,
      },
      [
        wrong(backlogMiB / read, 'Ignores what goes on coming', `New records take ${figure(input)} MiB/s of what it can read.`),
        wrong(
          (backlogMiB + (input * backlogMiB) / read) / read,
          'Adds what comes once',
          'While that is read, more comes again. Divide by the difference.',
        ),
        wrong(backlogMiB / (read + input), 'Adds the rates', 'What comes in makes the backlog larger, not smaller.'),
        wrong(backlogMiB / input, 'Divides by the writing rate', 'So long it took to write the backlog; it is read faster than that.'),
        wrong(backlogMiB / (read / 2 - input), 'Uses the write limit for reads', 'A shard gives 2 MiB/s, twice what it takes.'),
      ],
    );
  },
  explain: (numbers) => {
    const [input, read] = [inMiB(numbers), readMiB(numbers)];
    return [
      `It can read 2 MiB/s × ${numbers.shards} = ${figure(read)} MiB/s. ${figure(input)} MiB/s of that go to new records.`,
      `${figure(numbers.backlogMiB)} MiB ÷ ${figure(read - input)} MiB/s = ${seconds(catchUpSeconds(numbers.backlogMiB, input, read))}.`,
    ];
  },
  seeIt: (numbers) => ({
    scenario: defineRun({
      id: 'catch-up-time',
      summary: `A consumer stands still for ${STALL_SECONDS} s, and then catches up at the rates of the question.`,
      shards: numbers.shards,
      producers: [steadyWriter(numbers)],
      consumers: [poller('archive', { processingUsPerRecord: PROCESSING_US })],
      faults: [stall('archive', numbers)],
    }),
    view: 'stage',
    untilSeconds: 120,
    lookAt: 'The backlog goes down by the difference of the two rates only: what it reads, less what comes.',
  }),
  teaches: { kind: 'exercise', id: 'ten-megabyte-read' },
});

const hours = (count: number): string => `${figure(count, 2)} h`;

export const replayTime = defineQuestion({
  id: 'replay-time',
  title: 'How long does a replay take?',
  topic: 'reading',
  level: 'advanced',
  exams: ['DEA-C01', 'SAP-C02'],
  asOf: AS_OF,
  sources: [LIMITS, GET_RECORDS],
  numbers: {
    windowHours: { from: 4, to: 20, step: 2 },
    shards: { from: 2, to: 6, step: 1 },
    percent: { from: 25, to: 100, step: 25 },
  },
  ask: (numbers) =>
    `A stream of ${numbers.shards} shards takes ${figure(inMiB(numbers))} MiB/s. One application polls it and keeps up. A second one shall poll the last ${numbers.windowHours} h again, as fast as it may without making the first fall behind. How long does it take for that window?`,
  options: (numbers) => {
    const { windowHours, shards } = numbers;
    const [input, read] = [inMiB(numbers), readMiB(numbers)];
    const right = replaySeconds(windowHours * 3600, input * MIB, shards, input * MIB) / 3600;
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: hours(value), misconception, reason });
    return defineOptions(
      {
        value: right,
        text: hours(right),
        reason: `${figure(read)} MiB/s less the ${figure(input)} MiB/s of the first application are left.`,
      },
      [
        wrong((windowHours * input) / read, 'Ignores the reader of the present', 'Both poll, and share 2 MiB/s for each shard.'),
        wrong(windowHours, 'Reads the past at the pace at which it came', 'Stored records can be read faster than they were written.'),
        wrong((windowHours * input) / (read / 2 - input), 'Uses the write limit for reads', 'A shard gives 2 MiB/s, twice what it takes.'),
        wrong(
          (windowHours * input) / (read / 2),
          'Halves what there is',
          'Sharing is not by halves: the first needs only what is written.',
        ),
        wrong((windowHours * input) / (read + input), 'Adds the rates', 'What the first one reads is taken from the same budget.'),
        wrong((windowHours * input) / (2 * read), 'Counts both limits', 'There is one read limit for all who poll.'),
      ],
    );
  },
  explain: (numbers) => {
    const { windowHours, shards } = numbers;
    const [input, read] = [inMiB(numbers), readMiB(numbers)];
    return [
      `The window holds ${windowHours} h × 3,600 s × ${figure(input)} MiB/s = ${figure(windowHours * 3600 * input)} MiB.`,
      `${shards} shards give ${figure(read)} MiB/s; ${figure(input)} MiB/s go to the first application. ${figure(read - input)} MiB/s are left: ${hours(replaySeconds(windowHours * 3600, input * MIB, shards, input * MIB) / 3600)}.`,
      'A registered consumer of enhanced fan-out would not touch the first one’s share.',
    ];
  },
  seeIt: (numbers) => ({
    scenario: defineRun({
      id: 'replay-time',
      summary: 'Two applications poll: one stands still for half a minute, then reads again what it missed beside the other.',
      shards: numbers.shards,
      producers: [steadyWriter(numbers)],
      consumers: [poller('live'), poller('replay', { processingUsPerRecord: PROCESSING_US })],
      faults: [stall('replay', numbers)],
    }),
    view: 'read-budgets',
    untilSeconds: 70,
    lookAt: 'How the two divide the 2 MiB/s of each shard, once the second one reads what it missed.',
  }),
  teaches: { kind: 'exercise', id: 'five-readers-fast' },
});
