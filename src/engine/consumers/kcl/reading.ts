/**
 * What a shard consumer of the KCL has read, where everybody looks for it: the application's reader of that shard, its totals and its
 * account. https://github.com/awslabs/amazon-kinesis-client
 */
import { noteDuration } from '../../kernel/latency-histogram.ts';
import type { RecordLog } from '../../kernel/record-log.ts';
import { emit } from '../../kernel/simulation.ts';
import { sequenceNumberAt, type ClientPage } from '../../kinesis/actions/get-records.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { ShardState } from '../../kinesis/stream-state.ts';
import type { At, KclReader, ShardConsumer } from './kcl-state.ts';
import { loseUnprocessed } from './losses.ts';

export const readerOf = ({ app }: Pick<At, 'app'>, shard: number): KclReader => app.readers[app.readerOf[shard]];

/** The row's owner by the table: what the page shows of the shard is what this worker does. A zombie's reading is counted only. */
export function isOwner({ app, worker }: At, { leaseKey }: ShardConsumer): boolean {
  const row = app.table.items[leaseKey];
  return row !== undefined && (row.checkpointOwner ?? row.leaseOwner) === worker.spec.id;
}

/** Reading begins at a position. What lies before it and nobody processed will not come again. */
export function beginAt(at: At, consumer: ShardConsumer, position: number, checkpoint: string): void {
  const { app, consumers } = at;
  const reader = readerOf(at, consumer.shard);
  const isFirst = app.sink.shards[consumer.shard] === undefined;
  if (!isFirst) {
    const lost = loseUnprocessed(app.sink, consumer.shard, app.sink.shards[consumer.shard].from, position);
    if (checkpoint !== 'LATEST') tellTrimmed(at, consumer, lost);
  } else loseUnprocessed(app.sink, consumer.shard, position, position);
  consumer.fetchPosition = position;
  consumer.checkpointPosition = position;
  consumer.handedTo = { position, sequenceNumber: null };
  if (!isOwner(at, consumer)) return;
  reader.state = 'reading';
  if (reader.position === null) {
    reader.startPosition = position;
    reader.startedUs = consumers.sim.nowUs;
    emit(consumers.sim, { type: 'reading-started', consumer: app.spec.id, shardId: shardIdOf(reader.shard), from: reader.from });
  }
  reader.position = position;
}

function tellTrimmed(at: At, consumer: ShardConsumer, records: number): void {
  if (records === 0) return;
  const { app, consumers } = at;
  const reader = readerOf(at, consumer.shard);
  app.totals.trimmedUnread += records;
  const stream = consumers.kinesis.state.streams.find(({ name }) => name === app.spec.stream);
  emit(
    consumers.sim,
    {
      type: 'unread-records-trimmed',
      consumer: app.spec.id,
      shardId: shardIdOf(consumer.shard),
      records,
      retentionHours: stream?.settings.retentionHours ?? 0,
      lastReadUs: reader.lastArrivalUs,
    },
    reader.behind ?? app.eventOf[consumer.shard] ?? null,
  );
}

/** Counts what has come. True where the shard is this worker's by the table. */
export function take(
  at: At,
  consumer: ShardConsumer,
  page: Pick<ClientPage, 'from' | 'to' | 'bytes' | 'arrivals' | 'lastSequenceNumber'>,
): boolean {
  const { app, consumers } = at;
  const { nowUs } = consumers.sim;
  const reader = readerOf(at, consumer.shard);
  const records = page.to - page.from;
  if (page.from > consumer.fetchPosition)
    tellTrimmed(at, consumer, loseUnprocessed(app.sink, consumer.shard, consumer.fetchPosition, page.from));
  for (let i = 0; i < page.arrivals.length; i += 2) noteDuration(app.putToRead, nowUs, nowUs - page.arrivals[i], page.arrivals[i + 1]);
  consumer.fetchPosition = page.to;
  consumer.lastSequenceNumber = page.lastSequenceNumber ?? consumer.lastSequenceNumber;
  const lease = at.worker.held[consumer.shard];
  if (lease !== undefined) lease.bytes += page.bytes;
  reader.recordsRead += records;
  reader.bytesRead += page.bytes;
  app.totals.records += records;
  app.totals.bytes += page.bytes;
  if (!isOwner(at, consumer)) return false;
  if (records > 0) reader.lastArrivalUs = page.arrivals.at(-2) ?? reader.lastArrivalUs;
  reader.position = page.to;
  reader.state = 'reading';
  return true;
}

export const shardOf = ({ consumers: { kinesis }, app }: At, shard: number): ShardState | undefined => {
  const { streams } = kinesis.state;
  for (const stream of streams) if (stream.name === app.spec.stream) return stream.shards[shard];
  return undefined;
};

/** For the account alone, which tells records of one key apart. */
export const logOf = (at: At, shard: number): RecordLog | undefined => shardOf(at, shard)?.log;

/** The number of a record that has been read; null where retention has taken it since. */
export function numberOf(at: At, shard: number, position: number): string | null {
  const found = shardOf(at, shard);
  const isThere = found !== undefined && position >= found.log.trimmed && position < found.log.count;
  return isThere ? sequenceNumberAt(at.consumers.kinesis, found, position) : null;
}
