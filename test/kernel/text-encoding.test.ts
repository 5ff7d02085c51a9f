/** UTF-8 and base64 against the platform's own, which the engine does without. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../src/engine/kernel/base64.ts';
import { encodeUtf8, utf8Length } from '../../src/engine/kernel/utf8.ts';

/** Any UTF-16, unpaired surrogates included. */
const anyText = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.integer({ min: 0xd800, max: 0xdfff })), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units));

describe('utf-8', () => {
  test('is what TextEncoder makes, unpaired surrogates included', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), anyText), (text) => {
        const wanted = new TextEncoder().encode(text);
        expect(encodeUtf8(text)).toEqual(wanted);
        expect(utf8Length(text)).toBe(wanted.length);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    '',
    '\u007f',
    '\u0080',
    '\u07ff',
    '\u0800',
    '\uffff',
    '\u{10000}',
    '\u{10ffff}',
    '\ud800',
    '\udc00',
    '\udc00\ud800',
    'a\ud83d',
    '\ud83d\ud83d\ude00',
  ])('at the edge: %j', (text) => {
    expect([...encodeUtf8(text)]).toEqual([...new TextEncoder().encode(text)]);
  });
});

describe('base64', () => {
  test('goes there and back, and is what Node makes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(text)).toEqual(bytes);
      }),
    );
  });

  test('long data too', () => {
    const bytes = Uint8Array.from({ length: 100_001 }, (_, i) => (i * 31) & 255);
    expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
  });

  test.each(['a', 'ab', 'abc', 'a===', '====', 'ab=c', 'a=bc', '=abc', 'ab-_', 'ab c', 'abcé', 'QUI=QUI='])('%j is not base64', (text) => {
    expect(decodeBase64(text)).toBeNull();
  });

  test('nothing is nothing', () => {
    expect(decodeBase64('')).toEqual(new Uint8Array(0));
  });
});
