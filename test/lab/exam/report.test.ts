import { describe, expect, it } from 'vitest';
import { drawItem } from '../../../src/content/learning/draw-item.ts';
import { answerOf, isRightAnswer } from '../../../src/lab/exam/answer.ts';
import { type Marked, reportOf } from '../../../src/lab/exam/report.ts';
import { wilson } from '../../../src/lab/progress/topic-figures.ts';
import { sum, two } from './questions-fixture.ts';

const marks = (topic: Marked['topic'], right: number, wrong: number, confidence: 'high' | null = null): Marked[] => [
  ...Array.from({ length: right }, () => ({ topic, answer: { isRight: true, confidence } })),
  ...Array.from({ length: wrong }, () => ({ topic, answer: { isRight: false, confidence } })),
];

describe('the report', () => {
  it('counts by topic, open ones as not right', () => {
    const report = reportOf([...marks('keys', 3, 1), { topic: 'keys', answer: null }, ...marks('cost', 0, 2)]);
    expect(report).toMatchObject({ items: 7, right: 3, unanswered: 1 });
    expect(report.topics).toMatchObject([
      { topic: 'keys', items: 5, right: 3, unanswered: 1 },
      { topic: 'cost', items: 2, right: 0, unanswered: 0 },
    ]);
  });

  it('says nothing of a topic below eight items', () => {
    expect(reportOf(marks('keys', 7, 0)).topics[0].interval).toBeNull();
    expect(reportOf(marks('keys', 8, 0)).topics[0].interval).not.toBeNull();
  });

  // Newcombe 1998, table I, method 3: 81 of 263 and 15 of 148.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
  ])('gives Wilson’s interval of %i of %i', (right, items, low, high) => {
    const interval = wilson(right, items);
    expect(interval.from).toBeCloseTo(low, 4);
    expect(interval.to).toBeCloseTo(high, 4);
  });

  it('finds over-confidence in what was sure and wrong, from four sure answers on', () => {
    expect(reportOf(marks('keys', 3, 2, 'high')).isOverConfident).toBe(true);
    expect(reportOf(marks('keys', 4, 1, 'high')).isOverConfident).toBe(false);
    expect(reportOf(marks('keys', 0, 3, 'high')).isOverConfident).toBe(false);
    expect(reportOf(marks('keys', 3, 2)).isOverConfident).toBe(false);
  });
});

describe('an answer', () => {
  const template = two('pair', 'writing');
  const item = drawItem(template, '7');
  const placesOf = (isRight: boolean) => item.options.flatMap((option, i) => (option.isRight === isRight ? i : []));

  it('is right with all the right options and no other', () => {
    const [first, second] = placesOf(true);
    expect(isRightAnswer(item, [first, second])).toBe(true);
    expect(isRightAnswer(item, [first])).toBe(false);
    expect(isRightAnswer(item, [first, second, placesOf(false)[0]])).toBe(false);
    expect(isRightAnswer(item, [])).toBe(false);
  });

  it('keeps the misconceptions behind it', () => {
    const [bad] = placesOf(false);
    const answer = answerOf(
      template,
      item,
      { chosen: [placesOf(true)[0], bad], confidence: 'high', tookMs: 900 },
      { mode: 'exam', atEpochMs: 5 },
    );
    expect(answer).toEqual({
      template: 'pair',
      seed: '7',
      topic: 'writing',
      atEpochMs: 5,
      isRight: false,
      misconceptions: [item.options[bad].misconception],
      confidence: 'high',
      mode: 'exam',
      tookMs: 900,
    });
    const single = drawItem(sum('one', 'keys'), '3');
    const place = single.options.findIndex(({ isRight }) => isRight);
    expect(
      answerOf(sum('one', 'keys'), single, { chosen: [place], confidence: null, tookMs: 1 }, { mode: 'drill', atEpochMs: 1 }),
    ).toMatchObject({ isRight: true, misconceptions: [] });
  });
});
