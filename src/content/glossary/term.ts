/** What a term of the glossary is: a word that a newcomer to Kinesis meets here and may not know. */
import type { Source } from '../learning/topics.ts';

export interface Term {
  /** kebab-case; stands in marks, `[[iterator-age]]`, and in its address. */
  id: string;
  /** As it stands within a sentence: lower case, unless it is a name. */
  name: string;
  /** Other words for it, by which it is found too: none of them stands for another term as well. */
  aliases?: readonly string[];
  /** At most 45 words. A figure in it holds as of `asOf`. */
  definition: string;
  source: Source;
  asOf: string;
  /** Ids of other terms. */
  seeAlso?: readonly string[];
  /** The lesson that explains it. */
  lesson?: string;
}

export const DEFINITION_WORDS_MAX = 45;

export const defineTerm = (term: Term): Term => term;
