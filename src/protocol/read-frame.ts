/** How one shard's read budgets are used: travels with every frame while somebody looks at them. */
import type { ConsumerKind } from '../engine/consumers/consumer-spec.ts';
import type { CursorFrame } from './from-worker.ts';

export interface ReadFrame {
  shardId: string;
  /**
   * What was asked and pushed in the last `windowUs`, oldest first: READ_ROW numbers a row
   * [reader index, instant in µs, outcome (an index of READ_OUTCOMES), records, bytes].
   */
  rows: Float64Array;
  /** Whom the rows name: consumers by their id, and whoever else read (`API`). */
  readers: string[];
  windowUs: number;
  /** A few times a second, with the slow part of the frame. */
  facts: ReadFacts | null;
}
export const READ_ROW = 5;
export const READ_OUTCOMES = ['answered', 'refused-by-calls', 'refused-by-bytes', 'pushed'] as const;
export type ReadOutcome = (typeof READ_OUTCOMES)[number];

export interface ReadFacts {
  shardId: string;
  /** Null where the stream has no such shard. `closed`: split or merged, it is only read. */
  shard: { index: number; state: 'open' | 'closed'; children: string[] } | null;
  /** Shared by all who poll the shard. */
  shared: {
    bytesPerSecondLimit: number;
    callsPerSecondLimit: number;
    /** Unused budget that a shard keeps, in bytes. */
    keptBytes: number;
    /** A page larger than that is paid in full first: nothing is answered before this instant. */
    blockedUntilUs: number | null;
  };
  /** Of each fan-out consumer for itself. */
  fanOutBytesPerSecondLimit: number;
  /** Instant of these facts. */
  nowUs: number;
  consumers: ReadConsumerFacts[];
  /** What fan-out costs by the hour: `shards` that are read, and bytes a second that a consumer of all records is sent. */
  cost: { shards: number; streamBytesPerSecond: number };
}

export interface ReadConsumerFacts {
  id: string;
  kind: ConsumerKind;
  retrieval: 'polling' | 'fan-out';
  /** On this shard; null where it does not read it. */
  state: CursorFrame['state'] | null;
  lagMs: number;
  /** From arrival at the shard to arrival at the consumer, on all its shards, over the last ten seconds; null without records. */
  putToRead: { p50Ms: number; p99Ms: number; samples: number; bins: number[] } | null;
  /** USD: by fan-out as it reads now or would, polling being free. */
  fanOutUsdPerHour: number;
}

/** Bin i of `bins` begins here; the first holds all that is shorter, the last all that is longer. */
export const binStartMs = (bin: number): number => (2 ** (12 + Math.floor(bin / 2)) * (bin % 2 === 0 ? 1 : 1.5)) / 1000;
