/** Everything there is to say about single records. */
import {
  API_PRODUCER,
  decodeSequenceNumber,
  explicitHashKeyOf,
  firstAtLeast,
  hashKeyOf,
  hashOf,
  horizonPosition,
  keyText,
  parseShardId,
  sequenceNumberIn,
  shardIdOf,
  toHex,
  valueAt,
  type ShardState,
  type StreamState,
  type World,
} from '../engine/index.ts';
import type { RecordDetail } from '../protocol/from-worker.ts';
import type { RecordQuery } from '../protocol/to-worker.ts';
import type { KeyColours } from './watch/key-colours.ts';

const SHOWN_BYTES = 65_536;
const LIMIT_MAX = 1000;

/** The newest first. Empty where the shard or the record is gone. */
export function findRecords(world: World, stream: StreamState, colours: KeyColours, query: RecordQuery): RecordDetail[] {
  const shard = stream.shards[parseShardId(query.shardId) ?? -1];
  if (shard === undefined) return [];
  const { log } = shard;
  const horizon = horizonPosition(stream, shard, world.sim.nowUs);
  if (query.position !== undefined)
    return query.position >= horizon && query.position < log.count ? [describe(world, stream, shard, query.position)] : [];
  const from = Math.max(horizon, query.fromUs === undefined ? 0 : firstAtLeast(log, 'arrivalUs', query.fromUs));
  const to = query.toUs === undefined ? log.count : firstAtLeast(log, 'arrivalUs', query.toUs);
  const found: RecordDetail[] = [];
  for (let position = to - 1; position >= from && found.length < Math.min(query.limit, LIMIT_MAX); position--) {
    if (query.colour !== undefined && (colours.colourOf.get(valueAt(log, 'keyId', position)) ?? 0) !== query.colour) continue;
    found.push(describe(world, stream, shard, position));
  }
  return found;
}

function describe(world: World, stream: StreamState, shard: ShardState, position: number): RecordDetail {
  const { log } = shard;
  const { kinesis, cache, sim } = world;
  const keyId = valueAt(log, 'keyId', position);
  const partitionKey = keyText(kinesis.keys, keyId);
  const arrivalUs = valueAt(log, 'arrivalUs', position);
  const source = valueAt(log, 'producer', position);
  const index = valueAt(log, 'index', position);
  const sizeBytes = valueAt(log, 'sizeBytes', position);
  const seconds = Math.floor(sim.startEpochMs / 1000 + arrivalUs / 1_000_000);
  const sequenceNumber = sequenceNumberIn(shard, BigInt(valueAt(log, 'counter', position)), seconds);
  const parts = decodeSequenceNumber(sequenceNumber)!;
  const data = cache.payload(source, index, sizeBytes, keyId);
  return {
    shardId: shardIdOf(shard.index),
    position,
    partitionKey,
    md5Hex: toHex(hashKeyOf(partitionKey)),
    explicitHashKey: explicitHashKeyOf(kinesis.keys, keyId) !== null,
    hashKey: hashOf(kinesis.keys, cache.keys, keyId).toString(),
    sequenceNumber,
    sequence: {
      shardCreatedEpochSeconds: parts.shardCreatedSeconds,
      shardIndex: parts.shardIndex,
      counter: parts.counter.toString(),
      epochSeconds: parts.seconds,
    },
    arrivalUs,
    sizeBytes,
    sizeWithKeyBytes: sizeBytes + cache.keys.keyBytes[keyId],
    producer: source === API_PRODUCER ? 'by hand' : world.producers.sources[source].producer,
    producerIndex: index,
    line: lineOf(world, source, index),
    ...contentOf(data),
    readBy: readersOf(world, stream, shard, position),
  };
}

function lineOf(world: World, source: number, index: number): number | null {
  const id = source === API_PRODUCER ? null : world.producers.sources[source].dataset;
  const dataset = id === null ? undefined : world.datasets.get(id);
  return dataset === undefined ? null : dataset.lines[index % dataset.rows];
}

function contentOf(data: Uint8Array): Pick<RecordDetail, 'text' | 'hex' | 'truncated'> {
  const shown = data.subarray(0, SHOWN_BYTES);
  const hex = Array.from(shown.subarray(0, 256), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const truncated = data.length > SHOWN_BYTES;
  try {
    // a cut may fall inside a character: only the whole text decides whether it is UTF-8
    new TextDecoder('utf-8', { fatal: true }).decode(data);
    return { text: new TextDecoder().decode(shown), hex, truncated };
  } catch {
    return { text: null, hex, truncated };
  }
}

const readersOf = (world: World, stream: StreamState, shard: ShardState, position: number): string[] =>
  world.consumers.list
    .filter(({ spec }) => spec.stream === stream.name)
    .filter(({ readers }) =>
      readers.some(
        (reader) =>
          reader.shard === shard.index && reader.position !== null && reader.startPosition <= position && position < reader.position,
      ),
    )
    .map(({ spec }) => spec.id);
