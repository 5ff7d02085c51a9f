import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawItem } from '../../../src/content/learning/draw-item.ts';
import { TOPICS, type Topic } from '../../../src/content/learning/topics.ts';
import { dealFrom, dealNext, keyOf, keysOf } from '../../../src/lab/exam/deal.ts';
import { clockFace, limitMsOf } from '../../../src/lab/exam/exam-time.ts';
import { drawPaper, shareOut, TOPIC_WEIGHTS } from '../../../src/lab/exam/paper.ts';
import { seededRandom } from '../../../src/content/learning/draw.ts';
import { FIXTURE, plain, sum } from './questions-fixture.ts';

const ALL = Object.keys(TOPICS) as Topic[];
const byId = new Map(FIXTURE.map((template) => [template.id, template]));
const arbitrarySeed = fc.integer({ min: 0, max: 0xffffffff }).map((number) => number.toString(16));

describe('a paper', () => {
  it.each([20, 40, 65])('of %i items has so many, none twice with the same numbers', (count) => {
    fc.assert(
      fc.property(arbitrarySeed, (seed) => {
        const paper = drawPaper(FIXTURE, count, seed);
        expect(paper).toHaveLength(count);
        const keys = paper.map(({ template, seed }) => keyOf(drawItem(byId.get(template)!, seed)));
        expect(new Set(keys).size).toBe(count);
      }),
      { numRuns: 20 },
    );
  });

  it('is the same with the same seed and another with another', () => {
    expect(drawPaper(FIXTURE, 20, 'a1')).toEqual(drawPaper(FIXTURE, 20, 'a1'));
    expect(drawPaper(FIXTURE, 20, 'a1')).not.toEqual(drawPaper(FIXTURE, 20, 'a2'));
  });

  it('keeps to the weights of the topics, as nearly as whole items can', () => {
    const total = ALL.reduce((sum, topic) => sum + TOPIC_WEIGHTS[topic], 0);
    for (const count of [20, 40, 65]) {
      const shares = shareOut(count, ALL);
      expect([...shares.values()].reduce((a, b) => a + b)).toBe(count);
      for (const [topic, share] of shares) expect(Math.abs(share - (count * TOPIC_WEIGHTS[topic]) / total)).toBeLessThan(1);
    }
  });

  it('takes every template of a topic before any of it twice', () => {
    const templates = [sum('one', 'keys'), sum('two', 'keys'), sum('three', 'keys')];
    const ids = drawPaper(templates, 6, 'b').map(({ template }) => template);
    for (const { id } of templates) expect(ids.filter((other) => other === id)).toHaveLength(2);
  });

  it('asks nothing twice while there is another template, whatever the weights say', () => {
    const templates = [...FIXTURE, sum('more-a', 'cost'), sum('more-b', 'cost'), sum('more-c', 'cost'), sum('more-d', 'cost')];
    for (const seed of ['1', '2', '3'])
      expect(new Set(drawPaper(templates, templates.length, seed).map(({ template }) => template)).size).toBe(templates.length);
  });

  it('brings no numbers that were had before, unless nothing else is left', () => {
    const templates = [sum('many', 'cost'), sum('few', 'keys', 3)];
    const first = drawPaper(templates, 6, 'b');
    const had = keysOf(first, templates);
    const again = keysOf(drawPaper(templates, 6, 'b', had), templates);
    expect([...again].filter((key) => had.has(key)).every((key) => key.startsWith('few '))).toBe(true);
    expect(again.size).toBe(6);
    expect(drawPaper([sum('few', 'keys', 3)], 3, 'd', keysOf(drawPaper([sum('few', 'keys', 3)], 3, 'c'), templates))).toHaveLength(3);
  });

  it('is shorter where there is no more that differs, and empty without templates', () => {
    expect(drawPaper([plain('only', 'cost'), sum('few', 'keys', 3)], 20, 'c')).toHaveLength(4);
    expect(drawPaper([], 20, 'c')).toEqual([]);
  });
});

describe('dealing', () => {
  it('never repeats numbers, and ends when all were had', () => {
    const template = sum('few', 'keys', 5);
    const random = seededRandom('deal');
    const had = new Set<string>();
    const dealt = Array.from({ length: 20 }, () => dealFrom(template, had, random)).filter((item) => item !== null);
    const numbers = dealt.map(({ seed }) => drawItem(template, seed).numbers.a);
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
  });

  it('knows what was answered on other days', () => {
    const template = sum('few', 'keys', 2);
    const had = keysOf(
      [
        { template: 'few', seed: '1' },
        { template: 'gone', seed: '1' },
      ],
      [template],
    );
    expect([...had]).toEqual([keyOf(drawItem(template, '1'))]);
    const next = dealFrom(template, had, seededRandom('x'));
    expect(next).not.toBeNull();
    expect(drawItem(template, next!.seed).numbers).not.toEqual(drawItem(template, '1').numbers);
  });

  it('goes round the templates, never the same twice running', () => {
    const had = new Set<string>();
    const random = seededRandom('round');
    const asked: { template: string; seed: string }[] = [];
    for (let i = 0; i < 33; i++) asked.push(dealNext(FIXTURE, asked, had, random)!);
    for (let i = 1; i < asked.length; i++) expect(asked[i].template).not.toBe(asked[i - 1].template);
    // Ten of the eleven have numbers: each comes at least as often as whole rounds were played without the one that is used up.
    for (const { id, numbers } of FIXTURE)
      if (Object.keys(numbers).length > 0) expect(asked.filter(({ template }) => template === id).length).toBeGreaterThanOrEqual(3);
  });
});

describe('the time of an exam', () => {
  it('is two minutes an item, or longer', () => {
    expect(limitMsOf(20, '1')).toBe(40 * 60_000);
    expect(limitMsOf(40, '1.5')).toBe(120 * 60_000);
    expect(limitMsOf(65, '2')).toBe(260 * 60_000);
    expect(limitMsOf(65, 'off')).toBeNull();
  });

  it('is read as a clock', () => {
    expect(clockFace(2_400_000)).toBe('40:00');
    expect(clockFace(59_001)).toBe('1:00');
    expect(clockFace(7_805_000)).toBe('2:10:05');
    expect(clockFace(-5)).toBe('0:00');
  });
});
