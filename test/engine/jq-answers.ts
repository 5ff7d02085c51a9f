/** What jq answers, and what the lab's own queries do. `jq-wasm` breaks after some three hundred calls in one file. */
import * as jq from 'jq-wasm';
import { outputsOf } from '../../src/engine/firehose/partitioning/jq/evaluate.ts';
import { parseQuery } from '../../src/engine/firehose/partitioning/jq/parse.ts';
import { QueryError, QuerySyntaxError, type Json } from '../../src/engine/firehose/partitioning/jq/syntax.ts';

/** Outputs before an error, and whether there was one. */
export interface Said {
  outputs: unknown[];
  hasFailed: boolean;
}

export const FAILED = 'the query has failed here';

/** An error after outputs is not told by `jq-wasm`, so it is caught in the query itself. What throws cannot be read. */
export async function jqSays(input: unknown, query: string): Promise<Said> {
  const said = await outputsOfJq(JSON.stringify(input), `try (${query}\n) catch "${FAILED}"`).catch(() => [FAILED]);
  const hasFailed = said.at(-1) === FAILED;
  return { outputs: hasFailed ? said.slice(0, -1) : said, hasFailed };
}

/** `input`: JSON values, one a line. */
export async function outputsOfJq(input: string, query: string): Promise<unknown[]> {
  const text = await jq.raw(input, query, ['-c']);
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown); // oxfmt-ignore
}

export function ourAnswer(input: Json, query: string): Said {
  const outputs: unknown[] = [];
  try {
    // Streamed, so that what was said before an error is seen.
    const parsed = parseQuery(query);
    outputs.push(...outputsOf({ kind: 'try', of: parsed, otherwise: null }, input));
    outputsOf(parsed, input);
  } catch (error) {
    if (error instanceof QueryError || error instanceof QuerySyntaxError) return { outputs: plain(outputs), hasFailed: true };
    throw error;
  }
  return { outputs: plain(outputs), hasFailed: false };
}

/** Objects of queries have no prototype. */
const plain = (values: unknown[]): unknown[] => JSON.parse(JSON.stringify(values)) as unknown[];
