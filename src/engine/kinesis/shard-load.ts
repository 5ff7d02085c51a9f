/** What a shard was given of late, by key and by producer, and which command brought that much about. */
import { firstAtLeast, readColumn } from '../kernel/record-log.ts';
import { SECOND } from '../kernel/time.ts';
import { hashOf, resolveKey } from './key-table.ts';
import type { Kinesis } from './kinesis.ts';
import { lastSetBy, later } from './set-by.ts';
import type { ShardState, StreamState } from './stream-state.ts';

export interface Amount {
  records: number;
  /** Keys included, as the limit counts. */
  bytes: number;
}

export interface ShardLoad extends Amount {
  /** By key id. */
  keys: Map<number, Amount>;
  /** By number in the log's producer column. */
  producers: Map<number, Amount>;
}

const BLOCK = 4096;
const keys = new Float64Array(BLOCK);
const sizes = new Float64Array(BLOCK);
const producers = new Float64Array(BLOCK);

/** The records at positions [from, to); those that are trimmed count for nothing. */
function loadBetween({ state, cache }: Kinesis, { log }: ShardState, from: number, to: number): ShardLoad {
  const load: ShardLoad = { records: 0, bytes: 0, keys: new Map(), producers: new Map() };
  for (let start = Math.max(from, log.trimmed); start < to; start += BLOCK) {
    const end = Math.min(to, start + BLOCK);
    readColumn(log, 'keyId', start, end, keys);
    readColumn(log, 'sizeBytes', start, end, sizes);
    readColumn(log, 'producer', start, end, producers);
    for (let i = 0; i < end - start; i++) {
      resolveKey(state.keys, cache.keys, keys[i]);
      const bytes = sizes[i] + cache.keys.keyBytes[keys[i]];
      load.records++;
      load.bytes += bytes;
      count(load.keys, keys[i], bytes);
      count(load.producers, producers[i], bytes);
    }
  }
  return load;
}

function count(amounts: Map<number, Amount>, of: number, bytes: number): void {
  const known = amounts.get(of);
  if (known === undefined) amounts.set(of, { records: 1, bytes });
  else {
    known.records++;
    known.bytes += bytes;
  }
}

/** What the shard took in the second that ends at `untilUs` with the record before position `to`. */
export function loadOfSecond(kinesis: Kinesis, shard: ShardState, to: number, untilUs: number): ShardLoad {
  return loadBetween(kinesis, shard, firstAtLeast(shard.log, 'arrivalUs', untilUs - SECOND + 1), to);
}

/**
 * The fewest producers, the largest first, whose part of the load reaches `enough` records or bytes; all, where it takes all of them.
 * The others did not matter: with these alone it would have come to the same.
 */
export function mainProducers(load: ShardLoad, unit: keyof Amount, enough: number): number[] {
  const main: number[] = [];
  let sum = 0;
  for (const [producer, amount] of [...load.producers].sort(([a, x], [b, y]) => y[unit] - x[unit] || a - b)) {
    if (sum >= enough) break;
    sum += amount[unit];
    main.push(producer);
  }
  return main;
}

/**
 * The event that last raised what this shard is given to `enough`: the command that made one of its main producers what it is,
 * or the merge that the shard came from, where that was later and neither half alone would have been enough. Null where the
 * scenario did.
 */
export function causeOfLoad(kinesis: Kinesis, stream: StreamState, shard: ShardState, load: ShardLoad, unit: keyof Amount, enough: number) {
  const { sim, state } = kinesis;
  let cause: number | null = null;
  for (const producer of mainProducers(load, unit, enough))
    cause = later(cause, lastSetBy(kinesis, 'load', state.producerNames[producer] ?? ''));
  if (shard.adjacentParent === null || (cause !== null && sim.history[cause - 1].atUs >= shard.opensAtUs)) return cause;
  const merge = stream.reshards.find(({ kind, children }) => kind === 'merge' && children.includes(shard.index));
  return merge !== undefined && largerHalf(kinesis, stream, shard, load, unit) < enough ? merge.event : cause;
}

/** Of the load of a merged shard, what the busier of its parents would have taken. */
function largerHalf({ state, cache }: Kinesis, stream: StreamState, shard: ShardState, load: ShardLoad, unit: keyof Amount): number {
  const middle = stream.shards[shard.adjacentParent!].start;
  let upper = 0;
  for (const [key, amount] of load.keys) if (hashOf(state.keys, cache.keys, key) >= middle) upper += amount[unit];
  return Math.max(upper, load[unit] - upper);
}
