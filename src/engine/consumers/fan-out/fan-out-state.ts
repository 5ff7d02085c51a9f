/** A registered consumer at work. Plain data. */
import type { FanOutConsumerSpec } from '../consumer-spec.ts';
import type { ConsumerCommon, ReaderState } from '../consumer-state.ts';

export interface FanOutReader extends ReaderState {
  /** Number of the open subscription; null where there is none. */
  subscription: number | null;
}

export type FanOutConsumer = ConsumerCommon<FanOutConsumerSpec, FanOutReader>;

export type FanOutTimer = { kind: 'fan-out-subscribe'; shard: number };
