/**
 * The wire format in which the Kinesis Producer Library packs several user records into one record of the stream.
 * https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md
 *
 * F3 89 9A C2 · a protobuf message · the MD5 of the message. The message holds tables of partition keys (1) and explicit hash keys
 * (2), then the records (3), which name their keys by index. Tags of records are read over.
 */
import { decodeUtf8, encodeUtf8 } from '../kernel/utf8.ts';
import { hashKeyOf } from '../kinesis/hash-key.ts';
import { md5BytesInto } from '../kinesis/md5.ts';
import { readFields, textOf, writeBytes, writeNumber, type Field } from './protobuf.ts';

export interface UserRecord {
  partitionKey: string;
  /** Decimal. */
  explicitHashKey?: string | null;
  data: Uint8Array;
}

/** What goes into the stream. */
export interface StreamRecord {
  partitionKey: string;
  explicitHashKey: string;
  data: Uint8Array;
}

const MAGIC = [0xf3, 0x89, 0x9a, 0xc2];
const DIGEST_BYTES = 16;
/** Every aggregate goes by this key: where it lands is decided by its explicit hash key. */
const AGGREGATE_KEY = 'a';

/** Keys come into their tables in the order of their first use. */
export function aggregate(records: readonly UserRecord[]): Uint8Array {
  const keys = new Map<string, number>();
  const hashKeys = new Map<string, number>();
  for (const { partitionKey, explicitHashKey } of records) {
    if (!keys.has(partitionKey)) keys.set(partitionKey, keys.size);
    if (typeof explicitHashKey === 'string' && !hashKeys.has(explicitHashKey)) hashKeys.set(explicitHashKey, hashKeys.size);
  }
  const message: number[] = [];
  for (const key of keys.keys()) writeBytes(message, 1, encodeUtf8(key));
  for (const key of hashKeys.keys()) writeBytes(message, 2, encodeUtf8(key));
  for (const { partitionKey, explicitHashKey, data } of records) {
    const record: number[] = [];
    writeNumber(record, 1, keys.get(partitionKey)!);
    if (typeof explicitHashKey === 'string') writeNumber(record, 2, hashKeys.get(explicitHashKey)!);
    writeBytes(record, 3, data);
    writeBytes(message, 3, record);
  }
  const out = new Uint8Array(MAGIC.length + message.length + DIGEST_BYTES);
  out.set(MAGIC);
  out.set(message, MAGIC.length);
  out.set(digestOf(out.subarray(MAGIC.length, MAGIC.length + message.length)), MAGIC.length + message.length);
  return out;
}

/** A record of the stream as the KPL sends it: one user record goes as it is, under its own key; several go as an aggregate. */
export function packUserRecords(records: readonly [UserRecord, ...UserRecord[]]): StreamRecord {
  const [first] = records;
  const explicitHashKey = String(hashKeyOfUser(first));
  if (records.length === 1) return { partitionKey: first.partitionKey, explicitHashKey, data: first.data };
  return { partitionKey: AGGREGATE_KEY, explicitHashKey, data: aggregate(records) };
}

/**
 * The user records of an aggregate; their place in it is their sub-sequence number. null where the bytes are none, or damaged: the
 * KCL then hands them on as they are. With the range of the shard that they were read from: none at all where one of them belongs
 * elsewhere, as the KCL does, silently (an aggregate that was sent before a reshard).
 */
export function deaggregate(bytes: Uint8Array, shard?: { start: bigint; end: bigint }): UserRecord[] | null {
  if (bytes.length < MAGIC.length + DIGEST_BYTES || MAGIC.some((byte, i) => bytes[i] !== byte)) return null;
  const message = bytes.subarray(MAGIC.length, bytes.length - DIGEST_BYTES);
  const digest = bytes.subarray(bytes.length - DIGEST_BYTES);
  if (digestOf(message).some((byte, i) => byte !== digest[i])) return null;
  const records = readMessage(message);
  const isInside = (hashKey: bigint) => shard === undefined || (shard.start <= hashKey && hashKey <= shard.end);
  return records?.every((record) => isInside(hashKeyOfUser(record))) === false ? [] : records;
}

const hashKeyOfUser = ({ partitionKey, explicitHashKey }: UserRecord): bigint =>
  typeof explicitHashKey === 'string' ? BigInt(explicitHashKey) : hashKeyOf(partitionKey);

function readMessage(message: Uint8Array): UserRecord[] | null {
  const fields = readFields(message);
  if (fields === null) return null;
  const tableOf = (wanted: number) =>
    fields.flatMap(({ number, value }) => (number === wanted && typeof value !== 'number' ? [value] : []));
  const keys = tableOf(1).map(decodeUtf8);
  const hashKeys = tableOf(2).map(decodeUtf8);
  const records = tableOf(3).map((record) => toUserRecord(readFields(record), keys, hashKeys));
  return records.every((record) => record !== null) ? records : null;
}

function toUserRecord(fields: Field[] | null, keys: string[], hashKeys: string[]): UserRecord | null {
  const last = (wanted: number) => fields?.findLast(({ number }) => number === wanted)?.value;
  const [key, hashKey, data] = [textOf(keys, last(1)), textOf(hashKeys, last(2)), last(3)];
  if (key === undefined || data === undefined || typeof data === 'number') return null;
  if (last(2) !== undefined && (hashKey === undefined || !/^\d+$/.test(hashKey))) return null;
  return { partitionKey: key, explicitHashKey: hashKey ?? null, data: data.slice() };
}

function digestOf(bytes: Uint8Array): number[] {
  const words = new Uint32Array(DIGEST_BYTES / 4);
  md5BytesInto(bytes, words);
  return Array.from({ length: DIGEST_BYTES }, (_, i) => (words[i >> 2] >>> (24 - 8 * (i & 3))) & 0xff);
}
