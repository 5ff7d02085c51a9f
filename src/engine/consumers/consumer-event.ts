/** What can happen to a consumer. */
export type ConsumerEvent =
  | { type: 'reading-started'; consumer: string; shardId: string; from: 'TRIM_HORIZON' | 'LATEST' }
  | { type: 'shard-drained'; consumer: string; shardId: string; children: string[] }
  /** `issuedUs`: when the iterator was given out; `records` and `busyUs`: the page that was worked on meanwhile, and for how long. */
  | { type: 'iterator-expired'; consumer: string; shardId: string; issuedUs: number; records: number; busyUs: number }
  /** Retention trimmed records that this consumer had not read. `lastReadUs`: arrival of the last one it read, null before the first. */
  | {
      type: 'unread-records-trimmed';
      consumer: string;
      shardId: string;
      records: number;
      retentionHours: number;
      lastReadUs: number | null;
    }
  /**
   * The oldest unread record has become older than this reader may let it, see explain/falling-behind.ts. Unread are `records` from
   * position `firstUnread` on. `canTakePerSecond`: what the reader's own settings and the shared read budget let it take.
   */
  | {
      type: 'reading-fell-behind';
      consumer: string;
      shardId: string;
      ageMs: number;
      firstUnread: number;
      records: number;
      reason: LagReason;
      arrivingPerSecond: number;
      canTakePerSecond: number;
    }
  | { type: 'reading-caught-up'; consumer: string; shardId: string; lastedUs: number };

/**
 * Why a reader is behind. parent: it had to wait for its shard's parents to be read to their end · backlog: it began with records older
 * than its consumer ·
 * processing: it works longer on its records than they take to come · polling: too few records a call, or calls too far apart ·
 * read-calls, read-bytes: the shard's shared read limits refuse its calls · catching-up: it takes more than comes, but not yet all.
 */
export type LagReason = 'parent' | 'backlog' | 'processing' | 'polling' | 'read-calls' | 'read-bytes' | 'catching-up';
