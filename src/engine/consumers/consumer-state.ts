/**
 * Consumers at work. Plain data. What every kind has in common is here: the frames, the meters, the lag and the explanations read
 * it, whoever the consumer is. What a kind needs beside it stands in its own folder.
 */
import type { LatencyHistogram } from '../kernel/latency-histogram.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { Simulation, Timer } from '../kernel/simulation.ts';
import type { ClientPage } from '../kinesis/actions/get-records.ts';
import type { ShardIterator } from '../kinesis/actions/get-shard-iterator.ts';
import type { Kinesis } from '../kinesis/kinesis.ts';
import type { ByHand, HandReader } from './by-hand/by-hand-state.ts';
import type { ConsumerSpec, FirehoseSourceSpec, PollingConsumerSpec, StartType } from './consumer-spec.ts';
import type { FanOutConsumer, FanOutTimer } from './fan-out/fan-out-state.ts';
import type { KclApplication, KclTimer } from './kcl/kcl-state.ts';
import type { LambdaConsumer, LambdaTimer } from './lambda/lambda-state.ts';
import type { Sink } from './sink.ts';

/** One shard as one consumer reads it. */
export interface ReaderState {
  shard: number;
  parents: number[];
  /** waiting: for its parents to be drained, or for a worker · starting: asks for an iterator or a subscription · drained: read to its end. */
  state: 'waiting' | 'starting' | 'reading' | 'throttled' | 'drained';
  from: StartType;
  /** Position of the first record not yet read; null until the first iterator. */
  position: number | null;
  /** Where reading began. */
  startPosition: number;
  startedUs: number | null;
  lastArrivalUs: number | null;
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
  /** `seq` of the event that told that its batches fail, while they do: of kinds that try a failed batch again before they go on. */
  failing?: number | null;
}

/** One shard as it is polled. */
export interface ShardReader extends HandReader {
  iterator: ShardIterator | null;
  lastPollUs: number;
}

export interface ConsumerTotals {
  records: number;
  bytes: number;
  calls: number;
  refusedCalls: number;
  /** Records that retention took before they were read. */
  trimmedUnread: number;
}

export interface ConsumerCommon<Spec extends ConsumerSpec, Reader extends ReaderState> {
  spec: Spec;
  /** By which timers find it; never used twice. */
  number: number;
  addedUs: number;
  /** Network, and the offset of the first poll, so that shards are not polled in step. */
  random: RandomStream;
  /** One a shard, also where workers share them out. */
  readers: Reader[];
  totals: ConsumerTotals;
  /** Arrival at the shard to arrival at the consumer. */
  putToRead: LatencyHistogram;
  /** What became of every record: processed once or more often, in order per key, or lost. */
  sink: Sink;
}

/** A loop written by hand, and Firehose as it reads. */
export type PollingState = ByHand<PollingConsumerSpec | FirehoseSourceSpec, ShardReader>;
/** Tell them apart by `spec.kind`. */
export type ConsumerState = PollingState | FanOutConsumer | KclApplication | LambdaConsumer;

export interface ConsumersState {
  list: ConsumerState[];
  nextNumber: number;
}

export interface Consumers {
  sim: Simulation;
  kinesis: Kinesis;
  state: ConsumersState;
  /** Hands records that Firehose has read, positions [from, to) of the shard's log, to the delivery stream that they were read for. */
  deliver?(deliveryStream: string, stream: string, shard: number, from: number, to: number): void;
  /** Firehose's GetRecords was throttled. */
  throttled?(deliveryStream: string): void;
}

/** Timers of all kinds carry the number of their consumer; each kind knows its own by `kind`. */
export type ConsumerTimer = Timer & { owner: 'consumer'; consumer: number } & (PollingTimer | FanOutTimer | KclTimer | LambdaTimer);

/** `turn`: of the consumer when it was set. */
export type PollingTimer = { turn: number } & (
  | { kind: 'list-shards' }
  | { kind: 'get-iterator'; shard: number }
  | { kind: 'get-records'; shard: number }
  | { kind: 'page'; shard: number; page: ClientPage }
  | { kind: 'processed'; shard: number }
);

export const createConsumersState = (): ConsumersState => ({ list: [], nextNumber: 0 });
