/** Goes once over all rows of a text: cuts, decodes, reads, and tells good rows from bad ones. */
import type { FileRefusal, FormatChoice } from '../../protocol/import-messages.ts';
import { BadRowList } from './bad-rows.ts';
import { CsvRowReader } from './csv-row.ts';
import { GUESS_BYTES, guessFormat } from './guess-format.ts';
import { JsonRowReader } from './json-row.ts';
import { LogLineReader } from './log-line.ts';
import { jsonDocument, notUtf8, ROWS_MAX, tooManyRows } from './refusals.ts';
import type { BadRowCause, RowReader } from './row-reader.ts';
import { findLineBreak, RowSplitter } from './row-splitter.ts';
import type { FileText } from './text-intake.ts';

/** The row is bytes[start … end) and begins on `line`, 1-based. Valid until the next row. */
export interface RowPlace {
  start: number;
  end: number;
  line: number;
}

export interface RowVisitor {
  /** Called once, before the first row. */
  begin(reader: RowReader): void;
  /** A good row. A cause makes it a bad one after all. */
  row(values: string[], place: RowPlace, text: string): BadRowCause | null;
}

const PROGRESS_ROWS = 8_192;
/** A file in which more than a tenth of the rows is not UTF-8 is not a UTF-8 file. */
const NOT_UTF8_SHARE_MAX = 0.1;

const NOT_UTF8: BadRowCause = { reason: 'not-utf-8', detail: 'holds bytes that are not UTF-8' };
const TOO_LARGE: BadRowCause = { reason: 'too-large', detail: 'is over 1 MiB, the largest record that a stream takes by default' };
const BROKEN_QUOTES: BadRowCause = { reason: 'quotes', detail: 'has a quote that is not closed or not doubled' };

export function guessOf(text: FileText): FormatChoice | FileRefusal {
  const head = text.bytes.subarray(text.from, text.from + GUESS_BYTES);
  const lineBreak = findLineBreak(text.bytes, text.from);
  const whole = text.from + GUESS_BYTES >= text.bytes.length ? head.length : head.lastIndexOf(lineBreak) + 1;
  const decoded = new TextDecoder().decode(head.subarray(0, whole === 0 ? head.length : whole));
  return guessFormat(decoded, text.name) ?? jsonDocument(text.name);
}

export function walkRows(
  text: FileText,
  choice: FormatChoice,
  visitor: RowVisitor,
  onProgress: (doneBytes: number) => void,
): BadRowList | FileRefusal {
  const bad = new BadRowList();
  const delimiter = choice.format === 'csv' ? choice.delimiter.charCodeAt(0) : null;
  const splitter = new RowSplitter(text.bytes, text.from, { lineBreak: findLineBreak(text.bytes, text.from), delimiter });
  const decode = rowDecoder(text.bytes);
  let reader: RowReader | null = null;
  let rows = 0;
  while (splitter.next()) {
    if (++rows % PROGRESS_ROWS === 0) onProgress(splitter.start);
    if (rows > ROWS_MAX) return tooManyRows(text.name);
    const row = textOf(splitter, decode);
    if (typeof row !== 'string') {
      bad.add(splitter.line, row);
      continue;
    }
    if (reader === null) {
      reader = openReader(choice, row);
      visitor.begin(reader);
      if (choice.format === 'csv' && choice.header) continue;
    }
    const values = reader.read(row);
    const cause = Array.isArray(values) ? visitor.row(values, splitter, row) : values;
    if (cause !== null) bad.add(splitter.line, cause);
  }
  const broken = bad.count('not-utf-8');
  return broken > rows * NOT_UTF8_SHARE_MAX ? notUtf8(text.name, broken, bad.firstLineOf('not-utf-8')) : bad;
}

function openReader(choice: FormatChoice, firstRow: string): RowReader {
  if (choice.format === 'ndjson') return new JsonRowReader();
  return choice.format === 'csv' ? new CsvRowReader(choice, firstRow) : new LogLineReader();
}

function textOf(splitter: RowSplitter, decode: (start: number, end: number) => string | null): string | BadRowCause {
  if (splitter.problem === 'too-large') return TOO_LARGE;
  if (splitter.problem === 'quotes') return BROKEN_QUOTES;
  return decode(splitter.start, splitter.end) ?? NOT_UTF8;
}

/** Null where the bytes are not UTF-8. */
function rowDecoder(bytes: Uint8Array): (start: number, end: number) => string | null {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return (start, end) => {
    try {
      return decoder.decode(bytes.subarray(start, end));
    } catch {
      return null;
    }
  };
}
