/**
 * Texts that mark terms of the glossary: `[[iterator-age]]`, or `[[iterator-age|how far behind]]` where the sentence needs other words.
 * Without words of its own a mark reads as its id with spaces. What is not a whole mark is left as it stands.
 */
export interface MarkedTerm {
  /** Its id. */
  term: string;
  words: string;
}

export type Part = string | MarkedTerm;

const MARK = /\[\[([a-z0-9]+(?:-[a-z0-9]+)*)(?:\|([^[\]|]+))?\]\]/g;

/** The text in order, without empty pieces. */
export function parts(text: string): Part[] {
  const found: Part[] = [];
  let from = 0;
  for (const mark of text.matchAll(MARK)) {
    if (mark.index > from) found.push(text.slice(from, mark.index));
    const [whole, term, words = term.replaceAll('-', ' ')] = mark;
    found.push({ term, words });
    from = mark.index + whole.length;
  }
  if (from < text.length) found.push(text.slice(from));
  return found;
}

/** For titles, accessible names, files and whatever else shows words alone. */
export function unmarked(text: string): string {
  return parts(text)
    .map((part) => (typeof part === 'string' ? part : part.words))
    .join('');
}

/** Ids of the terms that a text marks. */
export function termsIn(text: string): string[] {
  return parts(text).flatMap((part) => (typeof part === 'string' ? [] : part.term));
}
