/** The glossary as it is searched, ordered and addressed. */
import type { Term } from '../../content/glossary/term.ts';

export const glossaryAddress = (id: string): string => `#/learn/glossary/${id}`;

/** Small letters, no difference between kinds of hyphens and spaces: who types `on demand` or `ON-DEMAND` means the same. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s\u2010-\u2015-]+/g, ' ')
    .trim();

/** By name, as a reader looks it up; `AWS Lambda` and `aggregation` side by side. */
export function inOrder(terms: readonly Term[]): Term[] {
  return terms.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { sensitivity: 'base' }));
}

/** Those whose names hold what was typed, names that begin with it first; then those that only speak of it. */
export function findTerms(terms: readonly Term[], typed: string): Term[] {
  const words = plain(typed);
  if (words === '') return inOrder(terms);
  const ranked = inOrder(terms).map((term) => ({ term, rank: rankOf(term, words) }));
  return ranked
    .filter(({ rank }) => rank < UNFOUND)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ term }) => term);
}

const UNFOUND = 3;

function rankOf({ name, aliases = [], definition }: Term, words: string): number {
  const names = [name, ...aliases].map(plain);
  if (names.some((own) => own.startsWith(words))) return 0;
  if (names.some((own) => own.includes(words))) return 1;
  return words.split(' ').every((word) => `${names.join(' ')} ${plain(definition)}`.includes(word)) ? 2 : UNFOUND;
}
