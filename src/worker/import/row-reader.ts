/** Reads the text of one row into the values of its fields. One kind for each format; made by `openReader`. */
import type { BadRowReason } from '../../protocol/import-messages.ts';

export interface BadRowCause {
  reason: BadRowReason;
  detail: string;
}

export interface RowReader {
  /** Names of the fields, in order; NDJSON rows may add some as they come. */
  readonly fields: string[];
  /** Values in the order of `fields`; absent ones are '' or beyond the end. */
  read(text: string): string[] | BadRowCause;
}
