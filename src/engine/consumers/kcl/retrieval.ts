/**
 * How a shard consumer of the KCL polls: ahead, into a buffer (PrefetchRecordsPublisher). https://docs.aws.amazon.com/streams/latest/dev/kcl-concepts.html
 * Also when far behind no faster than idleTimeBetweenReads; a refusal costs a whole idle time.
 * Simplified: after a restart it goes on behind the checkpointed record (KCL fetches that one again and drops it); empty batches are
 * not handed on, as by default.
 */
import { emit } from '../../kernel/simulation.ts';
import { SECOND } from '../../kernel/time.ts';
import { getPage, type ClientPage } from '../../kinesis/actions/get-records.ts';
import { getIterator } from '../../kinesis/actions/get-shard-iterator.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import { idleUs, planFetch } from './fetch-plan.ts';
import type { At, ShardConsumer } from './kcl-state.ts';
import { beginAt, isOwner, readerOf, take } from './reading.ts';
import { processNext } from './record-processor.ts';
import { sequencePosition, startOf } from './start-position.ts';
import { subscribe } from './subscription.ts';
import { laterForShard, laterPage, networkUs } from './timers.ts';

/** Begins to read; false where it has to be tried again. */
export function startPublisher(at: At, consumer: ShardConsumer, checkpoint: string): boolean {
  const { app, consumers } = at;
  const reader = readerOf(at, consumer.shard);
  if (isOwner(at, consumer)) reader.state = 'starting';
  const start = startOf(app.spec.start, checkpoint);
  if (app.spec.retrieval === 'fan-out') return subscribe(at, consumer, start);
  let answer = getIterator(consumers.kinesis, app.spec.stream, consumer.shard, start);
  // a number that has expired with its record is no place to go on from: the oldest record is
  if (!answer.ok && answer.error.type === 'InvalidArgumentException')
    answer = getIterator(consumers.kinesis, app.spec.stream, consumer.shard, { type: 'TRIM_HORIZON' });
  if (!answer.ok) {
    consumer.isAtEnd = answer.error.type === 'ResourceNotFoundException';
    return consumer.isAtEnd;
  }
  consumer.iterator = answer.value;
  beginAt(at, consumer, answer.value.position, checkpoint);
  planFetch(at, consumer);
  return true;
}

export function onFetch(at: At, consumer: ShardConsumer): void {
  const { app, consumers } = at;
  const { totals, spec } = app;
  const { nowUs } = consumers.sim;
  if (consumer.iterator === null) return;
  const reader = readerOf(at, consumer.shard);
  const answer = getPage(consumers.kinesis, consumer.iterator, spec.maxRecords, spec.id);
  totals.calls++;
  reader.calls++;
  if (answer.ok) {
    const travelUs = networkUs(at);
    const page = answer.value;
    if (page.to > page.from || page.next === null || page.from > consumer.fetchPosition) return laterPage(at, consumer, travelUs, page);
    consumer.iterator = page.next; // an empty answer is handed to nobody
    consumer.lastAnswerUs = nowUs + travelUs;
    if (reader.state === 'throttled') reader.state = 'reading';
    return laterForShard(at, consumer, travelUs + idleUs(at), 'fetch');
  }
  switch (answer.error.type) {
    case 'ProvisionedThroughputExceededException':
      totals.refusedCalls++;
      reader.refusedCalls++;
      reader.lastRefusedUs = nowUs;
      if (isOwner(at, consumer)) reader.state = 'throttled';
      return laterForShard(at, consumer, idleUs(at), 'fetch');
    case 'ExpiredIteratorException': {
      emit(consumers.sim, {
        type: 'iterator-expired',
        consumer: spec.id,
        shardId: shardIdOf(consumer.shard),
        issuedUs: consumer.iterator.issuedUs,
        ...reader.page,
      });
      const start = sequencePosition(consumer.lastSequenceNumber);
      const again = getIterator(consumers.kinesis, spec.stream, consumer.shard, start);
      if (again.ok) consumer.iterator = again.value;
      return laterForShard(at, consumer, again.ok ? 0 : SECOND, 'fetch');
    }
    case 'ResourceNotFoundException': // the shard or its stream is gone: read as the shard's end, without children
      consumer.isAtEnd = true;
      consumer.iterator = null;
      return;
    default:
      return laterForShard(at, consumer, idleUs(at), 'fetch');
  }
}

/** A page has come, by a call or pushed. */
export function onPage(at: At, consumer: ShardConsumer, page: ClientPage): void {
  const { app, consumers } = at;
  const { nowUs } = consumers.sim;
  consumer.isFetching = false;
  consumer.lastAnswerUs = nowUs;
  const isOwners = take(at, consumer, page);
  consumer.iterator = page.next;
  if (page.next === null) {
    consumer.isAtEnd = true;
    consumer.children = page.children.map(({ shard }) => shard);
  }
  if (page.to > page.from) {
    consumer.buffer.push(page);
    if (isOwners) {
      const records = page.to - page.from;
      const reader = readerOf(at, consumer.shard);
      reader.page = { records, busyUs: records * app.spec.processingUsPerRecord * app.faults.slowFactor };
    }
  }
  planFetch(at, consumer);
  processNext(at, consumer);
}
