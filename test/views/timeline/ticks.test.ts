import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth } from '../../../src/views/text-width.ts';
import { ticksOf, tickText } from '../../../src/views/timeline/ticks.ts';

const ticks = (fromUs: number, lengthUs: number, width: number) =>
  ticksOf({ fromUs, toUs: fromUs + lengthUs }, (atUs) => ((atUs - fromUs) / lengthUs) * width, 0, width);

describe('ticks', () => {
  it('go down to 100 ms', () => {
    expect(ticks(12.05e6, 1e6, 1000).map(({ text }) => text)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => `00:12.${tenth}`).concat('00:13.0'),
    );
  });

  it('go up to days', () => {
    expect(ticks(0, 5 * 86_400e6, 700).map(({ text }) => text)).toEqual([
      '00:00',
      '1\u202Fd',
      '2\u202Fd',
      '3\u202Fd',
      '4\u202Fd',
      '5\u202Fd',
    ]);
    expect(tickText(30 * 3.6e9, 21_600e6)).toBe('1\u202Fd 06:00');
    expect(tickText(3.6e9, 60e6)).toBe('1:00:00');
  });

  it('are there at every zoom, evenly, each told apart, and never on each other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500_000, max: 900_000_000_000 }),
        fc.integer({ min: 0, max: 900_000_000_000 }),
        fc.constantFrom(276, 600, 1040, 1700),
        (lengthUs, fromUs, width) => {
          const marks = ticks(fromUs, lengthUs, width);
          expect(marks.length).toBeGreaterThanOrEqual(1);
          expect(new Set(marks.map(({ text }) => text)).size).toBe(marks.length);
          for (const [i, mark] of marks.entries()) {
            if (i === 0) continue;
            const before = marks[i - 1];
            expect(mark.x - before.x).toBeGreaterThan((textWidth(mark.text, 10.5) + textWidth(before.text, 10.5)) / 2);
            if (i > 1) expect(mark.atUs - before.atUs).toBeCloseTo(before.atUs - marks[i - 2].atUs, 3);
          }
        },
      ),
    );
  });
});
