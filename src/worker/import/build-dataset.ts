/** Makes the columns that a producer replays: where each row's bytes are, its key, and where it is wished its time. */
import { utf8Length } from '../../engine/kernel/utf8.ts';
import type { Dataset, DatasetField } from '../../protocol/dataset.ts';
import type { BuildWish, BuiltDataset, FileRefusal, FormatChoice } from '../../protocol/import-messages.ts';
import { Float64Column, Uint32Column } from './column-buffer.ts';
import { KEY_CHARACTERS_MAX } from './field-stats.ts';
import { readTime } from './read-time.ts';
import { noUsableRows } from './refusals.ts';
import type { BadRowCause, RowReader } from './row-reader.ts';
import { ROW_BYTES_MAX } from './row-splitter.ts';
import { Sha256 } from './sha256.ts';
import { isRefusal, type FileText } from './text-intake.ts';
import { guessOf, type RowPlace, type RowVisitor, walkRows } from './walk-rows.ts';

/** What is not in `wished` is guessed. */
export function buildDataset(
  text: FileText,
  wished: Partial<FormatChoice>,
  wish: BuildWish,
  onProgress: (doneBytes: number) => void,
): BuiltDataset | FileRefusal {
  const guess = guessOf(text);
  if (isRefusal(guess) && wished.format === undefined) return guess;
  const usual: FormatChoice = isRefusal(guess) ? { format: 'ndjson', delimiter: ',', header: false } : guess;
  const choice = { ...usual, ...wished };
  const visitor = new BuildVisitor(wish);
  const bad = walkRows(text, choice, visitor, onProgress);
  if (isRefusal(bad)) return bad;
  if (visitor.starts.length === 0) return noUsableRows(text.name, choice, bad.report());
  const isUsual = isSameReading(choice, usual) && !visitor.leftOut && visitor.order === null;
  const id = isUsual ? text.id : idOfChoice(text.id, choice, wish);
  return { dataset: visitor.toDataset(id, text, choice), bad: bad.report() };
}

function isSameReading(a: FormatChoice, b: FormatChoice): boolean {
  return a.format === b.format && (a.format !== 'csv' || (a.delimiter === b.delimiter && a.header === b.header));
}

/** Other rows, or another order, are another data set: two producers may replay the same file in different ways. */
function idOfChoice(fileId: string, choice: FormatChoice, wish: BuildWish): string {
  const reading = choice.format === 'csv' ? [choice.format, choice.delimiter, choice.header] : [choice.format];
  const hash = new Sha256();
  hash.update(new TextEncoder().encode(JSON.stringify([fileId, reading, wish.keyFields, wish.timeField])));
  return `sha256:${hash.finish().slice(0, 32)}`;
}

type ValueIn = (values: string[], fields: string[], text: string) => string;

/** As in DatasetField.name. */
const WHOLE_ROW = '';

/** Numbers the distinct values of one field as they come. */
class KeyCoder {
  readonly name: string;
  readonly codes = new Uint32Column();
  readonly valueIn: ValueIn;
  private readonly indexes = new Map<string, number>();

  constructor(name: string) {
    this.name = name;
    this.valueIn = name === WHOLE_ROW ? wholeRow : valueOf(name);
  }

  push(value: string): void {
    let code = this.indexes.get(value);
    if (code === undefined) {
      code = this.indexes.size;
      this.indexes.set(value, code);
    }
    this.codes.push(code);
  }

  toField(order: Uint32Array | null): DatasetField {
    return { name: this.name, dictionary: [...this.indexes.keys()], codes: inOrder(this.codes.toArray(), order) };
  }
}

class BuildVisitor implements RowVisitor {
  readonly starts = new Uint32Column();
  private readonly ends = new Uint32Column();
  private readonly lines = new Uint32Column();
  private readonly times = new Float64Column();
  private readonly coders: KeyCoder[];
  private readonly timeField: string | null;
  private readonly timeIn: ValueIn;
  /** Some row of the file had no usable key or time. */
  leftOut = false;
  private sorted: Uint32Array | null = null;
  private reader: RowReader | null = null;

