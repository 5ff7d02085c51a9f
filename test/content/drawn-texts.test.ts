/** Every text with drawn numbers, over many seeds: thousands are grouped, one is not a plural, and no figure has a tail of digits. */
import { expect, test } from 'vitest';
import { exercises } from '../../src/content/exercises/index.ts';
import { drawItem } from '../../src/content/learning/draw-item.ts';
import { startRound } from '../../src/content/learning/round.ts';
import { questions } from '../../src/content/questions/index.ts';

const SEEDS = Array.from({ length: 100 }, (_, i) => (i * 6151 + 3).toString(16));

const UNGROUPED = /(?<![\d,.:$a-f])\d{4,}(?![\d-]|[a-f]\w)/;
const NO_PLURAL =
  /(?<![\d.,]|× )\b1 (records|shards|calls|hours|days|minutes|seconds|objects|workers|units|batches|readers|lanes|applications)\b/;
const TAIL = /\d\.\d{4,}|NaN|undefined|Infinity/;

/** Years and digests are no counts. */
const withoutNames = (text: string): string => text.replaceAll(/\b20\d\d\b|\b[0-9a-f]{32}\b/g, '');

function expectTidy(texts: readonly string[]): void {
  for (const text of texts) {
    const left = withoutNames(text);
    expect(left).not.toMatch(UNGROUPED);
    expect(left).not.toMatch(NO_PLURAL);
    expect(left).not.toMatch(TAIL);
  }
}

test.each(exercises.map((exercise) => [exercise.id, exercise] as const))('exercise %s', (_, exercise) => {
  for (const seed of SEEDS) {
    const { numbers } = startRound(exercise, seed);
    const prediction = exercise.predict(numbers);
    const options = 'options' in prediction ? prediction.options : [];
    expectTidy([...exercise.brief(numbers), ...exercise.explanation(numbers), prediction.question, ...options]);
    const outcome = exercise.outcome(numbers, {});
    if (prediction.kind !== 'number' || outcome === null) continue;
    expect(outcome).toBeGreaterThanOrEqual(prediction.min);
    expect(outcome).toBeLessThanOrEqual(prediction.max);
  }
});

test.each(questions.map((question) => [question.id, question] as const))('question %s', (_, question) => {
  for (const seed of SEEDS) {
    const { text, options, numbers } = drawItem(question, seed);
    expectTidy([
      text,
      ...options.flatMap((option) => [option.text, option.reason]),
      ...question.explain(numbers),
      question.seeIt(numbers).lookAt,
    ]);
  }
});
