/** Queries for partition keys: what they make of an input, held against jq itself. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/engine/firehose/partitioning/jq/syntax.ts';
import { whyBadQuery } from '../../src/engine/firehose/partitioning/query.ts';
import { FAILED, jqSays, ourAnswer, outputsOfJq } from './jq-answers.ts';
import { QUERIES, RECORD } from './jq-queries.ts';

/** jq of later than 1.6, against which this is held, answers these in another way; here it is as in 1.6, or it is not supported here. */
const NOT_HELD = new Set(['. as $x | $x', '.a = 1', 'if 1 then 2 end', '..|numbers? // empty', '']);

/** jq of later than 1.6 writes a number as it was read. */
const withPlainNumbers = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) => (typeof one === 'number' ? Math.round(one % 1000) + 0 : one));

const SEED = 20261120;
const ON_ANY_INPUT = ['.a', '.[]?', '.[0]', '[.[]?|tostring]', 'length', 'keys', 'type', '{a: ., b: .[0]?}', 'tojson|fromjson == .', '[.. | type]', '. < 1', '. < "a"', '. == .', '. + .', '. * .', '. - .', 'if . then 1 else 2 end', '(.a // .b // "none")?', 'tostring|length', 'map(. == 1)', '[.]|first', 'ascii_downcase?', '[.[]?] | length', '.[1:]?', 'has("a")', 'add', 'join("-")', 'split("a")', 'tonumber', 'not']; // oxfmt-ignore

describe('a query', () => {
  test.each(QUERIES.filter((query) => !NOT_HELD.has(query)))('%s says what jq says', async (query) => {
    const theirs = await jqSays(RECORD, query);
    expect(ourAnswer(RECORD as Json, query)).toEqual(theirs);
  });

  /** Many inputs at a time: `jq-wasm` breaks after some three hundred calls. */
  test('says what jq says on any input', async () => {
    const input = fc
      .jsonValue({ maxDepth: 3 })
      .map(withPlainNumbers)
      .filter((value) => !JSON.stringify(value).includes('__proto__'));
    const inputs = fc.array(input, { minLength: 20, maxLength: 40 });
    for (const query of ON_ANY_INPUT)
      for (const values of fc.sample(inputs, { numRuns: 1, seed: SEED })) {
        const text = values.map((value) => JSON.stringify(value)).join('\n');
        const theirs = await outputsOfJq(text, `[try (${query}) catch "${FAILED}"]`);
        const ours = values
          .map((value) => ourAnswer(value as Json, query))
          .map(({ outputs, hasFailed }) => (hasFailed ? [...outputs, FAILED] : outputs));
        expect([query, ...ours]).toEqual([query, ...theirs]);
      }
  });
});

describe('a query that cannot be read', () => {
  test.each([
    ['{a:.b', 6],
    ['.a = 1', 4],
    ['{a:.b + 1}', 7],
    ['.a | nonsense', 6],
    ['{a:$x}', 4],
    ['{a:"b}', 4],
    ['if .a then 1 end', 14],
    ['{a:.b|strftime}', 7],
  ])('%s is refused at character %i', (query, character) => {
    expect(whyBadQuery(query)).toContain(`at character ${character} of the query.`);
  });

  test('one that makes no object is refused; the documented one is not', () => {
    expect(whyBadQuery('.customer_id')).toContain('must make an object');
    expect(whyBadQuery('{customer_id:.customer_id,year:.event_timestamp|strftime("%Y")}')).toBeNull();
  });
});
