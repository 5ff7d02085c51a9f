/** What can happen to a consumer. */
export type ConsumerEvent =
  | { type: 'reading-started'; consumer: string; shardId: string; from: 'TRIM_HORIZON' | 'LATEST' }
  | { type: 'shard-drained'; consumer: string; shardId: string; children: string[] }
  | { type: 'iterator-expired'; consumer: string; shardId: string }
  /** Retention trimmed records that this consumer had not read. */
  | { type: 'unread-records-trimmed'; consumer: string; shardId: string; records: number };
