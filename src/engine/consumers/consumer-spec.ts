/** A consumer as data. A polling consumer is written as a learner would by hand: ListShards, GetShardIterator, GetRecords in a loop. */

export interface PollingConsumerSpec {
  kind: 'polling';
  /** Also the name on screen; unique among consumers. */
  id: string;
  stream: string;
  start: 'TRIM_HORIZON' | 'LATEST';
  /** Pause between the starts of two GetRecords calls on the same shard, in milliseconds (10–60,000). */
  pollIntervalMs: number;
  /** GetRecords Limit, 1–10,000. */
  limit: number;
  /** Time to process one record, in microseconds; the next poll of that shard waits for it. */
  processingUsPerRecord: number;
}

export type ConsumerSpec = PollingConsumerSpec;
