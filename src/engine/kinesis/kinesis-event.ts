/** What can happen to a stream and its shards. */
export type WriteLimit = 'records' | 'bytes';
export type ReadLimit = 'calls' | 'bytes';
/** Five minutes are over; end of the shard; a later call took over; the consumer is gone; no right to the key; the client left. */
export type SubscriptionEnd = 'expired' | 'finished' | 'replaced' | 'removed' | 'failed' | 'closed';

/** The record with which a spell of refused writes began. */
export interface RefusedWrite {
  /** How many records the shard had taken before: those that used the budget stand below this position. */
  position: number;
  key: string;
  /** Key included, as the limit counts. */
  bytes: number;
  /** 1 for the first try. */
  attempt: number;
}

export type KinesisEvent =
  | { type: 'stream-status-changed'; stream: string; from: string | null; to: string }
  | { type: 'retention-changed'; stream: string; fromHours: number; toHours: number }
  /** Children exist now; the parent takes records until `closesAtUs`, the children from `opensAtUs` on. */
  | {
      type: 'shard-split';
      stream: string;
      shardId: string;
      children: [string, string];
      newStartingHashKey: string;
      closesAtUs: number;
      opensAtUs: number;
    }
  | { type: 'shards-merged'; stream: string; shardIds: [string, string]; child: string; closesAtUs: number; opensAtUs: number }
  /** UpdateShardCount begins; its splits and merges follow as events of their own. */
  | { type: 'scaling-started'; stream: string; fromShards: number; toShards: number; steps: number }
  | { type: 'scaling-finished'; stream: string }
  | { type: 'shard-closed'; stream: string; shardId: string; children: string[] }
  | { type: 'shard-opened'; stream: string; shardId: string; parents: string[] }
  | { type: 'shard-expired'; stream: string; shardId: string }
  | { type: 'consumer-status-changed'; stream: string; consumer: string; from: string | null; to: string }
  | { type: 'subscription-started'; stream: string; shardId: string; consumer: string }
  | { type: 'subscription-ended'; stream: string; shardId: string; consumer: string; how: SubscriptionEnd }
  /** First refusal after at least one second without any. `topKeyShare` (0–1) is of the records that this shard took in the last second. */
  | {
      type: 'write-throttling-started';
      stream: string;
      shardId: string;
      limit: WriteLimit;
      limitPerSecond: number;
      usedInLastSecond: number;
      producer: string;
      topKey: string | null;
      topKeyShare: number;
      refused: RefusedWrite;
    }
  | { type: 'write-throttling-ended'; stream: string; shardId: string; refusedRecords: number; lastedUs: number }
  | { type: 'read-throttling-started'; stream: string; shardId: string; limit: ReadLimit; consumer: string }
  | { type: 'read-throttling-ended'; stream: string; shardId: string; refusedCalls: number; lastedUs: number };
