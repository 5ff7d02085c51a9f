/** Opens and ends subscriptions. */
import { emit, schedule, type Simulation } from '../../kernel/simulation.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import { createFullBucket } from '../../kernel/token-bucket.ts';
import { isOpen, type ConsumerState, type SubscriptionState } from '../consumer-state.ts';
import type { AwsError } from '../errors.ts';
import type { SubscriptionEnd } from '../kinesis-event.ts';
import type { KinesisTimer } from '../kinesis-timer.ts';
import { startLife, stepLife } from '../lifecycle.ts';
import type { Quotas } from '../quotas.ts';
import { shardIdOf } from '../shard-id.ts';
import type { StreamState } from '../stream-state.ts';
import { BURST_SECONDS, FIRST_HEARTBEAT_US } from './cadence.ts';
import { subscriptionMachine } from './subscription.machine.ts';

/** From a position of a shard on. Nothing is pushed yet. */
export function openSubscription(
  sim: Simulation,
  quotas: Quotas,
  stream: StreamState,
  consumer: ConsumerState,
  start: Pick<SubscriptionState, 'shard' | 'position' | 'caller' | 'client'>,
): SubscriptionState {
  const { life, delayed } = startLife(subscriptionMachine, { session: quotas.fanOutSessionSeconds * 1000 });
  const subscription: SubscriptionState = {
    ...start,
    number: consumer.nextSubscription++,
    life,
    budget: createFullBucket(quotas.fanOutBytesPerSecond * BURST_SECONDS, sim.nowUs),
    busyUntilUs: sim.nowUs,
    heartbeatAtUs: sim.nowUs + FIRST_HEARTBEAT_US,
    wakeAtUs: null,
    endedUs: null,
    events: [],
  };
  for (const { delayMs, event, version } of delayed) {
    const address = { stream: stream.number, consumer: consumer.number, subscription: subscription.number };
    schedule<KinesisTimer>(sim, sim.nowUs + delayMs * MILLISECOND, {
      owner: 'kinesis',
      kind: 'subscription-step',
      ...address,
      event,
      version,
    });
  }
  consumer.subscriptions.push(subscription);
  consumer.subscribedUs[start.shard] = sim.nowUs;
  consumer.totals.subscriptions++;
  stream.fanOut.openSubscriptions++;
  emit(sim, { type: 'subscription-started', stream: stream.name, shardId: shardIdOf(start.shard), consumer: consumer.name });
  return subscription;
}

/** Ends an open subscription by an event of its machine; an error is the last thing that is pushed. */
export function endSubscription(
  sim: Simulation,
  stream: StreamState,
  consumer: ConsumerState,
  subscription: SubscriptionState,
  event: string,
  error: AwsError | null,
): void {
  const step = isOpen(subscription) ? stepLife(subscriptionMachine, subscription.life, event) : null;
  if (step === null) return;
  subscription.life = step.life;
  subscription.endedUs = sim.nowUs;
  subscription.wakeAtUs = null;
  stream.fanOut.openSubscriptions--;
  const { position } = subscription;
  if (error !== null)
    subscription.events.push({ atUs: sim.nowUs, from: position, to: position, bytes: 0, millisBehindLatest: 0, continuation: null, error });
  tellClient(sim, subscription);
  emit(sim, {
    type: 'subscription-ended',
    stream: stream.name,
    shardId: shardIdOf(subscription.shard),
    consumer: consumer.name,
    how: step.life.state as SubscriptionEnd,
  });
}

/** Something is on its way to a client that lives in the world. */
export function tellClient(sim: Simulation, { client, busyUntilUs }: SubscriptionState): void {
  if (client !== null) schedule(sim, busyUntilUs, { ...client });
}

/** Lets go of one whose client has all its events, or has gone away. */
export function forgetSubscription(consumer: ConsumerState, subscription: SubscriptionState): void {
  consumer.subscriptions = consumer.subscriptions.filter((other) => other !== subscription);
}

export const findSubscription = (stream: StreamState, consumer: number, number: number): SubscriptionState | undefined =>
  stream.consumers[consumer]?.subscriptions.find((subscription) => subscription.number === number);
