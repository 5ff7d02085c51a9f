/** A subscription as its client holds it: what has been pushed since the client last looked, in the form of the API. */
import { encodeSessionEvent, type SessionEvent } from './session-event.ts';
import { isOpen, type ConsumerState, type SubscriptionState } from '../consumer-state.ts';
import type { Kinesis } from '../kinesis.ts';
import type { StreamState } from '../stream-state.ts';
import { notePushed } from './fan-out-metrics.ts';
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
