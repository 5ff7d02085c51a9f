/**
 * What a polling and a fan-out consumer written by hand have in common: the one can become the other while it runs, and goes on from
 * where it was. Plain data.
 */
import type { FanOutConsumerSpec, FirehoseSourceSpec, PollingConsumerSpec } from '../consumer-spec.ts';
import type { ConsumerCommon, ReaderState } from '../consumer-state.ts';
import type { ShardChild } from '../shard-readers.ts';

/** Records that are being processed. Nothing more is taken meanwhile. */
export interface Work {
  /** Positions [from, to) of the shard's log. */
  from: number;
  to: number;
  doneUs: number;
  /** What follows the shard, where this is the last of it. */
  end: ShardChild[] | null;
}

export interface HandReader extends ReaderState {
  /** Of the last record read, or where the last subscription stood; null before. */
  lastSequenceNumber: string | null;
  work: Work | null;
  /** Refusals one after another. */
  refusals: number;
}

/** Firehose reads a data stream by the same loop. */
export type HandSpec = PollingConsumerSpec | FanOutConsumerSpec | FirehoseSourceSpec;

export interface ByHand<Spec extends HandSpec, Reader extends HandReader> extends ConsumerCommon<Spec, Reader> {
  /** How often it has changed its kind: timers of before are void. */
  turn: number;
  /** Processing takes so many times as long as its settings say. */
  slowdown: number;
}

export type HandConsumer<Reader extends HandReader = HandReader> =
  | ByHand<PollingConsumerSpec | FirehoseSourceSpec, Reader>
  | ByHand<FanOutConsumerSpec, Reader>;

/** What differs between the two. */
export interface Hand<Reader extends HandReader> {
  /** A reader with what this kind needs beside. */
  complete(reader: HandReader): Reader;
}
