import { describe, expect, it } from 'vitest';
import { fitText, textWidth } from '../../src/views/text-width.ts';
import {
  clock,
  count,
  duration,
  hexOfFraction,
  hexOfHashKey,
  listed,
  mebibytes,
  percent,
  shardNumber,
  shortCount,
} from '../../src/views/wording.ts';

const plain = (text: string) => text.replaceAll('\u202F', ' ');

describe('numbers in words', () => {
  it('groups digits', () => {
    expect(plain(count(1850))).toBe('1 850');
    expect(plain(count(1_234_567))).toBe('1 234 567');
    expect(count(999)).toBe('999');
    expect(count(0.25)).toBe('0.3');
    expect(plain(shortCount(1_240_000))).toBe('1.24 M');
  });

  it('says durations with the figures that matter', () => {
    expect([82, 4800, 12_400, 65_000, 721_000, 11_520_000].map((ms) => plain(duration(ms)))).toEqual([
      '82 ms',
      '4.8 s',
      '12 s',
      '1 min 5 s',
      '12 min',
      '3.2 h',
    ]);
  });

  it('never shows sixty seconds', () => {
    for (let ms = 0; ms < 700_000; ms += 37) expect(plain(duration(ms))).not.toMatch(/60 s|^1000 ms|10\.0 s/);
  });

  it('says the time since the start', () => {
    expect(clock(41_263_000)).toBe('00:41.26');
    expect(clock(41_263_000, 3)).toBe('00:41.263');
    expect(clock(59_999_999)).toBe('00:59.99');
    expect(clock(3_761_000_000)).toBe('1:02:41');
  });

  it('says shares, sizes, shards and hash keys', () => {
    expect(plain(percent(0.234))).toBe('23 %');
    expect(plain(percent(0.004))).toBe('0.4 %');
    expect(mebibytes(1_048_576)).toBe('1.00');
    expect(shardNumber('shardId-000000000012')).toBe(12);
    expect([0, 0.25, 1].map(hexOfFraction)).toEqual(['0000…', '4000…', 'ffff…']);
    expect(hexOfHashKey((2n ** 127n).toString())).toBe('8000…');
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  });
});

describe('text that must fit', () => {
  it('is cut with an ellipsis, or left out', () => {
    expect(fitText('checkout-events', 200, 12)).toBe('checkout-events');
    const cut = fitText('checkout-events', 60, 12);
    expect(cut.endsWith('…')).toBe(true);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(60);
    expect(fitText('checkout-events', 10, 12)).toBe('');
  });
});
