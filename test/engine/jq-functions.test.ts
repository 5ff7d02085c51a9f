/** Functions beyond paths and arithmetic: lists, patterns, formats and times, held against jq itself. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/engine/firehose/partitioning/jq/syntax.ts';
import { whyBadQuery } from '../../src/engine/firehose/partitioning/query.ts';
import { jqSays, ourAnswer } from './jq-answers.ts';
import { MORE_QUERIES, RECORD } from './jq-queries.ts';

describe('a query', () => {
  test.each(MORE_QUERIES)('%s says what jq says', async (query) => {
    const theirs = await jqSays(RECORD, query);
    expect(ourAnswer(RECORD as Json, query)).toEqual(theirs);
  });

  test('one that would never end is stopped by its first output', () => {
    expect(ourAnswer(RECORD as Json, 'first(.tags[], error("never asked"))').outputs).toEqual(['b']);
  });

  test.each(['{k:.a|@nonsense}', '{k:.a|sub("x")}', '{k:.a|sort_by}', '{k:.a|strptime}', '{k:now}'])('%s is refused', (query) => {
    expect(whyBadQuery(query)).toContain('at character');
  });
});
