/**
 * Partition keys by number. The log keeps a key id per record; the text, its length and its hash are looked up here.
 * Ids come in blocks: a generated block (a producer's `customer-0 … customer-99999`) stores no text at all.
 * The blocks are state; texts by name and hashes are derived from them, made on first use, and not part of a snapshot.
 * Only the last block can grow, and only where it holds keys of the API; all others are frozen, and snapshots share them.
 */
import { utf8Length } from '../kernel/utf8.ts';
import { fromWords, toWords } from './hash-key.ts';
import { md5Words } from './md5.ts';

type KeyBlock =
  /** Keys `names[i]`, or `prefix` and i. */
  | { kind: 'generated'; first: number; count: number; prefix: string; names: string[] }
  /** Keys given one by one; `explicit` holds the explicit hash key (decimal) or null. */
  | { kind: 'given'; first: number; count: number; keys: string[]; explicit: (string | null)[] };

export interface KeyTable {
  blocks: KeyBlock[];
  next: number;
}

/** What can be made again from the table. */
export interface KeyCache {
  /** Four words per id. */
  hash: Uint32Array;
  /** UTF-8 length of the key per id; 0 = hash not made yet (no key is empty). */
  keyBytes: Uint16Array;
  /** Explicit hash key (or nothing), NUL, key → id, of the given blocks. */
  byName: Map<string, number>;
  /** Entries of given blocks already in `byName`. */
  indexed: number;
}

const GIVEN_BLOCK = 4096;

export const createKeyTable = (): KeyTable => ({ blocks: [], next: 0 });
export const createKeyCache = (): KeyCache => ({
  hash: new Uint32Array(4096),
  keyBytes: new Uint16Array(1024),
  byName: new Map(),
  indexed: 0,
});

/** Reserves ids for `count` keys of one making; the i-th has id first + i. */
export function addGeneratedKeys(table: KeyTable, prefix: string, names: string[], count: number): number {
  return addBlock(table, { kind: 'generated', first: table.next, count, prefix, names });
}

/** Ids for a list of keys, one after the other. */
export function addGivenKeys(table: KeyTable, keys: string[]): number {
  return addBlock(table, { kind: 'given', first: table.next, count: keys.length, keys, explicit: keys.map(() => null) });
}

function addBlock(table: KeyTable, block: KeyBlock): number {
  const last = table.blocks.at(-1);
  if (last !== undefined) Object.freeze(last);
  table.blocks.push(isFull(block) ? Object.freeze(block) : block);
  table.next += block.count;
  return block.first;
}

const isFull = (block: KeyBlock): boolean => block.kind === 'generated' || block.keys.length === block.count;

/** The digits come first: a key may hold any character. */
const nameOf = (key: string, explicitHashKey: string | null): string => `${explicitHashKey ?? ''}\0${key}`;

/** The id of a key that came through the API. */
export function internKey(table: KeyTable, cache: KeyCache, key: string, explicitHashKey: string | null): number {
  indexGivenKeys(table, cache);
  const name = nameOf(key, explicitHashKey);
  const known = cache.byName.get(name);
  if (known !== undefined) return known;
  let block = table.blocks.at(-1);
  if (block?.kind !== 'given' || isFull(block)) {
    block = { kind: 'given', first: table.next, count: GIVEN_BLOCK, keys: [], explicit: [] };
    addBlock(table, block);
  }
  const id = block.first + block.keys.length;
  block.keys.push(key);
  block.explicit.push(explicitHashKey);
  if (isFull(block)) Object.freeze(block);
  cache.byName.set(name, id);
  cache.indexed++;
  return id;
}

function indexGivenKeys(table: KeyTable, cache: KeyCache): void {
  let total = 0;
  for (const block of table.blocks) if (block.kind === 'given') total += block.keys.length;
  if (cache.indexed === total) return;
  for (const block of table.blocks) {
    if (block.kind !== 'given') continue;
    block.keys.forEach((key, i) => {
      cache.byName.set(nameOf(key, block.explicit[i] ?? null), block.first + i);
    });
  }
  cache.indexed = total;
}

function blockOf(table: KeyTable, id: number): KeyBlock {
  let low = 0;
  let high = table.blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (table.blocks[middle].first <= id) low = middle;
    else high = middle - 1;
  }
  return table.blocks[low];
}

export function keyText(table: KeyTable, id: number): string {
  const block = blockOf(table, id);
  const i = id - block.first;
  if (block.kind === 'given') return block.keys[i];
  return block.names[i] ?? `${block.prefix}${i}`;
}

export function explicitHashKeyOf(table: KeyTable, id: number): string | null {
  const block = blockOf(table, id);
  return block.kind === 'given' ? block.explicit[id - block.first] : null;
}

/** Makes hash and length of a key if they are not there; the arrays grow with the table. */
export function resolveKey(table: KeyTable, cache: KeyCache, id: number): void {
  if (cache.keyBytes.length < table.next) {
    const size = Math.max(table.next, cache.keyBytes.length * 2);
    const hash = new Uint32Array(4 * size);
    hash.set(cache.hash);
    const keyBytes = new Uint16Array(size);
    keyBytes.set(cache.keyBytes);
    cache.hash = hash;
    cache.keyBytes = keyBytes;
  }
  if (cache.keyBytes[id] !== 0) return;
  const text = keyText(table, id);
  cache.keyBytes[id] = utf8Length(text);
  const explicit = explicitHashKeyOf(table, id);
  if (explicit === null) md5Words(text, cache.hash, 4 * id);
  else toWords(BigInt(explicit), cache.hash, 4 * id);
}

export function hashOf(table: KeyTable, cache: KeyCache, id: number): bigint {
  resolveKey(table, cache, id);
  return fromWords(cache.hash, 4 * id);
}

/**
 * A cache for `table` made of the one of another table, which begins anew: hashes of the blocks that both tables share stay.
 * All others are forgotten: ids depend on the order in which keys came, so in another history a number may stand for another key.
 */
export function adoptKeyCache(other: KeyTable, cache: KeyCache, table: KeyTable): KeyCache {
  const { hash, keyBytes } = cache;
  Object.assign(cache, createKeyCache());
  table.blocks.forEach((block, i) => {
    const isShared = Object.isFrozen(block) && other.blocks[i] === block;
    if (!isShared) keyBytes.fill(0, block.first, block.first + block.count);
  });
  keyBytes.fill(0, table.next);
  return { hash, keyBytes, byName: new Map(), indexed: 0 };
}

/** Bytes that the table and its cache take, roughly: text counts two bytes a character and 40 for the rest. */
export function keyTableBytes(table: KeyTable, cache: KeyCache): number {
  let bytes = cache.hash.byteLength + cache.keyBytes.byteLength;
  for (const block of table.blocks) if (block.kind === 'given') bytes += block.keys.length * 80;
  return bytes;
}
