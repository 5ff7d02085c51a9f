/** Records that left the main path, and what is written of each in the error folder. */
import type { FailureFolder } from './account.ts';
import type { RecordBatch } from './record-batch.ts';

export interface Failure {
  folder: FailureFolder;
  /** With the data as it is kept (`rawData`): for the transform, as it came in. */
  batch: RecordBatch;
  /** e.g. `Lambda.FunctionError`. */
  errorCode: string;
  errorMessage: string;
  attemptsMade: number;
}
