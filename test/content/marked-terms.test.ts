/** Marks of terms in the content's texts: each stands where it is shown as one, is whole, and names a term of the glossary. */
import { describe, expect, test } from 'vitest';
import { exercises } from '../../src/content/exercises/index.ts';
import { TERMS } from '../../src/content/glossary/index.ts';
import { termsIn, unmarked } from '../../src/content/glossary/marked-text.ts';
import { drawItem } from '../../src/content/learning/draw-item.ts';
import { startRound } from '../../src/content/learning/round.ts';
import { lessons } from '../../src/content/lessons/index.ts';
import type { LessonSpec } from '../../src/content/lessons/lesson.ts';
import { questions } from '../../src/content/questions/index.ts';

/** What is shown with its terms explained, and what stands in labels, names and titles as plain words. */
interface Texts {
  marked: readonly string[];
  plain: readonly string[];
}

function ofLesson({ title, opens, blocks }: LessonSpec): Texts {
  const marked = [opens.answer];
  const plain = [title, opens.question, ...opens.options];
  for (const block of blocks) {
    if (block.kind === 'heading') plain.push(block.text);
    else if (block.kind === 'list') marked.push(...block.items);
    else if (block.kind === 'stage') {
      marked.push(block.caption, ...block.tries.map(({ lookAt }) => lookAt));
      plain.push(...block.tries.map(({ label }) => label));
    } else marked.push(block.text, ...(block.kind === 'fact' ? [block.older ?? ''] : []));
  }
  return { marked, plain };
}

const ofExercise = (exercise: (typeof exercises)[number]): Texts => {
  const { numbers } = startRound(exercise, '1');
  const prediction = exercise.predict(numbers);
  return {
    marked: [...exercise.brief(numbers), ...Object.values(exercise.hints).flat(), ...exercise.explanation(numbers)],
    plain: [
      exercise.title,
      exercise.older ?? '',
      prediction.question,
      ...('options' in prediction ? prediction.options : []),
      ...exercise.nearMisses.flatMap(({ title, misconception, why }) => [title, misconception, why]),
    ],
  };
};

const ofQuestion = (question: (typeof questions)[number]): Texts => {
  const { text, options, numbers } = drawItem(question, '1');
  return {
    marked: [...question.explain(numbers), ...options.map(({ reason }) => reason)],
    plain: [question.title, text, question.older ?? '', ...options.flatMap((option) => [option.text, option.misconception ?? ''])],
  };
};

const all: [string, Texts][] = [
  ...lessons.map((lesson): [string, Texts] => [`lesson ${lesson.id}`, ofLesson(lesson)]),
  ...exercises.map((exercise): [string, Texts] => [`exercise ${exercise.id}`, ofExercise(exercise)]),
  ...questions.map((question): [string, Texts] => [`question ${question.id}`, ofQuestion(question)]),
];
const ids = new Set(TERMS.map(({ id }) => id));

describe.each(all)('%s', (_, { marked, plain }) => {
  test('marks terms that there are, each once', () => {
    const found = marked.flatMap(termsIn);
    expect(found.filter((id) => !ids.has(id))).toEqual([]);
    expect(found.filter((id, i) => found.indexOf(id) !== i)).toEqual([]);
  });

  test('has no half marks, and none where plain words stand', () => {
    for (const text of [...marked.map(unmarked), ...plain]) expect(text).not.toMatch(/\[\[|\]\]/);
  });

  test('marks nothing inside emphasis or code', () => {
    for (const text of marked) expect(text).not.toMatch(/\*[^*[\]]*\[\[[^*]*\]\][^*[\]]*\*(?!\w)|`[^`]*\[\[[^`]*\]\][^`]*`(?! )/);
  });
});

test.each(lessons.map((lesson) => [lesson.id, lesson] as const))('%s marks some of its terms', (_, lesson) => {
  expect(ofLesson(lesson).marked.flatMap(termsIn).length).toBeGreaterThanOrEqual(4);
});
