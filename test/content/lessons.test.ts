/** Lessons: what they point at exists, their runs run and take every try, and their figures are those of the engine. */
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { unmarked } from '../../src/content/glossary/marked-text.ts';
import { exercises } from '../../src/content/exercises/index.ts';
import { EXAMS, TOPICS } from '../../src/content/learning/topics.ts';
import { lessons } from '../../src/content/lessons/index.ts';
import type { Block, LessonSpec } from '../../src/content/lessons/lesson.ts';
import { questions } from '../../src/content/questions/index.ts';
import { ScenarioSchema } from '../../src/content/schemas/scenario-schema.ts';
import { PRICES } from '../../src/engine/billing/price-book.ts';
import { FIREHOSE_PRICES } from '../../src/engine/billing/firehose-price.ts';
import { HINT_RANGES } from '../../src/engine/firehose/limits.ts';
import { advanceRun, createWorld, historyOf, SECOND } from '../../src/engine/index.ts';
import { quotasOf } from '../../src/engine/kinesis/quotas.ts';
import { CommandSchema } from '../../src/lab/command-schema.ts';

type StageBlock = Extract<Block, { kind: 'stage' }>;
type FactBlock = Extract<Block, { kind: 'fact' }>;

const stagesOf = ({ blocks }: LessonSpec) => blocks.filter((block): block is StageBlock => block.kind === 'stage');
const factsOf = ({ blocks }: LessonSpec) => blocks.filter((block): block is FactBlock => block.kind === 'fact');
const byId = lessons.map((lesson) => [lesson.id, lesson] as const);
const stages = lessons.flatMap((lesson) => stagesOf(lesson).map((stage) => [`${lesson.id}/${stage.id}`, stage] as const));

/** What is read from top to bottom; labels and what to look at are met by trying. */
function prose({ blocks }: LessonSpec): string {
  const text = blocks
    .map((block) => {
      switch (block.kind) {
        case 'list':
          return block.items.join(' ');
        case 'stage':
          return block.caption;
        default:
          return block.text;
      }
    })
    .join(' ');
  return unmarked(text);
}

describe.each(byId)('lesson %s', (id, lesson) => {
  test('points at what exists', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(Object.keys(TOPICS)).toContain(lesson.topic);
    for (const exam of lesson.exams) expect(EXAMS).toContain(exam);
    expect(exercises.map((exercise) => exercise.id)).toContain(lesson.exercise);
    expect(new Set(lesson.items).size).toBe(3);
    expect(lesson.items.filter((item) => !questions.some((question) => question.id === item))).toEqual([]);
  });

  test('its sources are AWS’s own pages, and it is dated', () => {
    expect(lesson.sources.length).toBeGreaterThan(0);
    for (const { title, url } of [...lesson.sources, ...factsOf(lesson).map(({ source }) => source)]) {
      expect(title.length).toBeGreaterThan(5);
      expect(new URL(url).protocol).toBe('https:');
      expect(new URL(url).hostname).toMatch(/^(docs\.)?aws\.amazon\.com$/);
    }
    for (const { asOf } of [lesson, ...factsOf(lesson)]) expect(asOf).toMatch(/^20\d\d-\d\d(-\d\d)?$/);
  });

  test('asks first, and one option is right', () => {
    const { question, options, right, answer } = lesson.opens;
    expect(question).toMatch(/\?$/);
    expect(new Set(options).size).toBe(options.length);
    expect(options.length).toBeGreaterThanOrEqual(3);
    expect(options[right]).toBeDefined();
    expect(answer.length).toBeGreaterThan(60);
  });

  test('is as long as a lesson should be, in short paragraphs', () => {
    const words = prose(lesson).split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(600);
    expect(words).toBeLessThanOrEqual(1_000);
    for (const block of lesson.blocks) if (block.kind === 'text') expect(block.text.split(/\s+/).length).toBeLessThanOrEqual(90);
    expect(prose(lesson).split('`').length % 2, 'backticks come in pairs').toBe(1);
  });

  test('has two small stages or more, each with something to try', () => {
    const own = stagesOf(lesson);
    expect(own.length).toBeGreaterThanOrEqual(2);
    expect(new Set(own.map((stage) => stage.id)).size).toBe(own.length);
    for (const { tries } of own) {
      expect(tries.length).toBeGreaterThanOrEqual(1);
      for (const { label, commands, lookAt } of tries) {
        expect(label.length).toBeLessThanOrEqual(45);
        expect(commands.length).toBeGreaterThan(0);
        expect(lookAt.length).toBeGreaterThan(30);
      }
    }
  });
});

test('lessons have names of their own, and so have their runs', () => {
  expect(new Set(lessons.map(({ id }) => id)).size).toBe(lessons.length);
  const ids = stages.map(([, { scenario }]) => scenario.id);
  expect(new Set(ids).size).toBe(ids.length);
});

const RESHARDS = ['split-shard', 'merge-shards', 'update-shard-count'];

/** When each try is made, and when to stop: after a resharding that is over by then, else soon. */
function timesOf(tries: StageBlock['tries']): { atSeconds: number[]; untilSeconds: number } {
  let at = 2;
  const atSeconds = tries.map(({ commands }) => {
    const now = at;
    at += commands.some(({ type }) => RESHARDS.includes(type)) ? 120 : 6;
    return now;
  });
  return { atSeconds, untilSeconds: atSeconds.at(-1)! + 4 };
}

