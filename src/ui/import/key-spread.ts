/** How the rows of a file would fall on the shards if one of its fields were the partition key. */
import { toWords } from '../../engine/kinesis/hash-key.ts';
import type { FieldKeys } from '../../protocol/import-messages.ts';
import type { ShardFrame } from '../../protocol/from-worker.ts';

/** Like everywhere on the page: six hues for the most frequent keys, grey (0) for the rest. */
export const COLOURED_KEYS = 6;

type WriteUse = Pick<ShardFrame['write'], 'records' | 'recordsLimit' | 'bytes' | 'bytesLimit'>;

export interface ShardSpread {
  shardId: string;
  index: number;
  /** 0–1 of the counted rows. */
  share: number;
  keys: number;
  /** The key with the most rows here; `share` is 0–1 of this shard's rows. */
  largest: { label: string; share: number } | null;
  /** Share of the counted rows by colour: [grey, 1 … 6]. */
  colours: number[];
  /** What the shard took in the last second from all producers, and its limits. */
  write: WriteUse;
}

type PlacedShard = Pick<ShardFrame, 'id' | 'index' | 'state' | 'startingHashKey'> & {
  write: WriteUse;
};

/** The shards that will take the records: those that are open, or about to be. */
export function takingShards<Shard extends PlacedShard>(shards: readonly Shard[]): Shard[] {
  return shards
    .filter(({ state }) => state === 'open' || state === 'opening')
    .sort((a, b) => (BigInt(a.startingHashKey) < BigInt(b.startingHashKey) ? -1 : 1));
}

export function spreadOver(shards: readonly PlacedShard[], { keys, counts, hashes }: FieldKeys): ShardSpread[] {
  const taking = takingShards(shards);
  const starts = new Uint32Array(taking.length * 4);
  taking.forEach((shard, i) => toWords(BigInt(shard.startingHashKey), starts, i * 4));
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const colours = coloursOf(counts);
  const spread = taking.map((shard) => emptySpread(shard));
  const largest = new Int32Array(taking.length).fill(-1);
  keys.forEach((_, key) => {
    const at = shardAt(starts, hashes, key * 4);
    const shard = spread[at];
    shard.keys++;
    shard.share += counts[key] / rows;
    shard.colours[colours[key]] += counts[key] / rows;
    if (largest[at] === -1 || counts[key] > counts[largest[at]]) largest[at] = key;
  });
  spread.forEach((shard, at) => {
    const key = largest[at];
    if (key !== -1) shard.largest = { label: keys[key], share: counts[key] / rows / shard.share };
  });
  return spread;
}

/** What a shard would take a second, by the limit that it would come closest to. */
export interface ShardLoad {
  limitedBy: 'records' | 'bytes';
  /** Of this file alone. */
  added: number;
  now: number;
  limit: number;
  /** Of the limit, all producers together; above 1 writes are throttled. */
  use: number;
}

/** Rows are taken as equally large on all shards. */
export function loadOf({ share, write }: ShardSpread, rowsPerSecond: number, rowBytes: number): ShardLoad {
  const records = share * rowsPerSecond;
  const bytes = records * rowBytes;
  const recordUse = (write.records + records) / write.recordsLimit;
  const byteUse = (write.bytes + bytes) / write.bytesLimit;
  return byteUse > recordUse
    ? { limitedBy: 'bytes', added: bytes, now: write.bytes, limit: write.bytesLimit, use: byteUse }
    : { limitedBy: 'records', added: records, now: write.records, limit: write.recordsLimit, use: recordUse };
}

function emptySpread(shard: PlacedShard): ShardSpread {
  const colours = Array.from({ length: COLOURED_KEYS + 1 }, () => 0);
  return { shardId: shard.id, index: shard.index, share: 0, keys: 0, largest: null, colours, write: shard.write };
}

function coloursOf(counts: Uint32Array): Uint8Array {
  const colours = new Uint8Array(counts.length);
  const byCount = Array.from(counts, (_, key) => key).sort((a, b) => counts[b] - counts[a]);
  byCount.slice(0, COLOURED_KEYS).forEach((key, i) => (colours[key] = i + 1));
  return colours;
}

/** The last shard that starts at or before the hash; both are four big-endian words. */
function shardAt(starts: Uint32Array, hashes: Uint32Array, offset: number): number {
  let low = 0;
  let high = starts.length / 4 - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isAtMost(starts, middle * 4, hashes, offset)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isAtMost(a: Uint32Array, atA: number, b: Uint32Array, atB: number): boolean {
  for (let i = 0; i < 4; i++) if (a[atA + i] !== b[atB + i]) return a[atA + i] < b[atB + i];
  return true;
}
