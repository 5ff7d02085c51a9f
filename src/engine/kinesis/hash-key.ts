/**
 * The 128-bit hash key space. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_HashKeyRange.html
 * A shard owns one contiguous interval of it; the first of N shards starts at 0, the last ends at 2^128 − 1.
 */
import { md5Words } from './md5.ts';

export const KEY_SPACE = 1n << 128n;
export const MAX_HASH_KEY = KEY_SPACE - 1n;

const scratch = new Uint32Array(4);

/** MD5 of the key's UTF-8 bytes as an unsigned number. */
export function hashKeyOf(partitionKey: string): bigint {
  md5Words(partitionKey, scratch);
  return fromWords(scratch, 0);
}

export function fromWords(words: Uint32Array, offset: number): bigint {
  return (
    (BigInt(words[offset]) << 96n) | (BigInt(words[offset + 1]) << 64n) | (BigInt(words[offset + 2]) << 32n) | BigInt(words[offset + 3])
  );
}

/** Writes the number as four big-endian words. */
export function toWords(hashKey: bigint, words: Uint32Array, offset: number): void {
  for (let i = 3; i >= 0; i--) {
    words[offset + i] = Number(hashKey & 0xffffffffn);
    hashKey >>= 32n;
  }
}

export const toHex = (hashKey: bigint): string => hashKey.toString(16).padStart(32, '0');

/** Position in the key space, 0–1, for drawing only. */
export const toFraction = (hashKey: bigint): number => Number(hashKey >> 75n) / 2 ** 53;

/**
 * Ranges of a new stream: floor(2^128 / n) wide, the last one takes the remainder.
 * Recorded for n = 3 (kinesalite's tests, made on AWS) and n = 1, 2, 4 (captures of September 2026).
 */
export function initialRanges(shardCount: number): { start: bigint; end: bigint }[] {
  const width = KEY_SPACE / BigInt(shardCount);
  return Array.from({ length: shardCount }, (_, i) => ({
    start: width * BigInt(i),
    end: i === shardCount - 1 ? MAX_HASH_KEY : width * BigInt(i + 1) - 1n,
  }));
}

/** The first key of the upper half: cuts a range into equal children (or with the odd one in the upper). */
export const middleOf = (start: bigint, end: bigint): bigint => (start + end + 1n) / 2n;
