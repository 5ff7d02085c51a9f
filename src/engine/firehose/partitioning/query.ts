/** MetadataExtractionQuery: the query that finds the partition keys of a record. */
import { parseQuery } from './jq/parse.ts';
import { QuerySyntaxError, type Query } from './jq/syntax.ts';

/** The query's text stays with what it was read as: it is asked of every record. Made again from the text wherever it is not there. */
let lastRead: { text: string; query: Query } | null = null;

export function readQuery(text: string): Query {
  if (lastRead?.text !== text) lastRead = { text, query: parseQuery(text) };
  return lastRead.query;
}

/** What is wrong with it and where, in a sentence; null: nothing. */
export function whyBadQuery(text: string): string | null {
  try {
    const query = parseQuery(text);
    return query.kind === 'object' ||
      query.kind === 'pipe' ||
      query.kind === 'if' ||
      query.kind === 'alternative' ||
      query.kind === 'try' ||
      query.kind === 'call' ||
      query.kind === 'calculate'
      ? null
      : 'The query must make an object of keys and values, such as {customer_id: .customer_id}.';
  } catch (error) {
    if (error instanceof QuerySyntaxError) return `${error.message}, at character ${error.at + 1} of the query.`;
    throw error;
  }
}
