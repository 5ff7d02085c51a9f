/** One shard as it is pushed: subscription, events, processing, the next subscription. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html */
import { clientStatus } from '../../kinesis/actions/register-stream-consumer.ts';
import { subscribeToShard, takePushed, type ClientEvent } from '../../kinesis/actions/subscribe-to-shard.ts';
import type { AwsError } from '../../kinesis/errors.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { ShardChild } from '../shard-readers.ts';
import { startingPosition } from '../by-hand/shards.ts';
import { beginReading, drain, endWork, missRest, takeIn } from '../by-hand/take-in.ts';
import type { Consumers } from '../consumer-state.ts';
import { FAN_OUT_HAND, later, networkUs, register, RETRY_US, startReaders, timerOf } from './fan-out.ts';
import type { FanOutConsumer, FanOutReader } from './fan-out-state.ts';

export function onSubscribe(consumers: Consumers, consumer: FanOutConsumer, reader: FanOutReader): void {
  const { kinesis } = consumers;
  if (reader.subscription !== null || reader.state === 'drained') return;
  // it asks DescribeStreamConsumer until it is ACTIVE
  if (consumer.arn === null || clientStatus(kinesis, consumer.arn) === 'CREATING') return again(consumers, consumer, reader);
  const { type, sequenceNumber, timestamp } = startingPosition(consumers, consumer, reader);
  const answer = subscribeToShard(
    kinesis,
    {
      ConsumerARN: consumer.arn,
      ShardId: shardIdOf(reader.shard),
      StartingPosition: { Type: type, SequenceNumber: sequenceNumber, Timestamp: timestamp },
    },
    timerOf(consumer, { kind: 'fan-out-arrival', shard: reader.shard, session: ++reader.session }),
  );
  reader.calls++;
  consumer.totals.calls++;
  if (!answer.ok) return onRefused(consumers, consumer, reader, answer.error);
  reader.subscription = answer.value;
  reader.refusals = 0;
  reader.state = 'reading';
  if (reader.position === null) beginReading(consumers, consumer, reader, positionOf(consumers, reader) ?? 0);
}

const again = (consumers: Consumers, consumer: FanOutConsumer, { shard }: FanOutReader): void =>
  later(consumers, consumer, RETRY_US, { kind: 'fan-out-subscribe', shard });

/** Where the subscription that has just been opened began. */
function positionOf({ kinesis }: Consumers, { subscription }: FanOutReader): number | null {
  if (subscription === null) return null;
  const { consumers } = kinesis.state.streams[subscription.stream];
  const found = consumers[subscription.consumer].subscriptions.find(({ number }) => number === subscription.subscription);
  return found === undefined ? null : (found.events[0]?.from ?? found.position);
}

function onRefused(consumers: Consumers, consumer: FanOutConsumer, reader: FanOutReader, { type }: AwsError): void {
  const { kinesis, sim } = consumers;
  reader.refusedCalls++;
  consumer.totals.refusedCalls++;
  reader.refusals++;
  reader.lastRefusedUs = sim.nowUs;
  // a number that has expired with its record is no place to go on from: the oldest record is
  if (type === 'InvalidArgumentException') reader.lastSequenceNumber = null;
  if (type !== 'ResourceNotFoundException') return again(consumers, consumer, reader);
  const isThere = clientStatus(kinesis, consumer.arn!) !== null;
  if (!isThere && kinesis.state.streams.some(({ name, life }) => name === consumer.spec.stream && life.state !== 'GONE')) {
    consumer.arn = null; // somebody deregistered it
    register(consumers, consumer);
    return again(consumers, consumer, reader);
  }
  missRest(consumers, consumer, reader);
  finish(consumers, consumer, reader, []);
}

/** Something has come: it is taken unless the last is still being worked on. */
export function onArrival(consumers: Consumers, consumer: FanOutConsumer, reader: FanOutReader): void {
  while (reader.work === null && reader.subscription !== null) {
    const { event, ended } = takePushed(consumers.kinesis, reader.subscription);
    if (event !== null) onEvent(consumers, consumer, reader, event);
    else if (ended) onEnded(consumers, consumer, reader);
    else return;
  }
}

function onEvent(consumers: Consumers, consumer: FanOutConsumer, reader: FanOutReader, event: ClientEvent): void {
  const { from, to, bytes, arrivals, continuation, children, error } = event;
  if (error !== null) {
    reader.lastRefusedUs = consumers.sim.nowUs;
    reader.refusals++;
    return;
  }
  takeIn(consumers, consumer, reader, {
    from,
    to,
    bytes,
    arrivals,
    lastSequenceNumber: continuation,
    end: continuation === null ? children : null,
  });
  const { busyUs } = reader.page;
  if (busyUs === 0) onProcessed(consumers, consumer, reader);
  else later(consumers, consumer, busyUs, { kind: 'fan-out-processed', shard: reader.shard });
}

export function onProcessed(consumers: Consumers, consumer: FanOutConsumer, reader: FanOutReader): void {
  const end = endWork(consumers, consumer, reader);
  if (end !== null) finish(consumers, consumer, reader, end);
}

/** Five minutes are over, or an error ended it: another subscription goes on. */
function onEnded(consumers: Consumers, consumer: FanOutConsumer, reader: FanOutReader): void {
  reader.subscription = null;
  if (reader.state === 'drained') return;
  reader.state = 'starting';
  if (reader.refusals > 0) return again(consumers, consumer, reader);
  later(consumers, consumer, networkUs(consumer), { kind: 'fan-out-subscribe', shard: reader.shard });
}

function finish(consumers: Consumers, consumer: FanOutConsumer, reader: FanOutReader, children: readonly ShardChild[]): void {
  drain(consumers, consumer, reader, children, FAN_OUT_HAND);
  startReaders(consumers, consumer);
}
