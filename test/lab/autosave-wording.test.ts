/** A kept run in words. Dates are those of whoever reads them, so they are made from parts here too. */
import { describe, expect, test } from 'vitest';
import { doneInWords, offerInWords } from '../../src/lab/run-words.ts';
import { keptWhen, lengthInWords } from '../../src/ui/runs/wording.ts';
import { keptRun } from './arbitrary-kept-run.ts';

const at = (...[year, month, day, hours, minutes]: number[]) => new Date(year, month - 1, day, hours, minutes).getTime();
const NOW_MS = at(2026, 11, 20, 14, 5);

describe('when it was kept', () => {
  test.for([
    { ms: NOW_MS, words: 'today 14:05' },
    { ms: at(2026, 11, 20, 0, 0), words: 'today 00:00' },
    { ms: at(2026, 11, 19, 23, 59), words: 'yesterday 23:59' },
    { ms: at(2026, 11, 18, 9, 7), words: '18 Nov 09:07' },
    { ms: at(2026, 1, 1, 12, 0), words: '1 Jan 12:00' },
    { ms: at(2025, 11, 20, 14, 5), words: '20 Nov 2025' },
  ])('$words', ({ ms, words }) => {
    expect(keptWhen(ms, NOW_MS)).toBe(words);
  });

  test('yesterday reaches over the turn of a month and of a year', () => {
    expect(keptWhen(at(2026, 2, 28, 8, 0), at(2026, 3, 1, 0, 10))).toBe('yesterday 08:00');
    expect(keptWhen(at(2025, 12, 31, 8, 0), at(2026, 1, 1, 0, 10))).toBe('yesterday 08:00');
  });
});

describe('what was done', () => {
  test.for([
    { commands: 0, branches: 1, words: [] },
    { commands: 1, branches: 1, words: ['1 command'] },
    { commands: 3, branches: 2, words: ['3 commands', '2 branches'] },
    { commands: 1234, branches: 1, words: ['1\u202F234 commands'] },
  ])('$words', ({ words, ...run }) => {
    expect(doneInWords(run)).toEqual(words);
  });
});

const place = { untilUs: 41_263_000, momentUs: 41_263_000, playing: false, view: 'stage', selection: null } as const;

test('how long it is, and where it stood if not at its end', () => {
  expect(lengthInWords({ place })).toBe('00:41');
  expect(lengthInWords({ place: { ...place, momentUs: 12_300_000 } })).toBe('at 00:12 of 00:41');
});

test('the offer names the run, its length and what was done', () => {
  const run = keptRun({ place, commands: 3 });
  expect(offerInWords(run)).toBe('Your last run ‘First light’ (00:41, 3 commands) is kept.');
  const long = keptRun({ place: { ...place, untilUs: 3_725_900_000 }, name: 'Lesson 3', commands: 1, branches: 2 });
  expect(offerInWords(long)).toBe('Your last run ‘Lesson 3’ (1:02:05, 1 command, 2 branches) is kept.');
});
