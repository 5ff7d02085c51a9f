/** One turn of the loop on one shard: iterator, page, processing, next turn. */
import { noteDuration } from '../../kernel/latency-histogram.ts';
import { emit } from '../../kernel/simulation.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import { getPage, type ClientPage } from '../../kinesis/actions/get-records.ts';
import { getIterator, type StartingPosition } from '../../kinesis/actions/get-shard-iterator.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { Consumers, PollingState, ShardReader } from '../consumer-state.ts';
import { addDescendants, later, networkUs, startReaders } from './polling.ts';

/** Least pause after a refusal. */
const REFUSAL_PAUSE_US = 200 * MILLISECOND;

export function onGetIterator(consumers: Consumers, consumer: PollingState, reader: ShardReader): void {
  const { spec } = consumer;
  const answer = getIterator(consumers.kinesis, spec.stream, reader.shard, startOf(reader));
  if (!answer.ok) {
    // a number that has expired with its record is no place to go on from: the oldest record is
    if (answer.error.type === 'InvalidArgumentException') reader.lastSequenceNumber = null;
    if (answer.error.type === 'ResourceNotFoundException') return finish(consumers, consumer, reader, []); // expired: its children are listed
    return later(consumers, consumer, REFUSAL_PAUSE_US, { kind: 'get-iterator', shard: reader.shard });
  }
  reader.iterator = answer.value;
  reader.state = 'reading';
  if (reader.position === null) {
    reader.position = answer.value.position;
    reader.startPosition = answer.value.position;
    reader.startedUs = consumers.sim.nowUs;
    emit(consumers.sim, { type: 'reading-started', consumer: spec.id, shardId: shardIdOf(reader.shard), from: reader.from });
  }
  later(consumers, consumer, 2 * networkUs(consumer), { kind: 'get-records', shard: reader.shard });
}

/** At first where the specification says; after an expired iterator behind the last record read. */
function startOf({ position, from, lastSequenceNumber }: ShardReader): StartingPosition {
  if (lastSequenceNumber !== null) return { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: lastSequenceNumber };
  return { type: position === null ? from : 'TRIM_HORIZON' };
}

export function onGetRecords(consumers: Consumers, consumer: PollingState, reader: ShardReader): void {
  const { sim, kinesis } = consumers;
  const { spec, totals } = consumer;
  if (reader.iterator === null) return;
  reader.lastPollUs = sim.nowUs;
  const answer = getPage(kinesis, reader.iterator, spec.limit, spec.id);
  totals.calls++;
  reader.calls++;
  if (answer.ok) return later(consumers, consumer, networkUs(consumer), { kind: 'page', shard: reader.shard, page: answer.value });
  switch (answer.error.type) {
    case 'ProvisionedThroughputExceededException':
      totals.refusedCalls++;
      reader.refusedCalls++;
      reader.lastRefusedUs = sim.nowUs;
      reader.state = 'throttled';
      return later(consumers, consumer, Math.max(REFUSAL_PAUSE_US, spec.pollIntervalMs * MILLISECOND), {
        kind: 'get-records',
        shard: reader.shard,
      });
    case 'ExpiredIteratorException':
      emit(
        sim,
        {
          type: 'iterator-expired',
          consumer: spec.id,
          shardId: shardIdOf(reader.shard),
          issuedUs: reader.iterator.issuedUs,
          ...reader.page,
        },
        commandThatSet(consumers, consumer),
      );
      reader.state = 'starting';
      return later(consumers, consumer, 2 * networkUs(consumer), { kind: 'get-iterator', shard: reader.shard });
    case 'ResourceNotFoundException': // the shard or its stream is gone
      return finish(consumers, consumer, reader, []);
    default: // access, keys: a loop written by hand tries again
      return later(consumers, consumer, Math.max(REFUSAL_PAUSE_US, spec.pollIntervalMs * MILLISECOND), {
        kind: 'get-records',
        shard: reader.shard,
      });
  }
}

/** A page has arrived: count, measure, process, and poll again. */
export function onPage(consumers: Consumers, consumer: PollingState, reader: ShardReader, page: ClientPage): void {
  const { sim } = consumers;
  const { spec, totals, putToRead } = consumer;
  const records = page.to - page.from;
  const missed = page.from - reader.position!;
  if (missed > 0) {
    totals.trimmedUnread += missed;
    emit(
      sim,
      {
        type: 'unread-records-trimmed',
        consumer: spec.id,
        shardId: shardIdOf(reader.shard),
        records: missed,
        retentionHours: streamOf(consumers, consumer)?.settings.retentionHours ?? 0,
        lastReadUs: reader.lastArrivalUs,
      },
      reader.behind ?? commandThatSet(consumers, consumer),
    );
  }
  for (let i = 0; i < page.arrivals.length; i += 2) noteDuration(putToRead, sim.nowUs, sim.nowUs - page.arrivals[i], page.arrivals[i + 1]);
  reader.lastArrivalUs = page.arrivals.at(-2) ?? reader.lastArrivalUs;
  reader.lastSequenceNumber = page.lastSequenceNumber ?? reader.lastSequenceNumber;
  reader.position = page.to;
  reader.recordsRead += records;
  reader.bytesRead += page.bytes;
  reader.iterator = page.next;
  reader.state = 'reading';
  totals.records += records;
  totals.bytes += page.bytes;
  if (page.next === null) return finish(consumers, consumer, reader, page.children);
  const busyUs = records * spec.processingUsPerRecord;
  reader.page = { records, busyUs };
  const pauseUs = Math.max(reader.lastPollUs + spec.pollIntervalMs * MILLISECOND - sim.nowUs, busyUs, 1);
  later(consumers, consumer, pauseUs, { kind: 'get-records', shard: reader.shard });
}

const streamOf = ({ kinesis }: Consumers, { spec }: PollingState) => kinesis.state.streams.find(({ name }) => name === spec.stream);

/** The last command that made the consumer what it is; null where the scenario did. */
const commandThatSet = ({ kinesis }: Consumers, { spec }: PollingState): number | null =>
  kinesis.state.setBy[`consumer:${spec.id}`]?.at(-1) ?? null;

/** The shard is read to its end: its children become readers, and start when all their parents are drained. */
function finish(consumers: Consumers, consumer: PollingState, reader: ShardReader, children: ClientPage['children']): void {
  reader.state = 'drained';
  reader.iterator = null;
  const reshard = streamOf(consumers, consumer)?.reshards.find(({ parents }) => parents.includes(reader.shard));
  emit(
    consumers.sim,
    {
      type: 'shard-drained',
      consumer: consumer.spec.id,
      shardId: shardIdOf(reader.shard),
      children: children.map(({ shard }) => shardIdOf(shard)),
    },
    reshard?.event ?? null,
  );
  addDescendants(consumers, consumer);
  startReaders(consumers, consumer);
}
