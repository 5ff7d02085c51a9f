/** The 128-bit hash key space as the page needs it: exact bounds of a cut, and its three ways of writing. */
export const HASH_SPACE = 1n << 128n;
const HEX_DIGITS = 32;
/** Thousandths of a percent: what the percent field can name. */
const PERCENT_STEPS = 100_000n;

export interface HashRange {
  start: bigint;
  end: bigint;
}

export type CutReading = { ok: true; cut: bigint } | { ok: false; sentence: string };

export function rangeOf(shard: { startingHashKey: string; endingHashKey: string }): HashRange {
  return { start: BigInt(shard.startingHashKey), end: BigInt(shard.endingHashKey) };
}

/** SplitShard takes a key greater than the shard's start plus one and less than its end. */
export function acceptedCuts(range: HashRange): { lowest: bigint; highest: bigint } {
  return { lowest: range.start + 2n, highest: range.end - 1n };
}

/** The key that gives both children the same width. */
export function middleOf(range: HashRange): bigint {
  return (range.start + range.end + 1n) / 2n;
}

export function hexOf(hashKey: bigint): string {
  return hashKey.toString(16).padStart(HEX_DIGITS, '0');
}

/** Where the cut lies in the shard's range, in percent with three decimals. */
export function percentOf(cut: bigint, range: HashRange): number {
  const width = range.end - range.start + 1n;
  return Number(((cut - range.start) * PERCENT_STEPS + width / 2n) / width) / 1000;
}

/** Position in the whole key space, 0–1, for drawing only. */
export function fractionOf(hashKey: bigint): number {
  return Number((hashKey << 53n) / HASH_SPACE) / 2 ** 53;
}

export function cutFromPercent(percent: number, range: HashRange): bigint {
  const width = range.end - range.start + 1n;
  return range.start + (width * BigInt(Math.round(percent * 1000))) / PERCENT_STEPS;
}

function checked(cut: bigint, range: HashRange, write: (key: bigint) => string): CutReading {
  const { lowest, highest } = acceptedCuts(range);
  if (lowest > highest) return { ok: false, sentence: 'This shard is too narrow to be split.' };
  if (cut < lowest || cut > highest) return { ok: false, sentence: `Outside the shard. Accepted: ${write(lowest)} to ${write(highest)}.` };
  return { ok: true, cut };
}

function refused(sort: string, range: HashRange, write: (key: bigint) => string): CutReading {
  const { lowest, highest } = acceptedCuts(range);
  return { ok: false, sentence: `Not ${sort}. Accepted: ${write(lowest)} to ${write(highest)}.` };
}

export function readDecimalCut(text: string, range: HashRange): CutReading {
  const digits = text.replace(/[\s,_]/g, '');
  if (!/^\d{1,40}$/.test(digits)) return refused('a whole decimal number', range, String);
  return checked(BigInt(digits), range, String);
}

export function readHexCut(text: string, range: HashRange): CutReading {
  const digits = text.replace(/[\s_]/g, '').replace(/^0x/i, '');
  if (!/^[0-9a-f]{1,33}$/i.test(digits)) return refused('a hexadecimal number', range, hexOf);
  return checked(BigInt(`0x${digits}`), range, hexOf);
}

export function readPercentCut(text: string, range: HashRange): CutReading {
  const digits = text.trim().replace(/\s*%$/, '').replace(',', '.');
  if (!/^\d{1,3}(\.\d+)?$/.test(digits)) return { ok: false, sentence: 'Not a percentage. Accepted: more than 0 and less than 100.' };
  const percent = Number(digits);
  if (percent <= 0 || percent >= 100) return { ok: false, sentence: 'Outside the shard. Accepted: more than 0 and less than 100 %.' };
  return checked(cutFromPercent(percent, range), range, String);
}
