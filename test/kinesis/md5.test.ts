/** Against js-md5, an implementation of others. */
import fc from 'fast-check';
import { md5 } from 'js-md5';
import { expect, test } from 'vitest';
import { md5BytesInto, md5Words } from '../../src/engine/kinesis/md5.ts';

const words = new Uint32Array(6);

function hexOf(write: (out: Uint32Array, offset: number) => void): string {
  words.fill(0xdead);
  write(words, 1);
  expect([words[0], words[5]]).toEqual([0xdead, 0xdead]); // nothing is written beside the four words
  return Array.from(words.subarray(1, 5), (word) => word.toString(16).padStart(8, '0')).join('');
}
const keyHash = (key: string) => hexOf((out, offset) => md5Words(key, out, offset));

test('ASCII keys of every length from 0 to 300', () => {
  for (let length = 0; length <= 300; length++) {
    const key = Array.from({ length }, (_, i) => String.fromCharCode(32 + ((i * 7 + length) % 95))).join('');
    expect(keyHash(key)).toBe(md5(key));
  }
});

test('bytes of every length from 0 to 300', () => {
  for (let length = 0; length <= 300; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
    expect(hexOf((out, offset) => md5BytesInto(bytes, out, offset))).toBe(md5(bytes));
  }
});

test('characters of two, three and four bytes at every length around a block', () => {
  for (const character of ['é', '鍵', '🔑', '\u007f', '\u0080'])
    for (let length = 0; length <= 70; length++)
      for (const key of [character.repeat(length), 'a'.repeat(length) + character])
        expect(keyHash(key)).toBe(md5(new TextEncoder().encode(key)));
});

test('unpaired surrogates hash as U+FFFD', () => {
  const units = fc.array(fc.oneof(fc.integer({ min: 0xd800, max: 0xdfff }), fc.nat(0xffff)), { maxLength: 80 });
  fc.assert(
    fc.property(units, (codes) => {
      const key = String.fromCharCode(...codes);
      expect(keyHash(key)).toBe(md5(new TextEncoder().encode(key)));
    }),
  );
});

test('one hash leaves nothing behind for the next', () => {
  const keys = ['', 'a', 'é'.repeat(100), 'x'.repeat(55), 'x'.repeat(56), 'y'.repeat(64), 'b'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...keys), { minLength: 2, maxLength: 8 }), (order) => {
      for (const key of order) expect(keyHash(key)).toBe(md5(new TextEncoder().encode(key)));
    }),
  );
});
