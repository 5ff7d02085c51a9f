/**
 * Rows of a real file, as columns. Made by the import worker, kept by the engine's worker; the bytes are those of the file.
 */
export type FileFormat = 'ndjson' | 'csv' | 'lines';

export interface DatasetField {
  /** '' where the whole row (its first 256 characters) is the key. */
  name: string;
  /** Distinct values in order of first appearance; at most 256 characters each. */
  dictionary: string[];
  /** Per row: index into `dictionary`. */
  codes: Uint32Array;
}

export interface Dataset {
  /**
   * `sha256:` and the first 32 hex digits of the digest of the file's bytes. Where the rows are not simply all rows of the file as
   * it is usually read (some have no key or time, they are sorted, the format was overruled), the digest covers that choice too:
   * the same id always means the same rows in the same order.
   */
  id: string;
  name: string;
  format: FileFormat;
  rows: number;
  /** The file, or for a large one the part that holds rows. */
  bytes: Uint8Array;
  /** Row i is bytes[starts[i] … ends[i]), without its line break. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** 1-based line of the file on which row i begins. */
  lines: Uint32Array;
  /** Only the fields that a producer uses as its partition key. */
  keyFields: DatasetField[];
  /** Only where a producer replays by time: per row, milliseconds since the first row; ascending. */
  timeFields: { name: string; offsetsMs: Float64Array }[];
}
