/** One turn of the loop on one shard: iterator, page, processing, next turn. */
import { readColumn, valueAt } from '../../kernel/record-log.ts';
import { emit, epochSecondsAt } from '../../kernel/simulation.ts';
import { noteDuration } from '../../kernel/latency-histogram.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import { getRecords } from '../../kinesis/actions/get-records.ts';
import { getShardIterator, type StartingPosition } from '../../kinesis/actions/get-shard-iterator.ts';
import { streamNamed } from '../../kinesis/find-stream.ts';
import { sequenceNumberIn } from '../../kinesis/shard-description.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { ShardState, StreamState } from '../../kinesis/stream-state.ts';
import type { Consumers, ConsumerTimer, PollingState, ShardReader } from '../consumer-state.ts';
import { addReader, later, networkUs, startReaders } from './polling.ts';

/** Least pause after a refusal. */
const REFUSAL_PAUSE_US = 200 * MILLISECOND;

export function onGetIterator(consumers: Consumers, consumer: PollingState, reader: ShardReader): void {
  const target = targetOf(consumers, consumer, reader);
  if (target === null) return;
  const { stream, shard } = target;
  const answer = getShardIterator(consumers.kinesis, stream, shard, startOf(consumers, reader, shard));
  if (!answer.ok) return later(consumers, consumer, REFUSAL_PAUSE_US, { kind: 'get-iterator', shard: reader.shard });
  const isFirst = reader.position === null;
  reader.iterator = answer.value;
  reader.position ??= answer.value.position;
  reader.state = 'reading';
  if (isFirst) {
    reader.startPosition = answer.value.position;
    emit(consumers.sim, { type: 'reading-started', consumer: consumer.spec.id, shardId: shardIdOf(reader.shard), from: reader.from });
  }
  later(consumers, consumer, 2 * networkUs(consumer), { kind: 'get-records', shard: reader.shard });
}

/** At first where the specification says; after an expired iterator behind the last record read. */
function startOf({ sim }: Consumers, reader: ShardReader, shard: ShardState): StartingPosition {
  const last = reader.position === null ? -1 : reader.position - 1;
  if (reader.position === null || last < shard.log.trimmed) return { type: reader.position === null ? reader.from : 'TRIM_HORIZON' };
  const counter = BigInt(valueAt(shard.log, 'counter', last));
  const seconds = epochSecondsAt(sim, valueAt(shard.log, 'arrivalUs', last));
  return { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: sequenceNumberIn(shard, counter, seconds) };
}

export function onGetRecords(consumers: Consumers, consumer: PollingState, reader: ShardReader): void {
  const { sim, kinesis } = consumers;
  const { spec, totals } = consumer;
  if (reader.iterator === null) return;
  reader.lastPollUs = sim.nowUs;
  const answer = getRecords(kinesis, reader.iterator, spec.limit, spec.id);
  totals.calls++;
  reader.calls++;
  if (answer.ok) {
    const { from, to, bytes, next } = answer.value;
    later(consumers, consumer, networkUs(consumer), { kind: 'page', shard: reader.shard, from, to, bytes, next });
    return;
  }
  switch (answer.error.type) {
    case 'ProvisionedThroughputExceededException':
      totals.refusedCalls++;
      reader.refusedCalls++;
      reader.state = 'throttled';
      later(consumers, consumer, Math.max(REFUSAL_PAUSE_US, spec.pollIntervalMs * MILLISECOND), { kind: 'get-records', shard: reader.shard });
      return;
    case 'ExpiredIteratorException':
      emit(sim, { type: 'iterator-expired', consumer: spec.id, shardId: shardIdOf(reader.shard) });
      reader.state = 'starting';
      later(consumers, consumer, 2 * networkUs(consumer), { kind: 'get-iterator', shard: reader.shard });
      return;
    default: // the shard or its stream is gone
      finish(consumers, consumer, reader);
  }
}

/** A page has arrived: count, measure, process, and poll again. */
export function onPage(consumers: Consumers, consumer: PollingState, reader: ShardReader, page: Extract<ConsumerTimer, { kind: 'page' }>): void {
  const target = targetOf(consumers, consumer, reader);
  if (target === null) return;
  const { sim } = consumers;
  const { spec, totals } = consumer;
  const records = page.to - page.from;
  const missed = page.from - reader.position!;
  if (missed > 0) {
    totals.trimmedUnread += missed;
    emit(sim, { type: 'unread-records-trimmed', consumer: spec.id, shardId: shardIdOf(reader.shard), records: missed });
  }
  if (records > 0) measure(consumers, consumer, reader, target.shard, page.from, page.to);
  reader.position = page.to;
  reader.recordsRead += records;
  reader.bytesRead += page.bytes;
  reader.iterator = page.next;
  reader.state = 'reading';
  totals.records += records;
  totals.bytes += page.bytes;
  if (page.next === null) return finish(consumers, consumer, reader);
  const busyUs = records * spec.processingUsPerRecord;
  const pauseUs = Math.max(reader.lastPollUs + spec.pollIntervalMs * MILLISECOND - sim.nowUs, busyUs, 1);
  later(consumers, consumer, pauseUs, { kind: 'get-records', shard: reader.shard });
}

const arrivals = new Float64Array(10_000);

function measure({ sim }: Consumers, consumer: PollingState, reader: ShardReader, shard: ShardState, from: number, to: number): void {
  const first = Math.max(from, shard.log.trimmed); // retention may have passed while the page travelled
  if (first >= to) return;
  readColumn(shard.log, 'arrivalUs', first, to, arrivals);
  const count = to - first;
  for (let i = 0; i < count; ) {
    const arrivalUs = arrivals[i]!;
    let next = i + 1;
    while (next < count && arrivals[next] === arrivalUs) next++;
    noteDuration(consumer.putToRead, sim.nowUs, sim.nowUs - arrivalUs, next - i);
    i = next;
  }
  reader.lastArrivalUs = arrivals[count - 1]!;
}

/** The shard is read to its end: its children become readers, and start when all their parents are drained. */
function finish(consumers: Consumers, consumer: PollingState, reader: ShardReader): void {
  reader.state = 'drained';
  reader.iterator = null;
  const target = targetOf(consumers, consumer, reader);
  if (target === null) return;
  const children = target.shard.children;
  emit(consumers.sim, { type: 'shard-drained', consumer: consumer.spec.id, shardId: shardIdOf(reader.shard), children: children.map(shardIdOf) });
  for (const child of children) addReader(consumer, child, 'TRIM_HORIZON');
  startReaders(consumers, consumer);
}

function targetOf({ kinesis }: Consumers, consumer: PollingState, reader: ShardReader): { stream: StreamState; shard: ShardState } | null {
  const stream = streamNamed(kinesis, consumer.spec.stream);
  const shard = stream?.shards[reader.shard];
  return stream === undefined || shard === undefined ? null : { stream, shard };
}
