/**
 * SubscribeToShard. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html
 * Data that waits is pushed at once, new records about 0.1 s after they arrive, and an event without records 5 s after the
 * last one (recorded). A subscription ends after five minutes, with its shard, or when another takes it over. The limit of
 * one call a second is met by the rule of five seconds between two subscriptions.
 */
import type { Timer } from '../../kernel/simulation.ts';
import { SECOND } from '../../kernel/time.ts';
import { DRY_RUN, SEQUENCE_NUMBER, SHARD_ID, type Action } from '../action.ts';
import { isOpen, type ConsumerState, type SubscriptionState } from '../consumer-state.ts';
import { dryRunSucceeded, resourceInUse, type Answer } from '../errors.ts';
import { addressOf, closeSubscription, takePushed, type ClientEvent, type SubscriptionAddress } from '../fan-out/session.ts';
import { noteSubscription } from '../fan-out/fan-out-metrics.ts';
import { planPush } from '../fan-out/cadence.ts';
import { serve } from '../fan-out/push.ts';
import { endSubscription, openSubscription } from '../fan-out/subscription-life.ts';
import { CONSUMER_ARN, findConsumer } from '../find-consumer.ts';
import { findShard } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { shardIdOf } from '../shard-id.ts';
import type { ShardState, StreamState } from '../stream-state.ts';
import { structure, text } from '../validation.ts';
import { ITERATOR_TYPES, positionOf, type StartingPosition } from './get-shard-iterator.ts';

interface Input {
  ConsumerARN: string;
  ShardId: string;
  StartingPosition: { Type: StartingPosition['type']; SequenceNumber?: string; Timestamp?: number };
  DryRun?: boolean;
}

/** For clients that live in the world. */
export { closeSubscription as leaveSubscription, takePushed, type ClientEvent, type SubscriptionAddress };

/** Opens a subscription; what waits for it already is pushed at once. `client`: the timer of a client that lives in the world, set at each arrival. */
export function subscribeToShard(kinesis: Kinesis, input: Input, client: Timer | null = null): Answer<SubscriptionAddress> {
  const { sim, state } = kinesis;
  const found = findConsumer(kinesis, { ConsumerARN: input.ConsumerARN });
  if (!found.ok) return found;
  const { stream, consumer } = found.value;
  if (consumer.life.state !== 'ACTIVE')
    return resourceInUse(
      `Consumer ${consumer.name} with creation timestamp ${consumer.createdSeconds} under stream: ${stream.name} , account ${state.accountId} is not in ACTIVE status.`,
    );
  const target = findShard(kinesis, stream, input.ShardId);
  if (!target.ok) return target;
  const shard = target.value;
  const { Type: type, SequenceNumber: sequenceNumber, Timestamp: timestamp } = input.StartingPosition;
  const position = positionOf(kinesis, stream, shard, { type, sequenceNumber, timestamp }, 'SubscribeToShard');
  if (!position.ok) return position;
  const inUse = resourceInUse(
    `Another active subscription exists for this consumer: ${state.accountId}:${stream.name}:${shardIdOf(shard.index)}:${consumer.name}`,
  );
  const lastUs = consumer.subscribedUs[shard.index];
  if (lastUs !== undefined && sim.nowUs < lastUs + state.quotas.fanOutPauseSeconds * SECOND) {
    if (input.DryRun !== true) {
      consumer.totals.refusedSubscriptions++;
      noteSubscription(kinesis, stream, consumer, false);
    }
    return inUse;
  }
  if (input.DryRun === true) return dryRunSucceeded();
  const older = openOn(consumer, shard);
  if (older !== undefined) endSubscription(sim, stream, consumer, older, 'take-over', inUse.error);
  return { ok: true, value: open(kinesis, stream, consumer, shard, position.value, client) };
}

const openOn = (consumer: ConsumerState, shard: ShardState): SubscriptionState | undefined =>
  consumer.subscriptions.find((subscription) => subscription.shard === shard.index && isOpen(subscription));

function open(
  kinesis: Kinesis,
  stream: StreamState,
  consumer: ConsumerState,
  shard: ShardState,
  position: number,
  client: Timer | null,
): SubscriptionAddress {
  noteSubscription(kinesis, stream, consumer, true);
  const subscription = openSubscription(kinesis.sim, kinesis.state.quotas, stream, consumer, {
    shard: shard.index,
    position,
    caller: kinesis.caller ?? null,
    client,
  });
  if (serve(kinesis, stream, consumer, subscription) < shard.log.count) planPush(kinesis.sim, stream);
  return addressOf(stream, consumer, subscription);
}

/** A call over a channel that carries no events: it counts as one, and its client is gone at once. */
function handle(kinesis: Kinesis, input: Input): Answer<null> {
  const subscribed = subscribeToShard(kinesis, input);
  if (!subscribed.ok) return subscribed;
  closeSubscription(kinesis, subscribed.value);
  return { ok: true, value: null };
}

export const SUBSCRIBE_TO_SHARD: Action = {
  name: 'SubscribeToShard',
  request: structure(
    {
      ...DRY_RUN,
      ConsumerARN: CONSUMER_ARN,
      ShardId: SHARD_ID,
      StartingPosition: structure(
        { SequenceNumber: SEQUENCE_NUMBER, Timestamp: { kind: 'timestamp' }, Type: text({ values: ITERATOR_TYPES }) },
        ['Type'],
      ),
    },
    ['ConsumerARN', 'ShardId', 'StartingPosition'],
  ),
  handle,
};
