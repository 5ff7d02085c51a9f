/**
 * PutRecord. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html
 * The MD5 of the partition key, or the explicit hash key, places the record on the one shard whose range holds it. Each
 * shard takes 1,000 records and 1 MiB a second, data and key counted, and keeps one second of unused budget.
 * SequenceNumberForOrdering may be "0", repeated, or of another shard (recorded), or stream (kinesalite's tests, run on AWS),
 * but not of the future. Simplified: how AWS spreads
 * records of a stream with RecordDistributionStrategy AUTO is not published; here they go round 4,096 places of the key
 * space.
 */
import { epochSecondsAt } from '../../kernel/simulation.ts';
import { valueAt } from '../../kernel/record-log.ts';
import { utf8Length } from '../../kernel/utf8.ts';
import {
  DRY_RUN,
  HASH_KEY,
  PARTITION_KEY,
  RECORD_DATA,
  SEQUENCE_NUMBER,
  STREAM_MEMBERS,
  type Action,
  type StreamReference,
} from '../action.ts';
import { admitWrite, encryptionTypeNow } from '../encryption.ts';
import { dryRunSucceeded, invalidArgument, resourceNotFound, throughputExceeded, type Answer } from '../errors.ts';
import { findStream } from '../find-stream.ts';
import { MAX_HASH_KEY } from '../hash-key.ts';
import { internKey, resolveKey } from '../key-table.ts';
import type { Kinesis } from '../kinesis.ts';
import { notePut } from '../metrics.ts';
import { createPutOutcome, putBatch, type PutOutcome } from '../put-batch.ts';
import { planSweep } from '../retention.ts';
import { route, routingOf } from '../routing.ts';
import { readSequenceNumber } from '../sequence-number.ts';
import { sequenceNumberIn } from '../shard-description.ts';
import { shardIdOf } from '../shard-id.ts';
import { API_PRODUCER, type StreamState } from '../stream-state.ts';
import { constraintsBroken, structure } from '../validation.ts';

export interface RecordInput {
  Data: Uint8Array;
  /** May be absent only where the stream distributes records by itself. */
  PartitionKey?: string;
  ExplicitHashKey?: string;
}

interface Input extends StreamReference, RecordInput {
  SequenceNumberForOrdering?: string;
  DryRun?: boolean;
}

function putRecord(kinesis: Kinesis, input: Input): Answer<Record<string, unknown>> {
  const found = findWritableStream(kinesis, input);
  if (!found.ok) return found;
  const stream = found.value;
  const broken =
    checkRecords(stream, [input], () => 'data') ??
    checkOrdering(kinesis, stream, input.SequenceNumberForOrdering) ??
    admitWrite(kinesis, stream);
  if (broken !== null) return broken;
  if (input.DryRun === true) return dryRunSucceeded();
  const outcome = putGiven(kinesis, stream, 'PutRecord', [input]);
  const shard = stream.shards[outcome.shard[0]];
  if (outcome.failed > 0) return throughputExceeded(rateExceeded(kinesis, stream, shard.index));
  return { ok: true, value: { ...encryptionTypeNow(stream), ...acceptedEntry(kinesis, stream, outcome, 0) } };
}

/** The stream, if it takes records: one that is being created does not exist yet for writers. */
export function findWritableStream(kinesis: Kinesis, reference: StreamReference): Answer<StreamState> {
  const found = findStream(kinesis, reference);
  if (!found.ok || found.value.life.state !== 'CREATING') return found;
  return resourceNotFound(`Stream ${found.value.name} under account ${kinesis.state.accountId} not found.`);
}

const NOTHING = new Uint8Array(0);

/** As the limits count: data and key. */
export const sizeOf = ({ Data: data, PartitionKey: key = '' }: RecordInput): number => data.length + utf8Length(key);

/**
 * What makes records unfit, as a refusal of the whole call, or null. `pathOf`: where the data of one stands in the request.
 * The text for large records is that of public logs, the latest of December 2025; that a key makes it too large is told
 * alike (moto's tests).
 */
export function checkRecords({ settings }: StreamState, records: readonly RecordInput[], pathOf: (i: number) => string) {
  const { maxRecordBytes: limit } = settings;
  const tooLarge = records.flatMap((record, i) => (sizeOf(record) > limit ? [i] : []));
  if (tooLarge.length > 0)
    return constraintsBroken(
      tooLarge.map((i) => `Value at '${pathOf(i)}' failed to satisfy constraint: Member must have length less than or equal to ${limit}`),
    );
  for (const { ExplicitHashKey: explicit } of records)
    if (explicit !== undefined && BigInt(explicit) > MAX_HASH_KEY)
      return invalidArgument(
        `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${explicit}`,
      );
  return null;
}

function checkOrdering({ sim, state }: Kinesis, stream: StreamState, number: string | undefined) {
  if (number !== undefined && stream.settings.distribution === 'AUTO')
    return invalidArgument('SequenceNumberForOrdering is not supported for streams with RecordDistributionStrategy AUTO.');
  if (number === undefined) return null;
  const read = readSequenceNumber(number);
  const fits = read !== null && (read.seconds ?? 0) <= epochSecondsAt(sim, sim.nowUs);
  return fits
    ? null
    : invalidArgument(
        `ExclusiveMinimumSequenceNumber ${number} used in PutRecord on stream ${stream.name} under account ${state.accountId} is invalid.`,
      );
}

