/**
 * GetRecords. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html
 * Five calls and 2 MiB a second for each shard, shared by all who poll it; a page larger than a second's budget is paid in
 * full before the next call. A page stops at the record with which its data reaches 7 MiB (recorded). MillisBehindLatest
 * counts whole seconds: now minus the arrival second of the last record returned, 0 at the tip (recorded). A closed shard
 * names its children once it is drained.
 */
import { readColumn, valueAt } from '../../kernel/record-log.ts';
import { encodeBase64 } from '../../kernel/base64.ts';
import { epochSecondsAt } from '../../kernel/simulation.ts';
import { SECOND } from '../../kernel/time.ts';
import { DRY_RUN, type Action } from '../action.ts';
import { dryRunSucceeded, expiredIterator, invalidArgument, throughputExceeded, type Answer } from '../errors.ts';
import { admitDecryption, encryptionTypeAt } from '../encryption.ts';
import { isExpired, shardDoesNotExist } from '../find-stream.ts';
import { keyText } from '../key-table.ts';
import type { Kinesis } from '../kinesis.ts';
import { noteGet, noteRefusedGet } from '../metrics.ts';
import { admitRead, chargeRead, noteRefusedRead, readRateExceeded } from '../read-limits.ts';
import { horizonPosition } from '../retention.ts';
import { describeChildren, sequenceNumberIn } from '../shard-description.ts';
import { isClosed, parentsOf, type ShardState, type StreamState } from '../stream-state.ts';
import { openToken } from '../token.ts';
import { integer, structure, text } from '../validation.ts';
import { sealIterator, type ShardIterator, type StartingPosition } from './get-shard-iterator.ts';

export interface RecordPage {
  stream: StreamState;
  shard: ShardState;
  /** Positions [from, to) of the shard's log. */
  from: number;
  to: number;
  /** Data without keys. */
  bytes: number;
  millisBehindLatest: number;
  /** Null at the end of a closed shard. */
  next: ShardIterator | null;
}

/** A page as a client in the world gets it: plain data, without the records' bytes. */
export interface ClientPage {
  from: number;
  to: number;
  bytes: number;
  next: ShardIterator | null;
  /** Arrival times, run-length coded: time in µs, number of records, time, number … */
  arrivals: number[];
  lastSequenceNumber: string | null;
  /** At the end of a shard: what goes on after it. */
  children: { shard: number; parents: number[] }[];
}

/** GetRecords for clients that live in the world. */
export function getPage(kinesis: Kinesis, iterator: ShardIterator, limit: number, reader: string): Answer<ClientPage> {
  const answer = getRecords(kinesis, iterator, limit, reader);
  if (!answer.ok) return answer;
  const { stream, shard, from, to, bytes, next } = answer.value;
  const children = next === null ? shard.children.map((child) => ({ shard: child, parents: parentsOf(stream.shards[child]) })) : [];
  return {
    ok: true,
    value: {
      from,
      to,
      bytes,
      next,
      arrivals: arrivalRuns(shard, from, to),
      lastSequenceNumber: to > from ? sequenceNumberAt(kinesis, shard, to - 1) : null,
      children,
    },
  };
}

const arrivals = new Float64Array(10_000);

export function arrivalRuns({ log }: ShardState, from: number, to: number): number[] {
  readColumn(log, 'arrivalUs', from, to, arrivals);
  const runs: number[] = [];
  for (let i = 0; i < to - from;) {
    const start = i;
    const arrivalUs = arrivals[i];
    while (i < to - from && arrivals[i] === arrivalUs) i++;
    runs.push(arrivalUs, i - start);
  }
  return runs;
}

export function sequenceNumberAt({ sim }: Kinesis, shard: ShardState, position: number): string {
  return sequenceNumberIn(
    shard,
    BigInt(valueAt(shard.log, 'counter', position)),
    epochSecondsAt(sim, valueAt(shard.log, 'arrivalUs', position)),
  );
}

/** How a client in the world names a position of a shard's log; one that is trimmed stands for the next record that is there. */
export function placeOf(kinesis: Kinesis, streamName: string, shardIndex: number, position: number): StartingPosition {
  const shard = kinesis.state.streams.find(({ name }) => name === streamName)?.shards[shardIndex];
  if (shard === undefined || position >= shard.log.count) return { type: 'LATEST' };
  return { type: 'AT_SEQUENCE_NUMBER', sequenceNumber: sequenceNumberAt(kinesis, shard, Math.max(position, shard.log.trimmed)) };
}

/** One page, charged against the shard's shared read limits. `reader` is named in events. */
export function getRecords(kinesis: Kinesis, iterator: ShardIterator, limit: number | undefined, reader: string): Answer<RecordPage> {
  const { sim, state } = kinesis;
  const place = checkIterator(kinesis, iterator);
  if (!place.ok) return place;
  const { stream, shard } = place.value;
  const refusedBy = admitRead(kinesis, stream, shard);
  if (refusedBy !== null) {
    noteRefusedRead(kinesis, stream, shard, refusedBy, reader);
    noteRefusedGet(kinesis, stream, shard);
    return throughputExceeded(readRateExceeded(kinesis, stream, shard));
  }
  const from = Math.max(iterator.position, horizonPosition(stream, shard, sim.nowUs));
  const { to, bytes } = fillPage(shard, from, Math.min(limit ?? Infinity, state.quotas.readPageRecords), state.quotas.readPageTargetBytes);
  const noKey = admitDecryption(kinesis, stream, shard, from, to);
  if (noKey !== null) return noKey;
  chargeRead(kinesis, stream, shard, { records: to - from, bytes }, reader);
  shard.totals.readCalls++;
  shard.totals.readRecords += to - from;
  shard.totals.readBytes += bytes;
  const millisBehindLatest = millisBehind(kinesis, shard, from, to);
  noteGet(kinesis, stream, shard, { records: to - from, bytes, ageMs: millisBehindLatest });
  const atEnd = isClosed(shard, sim.nowUs) && to === shard.log.count;
  const next = atEnd ? null : { stream: iterator.stream, shard: iterator.shard, position: to, issuedUs: sim.nowUs };
  return { ok: true, value: { stream, shard, from, to, bytes, millisBehindLatest, next } };
}

