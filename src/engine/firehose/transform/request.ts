/**
 * The event that a function is invoked with. https://docs.aws.amazon.com/lambda/latest/dg/services-kinesisfirehose.html
 * Record ids are opaque and not those that PutRecord answers; they stay the same over the attempts of an invocation.
 */
import { encodeBase64 } from '../../kernel/base64.ts';
import { createRandom, nextBelow } from '../../kernel/random.ts';
import { valueAt } from '../../kernel/record-log.ts';
import { sequenceNumberAt } from '../../kinesis/actions/get-records.ts';
import { keyText } from '../../kinesis/key-table.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { StreamState } from '../../kinesis/stream-state.ts';
import type { DeliveryStream, Firehose } from '../firehose-state.ts';
import { arrivalMsAt, numberAt, positionAt, recordAt, type RecordBatch } from '../record-batch.ts';

/** A record of the event: where it comes from, and its JSON. */
export interface RequestRecord {
  batch: RecordBatch;
  index: number;
  id: string;
  json: string;
}

export function requestRecords(firehose: Firehose, stream: DeliveryStream, batches: readonly RecordBatch[]): RequestRecord[] {
  const { source } = stream.spec;
  const from = source.kind === 'kinesis-stream' ? streamNamed(firehose, source.stream) : undefined;
  const idHead = idHeadOf(firehose, stream);
  const uses = new Map<number, number>();
  const records: RequestRecord[] = [];
  for (const batch of batches)
    for (let index = 0; index < batch.count; index++) {
      const number = numberAt(batch, index);
      const use = uses.get(number) ?? 0;
      uses.set(number, use + 1);
      const id = `${idHead}${String(number).padStart(19, '0')}${String(use).padStart(6, '0')}`;
      const arrivalMs = Math.floor(arrivalMsAt(batch, index));
      const metadata =
        batch.source === null ? '' : `,"kinesisRecordMetadata":${sourceMetadata(firehose, from, batch, index, use, arrivalMs)}`;
      const data = encodeBase64(recordAt(batch, index));
      records.push({
        batch,
        index,
        id,
        json: `{"recordId":"${id}","approximateArrivalTimestamp":${arrivalMs},"data":"${data}"${metadata}}`,
      });
    }
  return records;
}

/** The event around records; JSON. */
export function eventJson(
  firehose: Firehose,
  { arn, spec }: DeliveryStream,
  invocationId: string,
  records: readonly RequestRecord[],
): string {
  const { region, accountId } = firehose.kinesis.state;
  const sourceArn =
    spec.source.kind === 'kinesis-stream' ? `arn:aws:kinesis:${region}:${accountId}:stream/${spec.source.stream}` : undefined;
  const head = JSON.stringify({ invocationId, deliveryStreamArn: arn, region, sourceKinesisStreamArn: sourceArn });
  return `${head.slice(0, -1)},"records":[${records.map(({ json }) => json).join(',')}]}`;
}

const streamNamed = ({ kinesis }: Firehose, name: string): StreamState | undefined =>
  kinesis.state.streams.find((stream) => stream.name === name && stream.life.state !== 'GONE');

/** 37 digits of a delivery stream's own; with a record's number and six more they make an id of the length that the service's have. */
function idHeadOf({ sim }: Firehose, { number }: DeliveryStream): string {
  const random = createRandom(sim.seed, `record-ids:${number}`);
  let digits = '495';
  while (digits.length < 37) digits += nextBelow(random, 10);
  return digits;
}

/** `use`: records that one aggregate held follow each other under its number. */
function sourceMetadata(
  { kinesis }: Firehose,
  stream: StreamState | undefined,
  batch: RecordBatch,
  index: number,
  use: number,
  arrivalMs: number,
): string {
  const shard = stream?.shards[batch.source!.shard];
  const position = positionAt(batch, index)!;
  const isThere = shard !== undefined && position >= shard.log.trimmed && position < shard.log.count;
  return JSON.stringify({
    shardId: shardIdOf(batch.source!.shard),
    partitionKey: isThere ? keyText(kinesis.state.keys, valueAt(shard.log, 'keyId', position)) : '',
    sequenceNumber: isThere ? sequenceNumberAt(kinesis, shard, position) : '',
    subsequenceNumber: use,
    approximateArrivalTimestamp: arrivalMs,
  });
}
