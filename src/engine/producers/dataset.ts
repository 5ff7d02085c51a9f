/** Rows of a real file as the engine sees them: columns, shared by all who hold the run, never changed. */
export interface DatasetRows {
  id: string;
  name: string;
  rows: number;
  bytes: Uint8Array;
  /** Row i is bytes[starts[i] … ends[i]). */
  starts: Uint32Array;
  ends: Uint32Array;
  /** 1-based line of each row in the file. */
  lines: Uint32Array;
  /** Per row: which of the dictionary's values it has. The whole row as key is the field named ''. */
  keyFields: { name: string; dictionary: string[]; codes: Uint32Array }[];
  /** Per row: milliseconds since the first; ascending. */
  timeFields: { name: string; offsetsMs: Float64Array }[];
}

export const keyFieldOf = (dataset: DatasetRows, field: string | null) => dataset.keyFields.find(({ name }) => name === (field ?? ''));
export const timeFieldOf = (dataset: DatasetRows, field: string) => dataset.timeFields.find(({ name }) => name === field);
