/**
 * Snapshots: a copy of the world's state that shares what can no longer change (sealed chunks of the log). A world
 * restored from one goes on exactly as the original would have.
 */
import { createKinesisCache } from './kinesis/kinesis.ts';
import type { DatasetRows } from './producers/dataset.ts';
import { withPayloads, type World } from './world.ts';

export type Snapshot = Pick<World, 'sim' | 'kinesis' | 'producers' | 'consumers' | 'meters'>;

export function takeSnapshot(world: World): Snapshot {
  const { sim, kinesis, producers, consumers, meters } = world;
  return copy({ sim, kinesis, producers, consumers, meters });
}

export function restoreWorld(snapshot: Snapshot, datasets: ReadonlyMap<string, DatasetRows>): World {
  return withPayloads({ ...copy(snapshot), cache: createKinesisCache(() => new Uint8Array(0)), datasets });
}

/** Plain data, copied in depth. Sealed chunks are shared; sharing between two places of the state is not kept. */
function copy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return (value as unknown as { slice(): T }).slice();
  if (Array.isArray(value)) return value.map(copy) as T;
  if ((value as { sealed?: boolean }).sealed === true) return value;
  const out: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) out[name] = copy(member);
  return out as T;
}

/** A short text that changes with any part of the state: equal worlds, equal digests. */
export function digestOf(world: World | Snapshot): string {
  const hash = { a: 0x811c9dc5, b: 0x9e3779b9 };
  const { sim, kinesis, producers, consumers, meters } = world;
  feed(hash, { sim, kinesis, producers, consumers, meters });
  return (hash.a >>> 0).toString(16).padStart(8, '0') + (hash.b >>> 0).toString(16).padStart(8, '0');
}

type Hash = { a: number; b: number };

function feedText(hash: Hash, text: string): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    hash.a = Math.imul(hash.a ^ code, 0x01000193);
    hash.b = Math.imul(hash.b ^ (code + 0x9e37), 0x85ebca6b) ^ (hash.b >>> 13);
  }
}

function feed(hash: Hash, value: unknown): void {
  if (typeof value !== 'object' || value === null) feedText(hash, `${typeof value}${String(value)};`);
  else if (ArrayBuffer.isView(value)) feedText(hash, `[${(value as Uint8Array).join()}]`);
  else if (Array.isArray(value)) {
    feedText(hash, `[${value.length}`);
    for (const item of value) feed(hash, item);
  } else
    for (const name of Object.keys(value).sort()) {
      feedText(hash, `${name}:`);
      feed(hash, (value as Record<string, unknown>)[name]);
    }
}
