import { describe, expect, it } from 'vitest';
import { letterOf, questionKeyOf, withOption } from '../../src/ui/question/question-keys.ts';
import { dateInWords, spanInWords } from '../../src/ui/question/question-words.ts';

// No document here: nothing is an Element.
Object.assign(globalThis, { Element: function Element() {} });
const press = (key: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}, options = 4) =>
  questionKeyOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: {} as EventTarget, ...held }, options);

describe('the keys of a question', () => {
  it('choose by figure and by letter', () => {
    expect(press('1')).toEqual({ type: 'choose', option: 0 });
    expect(press('6')).toEqual({ type: 'choose', option: 5 });
    expect(press('a')).toEqual({ type: 'choose', option: 0 });
    expect(press('D')).toEqual({ type: 'choose', option: 3 });
    expect(press('7')).toBeNull();
    expect(press('g')).toBeNull();
  });

  it('flag with F, unless F is an option; with Shift always', () => {
    expect(press('f')).toEqual({ type: 'flag' });
    expect(press('f', {}, 5)).toEqual({ type: 'flag' });
    expect(press('f', {}, 6)).toEqual({ type: 'choose', option: 5 });
    expect(press('F', { shiftKey: true }, 6)).toEqual({ type: 'flag' });
  });

  it('answer with Enter, go on with N, and leave the browser its own', () => {
    expect(press('Enter')).toEqual({ type: 'enter' });
    expect(press('n')).toEqual({ type: 'next' });
    expect(press('f', { ctrlKey: true })).toBeNull();
  });

  it('replace a single choice and gather several', () => {
    expect(withOption([2], 0, 1)).toEqual([0]);
    expect(withOption([2], 0, 2)).toEqual([0, 2]);
    expect(withOption([0, 2], 0, 2)).toEqual([2]);
    expect([0, 5].map(letterOf)).toEqual(['A', 'F']);
  });
});

describe('the words of a question', () => {
  it('name dates and spans', () => {
    expect(dateInWords('2026-11-20')).toBe('20 November 2026');
    expect(dateInWords('2026-13-20')).toBe('2026-13-20');
    expect(spanInWords(90)).toBe('1 min 30 s');
    expect(spanInWords(7200)).toBe('2 h');
    expect(spanInWords(119.6)).toBe('2 min');
    expect(spanInWords(0)).toBe('0 s');
  });
});
