/** Records put by the lab's own producers. */
import type { PutBatch, PutOutcome } from '../kinesis/put-batch.ts';
import type { Firehose } from './firehose-state.ts';

/** PutRecordBatch, or PutRecord, of a producer in the world; `outcome` tells of each record. */
export function putDirect(_firehose: Firehose, _deliveryStream: string, batch: PutBatch, outcome: PutOutcome): void {
  outcome.failed = batch.count;
  outcome.limit.fill(255);
}

/** As producers know it. */
export const directPutOf = (firehose: Firehose) => ({
  takes: (deliveryStream: string): boolean =>
    firehose.state.list.some(({ spec }) => spec.id === deliveryStream && spec.source.kind === 'direct-put'),
  put: (deliveryStream: string, batch: PutBatch, outcome: PutOutcome): void => putDirect(firehose, deliveryStream, batch, outcome),
});
