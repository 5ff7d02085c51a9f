/** Records of a shard as a step: how many, how large, and who sent them under which keys. They may be a million, so they are counted in columns. */
import { readColumn, valueAt } from '../kernel/record-log.ts';
import { keyText, resolveKey } from '../kinesis/key-table.ts';
import type { Kinesis } from '../kinesis/kinesis.ts';
import { shardIdOf } from '../kinesis/shard-id.ts';
import type { ShardState } from '../kinesis/stream-state.ts';
import { addStep, type Chain, type Place } from './chain.ts';
import { GROUPS_NAMED, type About } from './explanation.ts';

/** Positions [from, to); what is trimmed by now is left out, and nothing is said where that is all. */
export function addRecords(chain: Chain, { shard }: Place, fromPosition: number, to: number, untilUs: number): void {
  const from = Math.max(fromPosition, shard.log.trimmed);
  if (from >= to) return;
  const { keys, producerNames } = chain.kinesis.state;
  const counted = countRecords(chain.kinesis, shard, from, to);
  const records = to - from;
  const byKey = groups(counted.keys, (id) => keyText(keys, id)).map(([key, count]) => ({ key, records: count }));
  const byProducer = groups(counted.producers, (number) => producerNames[number] ?? '').map(([producer, count]) => ({
    producer,
    records: count,
  }));
  const shardId = shardIdOf(shard.index);
  const about: About = { shardId, producer: byProducer[0].producer };
  if (2 * byKey[0].records > records) about.key = byKey[0].key;
  const { bytes } = counted;
  addStep(chain, valueAt(shard.log, 'arrivalUs', from), untilUs, about, {
    kind: 'records',
    shardId,
    from,
    to,
    records,
    bytes,
    byKey,
    byProducer,
  });
}

const BLOCK = 4096;
const keyIds = new Float64Array(BLOCK);
const sizes = new Float64Array(BLOCK);
const producers = new Float64Array(BLOCK);

/** Records by key id and by producer's number, and bytes with keys. */
function countRecords({ state, cache }: Kinesis, { log }: ShardState, from: number, to: number) {
  const byKey = new Uint32Array(state.keys.next);
  const byProducer = new Uint32Array(state.producerNames.length);
  let bytes = 0;
  for (let start = from; start < to; start += BLOCK) {
    const end = Math.min(to, start + BLOCK);
    readColumn(log, 'keyId', start, end, keyIds);
    readColumn(log, 'sizeBytes', start, end, sizes);
    readColumn(log, 'producer', start, end, producers);
    for (let i = 0; i < end - start; i++) {
      byKey[keyIds[i]]++;
      byProducer[producers[i]]++;
      bytes += sizes[i];
    }
  }
  for (let id = 0; id < byKey.length; id++) {
    if (byKey[id] === 0) continue;
    resolveKey(state.keys, cache.keys, id);
    bytes += byKey[id] * cache.keys.keyBytes[id];
  }
  return { keys: byKey, producers: byProducer, bytes };
}

/** The largest first, then by name; what is not among the first GROUPS_NAMED is summed up under ''. Two ids may have one name. */
function groups(counts: Uint32Array, nameOf: (id: number) => string): [name: string, records: number][] {
  const byName = new Map<string, number>();
  for (let id = 0; id < counts.length; id++) {
    if (counts[id] === 0) continue;
    const name = nameOf(id);
    byName.set(name, (byName.get(name) ?? 0) + counts[id]);
  }
  const named: [string, number][] = [];
  let rest = 0;
  for (const entry of byName) {
    const at = named.findIndex((other) => isLarger(entry, other));
    named.splice(at < 0 ? named.length : at, 0, entry);
    if (named.length > GROUPS_NAMED) rest += named.pop()![1];
  }
  return rest > 0 ? [...named, ['', rest]] : named;
}

const isLarger = ([a, x]: readonly [string, number], [b, y]: readonly [string, number]): boolean => x > y || (x === y && a < b);