  constructor(wish: BuildWish) {
    this.coders = wish.keyFields.map((name) => new KeyCoder(name));
    this.timeField = wish.timeField;
    this.timeIn = valueOf(wish.timeField ?? '');
  }

  begin(reader: RowReader): void {
    this.reader = reader;
  }

  row(values: string[], { start, end, line }: RowPlace, text: string): BadRowCause | null {
    const fields = this.reader!.fields;
    const keys = this.coders.map((coder) => coder.valueIn(values, fields, text));
    for (let i = 0; i < keys.length; i++) {
      const cause = keyProblem(keys[i], this.coders[i].name, end - start);
      if (cause !== null) return this.leaveOut(cause);
    }
    if (this.timeField !== null) {
      const time = readTime(this.timeIn(values, fields, text));
      if (Number.isNaN(time)) return this.leaveOut({ reason: 'no-time', detail: `has no readable time in ${this.timeField}` });
      this.times.push(time);
    }
    keys.forEach((key, i) => this.coders[i].push(key));
    this.starts.push(start);
    this.ends.push(end);
    this.lines.push(line);
    return null;
  }

  /** By time; null where the rows stand so already, or times do not matter. */
  get order(): Uint32Array | null {
    return this.timeField === null ? null : (this.sorted ??= orderOf(this.times.toArray()));
  }

  private leaveOut(cause: BadRowCause): BadRowCause {
    this.leftOut = true;
    return cause;
  }

  toDataset(id: string, text: FileText, choice: FormatChoice): Dataset {
    const times = this.times.toArray();
    const { order } = this;
    const sorted = inOrder(times, order);
    const first = sorted[0] ?? 0;
    return {
      id,
      name: text.name,
      format: choice.format,
      rows: this.starts.length,
      bytes: text.bytes,
      starts: inOrder(this.starts.toArray(), order),
      ends: inOrder(this.ends.toArray(), order),
      lines: inOrder(this.lines.toArray(), order),
      keyFields: this.coders.map((coder) => coder.toField(order)),
      timeFields: this.timeField === null ? [] : [{ name: this.timeField, offsetsMs: sorted.map((time) => time - first) }],
    };
  }
}

/** Not cut inside a surrogate pair. */
function wholeRow(_values: string[], _fields: string[], text: string): string {
  const cut = text.slice(0, KEY_CHARACTERS_MAX);
  return cut.length < text.length && /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** The place of a field is looked up until it is known: in NDJSON it may appear late. */
function valueOf(name: string): ValueIn {
  let index = -1;
  return (values, fields) => {
    if (index === -1) index = fields.indexOf(name);
    return values[index] ?? '';
  };
}

function keyProblem(key: string, field: string, rowBytes: number): BadRowCause | null {
  if (key === '') return { reason: 'empty-key', detail: `has no value in ${field}` };
  if (key.length > KEY_CHARACTERS_MAX)
    return { reason: 'long-key', detail: `has a value of ${key.length} characters in ${field}; a partition key has at most 256` };
  if (rowBytes + KEY_CHARACTERS_MAX * 3 > ROW_BYTES_MAX && rowBytes + utf8Length(key) > ROW_BYTES_MAX) {
    return { reason: 'too-large', detail: 'is over 1 MiB with its partition key, more than a stream takes by default' };
  }
  return null;
}

/** Row numbers by ascending time, rows of the same time in file order; null where they stand so already. */
function orderOf(times: Float64Array): Uint32Array | null {
  let ascending = true;
  for (let i = 1; i < times.length && ascending; i++) ascending = times[i] >= times[i - 1];
  return ascending ? null : Uint32Array.from(times, (_, i) => i).sort((a, b) => times[a] - times[b] || a - b);
}

function inOrder<Column extends Uint32Array | Float64Array>(column: Column, order: Uint32Array | null): Column {
  return order === null ? column : (column.map((_, i) => column[order[i]]) as Column);
}
