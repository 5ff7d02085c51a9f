/** What a query can be made of: a part of jq 1.6, enough for keys out of records. https://jqlang.github.io/jq/manual/v1.6/ */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type Query =
  | { kind: 'identity' }
  | { kind: 'literal'; value: Json }
  | { kind: 'text'; parts: (string | Query)[] }
  | { kind: 'index'; of: Query; key: Query }
  | { kind: 'slice'; of: Query; from: Query | null; to: Query | null }
  | { kind: 'each'; of: Query }
  /** `otherwise`: asked of the error's message; null: nothing comes of it. */
  | { kind: 'try'; of: Query; otherwise: Query | null }
  | { kind: 'array'; of: Query | null }
  | { kind: 'object'; entries: { key: Query; value: Query }[] }
  | { kind: 'negative'; of: Query }
  | { kind: 'pipe' | 'comma' | 'alternative' | 'and' | 'or'; left: Query; right: Query }
  | { kind: 'compare'; operator: Comparison; left: Query; right: Query }
  | { kind: 'calculate'; operator: Arithmetic; left: Query; right: Query }
  | { kind: 'if'; condition: Query; yes: Query; no: Query }
  | { kind: 'call'; name: string; args: Query[] };

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';

/** The query cannot be read. `at`: character, from 0. */
export class QuerySyntaxError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.name = 'QuerySyntaxError';
    this.at = at;
  }
}

/** The query cannot be carried out on this input: jq's own `error`. */
export class QueryError extends Error {}
