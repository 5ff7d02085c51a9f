import { describe, expect, it } from 'vitest';
import { counted, dayInWords, minutesInWords, shareInWords, starsInWords } from '../../src/ui/progress/progress-words.ts';

describe('progress in words', () => {
  it('writes halves of stars', () => {
    expect([0, 0.5, 1, 2.5, 3].map(starsInWords)).toEqual(['0', '½', '1', '2½', '3']);
  });

  it('names days by the calendar, not by 24 hours', () => {
    const now = new Date(2026, 10, 20, 0, 30).getTime();
    const day = (...when: [number, number, number, number]) => dayInWords(new Date(...when).getTime(), now);
    expect(day(2026, 10, 20, 23)).toBe('today');
    expect(day(2026, 10, 19, 23)).toBe('yesterday');
    expect(day(2026, 10, 21, 23)).toBe('tomorrow');
    expect(day(2026, 10, 18, 23)).toBe('18 Nov');
    expect(day(2025, 11, 31, 23)).toBe('31 Dec 2025');
  });

  it('says how sure a share is, or that there is too little to say', () => {
    expect(shareInWords({ n: 0, right: 0, interval: null })).toBe('no items yet');
    expect(shareInWords({ n: 7, right: 7, interval: null })).toBe('not enough data: 7 of 8');
    expect(shareInWords({ n: 10, right: 8, interval: { from: 0.4902, to: 0.9433 } })).toBe('80 % (49–94 %)');
  });

  it('counts', () => {
    expect([counted(1, 'card'), counted(0, 'card'), counted(2, 'try', 'tries')]).toEqual(['1 card', '0 cards', '2 tries']);
    expect([minutesInWords(10_000), minutesInWords(1_500_000)]).toEqual(['about 1 min', 'about 25 min']);
  });
});
