/** A real file that ships with the app, unchanged, in `public/`. */
export interface ShippedDataset {
  /** As Dataset.id: `sha256:` and the first 32 hex digits of the digest of the file's bytes. */
  id: string;
  name: string;
  /** URL relative to the app's base. */
  file: string;
  title: string;
  rows: number;
  /** How to read it, so that nothing is guessed at start. */
  format: { format: 'csv'; delimiter: string; header: boolean };
  /** The field that makes the best first partition key. */
  keyField: string;
  source: string;
  licence: string;
  licenceUrl: string;
  note: string;
}
