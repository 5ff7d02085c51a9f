/**
 * From a hash key to the shard that takes it: a table over the top bits of the key, made from the shards that take
 * records now. Derived, never part of a snapshot; made again when shards open or close.
 */
import { assert } from '../kernel/assert.ts';
import { toWords } from './hash-key.ts';
import { takesRecords, type ShardState, type StreamState } from './stream-state.ts';

export interface Routing {
  version: number;
  /** Holds for fromUs ≤ now < toUs. */
  fromUs: number;
  toUs: number;
  /** How far the top 32 bits are shifted to give the bucket. */
  shift: number;
  /** Position in `shards` of the one in which the bucket begins; negative (−1 − position) where the bucket holds a boundary. */
  buckets: Int32Array;
  /** The shards that take records, by range. */
  shards: ShardState[];
  /** Four words each: where the shard's range ends. */
  ends: Uint32Array;
}

export function routingOf(cache: (Routing | undefined)[], stream: StreamState, nowUs: number): Routing {
  const known = cache[stream.number];
  if (known !== undefined && known.version === stream.routingVersion && known.fromUs <= nowUs && nowUs < known.toUs) return known;
  return (cache[stream.number] = makeRouting(stream, nowUs));
}

function makeRouting(stream: StreamState, nowUs: number): Routing {
  const shards = stream.shards.filter((shard) => takesRecords(shard, nowUs)).sort((a, b) => (a.start < b.start ? -1 : 1));
  let toUs = Infinity;
  for (const shard of stream.shards) {
    if (shard.opensAtUs > nowUs) toUs = Math.min(toUs, shard.opensAtUs);
    if (shard.closesAtUs !== null && shard.closesAtUs > nowUs) toUs = Math.min(toUs, shard.closesAtUs);
  }
  assertTiled(shards);
  const bits = Math.min(16, Math.max(6, 36 - Math.clz32(shards.length)));
  const buckets = new Int32Array(2 ** bits);
  const ends = new Uint32Array(4 * shards.length);
  const bucketWidth = 128n - BigInt(bits);
  shards.forEach((shard, i) => {
    toWords(shard.end, ends, 4 * i);
    const first = Number(shard.start >> bucketWidth);
    const last = Number(shard.end >> bucketWidth);
    const startsInside = shard.start & ((1n << bucketWidth) - 1n);
    for (let bucket = startsInside === 0n ? first : first + 1; bucket <= last; bucket++) buckets[bucket] = i;
    const endsInside = shard.end + 1n !== BigInt(last + 1) << bucketWidth;
    if (endsInside && buckets[last] >= 0) buckets[last] = -1 - buckets[last];
  });
  return { version: stream.routingVersion, fromUs: nowUs, toUs, shift: 32 - bits, buckets, shards, ends };
}

/** Open ranges tile the key space exactly: the law that every put relies on. */
function assertTiled(shards: ShardState[]): void {
  let next = 0n;
  for (const shard of shards) {
    assert(shard.start === next, `open ranges do not tile: ${shard.start} follows ${next}`);
    next = shard.end + 1n;
  }
  assert(next === 1n << 128n, 'open ranges do not reach the end of the key space');
}

/** Position in `routing.shards` for the hash at words[offset … offset + 3]. */
export function route(routing: Routing, words: Uint32Array, offset: number): number {
  const candidate = routing.buckets[words[offset] >>> routing.shift];
  return candidate >= 0 ? candidate : routeExactly(routing.ends, words, offset, -1 - candidate);
}

function routeExactly(ends: Uint32Array, words: Uint32Array, offset: number, from: number): number {
  let shard = from;
  while (isBeyond(ends, 4 * shard, words, offset)) shard++;
  return shard;
}

/** Whether the hash lies after the end of the range. */
function isBeyond(ends: Uint32Array, end: number, words: Uint32Array, offset: number): boolean {
  for (let i = 0; i < 4; i++) {
    const word = words[offset + i];
    const limit = ends[end + i];
    if (word !== limit) return word > limit;
  }
  return false;
}
