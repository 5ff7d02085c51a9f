/** One invocation of the transform's function. */
import type { DeliveryStream, Firehose } from '../firehose-state.ts';
import type { RecordBatch } from '../record-batch.ts';
import type { TransformAnswer } from '../steps.ts';

/** `attempt`: 1 for the first; each is an invocation of its own with the same records. */
export function invoke(_firehose: Firehose, _stream: DeliveryStream, _batches: readonly RecordBatch[], _attempt: number): TransformAnswer {
  return {
    kind: 'failed',
    errorCode: 'Lambda.ResourceNotFound',
    errorMessage: 'The function does not exist.',
    retriable: false,
    durationUs: 0,
    requestBytes: 0,
    log: [],
  };
}
