/** Looks at all rows of a file: fields, first rows, what is bad. Keeps the distinct values of each field for `listKeys`. */
import { md5Words } from '../../engine/kinesis/md5.ts';
import type { FieldKeys, FileRefusal, FileScan, FormatChoice, PreviewRow } from '../../protocol/import-messages.ts';
import { FieldStats } from './field-stats.ts';
import { noUsableRows } from './refusals.ts';
import type { RowReader } from './row-reader.ts';
import { isRefusal, type FileText } from './text-intake.ts';
import { guessOf, type RowPlace, type RowVisitor, walkRows } from './walk-rows.ts';

const PREVIEW_ROWS = 20;
const PREVIEW_CHARACTERS = 120;
const FIRST_LINES = 10;

export interface ScannedFile {
  scan: FileScan;
  listKeys(field: string): FieldKeys;
}

export function scanFile(
  text: FileText,
  wished: Partial<FormatChoice>,
  onProgress: (doneBytes: number) => void,
): ScannedFile | FileRefusal {
  const guessed = guessOf(text);
  if (isRefusal(guessed) && wished.format === undefined) return guessed;
  const guess: FormatChoice = isRefusal(guessed) ? { format: 'ndjson', delimiter: ',', header: false } : guessed;
  const used = { ...guess, ...wished };
  const visitor = new ScanVisitor();
  const bad = walkRows(text, used, visitor, onProgress);
  if (isRefusal(bad)) return bad;
  if (visitor.rows === 0) return noUsableRows(text.name, used, bad.report());
  const scan: FileScan = {
    id: text.id,
    name: text.name,
    sizeBytes: text.sizeBytes,
    encoding: text.encoding,
    guessed: guess,
    used,
    rows: visitor.rows,
    rowBytes: visitor.rowBytes,
    fields: visitor.fields.map((field) => field.summary()),
    preview: visitor.preview,
    bad: bad.report(),
  };
  return { scan, listKeys: (field) => keysOf(field, visitor.countsOf(field)) };
}

class ScanVisitor implements RowVisitor {
  readonly fields: FieldStats[] = [];
  readonly preview: PreviewRow[] = [];
  rows = 0;
  rowBytes = 0;
  private reader: RowReader | null = null;
  private readonly firstLines: number[] = [];

  begin(reader: RowReader): void {
    this.reader = reader;
  }

  row(values: string[], { start, end, line }: RowPlace): null {
    const names = this.reader!.fields;
    while (this.fields.length < names.length) this.fields.push(new FieldStats(names[this.fields.length], this.rows, this.firstLines));
    for (let i = 0; i < this.fields.length; i++) this.fields[i].add(values[i] ?? '', line);
    if (this.rows < PREVIEW_ROWS) this.preview.push({ line, cells: values.map((value) => value.slice(0, PREVIEW_CHARACTERS)) });
    if (this.rows < FIRST_LINES) this.firstLines.push(line);
    this.rows++;
    this.rowBytes += end - start;
    return null;
  }

  countsOf(field: string): Map<string, number> {
    return this.fields[this.reader!.fields.indexOf(field)]?.counts ?? new Map();
  }
}

function keysOf(field: string, counts: Map<string, number>): FieldKeys {
  const keys = [...counts.keys()];
  const hashes = new Uint32Array(keys.length * 4);
  keys.forEach((key, i) => md5Words(key, hashes, i * 4));
  return { field, keys, counts: Uint32Array.from(counts.values()), hashes };
}
