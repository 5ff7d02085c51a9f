/**
 * The exam that is being sat, kept so that a reload or another page loses nothing of it. It is small and must be written before the
 * page can be gone, so it stands in the local storage; where that is switched off it lives as long as the page.
 */
import * as v from 'valibot';
import type { ExamContext } from '../machines/exam.machine.ts';

export const EXAM_KEY = 'kinelab:exam';
const ITEMS_MAX = 200;

const MomentSchema = v.pipe(v.number(), v.finite());
const CountSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(ITEMS_MAX));

const KeptExamSchema = v.strictObject({
  version: v.literal(1),
  place: v.picklist(['answering', 'paused', 'handed-in']),
  context: v.strictObject({
    items: v.pipe(
      v.array(
        v.strictObject({
          template: v.string(),
          seed: v.pipe(v.string(), v.regex(/^[\da-f]{1,8}$/)),
          chosen: v.array(CountSchema),
          confidence: v.nullable(v.picklist(['low', 'medium', 'high'])),
          tookMs: MomentSchema,
          isFlagged: v.boolean(),
        }),
      ),
      v.minLength(1),
      v.maxLength(ITEMS_MAX),
    ),
    at: CountSchema,
    startedAtMs: MomentSchema,
    endsAtMs: v.nullable(MomentSchema),
    countedToMs: MomentSchema,
    saidMinutes: v.nullable(v.number()),
    endedAtMs: v.nullable(MomentSchema),
  }),
});

export interface KeptExam {
  version: 1;
  place: 'answering' | 'paused' | 'handed-in';
  context: ExamContext;
}

let inMemory: string | null = null;

/** Null where there is none, or none that this version of the page can go on with: all its templates must be `known`. */
export function keptExam(known: ReadonlySet<string>): KeptExam | null {
  return readExam(readText(), known);
}

export function readExam(text: string | null, known: ReadonlySet<string>): KeptExam | null {
  if (text === null) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const reading = v.safeParse(KeptExamSchema, json);
  if (!reading.success) return null;
  const { items, at } = reading.output.context;
  return at < items.length && items.every(({ template }) => known.has(template)) ? reading.output : null;
}

export function keepExam(exam: KeptExam | null): void {
  inMemory = exam === null ? null : JSON.stringify(exam);
  try {
    if (inMemory === null) localStorage.removeItem(EXAM_KEY);
    else localStorage.setItem(EXAM_KEY, inMemory);
  } catch {
    // Storage is switched off or full: it stays in memory.
  }
}

function readText(): string | null {
  try {
    return localStorage.getItem(EXAM_KEY) ?? inMemory;
  } catch {
    return inMemory;
  }
}