/** Stream and shard of an iterator that still holds. */
function checkIterator(kinesis: Kinesis, iterator: ShardIterator): Answer<{ stream: StreamState; shard: ShardState }> {
  const { sim, state } = kinesis;
  const stream = state.streams[iterator.stream];
  const shard = stream?.shards[iterator.shard];
  if (stream === undefined || shard === undefined) return invalidArgument('Invalid ShardIterator.');
  const ageUs = sim.nowUs - iterator.issuedUs;
  if (ageUs > state.quotas.iteratorLifeSeconds * SECOND) return expiredIterator(expiryText(kinesis, iterator.issuedUs));
  if (stream.life.state === 'GONE' || isExpired(stream, shard, sim.nowUs))
    return shardDoesNotExist(kinesis, { StreamName: stream.name }, shard.index);
  return { ok: true, value: { stream, shard } };
}

const sizes = new Float64Array(10_000);

/** Records are added until their data reaches the target, so a page may overshoot by one record (recorded on eight of eight pages). */
export function fillPage({ log }: ShardState, from: number, limit: number, targetBytes: number): { to: number; bytes: number } {
  const end = Math.min(log.count, from + limit);
  readColumn(log, 'sizeBytes', from, end, sizes);
  let bytes = 0;
  let to = from;
  while (to < end && bytes < targetBytes) bytes += sizes[to++ - from];
  return { to, bytes };
}

/** Whole seconds, as recorded: 0 at the tip, else now minus the arrival second of the last record returned. */
export function millisBehind({ sim }: Kinesis, { log }: ShardState, from: number, to: number): number {
  if (to === log.count || to === from) return 0;
  return 1000 * (epochSecondsAt(sim, sim.nowUs) - epochSecondsAt(sim, valueAt(log, 'arrivalUs', to - 1)));
}

function expiryText({ sim, state }: Kinesis, issuedUs: number): string {
  const say = (atUs: number) => {
    const [day, date, month, year, time] = new Date(sim.startEpochMs + Math.floor(atUs / 1000)).toUTCString().replace(',', '').split(' ');
    return `${day} ${month} ${date} ${time} UTC ${year}`;
  };
  return (
    `Iterator expired. The iterator was created at time ${say(issuedUs)} while right now it is ${say(sim.nowUs)} ` +
    `which is further in the future than the tolerated delay of ${state.quotas.iteratorLifeSeconds * 1000} milliseconds.`
  );
}

function handle(kinesis: Kinesis, input: { ShardIterator: string; Limit?: number; DryRun?: boolean }): Answer<Record<string, unknown>> {
  const token = openToken(kinesis.state.secret, 'iterator', input.ShardIterator) as [number, number, number, number] | null;
  if (token === null) return invalidArgument('Invalid ShardIterator.');
  const [stream, shard, position, issuedUs] = token;
  const iterator = { stream, shard, position, issuedUs };
  if (input.DryRun === true) {
    const place = checkIterator(kinesis, iterator);
    return place.ok ? dryRunSucceeded() : place;
  }
  const answer = getRecords(kinesis, iterator, input.Limit, 'API');
  if (!answer.ok) return answer;
  const page = answer.value;
  return {
    ok: true,
    value: {
      ...(page.next === null ? { ChildShards: describeChildren(page.stream, page.shard) } : {}),
      MillisBehindLatest: page.millisBehindLatest,
      ...(page.next === null ? {} : { NextShardIterator: sealIterator(kinesis, page.next) }),
      Records: Array.from({ length: page.to - page.from }, (_, i) => describeRecord(kinesis, page.stream, page.shard, page.from + i)),
    },
  };
}

/** A record as readers get it. */
export function describeRecord(kinesis: Kinesis, stream: StreamState, shard: ShardState, position: number): Record<string, unknown> {
  const { sim, state, cache } = kinesis;
  const { log } = shard;
  const arrivalUs = valueAt(log, 'arrivalUs', position);
  const keyId = valueAt(log, 'keyId', position);
  const key = keyText(state.keys, keyId); // empty where the stream distributed the record by itself
  const data = cache.payload(
    valueAt(log, 'producer', position),
    valueAt(log, 'index', position),
    valueAt(log, 'sizeBytes', position),
    keyId,
  );
  return {
    ApproximateArrivalTimestamp: Math.floor(sim.startEpochMs + arrivalUs / 1000) / 1000,
    Data: encodeBase64(data),
    ...encryptionTypeAt(stream, shard, position),
    ...(key === '' ? {} : { PartitionKey: key }),
    SequenceNumber: sequenceNumberAt(kinesis, shard, position),
  };
}

export const GET_RECORDS: Action = {
  name: 'GetRecords',
  request: structure({ ...DRY_RUN, Limit: integer(1, 10_000), ShardIterator: text({ min: 1, max: 512 }), StreamARN: text() }, [
    'ShardIterator',
  ]),
  handle,
};
