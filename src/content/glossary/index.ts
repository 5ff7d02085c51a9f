/** The glossary, by area. Pages order it as they need. */
import { consumerTerms } from './consumer-terms.ts';
import { firehoseTerms } from './firehose-terms.ts';
import { lambdaTerms } from './lambda-terms.ts';
import { producerTerms } from './producer-terms.ts';
import { runningTerms } from './running-terms.ts';
import { streamTerms } from './stream-terms.ts';
import type { Term } from './term.ts';

export const TERMS: readonly Term[] = [
  ...streamTerms,
  ...producerTerms,
  ...consumerTerms,
  ...lambdaTerms,
  ...firehoseTerms,
  ...runningTerms,
];

const byId = new Map(TERMS.map((term) => [term.id, term]));

export const termOf = (id: string): Term | null => byId.get(id) ?? null;
