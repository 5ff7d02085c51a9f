/** Consumers at work. Plain data. */
import type { LatencyHistogram } from '../kernel/latency-histogram.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { Simulation, Timer } from '../kernel/simulation.ts';
import type { ClientPage } from '../kinesis/actions/get-records.ts';
import type { ShardIterator } from '../kinesis/actions/get-shard-iterator.ts';
import type { Kinesis } from '../kinesis/kinesis.ts';
import type { PollingConsumerSpec } from './consumer-spec.ts';

/** One shard as one consumer reads it. */
export interface ShardReader {
  shard: number;
  parents: number[];
  /** waiting: for its parents to be drained · starting: asks for an iterator · drained: read to its end. */
  state: 'waiting' | 'starting' | 'reading' | 'throttled' | 'drained';
  from: 'TRIM_HORIZON' | 'LATEST';
  iterator: ShardIterator | null;
  /** Position of the first record not yet read; null until the first iterator. */
  position: number | null;
  /** Where reading began. */
  startPosition: number;
  startedUs: number | null;
  lastArrivalUs: number | null;
  lastSequenceNumber: string | null;
  lastPollUs: number;
  recordsRead: number;
  bytesRead: number;
  calls: number;
  refusedCalls: number;
  lastRefusedUs: number;
  /** The last page that was read: its records, and how long they take to process. */
  page: { records: number; busyUs: number };
  /** `seq` of the event that told that it fell behind; null while it keeps up. */
  behind: number | null;
  /** The last time that it was behind: that event, and when it had caught up. */
  wasBehind: { event: number; untilUs: number } | null;
}

export interface ConsumerTotals {
  records: number;
  bytes: number;
  calls: number;
  refusedCalls: number;
  /** Records that retention took before they were read. */
  trimmedUnread: number;
}

export interface PollingState {
  spec: PollingConsumerSpec;
  /** By which timers find it; never used twice. */
  number: number;
  addedUs: number;
  /** Network, and the offset of the first poll, so that shards are not polled in step. */
  random: RandomStream;
  readers: ShardReader[];
  totals: ConsumerTotals;
  /** Arrival at the shard to arrival at the consumer. */
  putToRead: LatencyHistogram;
}

export interface ConsumersState {
  list: PollingState[];
  nextNumber: number;
}

export interface Consumers {
  sim: Simulation;
  kinesis: Kinesis;
  state: ConsumersState;
}

export type ConsumerTimer = Timer & { owner: 'consumer'; consumer: number } & (
    | { kind: 'list-shards' }
    | { kind: 'get-iterator'; shard: number }
    | { kind: 'get-records'; shard: number }
    | { kind: 'page'; shard: number; page: ClientPage }
  );

export const createConsumersState = (): ConsumersState => ({ list: [], nextNumber: 0 });
