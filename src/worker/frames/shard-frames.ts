/** The shards as the page sees them. */
import {
  BEATS_PER_SECOND,
  growth,
  hashOf,
  horizonPosition,
  keyText,
  route,
  routingOf,
  SHARD,
  shardIdOf,
  resolveKey,
  toFraction,
  valueAt,
  type ShardState,
  type StreamState,
  type World,
} from '../../engine/index.ts';
import type { ShardFrame } from '../../protocol/from-worker.ts';
import type { KeyColours } from '../watch/key-colours.ts';

/** By hash range, parents before children; closed ones as long as they hold records. */
export function shardFrames(world: World, stream: StreamState, tops: ReadonlyMap<number, TopKey>): ShardFrame[] {
  const { nowUs } = world.sim;
  return stream.shards
    .filter((shard) => shard.closesAtUs === null || shard.closesAtUs > nowUs || horizonPosition(stream, shard, nowUs) < shard.log.count)
    .sort((a, b) => (a.start === b.start ? a.index - b.index : a.start < b.start ? -1 : 1))
    .map((shard) => shardFrame(world, stream, shard, tops.get(shard.index) ?? null));
}

function shardFrame(world: World, stream: StreamState, shard: ShardState, topKey: TopKey | null): ShardFrame {
  const { log } = shard;
  const horizon = horizonPosition(stream, shard, world.sim.nowUs);
  const retained = log.count - horizon;
  return {
    id: shardIdOf(shard.index),
    index: shard.index,
    parentId: shard.parent === null ? null : shardIdOf(shard.parent),
    adjacentParentId: shard.adjacentParent === null ? null : shardIdOf(shard.adjacentParent),
    childIds: shard.children.map(shardIdOf),
    startingHashKey: shard.start.toString(),
    endingHashKey: shard.end.toString(),
    startFraction: toFraction(shard.start),
    endFraction: toFraction(shard.end + 1n),
    state: stateOf(shard, world.sim.nowUs),
    closesAtUs: shard.closesAtUs,
    opensAtUs: shard.opensAtUs > world.sim.nowUs ? shard.opensAtUs : null,
    ...budgetsOf(world, stream, shard),
    retained,
    oldestUs: retained > 0 ? valueAt(log, 'arrivalUs', horizon) : null,
    newestUs: retained > 0 ? valueAt(log, 'arrivalUs', log.count - 1) : null,
    topKey: topKey === null ? null : { label: topKey.label, share: topKey.share },
  };
}

function stateOf(shard: ShardState, nowUs: number): ShardFrame['state'] {
  if (nowUs < shard.opensAtUs) return 'opening';
  if (shard.closesAtUs === null) return 'open';
  return nowUs < shard.closesAtUs ? 'closing' : 'closed';
}

function budgetsOf(world: World, stream: StreamState, shard: ShardState): Pick<ShardFrame, 'write' | 'read'> {
  const { quotas } = world.kinesis;
  const meter = world.meters.shards[stream.number]?.[shard.index];
  const inLastSecond = (column: number) => (meter === undefined ? 0 : growth(meter, column, BEATS_PER_SECOND));
  return {
    write: {
      records: inLastSecond(SHARD.acceptedRecords),
      recordsLimit: quotas.shardWriteRecordsPerSecond,
      bytes: inLastSecond(SHARD.acceptedBytes),
      bytesLimit: quotas.shardWriteBytesPerSecond,
      refused: inLastSecond(SHARD.refused),
      atLimit: shard.writeThrottle?.limit ?? null,
    },
    read: {
      bytes: inLastSecond(SHARD.readBytes),
      bytesLimit: quotas.shardReadBytesPerSecond,
      calls: shard.getRecordsCalls.filter((atUs) => atUs > world.sim.nowUs - 1_000_000).length,
      callsLimit: quotas.shardReadCallsPerSecond,
      refusedCalls: inLastSecond(SHARD.refusedCalls),
    },
  };
}

export interface TopKey {
  label: string;
  /** Of the shard's records of the last seconds, 0–1. */
  share: number;
}

/** The most frequent key of every shard that takes records. */
export function topKeys(world: World, stream: StreamState, keys: KeyColours): Map<number, TopKey> {
  const routing = routingOf(world.cache.routing, stream, world.sim.nowUs);
  const best = new Map<number, { keyId: number; weight: number; total: number }>();
  for (const [keyId, weight] of keys.weights) {
    resolveKey(world.kinesis.keys, world.cache.keys, keyId);
    const { index } = routing.shards[route(routing, world.cache.keys.hash, 4 * keyId)];
    const known = best.get(index);
    if (known === undefined) best.set(index, { keyId, weight, total: weight });
    else {
      known.total += weight;
      if (weight > known.weight) {
        known.weight = weight;
        known.keyId = keyId;
      }
    }
  }
  return new Map(
    Array.from(best, ([index, { keyId, weight, total }]) => [index, { label: keyText(world.kinesis.keys, keyId), share: weight / total }]),
  );
}

/** The coloured keys, for the legend and the axis. */
export const keyFrames = (world: World, keys: KeyColours) =>
  Array.from(keys.colourOf, ([keyId, colour]) => ({
    label: keyText(world.kinesis.keys, keyId),
    colour,
    hashFraction: toFraction(hashOf(world.kinesis.keys, world.cache.keys, keyId)),
    share: keys.total > 0 ? (keys.weights.get(keyId) ?? 0) / keys.total : 0,
  })).sort((a, b) => a.colour - b.colour);
