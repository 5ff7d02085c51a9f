/** Steps the life of a registered consumer. When it is gone, its subscriptions are. */
import { emit, schedule, type Simulation } from '../kernel/simulation.ts';
import { MILLISECOND } from '../kernel/time.ts';
import { consumerMachine } from './consumer.machine.ts';
import type { ConsumerState } from './consumer-state.ts';
import type { AwsError } from './errors.ts';
import { endSubscription } from './fan-out/subscription-life.ts';
import type { KinesisTimer } from './kinesis-timer.ts';
import { startLife, stepLife, type Delays, type Step } from './lifecycle.ts';
import type { StreamState } from './stream-state.ts';

export function startConsumer(sim: Simulation, stream: StreamState, consumer: ConsumerState, delays: Delays): void {
  applyStep(sim, stream, consumer, startLife(consumerMachine, delays), null);
}

/** Does nothing where the consumer's present state does not know the event. */
export function stepConsumer(sim: Simulation, stream: StreamState, consumer: ConsumerState, event: string): void {
  const step = stepLife(consumerMachine, consumer.life, event);
  if (step !== null) applyStep(sim, stream, consumer, step, consumer.life.state);
}

function applyStep(sim: Simulation, stream: StreamState, consumer: ConsumerState, { life, delayed }: Step, from: string | null): void {
  consumer.life = life;
  emit(sim, { type: 'consumer-status-changed', stream: stream.name, consumer: consumer.name, from, to: life.state });
  for (const { delayMs, event, version } of delayed)
    schedule<KinesisTimer>(sim, sim.nowUs + delayMs * MILLISECOND, {
      owner: 'kinesis',
      kind: 'consumer-step',
      stream: stream.number,
      consumer: consumer.number,
      event,
      version,
    });
  if (life.state === 'GONE') endAll(sim, stream, consumer, `Consumer ${consumer.arn}, account ${accountOf(stream)} not found.`);
}

/** The stream is gone, and its consumers with it, whatever they were. */
export function removeConsumers(sim: Simulation, stream: StreamState): void {
  for (const consumer of stream.consumers) {
    if (consumer.life.state === 'GONE') continue;
    endAll(sim, stream, consumer, `Stream ${stream.name} under account ${accountOf(stream)} not found.`);
    emit(sim, { type: 'consumer-status-changed', stream: stream.name, consumer: consumer.name, from: consumer.life.state, to: 'GONE' });
    consumer.life = { ...consumer.life, state: 'GONE', version: consumer.life.version + 1 };
  }
}

function endAll(sim: Simulation, stream: StreamState, consumer: ConsumerState, message: string): void {
  const error: AwsError = { type: 'ResourceNotFoundException', message, definite: true };
  for (const subscription of consumer.subscriptions) endSubscription(sim, stream, consumer, subscription, 'remove', error);
}

const accountOf = ({ arn }: StreamState): string => arn.split(':')[4];
