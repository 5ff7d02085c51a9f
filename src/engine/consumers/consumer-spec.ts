/** A consumer as data: how it reads, and what it does with what it has read. */

/**
 * Where reading begins. A time or a sequence number is for who comes back; AT_ and AFTER_SEQUENCE_NUMBER are of one shard, and
 * that shard and its descendants alone are read.
 */
export type StartSpec =
  | 'TRIM_HORIZON'
  | 'LATEST'
  | { type: 'AT_TIMESTAMP'; epochMs: number }
  | { type: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER'; shardId: string; sequenceNumber: string };

export type StartType = Extract<StartSpec, string> | Exclude<StartSpec, string>['type'];

interface CommonSpec {
  /** Also the name on screen; unique among consumers. */
  id: string;
  stream: string;
  start: StartSpec;
  /** Time to process one record, in microseconds. */
  processingUsPerRecord: number;
}

/** Written as a learner would by hand: ListShards, GetShardIterator, GetRecords in a loop. The next poll of a shard waits for its processing. */
export interface PollingConsumerSpec extends CommonSpec {
  kind: 'polling';
  /** Pause between the starts of two GetRecords calls on the same shard, in milliseconds (10–60,000). */
  pollIntervalMs: number;
  /** GetRecords Limit, 1–10,000. */
  limit: number;
}

/** A registered consumer by hand: SubscribeToShard on every shard, renewed when its five minutes are over. */
export interface FanOutConsumerSpec extends CommonSpec {
  kind: 'fan-out';
}

/** A process that runs the KCL on an instance. */
export interface KclWorkerSpec {
  id: string;
  instance: string;
  /** Availability zone, e.g. `us-east-1a`. */
  zone: string;
}

export type CheckpointSpec = { kind: 'batch' } | { kind: 'record' } | { kind: 'interval'; everyMs: number };

export type LeaseTableSpec = { billing: 'on-demand' } | { billing: 'provisioned'; readUnits: number; writeUnits: number };

/** An application of the Kinesis Client Library. Its id is the application's name, and that of its lease table. */
export interface KclConsumerSpec extends CommonSpec {
  kind: 'kcl';
  /** 2.x: every worker takes and steals leases for itself. 3.x: a leader assigns them. */
  version: '2.x' | '3.x';
  retrieval: 'polling' | 'fan-out';
  workers: KclWorkerSpec[];
  /** idleTimeBetweenReadsInMillis, polling only (default 1,500 in 3.x; 1,000 in 2.x). */
  idleTimeBetweenReadsMs: number;
  /** maxRecords of a GetRecords call. */
  maxRecords: number;
  checkpoint: CheckpointSpec;
  /** failoverTimeMillis: how long a lease is good without renewal (default 10,000). */
  failoverTimeMs: number;
  /** maxLeasesToStealAtOneTime, 2.x only (default 1). */
  maxLeasesToSteal: number;
  leaseTable: LeaseTableSpec;
}

/** A Lambda function behind an event source mapping. */
export interface LambdaConsumerSpec extends CommonSpec {
  kind: 'lambda';
  retrieval: 'polling' | 'fan-out';
  /** 1–10,000. */
  batchSize: number;
  /** MaximumBatchingWindowInSeconds, 0–300. */
  windowSeconds: number;
  /** 1–10 batches of a shard at a time, in order per key. */
  parallelizationFactor: number;
  /** −1 until the record expires, 0–10,000. Counts function errors only. */
  maximumRetryAttempts: number;
  /** −1 or 60–604,800. */
  maximumRecordAgeSeconds: number;
  bisectBatchOnFunctionError: boolean;
  reportBatchItemFailures: boolean;
  /** An on-failure destination (SQS) takes what was given up; else it is lost. */
  onFailureDestination: boolean;
  /** TumblingWindowInSeconds, 0–900. */
  tumblingWindowSeconds: number;
  /** A filter pattern (JSON); null lets every record through. */
  filter: string | null;
  /** Invocations of the function at a time, all shards together. */
  concurrencyLimit: number;
  /** Time of an invocation beside its records, in microseconds. */
  invocationUs: number;
}

/**
 * Firehose, as it reads a data stream for a delivery stream of the same name: by polling, once a second a shard, out of the budget that
 * all who poll share. It comes and goes with its delivery stream.
 */
export interface FirehoseSourceSpec extends CommonSpec {
  kind: 'firehose';
  pollIntervalMs: number;
  limit: number;
}

export type ConsumerSpec = PollingConsumerSpec | FanOutConsumerSpec | KclConsumerSpec | LambdaConsumerSpec | FirehoseSourceSpec;
export type ConsumerKind = ConsumerSpec['kind'];
