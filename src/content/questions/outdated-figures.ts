/** Which of these figures is out of date? The old ones are what notes of some years ago say. */
import { CHANGED_FIGURES, STEADY_FIGURES } from '../../engine/formulas/older-figures.ts';
import type { Numbers } from '../exercises/exercise.ts';
import { figure, KIB, MIB } from './define-figures.ts';
import { defineRun, writer } from './define-run.ts';
import { AS_OF, LIMITS, UPDATE_SHARD_COUNT } from './define-sources.ts';
import { defineQuestion, type Option } from './question.ts';

/** Of those that have stayed, the ones that notes print. */
const KNOWN = ['shardWriteRecordsPerSecond', 'shardReadCallsPerSecond', 'putRecordsRecords', 'readPageRecords', 'iteratorLifeSeconds'];
const steady = STEADY_FIGURES.filter(({ key }) => KNOWN.includes(key));

const amount = (value: number, unit: string): string => {
  if (unit === 'B') return value >= MIB ? `${figure(value / MIB)} MiB` : `${figure(value / KIB)} KiB`;
  return `${figure(value)} ${unit}`;
};
const statement = (title: string, value: number, unit: string): string => `${title}: ${amount(value, unit)}`;

/** Where today's figure has another one beside it. */
const exceptionOf = (key: string): string => (key === 'consumersPerStream' ? ', and 50 with On-demand Advantage' : '');

const outdated = ({ key, title, unit, today, before, note }: (typeof CHANGED_FIGURES)[number]): Option => ({
  text: statement(title, before, unit),
  isRight: true,
  reason: `Today ${amount(today, unit)}${exceptionOf(key)}. ${note}`,
  misconception: null,
});

const current = (title: string, unit: string, today: number, reason: string): Option => ({
  text: statement(title, today, unit),
  isRight: false,
  reason,
  misconception: 'Takes a figure that still holds for an old one',
});

/** `count` old figures first, then three of today: some that have changed since, some that never did. */
function mixed({ which, other, still }: Numbers, count: number): readonly Option[] {
  const changed = Array.from({ length: count + 1 }, (_, i) => CHANGED_FIGURES[(which + i * other) % CHANGED_FIGURES.length]);
  const last = changed[count];
  return [
    ...changed.slice(0, count).map(outdated),
    current(last.title, last.unit, last.today, `So it is today${exceptionOf(last.key)}. ${last.note}`),
    ...[0, 1]
      .map((i) => steady[(still + i) % steady.length])
      .map(({ title, unit, today }) => current(title, unit, today, 'It has stayed so all the time.')),
  ];
}

const about = (numbers: Numbers, count: number): string[] =>
  mixed(numbers, count).map(({ text, isRight, reason }) => `${text}. ${isRight ? 'Out of date. ' : ''}${reason}`);

const numbers = {
  which: { from: 0, to: CHANGED_FIGURES.length - 1, step: 1 },
  /** Steps from one changed figure to the next. */
  other: { from: 1, to: 2, step: 1 },
  still: { from: 0, to: steady.length - 1, step: 1 },
};

const shared = {
  topic: 'streams',
  exams: ['DVA-C02', 'DVA-C03', 'SAA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [LIMITS, UPDATE_SHARD_COUNT],
  older:
    'Notes and practice exams written before the change still print the older figures. The answers here go by today’s, as of November 2026.',
  numbers,
  teaches: { kind: 'exercise', id: 'update-shard-count' },
} as const;

const seeIt = () => ({
  scenario: defineRun({
    id: 'outdated-figures',
    summary: 'A stream under today’s limits.',
    shards: 2,
    producers: [writer(500, 500)],
  }),
  view: 'stage' as const,
  untilSeconds: 10,
  lookAt:
    'Open Limits 2026 at the top: every limit that the run obeys, with its source and what older notes say. Then change the shard count three times: older notes allow two changes a day.',
});

export const outdatedFigure = defineQuestion({
  ...shared,
  id: 'outdated-figure',
  title: 'Which figure is out of date?',
  level: 'intro',
  ask: () => 'Four limits of Kinesis Data Streams, as found in somebody’s notes. Which one is out of date, as of November 2026?',
  options: (drawn) => mixed(drawn, 1),
  explain: (drawn) => about(drawn, 1),
  seeIt,
});

export const outdatedFigures = defineQuestion({
  ...shared,
  id: 'outdated-figures',
  title: 'Which two figures are out of date?',
  level: 'core',
  ask: () =>
    'Five limits of Kinesis Data Streams, as found in somebody’s notes. Which two are out of date, as of November 2026? Choose two.',
  options: (drawn) => mixed(drawn, 2),
  explain: (drawn) => about(drawn, 2),
  seeIt,
});
