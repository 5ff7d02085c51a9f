/** What a pool of keyframes holds in memory, counted by reference: snapshots share logs that rest, and logs their sealed chunks. */
import { columnsBytes, type PackedLog, type SealedChunk } from './kernel/record-log.ts';
import { packedLogBytes, type Snapshot } from './snapshot.ts';
import type { World } from './world.ts';

export interface Held {
  /** How many snapshots hold each log. */
  logs: Map<PackedLog, number>;
  /** How many of those logs hold each chunk. */
  chunks: Map<SealedChunk, number>;
  chunkBytes: number;
}

export const createHeld = (): Held => ({ logs: new Map(), chunks: new Map(), chunkBytes: 0 });

/** Counts a snapshot in; returns the bytes that are new, sealed chunks aside. */
export function hold(held: Held, snapshot: Snapshot): number {
  let { bytes } = snapshot;
  for (const log of snapshot.logs) {
    const known = held.logs.get(log) ?? 0;
    held.logs.set(log, known + 1);
    if (known > 0) continue;
    bytes += packedLogBytes(log);
    for (const chunk of log.sealed) {
      const count = held.chunks.get(chunk) ?? 0;
      held.chunks.set(chunk, count + 1);
      if (count === 0) held.chunkBytes += columnsBytes(chunk.columns);
    }
  }
  return bytes;
}

/** Counts it out again; returns the bytes that nobody holds any more, sealed chunks aside. */
export function release(held: Held, snapshot: Snapshot): number {
  let { bytes } = snapshot;
  for (const log of snapshot.logs) {
    if (countDown(held.logs, log) > 0) continue;
    bytes += packedLogBytes(log);
    for (const chunk of log.sealed) if (countDown(held.chunks, chunk) === 0) held.chunkBytes -= columnsBytes(chunk.columns);
  }
  return bytes;
}

function countDown<T>(counts: Map<T, number>, item: T): number {
  const left = counts.get(item)! - 1;
  if (left === 0) counts.delete(item);
  else counts.set(item, left);
  return left;
}

/** Sealed chunks that the world does not hold: those of its own future, and of other branches. */
export function strayChunks({ chunks }: Held, world: World): { chunks: Set<SealedChunk>; bytes: number } {
  const stray = new Set(chunks.keys());
  for (const { shards } of world.kinesis.streams) for (const { log } of shards) for (const chunk of log.sealed) stray.delete(chunk);
  let bytes = 0;
  for (const { columns } of stray) bytes += columnsBytes(columns);
  return { chunks: stray, bytes };
}

/** The snapshot's share of those chunks: each counts as much as there are others who hold it. */
export function shareOf(held: Held, snapshot: Snapshot, among: ReadonlySet<SealedChunk>): number {
  let bytes = 0;
  for (const log of snapshot.logs)
    for (const chunk of log.sealed)
      if (among.has(chunk)) bytes += columnsBytes(chunk.columns) / (held.logs.get(log)! * held.chunks.get(chunk)!);
  return bytes;
}
