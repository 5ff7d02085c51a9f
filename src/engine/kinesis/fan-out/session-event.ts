/** Pushed events in the form of the API. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShardEventStream.html */
import { describeRecord } from '../actions/get-records.ts';
import type { PushedEvent } from '../consumer-state.ts';
import type { Kinesis } from '../kinesis.ts';
import { describeChildren, sequenceNumberIn } from '../shard-description.ts';
import type { ShardState, StreamState } from '../stream-state.ts';

export interface SessionEvent {
  /** Epoch milliseconds. */
  atMs: number;
  /** One member: `SubscribeToShardEvent`, or an exception with its `message`. */
  event: Record<string, Record<string, unknown>>;
}

export function encodeSessionEvent(kinesis: Kinesis, stream: StreamState, shard: ShardState, pushed: PushedEvent): SessionEvent {
  const atMs = kinesis.sim.startEpochMs + pushed.atUs / 1000;
  if (pushed.error !== null) return { atMs, event: { [pushed.error.type]: { message: pushed.error.message } } };
  const { to, continuation } = pushed;
  const from = Math.max(pushed.from, shard.log.trimmed); // a client that looked away for as long as the retention
  return {
    atMs,
    event: {
      SubscribeToShardEvent: {
        ...(continuation === null ? { ChildShards: describeChildren(stream, shard) } : {}),
        ...(continuation === null
          ? {}
          : { ContinuationSequenceNumber: sequenceNumberIn(shard, BigInt(continuation.counter), continuation.seconds) }),
        MillisBehindLatest: pushed.millisBehindLatest,
        Records: Array.from({ length: Math.max(0, to - from) }, (_, i) => describeRecord(kinesis, stream, shard, from + i)),
      },
    },
  };
}
