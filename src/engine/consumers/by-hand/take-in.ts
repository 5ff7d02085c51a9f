/** What a consumer written by hand does with records, however they came: counts, measures, processes, and goes on in the children of a shard. */
import { noteDuration } from '../../kernel/latency-histogram.ts';
import { emit } from '../../kernel/simulation.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { StreamState } from '../../kinesis/stream-state.ts';
import type { Consumers } from '../consumer-state.ts';
import { noteLost, noteProcessed, sinkShard } from '../sink.ts';
import type { ShardChild } from '../shard-readers.ts';
import type { Hand, HandConsumer, HandReader } from './by-hand-state.ts';
import { addDescendants } from './shards.ts';

/** A page, or an event that was pushed. */
export interface Batch {
  /** Positions [from, to) of the shard's log. */
  from: number;
  to: number;
  bytes: number;
  /** Time in µs, number of records, time, number … */
  arrivals: number[];
  /** Behind which reading goes on; null where it says nothing new. */
  lastSequenceNumber: string | null;
  /** What follows the shard, where this is its end. */
  end: ShardChild[] | null;
}

const streamOf = ({ kinesis }: Consumers, { spec }: HandConsumer): StreamState | undefined =>
  kinesis.state.streams.find(({ name }) => name === spec.stream);

/** The last command that made the consumer what it is; null where the scenario did. */
export const commandThatSet = ({ kinesis }: Consumers, { spec }: HandConsumer): number | null =>
  kinesis.state.setBy[`consumer:${spec.id}`]?.at(-1) ?? null;

/** Reading of a shard begins: `position` is the first record that will be read. */
export function beginReading(consumers: Consumers, consumer: HandConsumer, reader: HandReader, position: number): void {
  const { sim } = consumers;
  reader.position = position;
  reader.startPosition = position;
  reader.startedUs = sim.nowUs;
  emit(sim, { type: 'reading-started', consumer: consumer.spec.id, shardId: shardIdOf(reader.shard), from: reader.from });
  const isInherited = consumer.readers.some(({ shard }) => reader.parents.includes(shard));
  const from = isInherited ? 0 : position; // of a child, what was trimmed before it was come to is lost too
  sinkShard(consumer.sink, reader.shard, from);
  noteLost(consumer.sink, reader.shard, from, position);
}

/** A batch has arrived: it is counted, measured, and becomes the work in hand. */
export function takeIn(consumers: Consumers, consumer: HandConsumer, reader: HandReader, batch: Batch): void {
  const { sim } = consumers;
  const { spec, totals, putToRead } = consumer;
  const { from, to, bytes, arrivals } = batch;
  const records = to - from;
  if (from > reader.position!) missUntil(consumers, consumer, reader, from);
  for (let i = 0; i < arrivals.length; i += 2) noteDuration(putToRead, sim.nowUs, sim.nowUs - arrivals[i], arrivals[i + 1]);
  reader.lastArrivalUs = arrivals.at(-2) ?? reader.lastArrivalUs;
  reader.lastSequenceNumber = batch.lastSequenceNumber ?? reader.lastSequenceNumber;
  reader.position = to;
  reader.recordsRead += records;
  reader.bytesRead += bytes;
  reader.refusals = Math.max(0, reader.refusals - 1);
  reader.state = 'reading';
  totals.records += records;
  totals.bytes += bytes;
  const busyUs = Math.round(records * spec.processingUsPerRecord * consumer.slowdown);
  reader.page = { records, busyUs };
  reader.work = { from, to, doneUs: sim.nowUs + busyUs, end: batch.end };
}

/** Retention took what had not been read. */
function missUntil(consumers: Consumers, consumer: HandConsumer, reader: HandReader, from: number): void {
  const { sim } = consumers;
  const { spec, totals, sink } = consumer;
  const records = from - reader.position!;
  totals.trimmedUnread += records;
  noteLost(sink, reader.shard, reader.position!, from);
  emit(
    sim,
    {
      type: 'unread-records-trimmed',
      consumer: spec.id,
      shardId: shardIdOf(reader.shard),
      records,
      retentionHours: streamOf(consumers, consumer)?.settings.retentionHours ?? 0,
      lastReadUs: reader.lastArrivalUs,
    },
    reader.behind ?? commandThatSet(consumers, consumer),
  );
}

/** Processing has ended. Returns what follows the shard where that was the last of it. */
export function endWork(consumers: Consumers, consumer: HandConsumer, reader: HandReader): ShardChild[] | null {
  const { work, shard } = reader;
  if (work === null) return null;
  reader.work = null;
  noteProcessed(consumer.sink, shard, work.from, work.to, streamOf(consumers, consumer)?.shards[shard].log);
  return work.end;
}

/** The shard, or its stream, is gone, with what had not been read of it. */
export function missRest(consumers: Consumers, consumer: HandConsumer, reader: HandReader): void {
  const shard = streamOf(consumers, consumer)?.shards[reader.shard];
  const isInherited = consumer.readers.some((other) => reader.parents.includes(other.shard));
  const from = reader.position ?? (isInherited ? 0 : null);
  if (shard !== undefined && from !== null) noteLost(consumer.sink, reader.shard, from, shard.log.count);
}

/** The shard is read to its end: its children become readers, which start when all their parents are drained. */
export function drain<R extends HandReader>(
  consumers: Consumers,
  consumer: HandConsumer<R>,
  reader: R,
  children: readonly ShardChild[],
  hand: Hand<R>,
): void {
  reader.state = 'drained';
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
  addDescendants(consumers, consumer, hand);
}
