/** A Lambda event source mapping at work. Plain data. */
import type { LambdaConsumerSpec } from '../consumer-spec.ts';
import type { ConsumerCommon, ReaderState } from '../consumer-state.ts';

export type LambdaReader = ReaderState;

export type LambdaConsumer = ConsumerCommon<LambdaConsumerSpec, LambdaReader>;

export type LambdaTimer = { kind: 'lambda-poll'; shard: number };
