/** A registered consumer at work. Plain data. */
import type { SubscriptionAddress } from '../../kinesis/fan-out/session.ts';
import type { ByHand, HandReader } from '../by-hand/by-hand-state.ts';
import type { FanOutConsumerSpec } from '../consumer-spec.ts';

export interface FanOutReader extends HandReader {
  /** The open subscription; null where there is none. */
  subscription: SubscriptionAddress | null;
  /** Counts subscriptions: arrivals of earlier ones are void. */
  session: number;
}

export interface FanOutConsumer extends ByHand<FanOutConsumerSpec, FanOutReader> {
  /** ConsumerARN; null until it is registered. */
  arn: string | null;
}

/** `turn`: of the consumer when it was set. */
export type FanOutTimer = { turn: number } & (
  | { kind: 'fan-out-register' }
  | { kind: 'fan-out-list-shards' }
  | { kind: 'fan-out-subscribe'; shard: number }
  /** Something has come over the subscription, or it has ended. */
  | { kind: 'fan-out-arrival'; shard: number; session: number }
  | { kind: 'fan-out-processed'; shard: number }
);
