/**
 * How a shard consumer of the KCL gets its records pushed: FanOutRecordsPublisher.
 * https://docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html
 * When a subscription ends (after five minutes, or by an error) the next goes on where it stopped.
 */
import { SECOND } from '../../kernel/time.ts';
import { leaveSubscription, subscribeToShard, takePushed, type ClientEvent } from '../../kinesis/actions/subscribe-to-shard.ts';
import type { StartingPosition } from '../../kinesis/actions/get-shard-iterator.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { ConsumerTimer } from '../consumer-state.ts';
import { hasRoom } from './fetch-plan.ts';
import type { At, ShardConsumer } from './kcl-state.ts';
import { beginAt, numberOf, readerOf, take } from './reading.ts';
import { processNext } from './record-processor.ts';
import { sequencePosition } from './start-position.ts';
import { laterForShard } from './timers.ts';

/** False where it has to be tried again. */
export function subscribe(at: At, consumer: ShardConsumer, { type, sequenceNumber, timestamp }: StartingPosition): boolean {
  const { app, worker, consumers } = at;
  if (app.consumerArn === null) return false;
  const client = {
    owner: 'consumer',
    consumer: app.number,
    kind: 'kcl-shard',
    worker: worker.number,
    incarnation: worker.incarnation,
  } as const;
  const timer: ConsumerTimer = { ...client, shard: consumer.shard, generation: consumer.generation, errand: 'pushed' };
  const input = { ConsumerARN: app.consumerArn, ShardId: shardIdOf(consumer.shard) };
  app.totals.calls++;
  const start = { Type: type, SequenceNumber: sequenceNumber, Timestamp: timestamp };
  const answer = subscribeToShard(consumers.kinesis, { ...input, StartingPosition: start }, timer);
  if (answer.ok) {
    consumer.subscription = answer.value;
    return true;
  }
  if (answer.error.type === 'ResourceNotFoundException') consumer.isAtEnd = true;
  else app.totals.refusedCalls++;
  return consumer.isAtEnd;
}

export function onPushed(at: At, consumer: ShardConsumer): void {
  if (consumer.life.reason !== null) return; // it is stopping
  consumer.isFetching = false;
  while (hasRoom(consumer)) {
    if (consumer.subscription === null) return resubscribe(at, consumer);
    const { event, ended } = takePushed(at.consumers.kinesis, consumer.subscription);
    if (event !== null) onEvent(at, consumer, event);
    if (ended || (event !== null && event.error !== null)) consumer.subscription = null;
    if (consumer.isAtEnd) return processNext(at, consumer);
    if (event === null && !ended) return;
  }
}

function onEvent(at: At, consumer: ShardConsumer, event: ClientEvent): void {
  if (event.error !== null) return;
  if (consumer.fetchPosition < 0) beginAt(at, consumer, event.from, at.app.table.items[consumer.leaseKey]?.checkpoint.sequenceNumber ?? '');
  const { from, to, bytes, arrivals, children, continuation } = event;
  const page = { from, to, bytes, arrivals, lastSequenceNumber: to > from ? numberOf(at, consumer.shard, to - 1) : null };
  const isOwners = take(at, consumer, page);
  consumer.lastSequenceNumber = continuation ?? consumer.lastSequenceNumber;
  if (to > from && page.lastSequenceNumber !== null) {
    consumer.buffer.push({ ...page, next: null, children: [] });
    if (isOwners) {
      const records = to - from;
      readerOf(at, consumer.shard).page = { records, busyUs: records * at.app.spec.processingUsPerRecord * at.app.faults.slowFactor };
    }
  }
  if (continuation === null) {
    consumer.isAtEnd = true;
    consumer.children = children.map(({ shard }) => shard);
  }
  processNext(at, consumer);
}

/** The health check of the next pass finds the subscription gone. */
function resubscribe(at: At, consumer: ShardConsumer): void {
  if (consumer.isAtEnd) return;
  const start = consumer.lastSequenceNumber === null ? { type: 'TRIM_HORIZON' as const } : sequencePosition(consumer.lastSequenceNumber);
  if (!subscribe(at, consumer, start)) laterForShard(at, consumer, SECOND, 'pushed');
}

export function unsubscribe({ consumers }: At, consumer: ShardConsumer): void {
  if (consumer.subscription !== null) leaveSubscription(consumers.kinesis, consumer.subscription);
  consumer.subscription = null;
}
