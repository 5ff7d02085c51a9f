/**
 * Sequence numbers as the service makes them (layout "version 2", 186 bits, 47 hex digits):
 *   2 ‖ shard created, s (9) ‖ low nibble of shard index (1) ‖ counter (16) ‖ 00 ‖ time, s (9) ‖ shard index (8) ‖ 2
 * Source: kinesalite db/index.js; numbers of 2019, 2025 and 2026 from the real service decode exactly.
 * The log keeps only the counter; the decimal text is made when somebody looks.
 */
export interface SequenceParts {
  /** Epoch seconds at which the shard came into being. */
  shardCreatedSeconds: number;
  shardIndex: number;
  /** Position in the stream's physical log: 0 in a StartingSequenceNumber, 2^63−1 in an EndingSequenceNumber. */
  counter: bigint;
  /** Epoch seconds of the record's arrival. */
  seconds: number;
}

export const LAST_COUNTER = (1n << 63n) - 1n;

export function encodeSequenceNumber({ shardCreatedSeconds, shardIndex, counter, seconds }: SequenceParts): string {
  let value = 2n;
  value = (value << 36n) | BigInt(shardCreatedSeconds);
  value = (value << 4n) | BigInt(shardIndex & 15);
  value = (value << 64n) | counter;
  value = (value << 44n) | BigInt(seconds); // 00 and nine digits
  value = (value << 32n) | BigInt(shardIndex >>> 0);
  return ((value << 4n) | 2n).toString();
}

/** A number as the service reads it in a request: any version, of any stream. */
export interface ReadNumber {
  version: 0 | 1 | 2;
  /** In decimal. Numbers below 2^124 are read, and told, as if that were added (recorded for "0"). */
  text: string;
  shardCreatedSeconds: number;
  /** Negative where its highest bit is set. */
  shardIndex: number;
  counter: bigint;
  /** Null in version 0, which says nothing of it. */
  seconds: number | null;
}

const LEAST = 1n << 124n;
/** No shard is as young as this, epoch seconds. */
const TOO_LATE = 16_025_175_000;

/** Null where the text is no sequence number at all. Which are: kinesalite's tests, run on AWS. */
export function readSequenceNumber(text: string): ReadNumber | null {
  const given = BigInt(text);
  const value = given < LEAST ? given + LEAST : given;
  const hex = value.toString(16);
  const part = (from: number, to: number) => parseInt(hex.slice(from, to), 16);
  const common = { text: value.toString(), shardCreatedSeconds: part(1, 10), counter: 0n, seconds: null };
  if (value < 1n << 129n) return common.shardCreatedSeconds < TOO_LATE ? { ...common, version: 0, shardIndex: part(28, 32) } : null;
  if (hex.length !== 47 || hex[0] !== '2') return null;
  if (hex[46] === '1') return { ...common, version: 1, seconds: part(13, 22), shardIndex: part(38, 46) };
  const counter = BigInt(`0x${hex.slice(11, 27)}`);
  if (hex[46] !== '2' || counter > LAST_COUNTER || common.shardCreatedSeconds >= TOO_LATE) return null;
  return { ...common, version: 2, counter, seconds: part(29, 38), shardIndex: asSigned(part(38, 46), hex[38]) };
}

const asSigned = (index: number, highest: string): number => (highest > '7' ? -index : index);

/** Null where the text is not a version-2 number. */
export function decodeSequenceNumber(text: string): SequenceParts | null {
  if (!/^[1-9]\d{0,128}$/.test(text)) return null;
  const hex = BigInt(text).toString(16);
  if (hex.length !== 47 || hex[0] !== '2' || hex[46] !== '2' || hex.slice(27, 29) !== '00') return null;
  const shardIndex = parseInt(hex.slice(38, 46), 16);
  if (parseInt(hex[10], 16) !== (shardIndex & 15)) return null;
  return {
    shardCreatedSeconds: parseInt(hex.slice(1, 10), 16),
    shardIndex,
    counter: BigInt(`0x${hex.slice(11, 27)}`),
    seconds: parseInt(hex.slice(29, 38), 16),
  };
}
