/**
 * What happened: past tense, plain data. `seq` counts from 1 without gaps; `cause` is the `seq` of the
 * event that brought this one about, or null for what the scenario or the learner started.
 */
import type { Command } from './commands.ts';

export type WriteLimit = 'records' | 'bytes';
export type ReadLimit = 'calls' | 'bytes';

export type EventBody =
  | { type: 'command-given'; command: Command }
  | { type: 'command-refused'; error: string; message: string }
  | { type: 'stream-status-changed'; stream: string; from: string | null; to: string }
  | { type: 'retention-changed'; stream: string; fromHours: number; toHours: number }
  /** Children exist now; the parent takes records until `closesAtUs`, the children from `opensAtUs` on. */
  | { type: 'shard-split'; stream: string; shardId: string; children: [string, string]; newStartingHashKey: string; closesAtUs: number; opensAtUs: number }
  | { type: 'shards-merged'; stream: string; shardIds: [string, string]; child: string; closesAtUs: number; opensAtUs: number }
  | { type: 'shard-closed'; stream: string; shardId: string; children: string[] }
  | { type: 'shard-opened'; stream: string; shardId: string; parents: string[] }
  | { type: 'shard-expired'; stream: string; shardId: string }
  /** First refusal after at least one second without any. `topKeyShare` (0–1) is of the records this shard took in the last second. */
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
    }
  | { type: 'write-throttling-ended'; stream: string; shardId: string; refusedRecords: number; lastedUs: number }
  | { type: 'read-throttling-started'; stream: string; shardId: string; limit: ReadLimit; consumer: string }
  | { type: 'read-throttling-ended'; stream: string; shardId: string; refusedCalls: number; lastedUs: number }
  /** A producer gave up: `reason` 'ignored' (policy) or 'attempts' (used up). Summed up per second. */
  | { type: 'records-lost'; producer: string; records: number; reason: 'ignored' | 'attempts' }
  | { type: 'dataset-ended'; producer: string; rows: number }
  | { type: 'reading-started'; consumer: string; shardId: string; from: 'TRIM_HORIZON' | 'LATEST' }
  | { type: 'shard-drained'; consumer: string; shardId: string; children: string[] }
  | { type: 'iterator-expired'; consumer: string; shardId: string }
  /** Retention trimmed records that this consumer had not read. */
  | { type: 'unread-records-trimmed'; consumer: string; shardId: string; records: number }
  | { type: 'record-put'; stream: string; shardId: string; partitionKey: string; sequenceNumber: string };

export type EngineEvent = EventBody & {
  seq: number;
  /** Simulated microseconds since the start of the run. */
  atUs: number;
  cause: number | null;
};
