/**
 * Which shards a consumer written by hand reads: ListShards, then parents before children.
 * https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html
 * Simplified: children are looked up by ListShards when a parent is read to its end, so that none is forgotten.
 */
import { getIterator, type StartingPosition } from '../../kinesis/actions/get-shard-iterator.ts';
import { placeOf } from '../../kinesis/actions/get-records.ts';
import { parseShardId } from '../../kinesis/shard-id.ts';
import type { ConsumerSpec, StartType } from '../consumer-spec.ts';
import type { Consumers } from '../consumer-state.ts';
import { createReader, descendantsOf, shardsFrom, type ShardChild } from '../shard-readers.ts';
import type { Hand, HandConsumer, HandReader } from './by-hand-state.ts';

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

/** Adds every shard that descends from one this consumer reads. */
export function addDescendants<R extends HandReader>(
  consumers: Consumers,
  consumer: HandConsumer<R>,
  hand: Hand<R>,
  stream = consumer.spec.stream,
): void {
  for (const one of descendantsOf(consumers, stream, consumer.readers)) addReader(consumer, hand, one, 'TRIM_HORIZON');
}

function addReader<R extends HandReader>(consumer: HandConsumer<R>, hand: Hand<R>, { shard, parents }: ShardChild, from: StartType): void {
  if (consumer.readers.some((reader) => reader.shard === shard)) return;
  consumer.readers.push(hand.complete({ ...createReader(shard, parents, from), lastSequenceNumber: null, work: null, refusals: 0 }));
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
