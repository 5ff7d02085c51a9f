/** An application of the Kinesis Client Library at work. Plain data. */
import type { KclConsumerSpec } from '../consumer-spec.ts';
import type { ConsumerCommon, ReaderState } from '../consumer-state.ts';

export type KclReader = ReaderState;

export type KclApplication = ConsumerCommon<KclConsumerSpec, KclReader>;

export type KclTimer = { kind: 'kcl-tick'; worker: number };
