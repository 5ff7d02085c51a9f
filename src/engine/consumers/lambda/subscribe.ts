/**
 * A mapping of a registered consumer: events are pushed, and each shard has its own 2 MiB/s.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html
 * What there is no room for is not taken, and the service stops pushing. Choice: the lab registers the consumer together with the mapping,
 * under the mapping's name, and gives it back with it; in life it is registered beforehand.
 */
import { SECOND } from '../../kernel/time.ts';
import { deregisterClient } from '../../kinesis/actions/deregister-stream-consumer.ts';
import { clientStatus, registerClient } from '../../kinesis/actions/register-stream-consumer.ts';
import { leaveSubscription, subscribeToShard, takePushed } from '../../kinesis/actions/subscribe-to-shard.ts';
import type { StartingPosition } from '../../kinesis/actions/get-shard-iterator.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { Consumers } from '../consumer-state.ts';
import type { LambdaConsumer, LambdaReader } from './lambda-state.ts';
import { later, networkUs, timerOf } from './mapping.ts';

const RETRY_US = SECOND;

/** Asks until it is registered: the stream may be busy, or the name may still be going. */
export function register(consumers: Consumers, consumer: LambdaConsumer): void {
  if (consumer.spec.retrieval !== 'fan-out' || consumer.consumerArn !== null) return;
  const answer = registerClient(consumers.kinesis, consumer.spec.stream, consumer.spec.id);
  if (answer.ok) consumer.consumerArn = answer.value;
  else later(consumers, consumer, RETRY_US, { kind: 'lambda-register' });
}

export function leave({ kinesis }: Consumers, consumer: LambdaConsumer): void {
  for (const reader of consumer.readers) leaveShard({ kinesis }, reader);
  if (consumer.consumerArn !== null) deregisterClient(kinesis, consumer.consumerArn);
  consumer.consumerArn = null;
}

export function leaveShard({ kinesis }: Pick<Consumers, 'kinesis'>, reader: LambdaReader): void {
  if (reader.subscription !== null) leaveSubscription(kinesis, reader.subscription);
  reader.subscription = null;
}

/** `gone`: there is neither shard nor stream any more. A number: the position at which the subscription began. */
export function subscribe(
  consumers: Consumers,
  consumer: LambdaConsumer,
  reader: LambdaReader,
  start: StartingPosition,
): number | 'gone' | 'later' {
  const { kinesis, sim } = consumers;
  const { consumerArn, totals } = consumer;
  const { shard, epoch } = reader;
  if (consumerArn === null || clientStatus(kinesis, consumerArn) === 'CREATING') return tryLater(consumers, consumer, reader);
  const answer = subscribeToShard(
    kinesis,
    {
      ConsumerARN: consumerArn,
      ShardId: shardIdOf(shard),
      StartingPosition: { Type: start.type, SequenceNumber: start.sequenceNumber, Timestamp: start.timestamp },
    },
    timerOf(consumer, { kind: 'lambda-arrival', shard, epoch }),
  );
  totals.calls++;
  reader.calls++;
  if (answer.ok) {
    reader.subscription = answer.value;
    return beginningOf(consumers, answer.value);
  }
  totals.refusedCalls++;
  reader.refusedCalls++;
  reader.lastRefusedUs = sim.nowUs;
  if (answer.error.type !== 'ResourceNotFoundException') return tryLater(consumers, consumer, reader);
  if (clientStatus(kinesis, consumerArn) !== null) return 'gone';
  const isStreamThere = kinesis.state.streams.some(({ name, life }) => name === consumer.spec.stream && life.state !== 'GONE');
  if (!isStreamThere) return 'gone';
  consumer.consumerArn = null; // somebody deregistered it
  register(consumers, consumer);
  return tryLater(consumers, consumer, reader);
}

function tryLater(consumers: Consumers, consumer: LambdaConsumer, { shard, epoch }: LambdaReader): 'later' {
  later(consumers, consumer, RETRY_US, { kind: 'lambda-iterator', shard, epoch });
  return 'later';
}

function beginningOf({ kinesis }: Consumers, address: NonNullable<LambdaReader['subscription']>): number {
  const { consumers } = kinesis.state.streams[address.stream];
  const found = consumers[address.consumer].subscriptions.find(({ number }) => number === address.subscription);
  return found?.events[0]?.from ?? found?.position ?? 0;
}

/** The next event that waits; null where there is none. An ended subscription is followed by another. */
export function takeEvent(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader) {
  while (reader.subscription !== null) {
    const { event, ended } = takePushed(consumers.kinesis, reader.subscription);
    if (event !== null && event.error === null) return event;
    if (event === null && !ended) return null;
    if (event !== null) {
      reader.lastRefusedUs = consumers.sim.nowUs; // the error that ends it; what follows says that it has ended
      continue;
    }
    const hasFailed = reader.lastRefusedUs === consumers.sim.nowUs;
    reader.subscription = null;
    if (reader.ending !== null) return null;
    const pauseUs = hasFailed ? RETRY_US : networkUs(consumer);
    later(consumers, consumer, pauseUs, { kind: 'lambda-iterator', shard: reader.shard, epoch: reader.epoch });
  }
  return null;
}
