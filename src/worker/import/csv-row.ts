/** CSV: quoted rows are read by Papa Parse; a row without a quote is just split. */
import Papa from 'papaparse';
import type { FormatChoice } from '../../protocol/import-messages.ts';
import type { BadRowCause, RowReader } from './row-reader.ts';

const BAD_QUOTES: BadRowCause = { reason: 'quotes', detail: 'has a quote that is not closed or not doubled' };

export class CsvRowReader implements RowReader {
  readonly fields: string[];
  private readonly delimiter: string;
  private readonly parser: Papa.Parser;
  private readonly expected: string;

  /** `firstRow`: the header, or a row to count the columns by. */
  constructor(choice: FormatChoice, firstRow: string) {
    this.delimiter = choice.delimiter;
    this.parser = new Papa.Parser({ delimiter: choice.delimiter, newline: '\n' });
    const cells = this.cells(firstRow) ?? firstRow.split(this.delimiter);
    this.fields = choice.header ? uniqueNames(cells) : cells.map((_, i) => `column ${i + 1}`);
    this.expected = `${cells.length} ${cells.length === 1 ? 'field' : 'fields'}`;
  }

  read(text: string): string[] | BadRowCause {
    const cells = this.cells(text);
    if (cells === null) return BAD_QUOTES;
    if (cells.length === this.fields.length) return cells;
    return { reason: 'field-count', detail: `has ${cells.length} ${cells.length === 1 ? 'field' : 'fields'} instead of ${this.expected}` };
  }

  private cells(text: string): string[] | null {
    if (!text.includes('"')) return text.split(this.delimiter);
    // The line feed lets Papa Parse accept blanks after the last closing quote.
    const { data, errors } = this.parser.parse(`${text}\n`, 0, true) as Papa.ParseResult<string[]>;
    return errors.length === 0 && data.length === 1 ? data[0] : null;
  }
}

/** Empty names become `column 3`, a name that stands twice `price (2)`. */
function uniqueNames(cells: string[]): string[] {
  const used = new Set<string>();
  return cells.map((cell, i) => {
    const base = cell.trim() === '' ? `column ${i + 1}` : cell.trim();
    let name = base;
    for (let n = 2; used.has(name); n++) name = `${base} (${n})`;
    used.add(name);
    return name;
  });
}
