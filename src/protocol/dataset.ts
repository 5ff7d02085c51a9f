/**
 * Rows of a real file, as columns. Made by the import worker, kept by the engine's worker; the bytes are those of the file.
 */
export type FileFormat = 'ndjson' | 'csv' | 'lines';

export interface DatasetField {
  name: string;
  /** Distinct values in order of first appearance; at most 256 characters each. */
  dictionary: string[];
  /** Per row: index into `dictionary`. */
  codes: Uint32Array;
}

export interface Dataset {
  id: string;
  name: string;
  format: FileFormat;
  rows: number;
  /** The file, or for a large one the part that holds rows. */
  bytes: Uint8Array;
  /** Row i is bytes[starts[i] … ends[i]), without its line break. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** Only the fields that a producer uses as its partition key. */
  keyFields: DatasetField[];
  /** Only where a producer replays by time: per row, milliseconds since the first row; ascending. */
  timeFields: { name: string; offsetsMs: Float64Array }[];
}