describe.each(stages)('the stage of %s', (_, { scenario, tries }) => {
  test('holds to the schemas', () => {
    expect(v.parse(ScenarioSchema, structuredClone(scenario))).toEqual(scenario);
    for (const { commands } of tries)
      for (const command of commands) expect(v.parse(CommandSchema, structuredClone(command))).toEqual(command);
  });

  test('takes its tries one after another, and each changes something', () => {
    const { atSeconds, untilSeconds } = timesOf(tries);
    const commands = tries.flatMap(({ commands: given }, i) =>
      given.map((command) => ({ at: atSeconds[i]! * SECOND, command: structuredClone(command) })),
    );
    const world = createWorld(structuredClone(scenario), { seed: '1' });
    advanceRun(world, commands, 0, untilSeconds * SECOND);
    const history = historyOf(world);
    expect(history.flatMap((event) => (event.type === 'command-refused' ? [event.message] : []))).toEqual([]);
    expect(history.filter((event) => event.type === 'command-given')).toHaveLength(commands.length);
  });
});

const Q = quotasOf('2026');
const OLD = quotasOf('classic');
const MIB = 1024 * 1024;
const S3 = HINT_RANGES.s3;
const RECORDS = Q.shardWriteRecordsPerSecond;
const WRITE_MIB = Q.shardWriteBytesPerSecond / MIB;
const READ_MIB = Q.shardReadBytesPerSecond / MIB;
const YEAR_DAYS = Q.retentionHoursMax / 24;

/** Every number that stands in the facts of a lesson, from the engine where it knows it; what it does not know is marked. */
const FIGURES: Record<string, number[][]> = {
  'streams-and-shards': [
    [RECORDS, WRITE_MIB, READ_MIB],
    [Q.recordBytes / MIB, 10 /* MaxRecordSize: the engine sets it by stream */, WRITE_MIB],
    [Q.retentionHoursMin, Q.retentionHoursMax, YEAR_DAYS],
    [PRICES.shardHour, PRICES.millionPutUnits, PRICES.putUnitBytes / 1024],
  ],
  'partition-keys': [
    [1, Q.partitionKeyCharacters],
    [RECORDS, WRITE_MIB],
  ],
  'write-limits': [[RECORDS, WRITE_MIB], [Q.putRecordsRecords, Q.putRecordsBytes / MIB], []],
  reading: [
    [Q.shardReadCallsPerSecond, READ_MIB, Q.readPageRecords, 10 /* the page as documented; the engine's target is what was measured */],
    [Q.fanOutBytesPerSecond / MIB, Q.consumersPerStream, Q.fanOutSessionSeconds],
    [PRICES.fanOutConsumerShardHour, PRICES.fanOutGb],
    [Q.iteratorLifeSeconds],
  ],
  resharding: [
    [Q.updateShardCountsPerDay, 24 /* the rolling day */, Q.shardsPerUpdate],
    [PRICES.shardHour, Q.retentionHoursMin],
  ],
  firehose: [
    [1_000 /* KiB, firehose-analytics 1.4 */, 500, 4 /* MiB, 1.5 */],
    [
      S3.sizeMiBMin,
      S3.sizeMiBMax,
      S3.sizeMiBDefault,
      S3.intervalSecondsMin,
      S3.intervalSecondsMax,
      S3.intervalSecondsDefault,
      S3.intervalSecondsMin,
    ],
    [FIREHOSE_PRICES.unitBytes / 1024, 800 /* the example */, FIREHOSE_PRICES.unitBytes / 1024],
  ],
};

const numbersIn = (text: string): number[] =>
  (text.replaceAll(/S3|us-east-1/g, '').match(/\d[\d,]*(\.\d+)?/g) ?? []).map((found) => Number(found.replaceAll(',', '')));

test.each(byId)('the figures in the facts of %s are those of the engine', (id, lesson) => {
  expect(factsOf(lesson).map(({ text }) => numbersIn(text))).toEqual(FIGURES[id]);
});

const olderOf = (id: string): string =>
  factsOf(lessons.find((lesson) => lesson.id === id)!)
    .map(({ older = '' }) => older)
    .join(' ');

test.each([
  ['streams-and-shards', `${OLD.retentionHoursMax / 24} days`, `${YEAR_DAYS} days`],
  ['write-limits', `${Math.round(OLD.putRecordsBytes / MIB)} MB`, `${Q.putRecordsBytes / MIB} MiB`],
  ['reading', `${OLD.consumersPerStream} such consumers`, `${Q.consumersPerStream}, and ${Q.consumersPerStreamAdvantage}`],
  ['resharding', `${OLD.updateShardCountsPerDay} calls`, `${Q.updateShardCountsPerDay} calls`],
  ['resharding', `${OLD.shardsPerUpdate} shards`, `${Q.shardsPerUpdate.toLocaleString('en-US')} shards`],
  ['firehose', '60 seconds', `can be ${S3.intervalSecondsMin}`],
])('%s says what older notes say and what holds today: %s, %s', (id, then, now) => {
  expect(olderOf(id)).toContain(then);
  expect(olderOf(id)).toContain(now);
});
