/**
 * What Lambda and the KCL need to keep up with a stream.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batching.html
 * https://docs.aws.amazon.com/streams/latest/dev/kcl-dynamoDB.html
 * Simplified: time of an invocation beside its records is left out; every lease is renewed and checkpointed on its own.
 */

/** ParallelizationFactor at most. */
export const PARALLELIZATION_FACTOR_MAX = 10;

/** Batches of a stream that can be in work at once. */
export const lambdaConcurrency = (shards: number, parallelizationFactor: number): number => shards * parallelizationFactor;

/** Batches of a shard that have to be in work at once; more than ten cannot be, then more shards are needed. */
export const parallelizationFactor = (recordsPerSecondOnShard: number, msPerRecord: number): number =>
  Math.max(1, Math.ceil((recordsPerSecondOnShard * msPerRecord) / 1000));

/** Write units of the lease table a second: a lease is renewed three times in the time after which it would be lost. */
export const leaseTableWrites = (leases: number, failoverSeconds: number, checkpointEverySeconds: number): number =>
  leases / (failoverSeconds / 3) + leases / checkpointEverySeconds;
