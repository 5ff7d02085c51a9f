/** Building blocks of the content schemas: numbers and names with sane bounds, so that a link or a file cannot ask for the absurd. */
import * as v from 'valibot';

export function numberBetween(min: number, max: number) {
  return v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max));
}

export function integerBetween(min: number, max: number) {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max));
}

/** A name on screen: 1–64 visible characters without leading or trailing blanks. */
export const NameSchema = v.pipe(v.string(), v.regex(/^[^\s\p{C}](?:[^\p{C}]{0,62}[^\s\p{C}])?$/u, 'a name has 1–64 visible characters'));

/** AWS: 1–128 characters of [a-zA-Z0-9_.-]. */
export const StreamNameSchema = v.pipe(
  v.string(),
  v.regex(/^[a-zA-Z0-9_.-]{1,128}$/, 'a stream name has 1–128 characters of a–z, A–Z, 0–9, _ . -'),
);

/** `sha256:` and the first 32 hex digits of the digest of the file's bytes. */
export const DatasetIdSchema = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{32}$/, 'a data set is named by sha256: and 32 hex digits'));

export const ShardIdSchema = v.pipe(v.string(), v.regex(/^shardId-\d{12}$/, 'a shard id is shardId- and 12 digits'));

/** 2013-11-14, the day Kinesis became public, … 2100. */
export const EPOCH_MS_MIN = 1_384_387_200_000;
export const EPOCH_MS_MAX = 4_102_444_800_000;

/** AWS: 1–256 characters. */
export const PartitionKeySchema = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