/** The hash key that places a record where its partition key does not: one that was given, or the service's own choice. */
function placeOf({ state }: Kinesis, stream: StreamState, record: RecordInput, i: number): string | null {
  if (stream.settings.distribution !== 'AUTO') return record.ExplicitHashKey ?? null;
  const turn = ((state.apiPayloads.length + i) * 2531) % 4096; // all 4,096 places in turn, neighbours far apart
  return ((BigInt(turn) << 116n) + (1n << 115n)).toString();
}

/** A stream that distributes records by itself asks for no partition key. */
export function keyIsOptional(kinesis: Kinesis, body: unknown): boolean {
  const { StreamName: name, StreamARN: arn } = (body ?? {}) as StreamReference;
  return kinesis.state.streams.some(
    (stream) => stream.life.state !== 'GONE' && stream.settings.distribution === 'AUTO' && (stream.name === name || stream.arn === arn),
  );
}

/** Puts records that came with their bytes: keeps the bytes of the accepted ones. */
export function putGiven(kinesis: Kinesis, stream: StreamState, api: 'PutRecord' | 'PutRecords', records: RecordInput[]): PutOutcome {
  const { state, cache } = kinesis;
  const count = records.length;
  const batch = {
    count,
    keyId: new Uint32Array(count),
    sizeBytes: new Uint32Array(count),
    index: new Uint32Array(count),
    producer: API_PRODUCER,
    attempt: 1,
  };
  const keyIds = records.map((record, i) =>
    internKey(state.keys, cache.keys, record.PartitionKey ?? '', placeOf(kinesis, stream, record, i)),
  );
  const order = shardByShard(kinesis, stream, keyIds);
  order.forEach((from, i) => {
    batch.keyId[i] = keyIds[from];
    batch.sizeBytes[i] = records[from].Data.length;
    batch.index[i] = state.apiPayloads.push(records[from].Data) - 1;
  });
  const outcome = createPutOutcome(count);
  putBatch(kinesis, stream, batch, outcome);
  notePut(kinesis, stream, api, batch, outcome);
  for (let i = 0; i < count; i++) if (outcome.limit[i] !== 0) state.apiPayloads[batch.index[i]] = NOTHING;
  planSweep(kinesis.sim, stream);
  return inGivenOrder(outcome, order);
}

/** Within one call the numbers of a shard's records follow each other: they are put shard by shard (kinesalite's tests, run on AWS). */
function shardByShard({ sim, state, cache }: Kinesis, stream: StreamState, keyIds: readonly number[]): Float64Array {
  const count = keyIds.length;
  const order = Float64Array.from(keyIds, (_, i) => i);
  const routing = routingOf(cache.routing, stream, sim.nowUs);
  if (count === 1 || routing.shards.length === 1) return order;
  for (let i = 0; i < count; i++) {
    resolveKey(state.keys, cache.keys, keyIds[i]);
    order[i] = route(routing, cache.keys.hash, 4 * keyIds[i]) * count + i;
  }
  order.sort(); // as numbers, so by shard and then as given
  for (let i = 0; i < count; i++) order[i] %= count;
  return order;
}

function inGivenOrder(put: PutOutcome, order: Float64Array): PutOutcome {
  const given = { ...createPutOutcome(order.length), failed: put.failed };
  order.forEach((to, i) => {
    given.limit[to] = put.limit[i];
    given.shard[to] = put.shard[i];
    given.position[to] = put.position[i];
  });
  return given;
}

export const rateExceeded = ({ state }: Kinesis, stream: StreamState, shard: number): string =>
  `Rate exceeded for shard ${shardIdOf(shard)} in stream ${stream.name} under account ${state.accountId}.`;

/** Shard and sequence number of an accepted record. */
export function acceptedEntry({ sim }: Kinesis, stream: StreamState, outcome: PutOutcome, i: number): Record<string, unknown> {
  const shard = stream.shards[outcome.shard[i]];
  const counter = BigInt(valueAt(shard.log, 'counter', outcome.position[i]));
  return { SequenceNumber: sequenceNumberIn(shard, counter, epochSecondsAt(sim, sim.nowUs)), ShardId: shardIdOf(shard.index) };
}

const MEMBERS = {
  ...STREAM_MEMBERS,
  ...DRY_RUN,
  Data: RECORD_DATA,
  ExplicitHashKey: HASH_KEY,
  PartitionKey: PARTITION_KEY,
  SequenceNumberForOrdering: SEQUENCE_NUMBER,
};

export const PUT_RECORD: Action = {
  name: 'PutRecord',
  request: structure(MEMBERS, ['Data', 'PartitionKey']),
  requestFor: (kinesis, body) => structure(MEMBERS, keyIsOptional(kinesis, body) ? ['Data'] : ['Data', 'PartitionKey']),
  handle: putRecord,
};
