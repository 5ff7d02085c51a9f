import type { StartType } from './consumer-spec.ts';

/** What can happen to a consumer. */
export type ConsumerEvent =
  | { type: 'reading-started'; consumer: string; shardId: string; from: StartType }
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
  /** A process that runs the KCL: begun, and ended. */
  | { type: 'worker-started'; consumer: string; worker: string; instance: string; zone: string }
  | { type: 'worker-stopped'; consumer: string; worker: string; how: 'crashed' | 'instance-lost' | 'zone-lost' | 'stopped' | 'gave-up' }
  /** Rows were put into the lease table: at the start, for the children of a shard that was read to its end, or for a hole that was found. */
  | { type: 'leases-created'; consumer: string; worker: string; why: 'initial' | 'children' | 'audit'; shardIds: string[] }
  /** Leases that moved alike at one moment. handoff: `worker` will have them once `from` has finished. */
  | {
      type: 'leases-taken';
      consumer: string;
      worker: string;
      from: string | null;
      how: 'unowned' | 'expired' | 'stolen' | 'assigned' | 'handoff';
      shardIds: string[];
    }
  /** A worker notices that leases are not its own any more: others took them, or it could not renew them in time. */
  | { type: 'leases-lost'; consumer: string; worker: string; how: 'taken' | 'expired'; shardIds: string[] }
  | { type: 'leader-elected'; consumer: string; worker: string }
  /** The lease table refuses requests; told once a minute. Units a second. */
  | { type: 'lease-table-throttled'; consumer: string; readUnits: number; writeUnits: number }
  | { type: 'reading-caught-up'; consumer: string; shardId: string; lastedUs: number }
  /** The life of an event source mapping. */
  | { type: 'mapping-state-changed'; consumer: string; from: 'Creating' | null; to: 'Creating' | 'Enabled' }
  /** The first failure of a spell on a shard; `functionError`: an exception, else the function reported records. */
  | { type: 'batch-failed'; consumer: string; shardId: string; records: number; functionError: boolean }
  /** A mapping gives up records: all of a shard since this was told last, at most once a second. `diverted`: an on-failure destination has them. */
  | {
      type: 'batch-discarded';
      consumer: string;
      shardId: string;
      records: number;
      condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded' | 'RetentionExceeded';
      diverted: boolean;
    }
  /** A batch that failed again keeps the rest of its shard waiting; `sinceUs`: its first failure. */
  | { type: 'shard-blocked'; consumer: string; shardId: string; by: 'poison-record' | 'function-errors'; sinceUs: number }
  | { type: 'shard-unblocked'; consumer: string; shardId: string; lastedUs: number }
  /** The first of a spell: the function runs as often at a time as its concurrency lets it. */
  | { type: 'invocations-throttled'; consumer: string; concurrencyLimit: number };

/**
 * Why a reader is behind. parent: it had to wait for its shard's parents to be read to their end · backlog: it began with records older
 * than its consumer ·
 * processing: it works longer on its records than they take to come · polling: too few records a call, or calls too far apart ·
 * read-calls, read-bytes: the shard's shared read limits refuse its calls ·
 * failing: a batch fails and is tried again before it goes on · catching-up: it takes more than comes, but not yet all.
 */
export type LagReason = 'parent' | 'backlog' | 'processing' | 'polling' | 'read-calls' | 'read-bytes' | 'failing' | 'catching-up';
