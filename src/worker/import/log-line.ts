/**
 * Plain log lines: columns are separated by blanks; what stands in quotes or brackets is one column (the common log format's
 * time and request), and so is a date that is followed by a time of day.
 */
import type { RowReader } from './row-reader.ts';

/** Columns are looked for in the first part of a line only. */
const LOOKED_AT_CHARACTERS = 4_096;
const COLUMNS_MAX = 30;

const COLUMN =
  /\[[^\]]{0,256}\](?=\s|$)|"(?:[^"\\]|\\.){0,2048}"(?=\s|$)|\d{4}[-/]\d{2}[-/]\d{2} \d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?=\s|$)|\S+/g;

export class LogLineReader implements RowReader {
  readonly fields: string[] = [];

  read(text: string): string[] {
    const columns = (text.length > LOOKED_AT_CHARACTERS ? text.slice(0, LOOKED_AT_CHARACTERS) : text).match(COLUMN) ?? [];
    if (columns.length > COLUMNS_MAX) columns.length = COLUMNS_MAX;
    while (this.fields.length < columns.length) this.fields.push(`column ${this.fields.length + 1}`);
    return columns;
  }
}
