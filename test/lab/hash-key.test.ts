import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acceptedCuts,
  cutFromPercent,
  HASH_SPACE,
  hexOf,
  middleOf,
  percentOf,
  readDecimalCut,
  readHexCut,
  readPercentCut,
} from '../../src/lab/hash-key.ts';

const whole = { start: 0n, end: HASH_SPACE - 1n };
const range = fc
  .tuple(fc.bigInt({ min: 0n, max: HASH_SPACE - 1n }), fc.bigInt({ min: 0n, max: HASH_SPACE - 1n }))
  .map(([a, b]) => (a < b ? { start: a, end: b } : { start: b, end: a }))
  .filter(({ start, end }) => end - start > 1_000_000n);

describe('a cut', () => {
  it('in the middle of the whole key space is 2^127', () => {
    expect(middleOf(whole)).toBe(170141183460469231731687303715884105728n);
    expect(percentOf(middleOf(whole), whole)).toBe(50);
  });

  it('is read back from each of its three ways of writing', () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 1, max: 99_999 }), (within, thousandths) => {
        const cut = cutFromPercent(thousandths / 1000, within);
        expect(readDecimalCut(cut.toString(), within)).toEqual({ ok: true, cut });
        expect(readHexCut(hexOf(cut), within)).toEqual({ ok: true, cut });
        expect(readPercentCut(String(thousandths / 1000), within)).toEqual({ ok: true, cut });
        expect(percentOf(cut, within)).toBeCloseTo(thousandths / 1000, 2);
      }),
    );
  });

  it('is accepted from start + 2 to end − 1 and nowhere else', () => {
    fc.assert(
      fc.property(range, ({ start, end }) => {
        const accepted = (cut: bigint) => readDecimalCut(cut.toString(), { start, end }).ok;
        expect(acceptedCuts({ start, end })).toEqual({ lowest: start + 2n, highest: end - 1n });
        expect([start, start + 1n, end, end + 1n].map(accepted)).toEqual([false, false, false, false]);
        expect([start + 2n, end - 1n].map(accepted)).toEqual([true, true]);
      }),
    );
  });

  it.each(['', 'abc', '-5', '1.5', '1e9', '9'.repeat(60)])('refuses the decimal %j in words that name the accepted range', (text) => {
    expect(readDecimalCut(text, whole)).toMatchObject({
      ok: false,
      sentence: expect.stringContaining(`Accepted: 2 to ${HASH_SPACE - 2n}`),
    });
  });

  it.each(['', 'xyz', '0x', '-1', 'f'.repeat(40)])('refuses the hex %j', (text) => {
    expect(readHexCut(text, whole).ok).toBe(false);
  });

  it.each(['', '0', '100', '101', '-1', 'half', '1e1'])('refuses the percentage %j', (text) => {
    expect(readPercentCut(text, whole).ok).toBe(false);
  });

  it('takes a comma, a percent sign, blanks and 0x for granted', () => {
    expect(readPercentCut(' 12,5 % ', whole)).toEqual({ ok: true, cut: HASH_SPACE / 8n });
    expect(readHexCut('0x80000000000000000000000000000000', whole)).toEqual({ ok: true, cut: HASH_SPACE / 2n });
    expect(readDecimalCut('1 000 000', whole)).toEqual({ ok: true, cut: 1_000_000n });
  });
});
