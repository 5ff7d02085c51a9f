/**
 * Records come in: numbered, kept for the source backup where there is one, and on to the function or to the buffers.
 * https://docs.aws.amazon.com/firehose/latest/dev/what-is-this-service.html
 * What the Kinesis Producer Library packed together is unpacked first, before the function and before the backup.
 */
import { deaggregate } from '../kpl/aggregate.ts';
import { countLost } from './delivery/delivery-end.ts';
import { gatherFailures } from './delivery/failed-records.ts';
import { gather } from './delivery/gather.ts';
import { goOn } from './delivery/go-on.ts';
import type { Failure } from './failure.ts';
import type { DeliveryStream, Firehose } from './firehose-state.ts';
import { noteIncoming, noteSourceRead } from './metrics.ts';
import { deaggregate as deaggregateDocuments } from './partitioning/deaggregate.ts';
import { arrivalMsAt, createBatch, positionAt, recordAt, startOf, type RecordBatch } from './record-batch.ts';

/** Records of a source arrive. Numbers are given here. */
export function takeIn(firehose: Firehose, deliveryStream: string, lane: string, batch: RecordBatch): void {
  const stream = firehose.state.list.find(({ spec }) => spec.id === deliveryStream);
  if (stream !== undefined && batch.count > 0) takeInto(firehose, stream, lane, batch);
}

export function takeInto(firehose: Firehose, stream: DeliveryStream, lane: string, batch: RecordBatch): void {
  const { spec, account, counts } = stream;
  if (stream.status === 'DELETING') {
    // still taken, and never delivered
    account.accepted += batch.count;
    return countLost(stream, 'delivery-stream-deleted', batch.count);
  }
  if (stream.status !== 'ACTIVE' && stream.status !== 'CREATING') return;
  const isFromStream = spec.source.kind === 'kinesis-stream';
  const whole = isFromStream ? unpacked(batch) : batch;
  const numbered = createBatch({ ...whole, numbers: stream.nextRecord });
  stream.nextRecord += numbered.count;
  account.accepted += numbered.count;
  account.split += numbered.count - batch.count;
  counts.in += batch.count;
  counts.inBytes += batch.bytes.length;
  if (isFromStream) noteRead(firehose, stream, batch);
  if (keepsSource(stream)) gather(firehose, stream, { way: 'source-backup', lane, partition: null }, numbered);
  if (spec.transform === null) return goOn(firehose, stream, lane, numbered, null);
  const { batch: apart, failures, split } = deaggregated(stream, numbered);
  account.accepted += split;
  account.split += split;
  gather(firehose, stream, { way: 'transform', lane, partition: null }, apart);
  gatherFailures(firehose, stream, failures);
}

/** Documents of one record, with a function: they are taken apart before it sees them. Without, partitioning does it. */
const deaggregated = (stream: DeliveryStream, batch: RecordBatch): { batch: RecordBatch; failures: Failure[]; split: number } =>
  stream.spec.partitioning === null ? { batch, failures: [], split: 0 } : deaggregateDocuments(stream, batch);

function noteRead(firehose: Firehose, stream: DeliveryStream, batch: RecordBatch): void {
  const read = { records: batch.count, bytes: batch.bytes.length };
  const { sim } = firehose;
  const millisBehind = Math.max(0, Math.floor(sim.startEpochMs + sim.nowUs / 1000 - arrivalMsAt(batch, batch.count - 1)));
  noteIncoming(firehose, stream, { api: null, ...read, throttled: 0 });
  noteSourceRead(firehose, stream, { ...read, millisBehind });
}

/** Whether all records are kept as they came in. */
function keepsSource({ spec: { destination } }: DeliveryStream): boolean {
  if ('backupMode' in destination) return destination.backupMode.startsWith('All');
  return destination.sourceBackup !== null;
}

const MAGIC = [0xf3, 0x89, 0x9a, 0xc2];

function isAggregate({ bytes }: RecordBatch, at: number): boolean {
  return bytes[at] === MAGIC[0] && bytes[at + 1] === MAGIC[1] && bytes[at + 2] === MAGIC[2] && bytes[at + 3] === MAGIC[3];
}

/** Aggregates become their user records; what is none, or damaged, stays as it is. */
function unpacked(batch: RecordBatch): RecordBatch {
  let first = 0;
  while (first < batch.count && !isAggregate(batch, startOf(batch, first))) first++;
  if (first === batch.count) return batch;
  const records: Uint8Array[] = [];
  const from: number[] = [];
  for (let i = 0; i < batch.count; i++) {
    const record = recordAt(batch, i);
    const inside = i < first ? null : deaggregate(record);
    for (const data of inside?.map((one) => one.data) ?? [record]) {
      records.push(data);
      from.push(i);
    }
  }
  return together(batch, records, from);
}

/** `from`: which record of `batch` each was in. */
function together(batch: RecordBatch, records: readonly Uint8Array[], from: readonly number[]): RecordBatch {
  const ends = new Uint32Array(records.length);
  let size = 0;
  for (let i = 0; i < records.length; i++) ends[i] = size += records[i].length;
  const bytes = new Uint8Array(size);
  for (let i = 0; i < records.length; i++) bytes.set(records[i], ends[i] - records[i].length);
  return createBatch({
    count: records.length,
    bytes,
    ends,
    arrivalMs: Float64Array.from(from, (i) => arrivalMsAt(batch, i)),
    numbers: 0,
    originalBytes: null,
    source: batch.source === null ? null : { shard: batch.source.shard, positions: Float64Array.from(from, (i) => positionAt(batch, i)!) },
  });
}
