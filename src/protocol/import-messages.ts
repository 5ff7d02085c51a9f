/** What the page and the import worker say to each other. One worker serves one file; ending the worker cancels whatever it does. */
import type { Dataset, FileFormat } from './dataset.ts';

/** How a file is to be read. */
export interface FormatChoice {
  format: FileFormat;
  /** CSV: one ASCII character between fields. */
  delimiter: string;
  /** CSV: the first row names the fields. */
  header: boolean;
}

export type FieldType = 'text' | 'number' | 'time';

/** One field of the file, counted over the good rows. */
export interface FieldSummary {
  name: string;
  type: FieldType;
  /** First distinct values, at most five, each cut at 80 characters. */
  samples: string[];
  /** Distinct non-empty values among the first `countedRows` rows. */
  distinct: number;
  /** Fewer than all rows where counting stopped at DISTINCT_MAX values. */
  countedRows: number;
  /** Rows without a value, or with one that is longer than 256 characters: they cannot have this partition key. */
  emptyKeys: LineCount;
  longKeys: LineCount;
  /** Rows without a readable time; only counted where `type` is time. */
  unreadableTimes: LineCount;
  /** Earliest and latest, epoch milliseconds; only where `type` is time. */
  timeRangeMs: [number, number] | null;
}
export const DISTINCT_MAX = 20_000;

export interface LineCount {
  count: number;
  /** 1-based line numbers of the first ones, at most ten. */
  lines: number[];
}

export type BadRowReason =
  | 'not-json'
  | 'not-object'
  | 'field-count'
  | 'quotes'
  | 'not-utf-8'
  | 'too-large'
  | 'empty-key'
  | 'long-key'
  | 'no-time';

export interface BadRow {
  line: number;
  reason: BadRowReason;
  /** What is wrong with this one, as the rest of "line 17 …". */
  detail: string;
}

export interface BadRows {
  total: number;
  byReason: { reason: BadRowReason; count: number }[];
  /** The first hundred, by line. */
  first: BadRow[];
}

export interface PreviewRow {
  line: number;
  /** In the order of FileScan.fields; cut at 120 characters. */
  cells: string[];
}

export interface FileScan {
  /** As Dataset.id. */
  id: string;
  name: string;
  sizeBytes: number;
  /** utf-16: the rows are sent as UTF-8. */
  encoding: 'utf-8' | 'utf-16';
  guessed: FormatChoice;
  used: FormatChoice;
  rows: number;
  /** Bytes of all good rows without line breaks. */
  rowBytes: number;
  fields: FieldSummary[];
  /** The first twenty good rows. */
  preview: PreviewRow[];
  bad: BadRows;
}

/** The distinct values of one field with their MD5, to draw them over the shards. */
export interface FieldKeys {
  field: string;
  keys: string[];
  /** Rows with that key. */
  counts: Uint32Array;
  /** Four big-endian words for each key. */
  hashes: Uint32Array;
}

export type RefusalReason =
  | 'empty'
  | 'too-large'
  | 'binary'
  | 'not-utf-8'
  | 'json-document'
  | 'no-usable-rows'
  | 'too-many-rows'
  | 'unreadable'
  | 'failed';

/** Why a file cannot be used, in one plain sentence (or two) that says what would be right. */
export interface FileRefusal {
  reason: RefusalReason;
  sentence: string;
}

export interface BuildWish {
  /** '' is the whole row. */
  keyFields: string[];
  /** Sorts the rows by this field and keeps their times. */
  timeField: string | null;
}

export interface ImportProgress {
  stage: 'reading' | 'scanning' | 'building';
  doneBytes: number;
  totalBytes: number;
}

export interface BuiltDataset {
  dataset: Dataset;
  bad: BadRows;
}

export type ToImportWorker =
  /** Read the file; must come first. */
  | { type: 'open'; requestId: number; file: Blob; name: string }
  /** Look at all rows. Without a choice the format is guessed. */
  | { type: 'scan'; requestId: number; choice: Partial<FormatChoice> }
  /** Answered from the last scan. */
  | { type: 'list-keys'; requestId: number; field: string }
  /** Hands out the data set and with it the file's bytes: nothing can be asked afterwards. */
  | { type: 'build'; requestId: number; choice: Partial<FormatChoice>; wish: BuildWish };

export type FromImportWorker =
  | { type: 'progress'; progress: ImportProgress }
  | { type: 'opened'; requestId: number }
  | { type: 'scanned'; requestId: number; scan: FileScan }
  | { type: 'keys-listed'; requestId: number; keys: FieldKeys }
  | { type: 'built'; requestId: number; built: BuiltDataset }
  | { type: 'refused'; requestId: number; refusal: FileRefusal };
