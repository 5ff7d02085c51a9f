/** Progress that comes from outside (a file, a database that another version wrote) is untrusted: every member is checked. */
import * as v from 'valibot';
import { TOPICS, type Topic } from '../../content/learning/topics.ts';
import type { Fact } from './facts.ts';
import type { Deeds } from './progress.ts';

const Id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
const Seed = v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/));
/** Times that a Date can hold. */
const EpochMs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const Words = v.pipe(v.string(), v.maxLength(200));
const Day = v.pipe(v.string(), v.isoDate());

const ResultSchema = v.strictObject({
  exercise: Id,
  seed: Seed,
  atEpochMs: EpochMs,
  stars: v.picklist([0, 1, 2, 3]),
  hints: Count,
  sawSolution: v.boolean(),
  predictionWasRight: v.nullable(v.boolean()),
  missed: v.pipe(v.array(Id), v.maxLength(50)),
  moves: Count,
});

const AnswerSchema = v.strictObject({
  template: Id,
  seed: Seed,
  topic: v.picklist(Object.keys(TOPICS) as [Topic, ...Topic[]]),
  atEpochMs: EpochMs,
  isRight: v.boolean(),
  misconceptions: v.pipe(v.array(Words), v.maxLength(10)),
  confidence: v.nullable(v.picklist(['low', 'medium', 'high'])),
  mode: v.picklist(['drill', 'topic', 'exam', 'lesson', 'review']),
  tookMs: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
});

const ExamSchema = v.strictObject({ date: v.nullable(Day), setEpochMs: EpochMs });
const SolutionSchema = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}:[\w.:-]{1,64}$/));

const PlaceSchema = v.strictObject({
  lesson: Id,
  atEpochMs: EpochMs,
  committed: v.nullable(Count),
  part: v.picklist(['reading', 'items', 'done']),
  block: Count,
  seeds: v.pipe(v.array(Seed), v.maxLength(10)),
  answered: Count,
  right: Count,
});

/** By its lesson: a place that stands under another name is not what Kinelab writes. */
const PlacesSchema = v.pipe(
  v.record(Id, PlaceSchema),
  v.check((places) => Object.entries(places).every(([id, { lesson }]) => id === lesson), 'A place stands under another lesson.'),
);

const DeedsSchema: v.GenericSchema<unknown, Deeds> = v.strictObject({
  results: v.array(ResultSchema),
  answers: v.array(AnswerSchema),
  lessons: v.record(Id, EpochMs),
  // Files that were written before places were kept have none.
  places: v.optional(PlacesSchema, {}),
  solutionsSeen: v.array(SolutionSchema),
  exam: v.nullable(ExamSchema),
});

const FactSchema: v.GenericSchema<unknown, Fact> = v.variant('kind', [
  v.strictObject({ kind: v.literal('result'), value: ResultSchema }),
  v.strictObject({ kind: v.literal('answer'), value: AnswerSchema }),
  v.strictObject({ kind: v.literal('lesson'), value: v.strictObject({ lesson: Id, atEpochMs: EpochMs }) }),
  v.strictObject({ kind: v.literal('place'), value: PlaceSchema }),
  v.strictObject({ kind: v.literal('solution'), value: SolutionSchema }),
  v.strictObject({ kind: v.literal('exam'), value: ExamSchema }),
]);

/** Facts that can be understood; others stay where they are. */
export function readFacts(kept: readonly unknown[]): Fact[] {
  return kept.flatMap((one) => {
    const read = v.safeParse(FactSchema, one);
    return read.success ? [read.output] : [];
  });
}

/** Where it is wrong: `results.3.stars`. */
export function readDeeds(json: unknown): { ok: true; deeds: Deeds } | { ok: false; where: string } {
  const read = v.safeParse(DeedsSchema, json);
  if (read.success) return { ok: true, deeds: read.output };
  return { ok: false, where: v.getDotPath(read.issues[0]) ?? 'its outermost object' };
}
