/**
 * How Lambda reads the answer of a function behind a stream, with ReportBatchItemFailures and without.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 * Several failures: the lowest sequence number is the checkpoint. An item without a usable identifier fails the whole batch (recorded).
 * Simplified: an identifier that is not one of the batch fails the whole batch, too.
 */

export const THROWN = Symbol('an exception');

/** How many records from the start of the batch are done: all of them where nothing failed. */
export function recordsDone(answer: unknown, sequenceNumbers: readonly string[], reportsItemFailures: boolean): number {
  if (answer === THROWN) return 0;
  if (!reportsItemFailures || typeof answer !== 'object' || answer === null) return sequenceNumbers.length;
  const failures = (answer as { batchItemFailures?: unknown }).batchItemFailures;
  if (!Array.isArray(failures)) return sequenceNumbers.length;
  let done = sequenceNumbers.length;
  for (const item of failures as unknown[]) {
    const identifier = typeof item === 'object' && item !== null ? (item as { itemIdentifier?: unknown }).itemIdentifier : null;
    const at = typeof identifier === 'string' && identifier !== '' ? sequenceNumbers.indexOf(identifier) : -1;
    if (at < 0) return 0;
    done = Math.min(done, at);
  }
  return done;
}
