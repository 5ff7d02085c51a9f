/** Which shards a consumer reads, and when it may begin on each: the same for every kind that looks for its shards itself. */
import { listShards } from '../kinesis/actions/list-shards.ts';
import type { ConsumerSpec } from './consumer-spec.ts';
import type { Consumers, ReaderState } from './consumer-state.ts';

export interface ShardChild {
  shard: number;
  parents: number[];
}

export const createReader = (shard: number, parents: number[], from: ReaderState['from']): ReaderState => ({
  shard,
  parents,
  state: 'waiting',
  from,
  position: null,
  startPosition: 0,
  startedUs: null,
  lastArrivalUs: null,
  recordsRead: 0,
  bytesRead: 0,
  calls: 0,
  refusedCalls: 0,
  lastRefusedUs: -Infinity,
  page: { records: 0, busyUs: 0 },
  behind: null,
  wasBehind: null,
});

/** The shards that a start position asks for; none where there are none yet. */
export function shardsFrom({ kinesis, sim }: Consumers, { start, stream }: ConsumerSpec): ShardChild[] {
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
 * Every shard that descends from one that is read and is not read itself. All of them at once: the other parent of a merged child
 * may itself be a child that nobody has come to yet, and must not be taken for one that is none of ours.
 */
export function descendantsOf({ kinesis }: Consumers, stream: string, readers: readonly ReaderState[]): ShardChild[] {
  const listed = listShards(kinesis, stream, null);
  if (!listed.ok) return [];
  const own = new Set(readers.map(({ shard }) => shard));
  // Lists are in the order of ids, so parents come first.
  return listed.value.filter(({ shard, parents }) => {
    if (own.has(shard) || !parents.some((parent) => own.has(parent))) return false;
    own.add(shard);
    return true;
  });
}

/** Waiting readers whose parents are drained, or were never this consumer's to read. */
export function readyReaders<Reader extends ReaderState>(readers: readonly Reader[]): Reader[] {
  const isOpenTo = (index: number) => (readers.find(({ shard }) => shard === index)?.state ?? 'drained') === 'drained';
  return readers.filter(({ state, parents }) => state === 'waiting' && parents.every(isOpenTo));
}
