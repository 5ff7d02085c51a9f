/**
 * A proposed split. Hash keys are 128-bit decimals and stay BigInt; fractions are for drawing only.
 * SplitShard accepts a NewStartingHashKey from StartingHashKey + 2 to EndingHashKey − 1.
 */
export interface HashRange {
  startingHashKey: string;
  endingHashKey: string;
}

/** Parts of a range that a pointer or a key press can tell apart. */
const STEPS = 1_000_000n;

function clampKey(key: bigint, range: HashRange): bigint {
  const low = BigInt(range.startingHashKey) + 2n;
  const high = BigInt(range.endingHashKey) - 1n;
  return key < low ? low : key > high ? high : key;
}

/** False where a range is too narrow to be split at all. */
export function canSplit(range: HashRange): boolean {
  return BigInt(range.endingHashKey) - 1n >= BigInt(range.startingHashKey) + 2n;
}

/** The middle of the range: both children are equal to one key. */
export function midpoint(range: HashRange): string {
  const start = BigInt(range.startingHashKey);
  return clampKey((start + BigInt(range.endingHashKey) + 1n) / 2n, range).toString();
}

/** The key that lies at a share (0–1) of the range, clamped to what SplitShard accepts. */
export function keyAtShare(range: HashRange, share: number): string {
  const start = BigInt(range.startingHashKey);
  const width = BigInt(range.endingHashKey) - start + 1n;
  const parts = BigInt(Math.round(Math.min(1, Math.max(0, share)) * Number(STEPS)));
  return clampKey(start + (width * parts) / STEPS, range).toString();
}

/** Where a key lies in the range, 0–1. */
export function shareOfKey(range: HashRange, key: string): number {
  const start = BigInt(range.startingHashKey);
  const width = BigInt(range.endingHashKey) - start + 1n;
  return Number(((BigInt(key) - start) * STEPS) / width) / Number(STEPS);
}

/** Moves a key by a share of the range; at least one key, so that a press always does something. */
export function moveKey(range: HashRange, key: string, share: number): string {
  const start = BigInt(range.startingHashKey);
  const width = BigInt(range.endingHashKey) - start + 1n;
  let step = (width * BigInt(Math.round(share * Number(STEPS)))) / STEPS;
  if (step === 0n) step = share < 0 ? -1n : 1n;
  return clampKey(BigInt(key) + step, range).toString();
}
