/** A subscription as its client holds it: what has been pushed since the client last looked, in the form of the API. */
import { encodeSessionEvent, type SessionEvent } from './session-event.ts';
import { isOpen, type ConsumerState, type SubscriptionState } from '../consumer-state.ts';
import type { Kinesis } from '../kinesis.ts';
import type { StreamState } from '../stream-state.ts';
import { arrivalRuns } from '../actions/get-records.ts';
import type { AwsError } from '../errors.ts';
import { sequenceNumberIn } from '../shard-description.ts';
import { parentsOf } from '../stream-state.ts';
import { planPush, travelUs } from './cadence.ts';
import { notePushed } from './fan-out-metrics.ts';
import { isHeldUp, serve } from './push.ts';
import { endSubscription, findSubscription, forgetSubscription } from './subscription-life.ts';

/** Where a subscription stands in the state: holds over snapshots. */
export interface SubscriptionAddress {
  stream: number;
  consumer: number;
  subscription: number;
}

export interface Drained {
  events: SessionEvent[];
  ended: boolean;
  /** Epoch milliseconds. */
  endedAtMs?: number;
  /** The error that ended it. */
  exception?: { __type: string; message: string };
}

export const addressOf = (stream: StreamState, consumer: ConsumerState, subscription: SubscriptionState): SubscriptionAddress => ({
  stream: stream.number,
  consumer: consumer.number,
  subscription: subscription.number,
});

/** The events since the last time, or null where the subscription has been let go of. */
export function drainSubscription(kinesis: Kinesis, address: SubscriptionAddress): Drained | null {
  const stream = kinesis.state.streams[address.stream];
  const subscription = findSubscription(stream, address.consumer, address.subscription);
  if (subscription === undefined) return null;
  const pushed = subscription.events.splice(0);
  const events = pushed.map((event) => encodeSessionEvent(kinesis, stream, stream.shards[subscription.shard], event));
  if (isOpen(subscription)) return { events, ended: false };
  forgetSubscription(stream.consumers[address.consumer], subscription);
  const error = pushed.at(-1)?.error ?? null;
  return {
    events,
    ended: true,
    endedAtMs: kinesis.sim.startEpochMs + subscription.endedUs! / 1000,
    ...(error === null ? {} : { exception: { __type: error.type, message: error.message } }),
  };
}

/** An event as a client in the world gets it: plain data, without the records' bytes. */
export interface ClientEvent {
  /** Positions [from, to) of the shard's log; from = to where it carries no records. */
  from: number;
  to: number;
  bytes: number;
  /** Arrival times, run-length coded: time in µs, number of records, time, number … */
  arrivals: number[];
  /** Where to go on after this subscription; null at the end of the shard, and in an error. */
  continuation: string | null;
  /** At the end of a shard. */
  children: { shard: number; parents: number[] }[];
  /** The error that ended the subscription. */
  error: AwsError | null;
}

/** The next event that has come to a client in the world; null where there is none yet, or none any more. The service may push on. */
export function takePushed(kinesis: Kinesis, address: SubscriptionAddress): { event: ClientEvent | null; ended: boolean } {
  const { sim, state } = kinesis;
  const stream = state.streams[address.stream];
  const subscription = findSubscription(stream, address.consumer, address.subscription);
  if (subscription === undefined) return { event: null, ended: true };
  const shard = stream.shards[subscription.shard];
  const wasHeldUp = isHeldUp(subscription);
  const [pushed] = subscription.events;
  if (pushed === undefined || pushed.atUs + travelUs(pushed.bytes) > sim.nowUs) {
    const ended = pushed === undefined && !isOpen(subscription);
    if (ended) forgetSubscription(stream.consumers[address.consumer], subscription);
    return { event: null, ended };
  }
  subscription.events.shift();
  if (wasHeldUp && isOpen(subscription) && serve(kinesis, stream, stream.consumers[address.consumer], subscription) < shard.log.count)
    planPush(sim, stream);
  const { to, bytes, continuation, error } = pushed;
  const from = Math.min(to, Math.max(pushed.from, shard.log.trimmed));
  const isEnd = continuation === null && error === null;
  return {
    event: {
      from,
      to,
      bytes,
      arrivals: arrivalRuns(shard, from, to),
      continuation: continuation === null ? null : sequenceNumberIn(shard, BigInt(continuation.counter), continuation.seconds),
      children: isEnd ? shard.children.map((child) => ({ shard: child, parents: parentsOf(stream.shards[child]) })) : [],
      error,
    },
    ended: false,
  };
}

/** The client goes away. */
export function closeSubscription(kinesis: Kinesis, address: SubscriptionAddress): void {
  const { sim, state } = kinesis;
  const stream = state.streams[address.stream];
  const subscription = findSubscription(stream, address.consumer, address.subscription);
  if (subscription === undefined) return;
  const consumer = stream.consumers[address.consumer];
  if (isOpen(subscription)) {
    // the service notices by an event that it publishes in vain, and counts (recorded)
    notePushed(kinesis, stream, consumer, stream.shards[subscription.shard], { records: 0, bytes: 0, millisBehindLatest: 0 });
  }
  endSubscription(sim, stream, consumer, subscription, 'close', null);
  forgetSubscription(consumer, subscription);
}
