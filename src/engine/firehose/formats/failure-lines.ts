/** What Firehose writes of records that failed: one JSON object a line. */
import type { Failure } from '../failure.ts';

export interface FailureFacts {
  /** ARN of the function; null without one. */
  lambdaArn: string | null;
  /** Epoch milliseconds of the last attempt. */
  attemptEndingMs: number;
  region: string;
  accountId: string;
  /** Of conversion. */
  table: { database: string; table: string } | null;
}

export function failureLines(_failures: readonly Failure[], _facts: FailureFacts): Uint8Array {
  return new Uint8Array(0);
}
