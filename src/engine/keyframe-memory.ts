/** What a pool of keyframes holds in memory, counted by reference: snapshots share logs that rest, and logs their sealed chunks. */
import { columnsBytes, type PackedLog, type SealedChunk } from './kernel/record-log.ts';
import { isHeld, type Held } from './kernel/held.ts';
import { packedLogBytes, type Snapshot } from './snapshot.ts';
import type { World } from './world.ts';

export interface Pool {
  /** How many snapshots hold each log. */
  logs: Map<PackedLog, number>;
  /** How many of those logs hold each chunk. */
  chunks: Map<SealedChunk, number>;
  chunkBytes: number;
  /** How many snapshots hold each frozen object that holds bytes. */
  bytes: Map<Held, number>;
  heldBytes: number;
}

export const createPool = (): Pool => ({ logs: new Map(), chunks: new Map(), chunkBytes: 0, bytes: new Map(), heldBytes: 0 });

/** Counts a snapshot in; returns the bytes that are new, sealed chunks aside. */
export function hold(pool: Pool, snapshot: Snapshot): number {
  let { bytes } = snapshot;
  for (const one of snapshot.held) {
    const count = pool.bytes.get(one) ?? 0;
    pool.bytes.set(one, count + 1);
    if (count === 0) pool.heldBytes += one.heldBytes;
  }
  for (const log of snapshot.logs) {
    const known = pool.logs.get(log) ?? 0;
    pool.logs.set(log, known + 1);
    if (known > 0) continue;
    bytes += packedLogBytes(log);
    for (const chunk of log.sealed) {
      const count = pool.chunks.get(chunk) ?? 0;
      pool.chunks.set(chunk, count + 1);
      if (count === 0) pool.chunkBytes += columnsBytes(chunk.columns);
    }
  }
  return bytes;
}

/** Counts it out again; returns the bytes that nobody holds any more, sealed chunks aside. */
export function release(pool: Pool, snapshot: Snapshot): number {
  let { bytes } = snapshot;
  for (const one of snapshot.held) if (countDown(pool.bytes, one) === 0) pool.heldBytes -= one.heldBytes;
  for (const log of snapshot.logs) {
    if (countDown(pool.logs, log) > 0) continue;
    bytes += packedLogBytes(log);
    for (const chunk of log.sealed) if (countDown(pool.chunks, chunk) === 0) pool.chunkBytes -= columnsBytes(chunk.columns);
  }
  return bytes;
}

function countDown<T>(counts: Map<T, number>, item: T): number {
  const left = counts.get(item)! - 1;
  if (left === 0) counts.delete(item);
  else counts.set(item, left);
  return left;
}

/** What the pool holds and the world does not: of its own future, of other branches, and what the world has let go of. */
export interface Stray {
  chunks: Set<SealedChunk>;
  held: Set<Held>;
  bytes: number;
}

export function strayOf(pool: Pool, world: World): Stray {
  const chunks = new Set(pool.chunks.keys());
  for (const { shards } of world.kinesis.streams) for (const { log } of shards) for (const chunk of log.sealed) chunks.delete(chunk);
  const held = new Set(pool.bytes.keys());
  for (const one of heldBy(world)) held.delete(one);
  let bytes = 0;
  for (const { columns } of chunks) bytes += columnsBytes(columns);
  for (const { heldBytes } of held) bytes += heldBytes;
  return { chunks, held, bytes };
}

/** Frozen objects with bytes that the world holds itself, wherever in its buckets and delivery streams: found as a snapshot finds them. */
export function* heldBy({ s3, firehose }: World): Generator<Held> {
  yield* heldIn(s3.buckets);
  yield* heldIn(firehose.list);
}

function* heldIn(value: unknown): Generator<Held> {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if (Object.isFrozen(value)) {
    if (isHeld(value)) yield value;
    return;
  }
  for (const member of Object.values(value)) if (typeof member === 'object') yield* heldIn(member);
}

/** The snapshot's share of the stray: each counts as much as there are others who hold it. */
export function shareOf(pool: Pool, snapshot: Snapshot, stray: Stray): number {
  let bytes = 0;
  for (const log of snapshot.logs)
    for (const chunk of log.sealed)
      if (stray.chunks.has(chunk)) bytes += columnsBytes(chunk.columns) / (pool.logs.get(log)! * pool.chunks.get(chunk)!);
  for (const one of snapshot.held) if (stray.held.has(one)) bytes += one.heldBytes / pool.bytes.get(one)!;
  return bytes;
}
