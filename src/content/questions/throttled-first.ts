/** Which limit of a drawn pipeline is exceeded. */
import { limitUse } from '../../engine/formulas/capacity.ts';
import type { Numbers } from '../exercises/exercise.ts';
import { counted, figure, KIB } from './define-figures.ts';
import { defineRun, pollers, writer } from './define-run.ts';
import { AS_OF, GET_RECORDS, LIMITS } from './define-sources.ts';
import { defineQuestion, type Option } from './question.ts';

/** By limit: what it is called, what it is of, and what somebody believes who picks it though another one is exceeded. */
const LIMIT_OPTIONS = {
  writeRecords: ['the 1,000 records/s that a shard takes', 'Takes every throttling for too many records'],
  writeBytes: ['the 1 MiB/s that a shard takes', 'Holds reads to the write limit'],
  readBytes: ['the 2 MiB/s that those who poll a shard share', 'Gives fan-out’s limit to those who poll'],
  readCalls: ['the 5 GetRecords calls/s that those who poll a shard share', 'Takes every refused read for too many calls'],
} as const;

type LimitName = keyof typeof LIMIT_OPTIONS;
const NAMES = Object.keys(LIMIT_OPTIONS) as LimitName[];

interface Pipeline {
  perSecond: number;
  sizeKiB: number;
  shards: number;
  applications: number;
  intervalMs: number;
}

/** A pipeline in which one limit is exceeded: drawn freely, few would be so. Rounded to numbers that can be read. */
function pipelineOf({ limit, shards, overPercent, applications }: Numbers): Pipeline {
  const rounded = (perShard: number): number => Math.round((perShard * shards) / 20) * 20;
  const over = overPercent / 100;
  const pipelines: Record<LimitName, Pipeline> = {
    writeRecords: { perSecond: rounded(1000 * over), sizeKiB: 0.25, shards, applications, intervalMs: 1000 },
    writeBytes: { perSecond: rounded((KIB * over) / 2), sizeKiB: 2, shards, applications: 1, intervalMs: 500 },
    readBytes: {
      perSecond: rounded((2 * KIB * over) / (applications + 2)),
      sizeKiB: 1,
      shards,
      applications: applications + 2,
      intervalMs: 1500,
    },
    readCalls: { perSecond: rounded(150 * over), sizeKiB: 1, shards, applications: applications + 2, intervalMs: 500 },
  };
  return pipelines[NAMES[limit]];
}

const usesOf = ({ perSecond, sizeKiB, shards, applications, intervalMs }: Pipeline): Record<LimitName, number> =>
  limitUse({ recordsPerSecond: perSecond, recordBytes: sizeKiB * KIB, pollers: applications }, shards, 1000 / intervalMs);

/** The limit that is exceeded, where it is one and all others have room. */
function exceeded(pipeline: Pipeline): LimitName | null {
  const uses = usesOf(pipeline);
  const over = NAMES.filter((name) => uses[name] > 1.1);
  return over.length === 1 && NAMES.every((name) => name === over[0] || uses[name] < 0.92) ? over[0] : null;
}

const percent = (use: number): string => `${figure(use * 100, 0)} %`;

export const throttledFirst = defineQuestion({
  id: 'throttled-first',
  title: 'What is throttled?',
  topic: 'writing',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [LIMITS, GET_RECORDS],
  numbers: {
    limit: { from: 0, to: NAMES.length - 1, step: 1 },
    shards: { from: 2, to: 5, step: 1 },
    overPercent: { from: 120, to: 165, step: 5 },
    applications: { from: 1, to: 4, step: 1 },
  },
  ask: (numbers) => {
    const { perSecond, sizeKiB, shards, applications, intervalMs } = pipelineOf(numbers);
    return `${figure(perSecond)} records a second of ${figure(sizeKiB)} KiB go evenly into ${shards} shards. ${applications === 1 ? 'One application polls' : `${applications} applications poll`} every shard once in ${figure(intervalMs)} ms and ${applications === 1 ? 'wants' : 'want'} every record. Which limit is exceeded?`;
  },
  options: (numbers) => {
    const limit = exceeded(pipelineOf(numbers));
    if (limit === null) return null;
    const uses = usesOf(pipelineOf(numbers));
    const option = (name: LimitName): Option => {
      const [text, misconception] = LIMIT_OPTIONS[name];
      const isRight = name === limit;
      const reason = isRight ? `${percent(uses[name])} of it would be used.` : `Only ${percent(uses[name])} of it is used.`;
      return { text, isRight, reason, misconception: isRight ? null : misconception };
    };
    return [option(limit), ...NAMES.filter((name) => name !== limit).map(option)];
  },
  explain: (numbers) => {
    const uses = usesOf(pipelineOf(numbers));
    const { perSecond, sizeKiB, shards, applications, intervalMs } = pipelineOf(numbers);
    return [
      `Records: ${figure(perSecond)} ÷ ${shards} shards = ${figure(perSecond / shards, 0)} records/s on each, ${percent(uses.writeRecords)} of 1,000.`,
      `Bytes written: ${figure((perSecond * sizeKiB) / shards, 0)} KiB/s on each, ${percent(uses.writeBytes)} of 1,024.`,
      `Bytes read: that × ${applications} = ${figure((perSecond * sizeKiB * applications) / shards, 0)} KiB/s, ${percent(uses.readBytes)} of 2,048.`,
      `Calls: ${counted(applications, 'application')} × ${figure(1000 / intervalMs)} a second, ${percent(uses.readCalls)} of 5.`,
    ];
  },
  seeIt: (numbers) => {
    const { perSecond, sizeKiB, shards, applications, intervalMs } = pipelineOf(numbers);
    return {
      scenario: defineRun({
        id: 'throttled-first',
        summary: 'The pipeline of the question.',
        shards,
        producers: [writer(perSecond, sizeKiB * KIB)],
        consumers: pollers(applications, { pollIntervalMs: intervalMs }),
      }),
      view: 'read-budgets',
      untilSeconds: 60,
      lookAt: 'Who is refused: the producer, whose shards are full, or those who read.',
    };
  },
  teaches: { kind: 'exercise', id: 'launch-day' },
});
