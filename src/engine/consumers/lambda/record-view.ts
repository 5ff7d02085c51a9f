/**
 * Records as a mapping sees them: by position in a shard's log, with what the function and the filter are given of each.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
import { valueAt } from '../../kernel/record-log.ts';
import { HOUR } from '../../kernel/time.ts';
import { decodeUtf8 } from '../../kernel/utf8.ts';
import { describeRecord, sequenceNumberAt } from '../../kinesis/actions/get-records.ts';
import { keyText } from '../../kinesis/key-table.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { ShardState, StreamState } from '../../kinesis/stream-state.ts';
import type { Consumers } from '../consumer-state.ts';
import type { FilteredRecord } from './filter.ts';
import { parseJson } from './filter.ts';
import type { LambdaConsumer } from './lambda-state.ts';

export interface Source {
  stream: StreamState;
  shard: ShardState;
}

/** Where a mapping reads; null where the stream is gone. */
export function sourceOf({ kinesis }: Consumers, { spec }: LambdaConsumer, shard: number): Source | null {
  const stream = kinesis.state.streams.find(({ name, life }) => name === spec.stream && life.state !== 'GONE');
  const found = stream?.shards[shard];
  return stream === undefined || found === undefined ? null : { stream, shard: found };
}

/** Arrival; −Infinity where retention has trimmed the record. */
export const arrivalAt = ({ log }: ShardState, position: number): number =>
  position < log.trimmed ? -Infinity : valueAt(log, 'arrivalUs', position);

/** Arrivals up to this instant have left the stream by now. */
export const retentionEdgeUs = ({ settings }: StreamState, nowUs: number): number => nowUs - settings.retentionHours * HOUR;

export const numberAt = ({ kinesis }: Consumers, shard: ShardState, position: number): string =>
  position < shard.log.trimmed ? '' : sequenceNumberAt(kinesis, shard, position);

/** Data in an invocation's payload: base64, and what stands around it, roughly. */
export function payloadBytes({ log }: ShardState, position: number): number {
  return position < log.trimmed ? 0 : 4 * Math.ceil(valueAt(log, 'sizeBytes', position) / 3) + ENVELOPE_BYTES;
}
const ENVELOPE_BYTES = 420;

export const keyAt = ({ kinesis }: Consumers, { log }: ShardState, position: number): string =>
  position < log.trimmed ? '' : keyText(kinesis.state.keys, valueAt(log, 'keyId', position));

/** The record for a filter. Its data are decoded only where a pattern asks for them. */
export function recordForFilter(consumers: Consumers, { shard }: Source, position: number, withData: boolean): FilteredRecord {
  const { log } = shard;
  const { cache } = consumers.kinesis;
  const read = (name: 'producer' | 'index' | 'sizeBytes' | 'keyId') => valueAt(log, name, position);
  const text = withData ? decodeUtf8(cache.payload(read('producer'), read('index'), read('sizeBytes'), read('keyId'))) : '';
  return {
    partitionKey: keyAt(consumers, shard, position),
    approximateArrivalTimestamp: consumers.sim.startEpochMs / 1000 + arrivalAt(shard, position) / 1e6,
    data: withData ? (parseJson(text) ?? text) : undefined,
  };
}

/** What the function is invoked with: `{Records: […]}` as recorded. */
export function invocationEvent(consumers: Consumers, consumer: LambdaConsumer, shard: number, positions: readonly number[]) {
  const source = sourceOf(consumers, consumer, shard);
  if (source === null) return { Records: [] };
  return { Records: positions.filter((at) => at >= source.shard.log.trimmed).map((at) => eventRecord(consumers, consumer, source, at)) };
}

function eventRecord({ kinesis }: Consumers, { spec }: LambdaConsumer, { stream, shard }: Source, position: number) {
  const { accountId, region } = kinesis.state;
  const record = describeRecord(kinesis, stream, shard, position) as Record<string, string | number>;
  return {
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: record.PartitionKey ?? '',
      sequenceNumber: record.SequenceNumber,
      data: record.Data,
      approximateArrivalTimestamp: record.ApproximateArrivalTimestamp,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${shardIdOf(shard.index)}:${record.SequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: `arn:aws:iam::${accountId}:role/${spec.id}`,
    awsRegion: region,
    eventSourceARN: stream.arn,
  };
}
