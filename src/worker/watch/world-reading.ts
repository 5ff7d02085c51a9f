/** Readings of a world that the picture needs, record by record. */
import { API_PRODUCER, hashOf, readColumn, toFraction, valueAt, type ShardState, type World } from '../../engine/index.ts';

export type { World };

const BLOCK = 4096;
const arrival = new Float64Array(BLOCK);
const key = new Float64Array(BLOCK);
const source = new Float64Array(BLOCK);

/** Every `stride`-th record from `from` to the end of the shard's log. */
export function readNew(
  shard: ShardState,
  from: number,
  stride: number,
  see: (position: number, arrivalUs: number, keyId: number, source: number) => void,
): void {
  const { log } = shard;
  for (let start = from; start < log.count; start += BLOCK) {
    const end = Math.min(log.count, start + BLOCK);
    readColumn(log, 'arrivalUs', start, end, arrival);
    readColumn(log, 'keyId', start, end, key);
    readColumn(log, 'producer', start, end, source);
    const first = (stride - ((start - from) % stride)) % stride;
    for (let i = first; i < end - start; i += stride) see(start + i, arrival[i], key[i], source[i]);
  }
}

/** From this stride on, single values are cheaper than whole blocks. */
const SPARSE_STRIDE = 8;

/** Every `stride`-th record of positions [from, to). */
export function readSome(
  { log }: ShardState,
  from: number,
  to: number,
  stride: number,
  see: (arrivalUs: number, keyId: number) => void,
): void {
  if (stride >= SPARSE_STRIDE) {
    for (let at = from; at < to; at += stride) see(valueAt(log, 'arrivalUs', at), valueAt(log, 'keyId', at));
    return;
  }
  for (let start = from; start < to; start += BLOCK) {
    const end = Math.min(to, start + BLOCK);
    readColumn(log, 'arrivalUs', start, end, arrival);
    readColumn(log, 'keyId', start, end, key);
    for (let i = (stride - ((start - from) % stride)) % stride; i < end - start; i += stride) see(arrival[i], key[i]);
  }
}

/** Which producer on screen a record came from (−1: none), and where its key lies in the key space. */
export function addressOf(world: World, sourceNumber: number, keyId: number): { producer: number; hashFraction: number } {
  const name = sourceNumber === API_PRODUCER ? null : world.producers.sources[sourceNumber]?.producer;
  return {
    producer: world.producers.list.findIndex(({ spec }) => spec.id === name),
    hashFraction: toFraction(hashOf(world.kinesis.keys, world.cache.keys, keyId)),
  };
}
