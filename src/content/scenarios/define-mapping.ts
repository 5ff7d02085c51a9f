/** A Lambda event source mapping in a scenario: what is not said is AWS's default, read from the horizon and without a destination. */
import type { LambdaConsumerSpec } from '../../engine/consumers/consumer-spec.ts';

type Differing = Pick<LambdaConsumerSpec, 'id' | 'stream'> & Partial<LambdaConsumerSpec>;

export function defineMapping({ id, stream, ...more }: Differing): LambdaConsumerSpec {
  return {
    kind: 'lambda',
    id,
    stream,
    start: 'TRIM_HORIZON',
    processingUsPerRecord: 0,
    retrieval: 'polling',
    batchSize: 100,
    windowSeconds: 0,
    parallelizationFactor: 1,
    maximumRetryAttempts: -1,
    maximumRecordAgeSeconds: -1,
    bisectBatchOnFunctionError: false,
    reportBatchItemFailures: false,
    onFailureDestination: false,
    tumblingWindowSeconds: 0,
    filter: null,
    concurrencyLimit: 1000,
    invocationUs: 10_000,
    ...more,
  };
}
