import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parts, termsIn, unmarked } from '../../src/content/glossary/marked-text.ts';

test('marks become terms, with their own words or those of their id', () => {
  expect(parts('The [[iterator-age]] tells [[iterator-age|how far behind]] it is.')).toEqual([
    'The ',
    { term: 'iterator-age', words: 'iterator age' },
    ' tells ',
    { term: 'iterator-age', words: 'how far behind' },
    ' it is.',
  ]);
  expect(parts('[[shard]]')).toEqual([{ term: 'shard', words: 'shard' }]);
  expect(parts('')).toEqual([]);
  expect(unmarked('A [[hot-key|hot]] key, and a [[shard]].')).toBe('A hot key, and a shard.');
  expect(termsIn('[[shard]] and [[lease|leases]]')).toEqual(['shard', 'lease']);
});

test('what is not a whole mark is left as it stands', () => {
  for (const text of ['a [[b', 'a]] b', '[[]]', '[[Shard]]', '[[a b]]', '[[a|]]', '[[a|b|c]]', 'list[0][1]', '[[-a]]'])
    expect(parts(text)).toEqual([text]);
});

test('a text without marks is one piece, and nothing but the brackets is ever taken away', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes('[[')),
      (text) => {
        expect(unmarked(text)).toBe(text);
      },
    ),
  );
  const word = fc.stringMatching(/^[a-z ]{1,8}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(word, fc.stringMatching(/^[a-z]{1,5}$/), word), { maxLength: 5 }), (pieces) => {
      const text = pieces.map(([before, id, words]) => `${before}[[${id}|${words}]]`).join('');
      expect(unmarked(text)).toBe(pieces.map(([before, , words]) => before + words).join(''));
      expect(termsIn(text)).toEqual(pieces.map(([, id]) => id));
    }),
  );
});
