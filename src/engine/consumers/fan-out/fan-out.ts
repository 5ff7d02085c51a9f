/**
 * A registered consumer written by hand: RegisterStreamConsumer, ListShards, then SubscribeToShard on every shard, parents before
 * children. https://docs.aws.amazon.com/streams/latest/dev/building-enhanced-consumers-api.html
 *
 * A subscription that ends after its five minutes is followed by another from the last ContinuationSequenceNumber on. An event is
 * worked on before the next is taken; what cannot be taken waits, and the service stops pushing. Refusals (the consumer is not ACTIVE
 * yet, five seconds have not passed, another subscription took this one over) are tried again a second later.
 * Simplified: a request takes 3 to 9 ms each way; the way of an event is part of its 70 ms.
 */
import { nextBelow } from '../../kernel/random.ts';
import { schedule } from '../../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import { deregisterClient } from '../../kinesis/actions/deregister-stream-consumer.ts';
import { registerClient, whyNoClient } from '../../kinesis/actions/register-stream-consumer.ts';
import { leaveSubscription } from '../../kinesis/actions/subscribe-to-shard.ts';
import type { Hand, HandConsumer } from '../by-hand/by-hand-state.ts';
import { beginAnew, goOn } from '../by-hand/hand-over.ts';
import { listOwn, whyNoStart } from '../by-hand/shards.ts';
import { readyReaders } from '../shard-readers.ts';
import type { FanOutConsumerSpec } from '../consumer-spec.ts';
import type { Consumers, ConsumerTimer } from '../consumer-state.ts';
import type { ConsumerRefusal } from '../kinds.ts';
import type { FanOutConsumer, FanOutReader, FanOutTimer } from './fan-out-state.ts';

export const RETRY_US = SECOND;

export const FAN_OUT_HAND: Hand<FanOutReader> = { complete: (reader) => ({ ...reader, subscription: null, session: 0 }) };

type Untimed<T> = T extends { turn: number } ? Omit<T, 'turn'> : never;

export const timerOf = (consumer: FanOutConsumer, body: Untimed<FanOutTimer>): ConsumerTimer =>
  ({ owner: 'consumer', consumer: consumer.number, turn: consumer.turn, ...body }) as ConsumerTimer;

export function later({ sim }: Pick<Consumers, 'sim'>, consumer: FanOutConsumer, afterUs: number, body: Untimed<FanOutTimer>): void {
  schedule(sim, sim.nowUs + afterUs, timerOf(consumer, body));
}

export const networkUs = (consumer: FanOutConsumer): number => 3 * MILLISECOND + nextBelow(consumer.random, 6 * MILLISECOND);

export function whyNoFanOut(consumers: Consumers, spec: FanOutConsumerSpec): ConsumerRefusal | null {
  const refused = whyNoClient(consumers.kinesis, spec.stream, spec.id);
  return refused === null ? whyNoStart(consumers, spec) : { error: refused.type, message: refused.message };
}

export function addFanOut(consumers: Consumers, spec: FanOutConsumerSpec): void {
  const consumer: FanOutConsumer = { ...beginAnew(consumers, spec), arn: null };
  consumers.state.list.push(consumer);
  register(consumers, consumer);
  later(consumers, consumer, networkUs(consumer), { kind: 'fan-out-list-shards' });
}

/** From where a polling consumer is; what it works on comes first. */
export function continuePushed(consumers: Consumers, before: HandConsumer, spec: FanOutConsumerSpec): FanOutConsumer {
  const consumer: FanOutConsumer = { ...goOn(before, spec, FAN_OUT_HAND), arn: null };
  register(consumers, consumer);
  if (consumer.readers.length === 0) later(consumers, consumer, networkUs(consumer), { kind: 'fan-out-list-shards' });
  for (const { shard, state, work } of consumer.readers) {
    if (work !== null) later(consumers, consumer, work.doneUs - consumers.sim.nowUs, { kind: 'fan-out-processed', shard });
    if (state === 'starting' && (work === null || work.end === null))
      later(consumers, consumer, networkUs(consumer), { kind: 'fan-out-subscribe', shard });
  }
  return consumer;
}

/** Its subscriptions are closed and its registration is given back. */
export function leaveFanOut({ kinesis }: Consumers, { readers, arn }: FanOutConsumer): void {
  for (const { subscription } of readers) if (subscription !== null) leaveSubscription(kinesis, subscription);
  if (arn !== null) deregisterClient(kinesis, arn);
}

/** Asks until it is registered: its stream may be busy, or the name may still be going. */
export function register(consumers: Consumers, consumer: FanOutConsumer): void {
  const answer = registerClient(consumers.kinesis, consumer.spec.stream, consumer.spec.id);
  if (answer.ok) consumer.arn = answer.value;
  else later(consumers, consumer, RETRY_US, { kind: 'fan-out-register' });
}

export function onListShards(consumers: Consumers, consumer: FanOutConsumer): void {
  if (!listOwn(consumers, consumer, FAN_OUT_HAND)) return later(consumers, consumer, RETRY_US, { kind: 'fan-out-list-shards' });
  startReaders(consumers, consumer);
}

/** Starts every waiting reader whose parents are drained. */
export function startReaders(consumers: Consumers, consumer: FanOutConsumer): void {
  for (const reader of readyReaders(consumer.readers)) {
    reader.state = 'starting';
    later(consumers, consumer, networkUs(consumer), { kind: 'fan-out-subscribe', shard: reader.shard });
  }
}
