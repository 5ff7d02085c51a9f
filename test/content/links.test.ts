/** What exercises, questions and lessons name of each other is there, and every source is an address. */
import { describe, expect, test } from 'vitest';
import { exercises } from '../../src/content/exercises/index.ts';
import { EXAMS, TOPICS } from '../../src/content/learning/topics.ts';
import { lessons } from '../../src/content/lessons/index.ts';
import { questions } from '../../src/content/questions/index.ts';

const ids = {
  exercise: exercises.map(({ id }) => id),
  question: questions.map(({ id }) => id),
  lesson: lessons.map(({ id }) => id),
};

test('there is as much as was promised: 16 exercises, 20 templates, 6 lessons, each once', () => {
  for (const [kind, least] of [
    ['exercise', 16],
    ['question', 20],
    ['lesson', 6],
  ] as const) {
    expect(ids[kind].length).toBeGreaterThanOrEqual(least);
    expect(new Set(ids[kind]).size).toBe(ids[kind].length);
    for (const id of ids[kind]) expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  }
});

test.each(exercises.map((exercise) => [exercise.id, exercise] as const))('what %s sends on to exists', (_, { readNext }) => {
  expect(readNext.length).toBeGreaterThan(0);
  expect(readNext.filter(({ kind, id }) => !ids[kind].includes(id))).toEqual([]);
});

test.each(questions.map((question) => [question.id, question] as const))('what teaches %s exists', (_, { teaches }) => {
  expect(ids[teaches.kind]).toContain(teaches.id);
});

test.each(lessons.map((lesson) => [lesson.id, lesson] as const))('what %s asks and ends in exists', (_, { items, exercise }) => {
  expect(ids.exercise).toContain(exercise);
  expect(items.filter((id) => !ids.question.includes(id))).toEqual([]);
});

describe('exams', () => {
  const taught = [...exercises, ...lessons];

  test('DVA-C03 takes the place of DVA-C02 on 1 December: what the one asks, the other asks', () => {
    const withOldAlone = taught.filter(({ exams }) => exams.includes('DVA-C02') && !exams.includes('DVA-C03'));
    expect(withOldAlone.map(({ id }) => id)).toEqual([]);
  });

  test('Firehose is new in DVA-C03, and SOA-C03 lists Firehose but not Data Streams', () => {
    expect(taught.filter(({ topic, exams }) => topic === 'firehose' && exams.includes('DVA-C02')).map(({ id }) => id)).toEqual([]);
    expect(taught.filter(({ topic, exams }) => topic !== 'firehose' && exams.includes('SOA-C03')).map(({ id }) => id)).toEqual([]);
    expect(taught.filter(({ exams }) => exams.includes('SOA-C03')).length).toBeGreaterThan(0);
  });
});

describe('of each', () => {
  test.each([...exercises, ...questions, ...lessons].map((one) => [one.id, one] as const))(
    '%s: topic, exams, date and sources',
    (_, { topic, exams, asOf, sources }) => {
      expect(Object.keys(TOPICS)).toContain(topic);
      expect(exams.length).toBeGreaterThan(0);
      for (const exam of exams) expect(EXAMS).toContain(exam);
      expect(Date.parse(asOf)).toBeLessThanOrEqual(Date.parse('2026-11-20'));
      expect(asOf).toMatch(/^\d{4}-\d{2}(-\d{2})?$/);
      expect(sources.length).toBeGreaterThan(0);
      for (const { title, url } of sources) {
        expect(title).not.toBe('');
        expect(new URL(url).protocol).toBe('https:');
      }
    },
  );
});
