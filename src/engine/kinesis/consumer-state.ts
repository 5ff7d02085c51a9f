/** What the service knows of a stream's registered consumers and their subscriptions. Plain data. */
import type { Caller } from '../aws/iam/principal.ts';
import type { Timer } from '../kernel/simulation.ts';
import type { TokenBucket } from '../kernel/token-bucket.ts';
import type { AwsError } from './errors.ts';
import type { Life } from './lifecycle.ts';

export interface ConsumerState {
  /** Index in `StreamState.consumers`; never used twice. */
  number: number;
  name: string;
  /** Ends in the creation second, so registering the same name again makes another ARN. */
  arn: string;
  life: Life;
  /** Epoch seconds. */
  createdSeconds: number;
  tags: Record<string, string>;
  /** Resource policy, minified JSON. */
  policy: string | null;
  /** By shard index: when its last successful SubscribeToShard was. */
  subscribedUs: Record<number, number>;
  /** The open ones, and those whose last events the client has not fetched yet. */
  subscriptions: SubscriptionState[];
  nextSubscription: number;
  totals: ConsumerTotals;
}

export interface ConsumerTotals {
  subscriptions: number;
  refusedSubscriptions: number;
  /** Events pushed, and the records and data bytes in them. */
  events: number;
  records: number;
  bytes: number;
}

export interface SubscriptionState {
  /** Counts up per consumer. */
  number: number;
  shard: number;
  life: Life;
  /** On whose behalf records are decrypted; null: the account itself. */
  caller: Caller | null;
  /** Position in the shard's log of the next record to push. */
  position: number;
  /** Its own bytes per second. */
  budget: TokenBucket;
  /** No event before: the last one is still on its way. */
  busyUntilUs: number;
  /** When an event without records is due, unless another comes first. */
  heartbeatAtUs: number;
  /** When it is looked at next; timers for other instants are void. */
  wakeAtUs: number | null;
  endedUs: number | null;
  /** A client that lives in the world: its timer is set at each arrival and at the end. Null for one that asks through the API. */
  client: Timer | null;
  /** Pushed, not yet fetched by the client. */
  events: PushedEvent[];
}

/** An event as it was pushed: positions, not records. */
export interface PushedEvent {
  atUs: number;
  /** Positions [from, to) of the shard's log. */
  from: number;
  to: number;
  /** Data without keys. */
  bytes: number;
  millisBehindLatest: number;
  /** Null at the end of the shard, and in an error. */
  continuation: { counter: number; seconds: number } | null;
  /** The error that ends the subscription. */
  error: AwsError | null;
}

/** Of a stream: how many subscriptions are open, and when new records are pushed next. */
export interface FanOutState {
  openSubscriptions: number;
  /** Instant of the next push of new records, or null while there are none, or nobody to push them to. */
  tickAtUs: number | null;
}

export const isOpen = (subscription: SubscriptionState): boolean => subscription.endedUs === null;
