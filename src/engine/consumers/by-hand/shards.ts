/**
 * Which shards a consumer written by hand reads: ListShards, then parents before children.
 * https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html
 * Simplified: children are looked up by ListShards when a parent is read to its end, so that none is forgotten.
 */
import { getIterator, type StartingPosition } from '../../kinesis/actions/get-shard-iterator.ts';
import { placeOf } from '../../kinesis/actions/get-records.ts';
import { listShards } from '../../kinesis/actions/list-shards.ts';
import { parseShardId } from '../../kinesis/shard-id.ts';
import type { ConsumerSpec, StartType } from '../consumer-spec.ts';
import type { Consumers } from '../consumer-state.ts';
import type { Hand, HandConsumer, HandReader, ShardChild } from './by-hand-state.ts';

/** One reader per shard that the start position asks for. False where there is nothing to read yet: ask again. */
export function listOwn<R extends HandReader>(consumers: Consumers, consumer: HandConsumer<R>, hand: Hand<R>): boolean {
  const { start, stream } = consumer.spec;
  const type = typeof start === 'string' ? start : start.type;
  const listed = shardsFrom(consumers, consumer.spec);
  if (listed.length === 0) return false;
  if (typeof start === 'object' && start.type !== 'AT_TIMESTAMP') {
    const first = listed.find(({ shard }) => shard === parseShardId(start.shardId));
    if (first === undefined) return false;
    addReader(consumer, hand, first, type);
    addDescendants(consumers, consumer, hand, stream);
    return true;
  }
  // After a reshard AT_LATEST lists children that open later: they are read from their beginning, once their parents are drained.
  const indexes = new Set(listed.map(({ shard }) => shard));
  for (const one of listed) addReader(consumer, hand, one, one.parents.some((parent) => indexes.has(parent)) ? 'TRIM_HORIZON' : type);
  return true;
}

function shardsFrom({ kinesis, sim }: Consumers, { start, stream }: ConsumerSpec): ShardChild[] {
  const list = (filter: Parameters<typeof listShards>[2]) => {
    const listed = listShards(kinesis, stream, filter);
    return listed.ok ? listed.value : [];
  };
  if (start === 'LATEST') return list({ Type: 'AT_LATEST' });
  if (typeof start === 'string' || start.type !== 'AT_TIMESTAMP') return list(null);
  if (start.epochMs * 1000 > sim.startEpochMs * 1000 + sim.nowUs) return []; // its time has not come
  const since = list({ Type: 'FROM_TIMESTAMP', Timestamp: start.epochMs / 1000 });
  return since.length > 0 ? since : list(null); // longer ago than records are kept
}

/**
 * Adds every shard that descends from one this consumer reads. All of them at once: the other parent of a merged child
 * may itself be a child that nobody has come to yet, and must not be taken for one that is none of ours.
 */
export function addDescendants<R extends HandReader>(
  { kinesis }: Consumers,
  consumer: HandConsumer<R>,
  hand: Hand<R>,
  stream = consumer.spec.stream,
): void {
  const listed = listShards(kinesis, stream, null);
  if (!listed.ok) return;
  const own = new Set(consumer.readers.map(({ shard }) => shard));
  for (const one of listed.value) {
    if (!one.parents.some((parent) => own.has(parent))) continue;
    own.add(one.shard); // lists are in the order of ids, so parents come first
    addReader(consumer, hand, one, 'TRIM_HORIZON');
  }
}

function addReader<R extends HandReader>(consumer: HandConsumer<R>, hand: Hand<R>, { shard, parents }: ShardChild, from: StartType): void {
  if (consumer.readers.some((reader) => reader.shard === shard)) return;
  consumer.readers.push(
    hand.complete({
      shard,
      parents,
      state: 'waiting',
      from,
      position: null,
      startPosition: 0,
      startedUs: null,
      lastArrivalUs: null,
      lastSequenceNumber: null,
      work: null,
      refusals: 0,
      recordsRead: 0,
      bytesRead: 0,
      calls: 0,
      refusedCalls: 0,
      lastRefusedUs: -Infinity,
      page: { records: 0, busyUs: 0 },
      behind: null,
      wasBehind: null,
    }),
  );
}

/** Waiting readers whose parents are drained, or were never this consumer's to read. */
export function readyReaders<R extends HandReader>({ readers }: HandConsumer<R>): R[] {
  const isOpenTo = (index: number) => (readers.find(({ shard }) => shard === index)?.state ?? 'drained') === 'drained';
  return readers.filter(({ state, parents }) => state === 'waiting' && parents.every(isOpenTo));
}

/** At first where the specification says; later behind the last record read. */
export function startingPosition({ kinesis }: Consumers, { spec }: HandConsumer, reader: HandReader): StartingPosition {
  if (reader.lastSequenceNumber !== null) return { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: reader.lastSequenceNumber };
  if (reader.position !== null) return placeOf(kinesis, spec.stream, reader.shard, reader.position);
  const { start } = spec;
  if (typeof start === 'string' || reader.from === 'TRIM_HORIZON' || reader.from === 'LATEST') return { type: reader.from };
  return start.type === 'AT_TIMESTAMP'
    ? { type: start.type, timestamp: start.epochMs / 1000 }
    : { type: start.type, sequenceNumber: start.sequenceNumber };
}

/** Why reading cannot begin where a specification says, in AWS's words; null where it can. */
export function whyNoStart(consumers: Consumers, { start, stream }: ConsumerSpec): { error: string; message: string } | null {
  if (typeof start === 'string' || start.type === 'AT_TIMESTAMP') return null;
  const answer = getIterator(consumers.kinesis, stream, parseShardId(start.shardId) ?? -1, {
    type: start.type,
    sequenceNumber: start.sequenceNumber,
  });
  return answer.ok ? null : { error: answer.error.type, message: answer.error.message };
}
