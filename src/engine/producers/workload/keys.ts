/** Which of a workload's keys the next record carries. */
import { power } from '../../kernel/portable-math.ts';
import { nextBelow, nextFloat, type RandomStream } from '../../kernel/random.ts';
import type { KeySpec } from '../producer-spec.ts';

export function keyCount(spec: KeySpec): number {
  return spec.kind === 'one' ? 1 : spec.keys;
}

/** Index of a key, 0 … keyCount − 1; key 0 is the hot one, or the most frequent of a Zipf law. */
export function pickKey(spec: KeySpec, random: RandomStream, recordIndex: number): number {
  switch (spec.kind) {
    case 'uniform':
      return nextBelow(random, spec.keys);
    case 'zipf':
      return pickFrom(zipfSums(spec.keys, spec.exponent), nextFloat(random));
    case 'hot':
      return spec.keys === 1 || nextFloat(random) < spec.share ? 0 : 1 + nextBelow(random, spec.keys - 1);
    case 'round-robin':
      return recordIndex % spec.keys;
    case 'one':
      return 0;
  }
}

/** Running sums of 1/rank^exponent, scaled to end at 1. A pure function, remembered for the last few laws. */
function zipfSums(keys: number, exponent: number): Float64Array {
  const name = `${keys}/${exponent}`;
  let sums = remembered.get(name);
  if (sums !== undefined) return sums;
  sums = new Float64Array(keys);
  let sum = 0;
  for (let rank = 1; rank <= keys; rank++) sums[rank - 1] = sum += 1 / power(rank, exponent);
  for (let i = 0; i < keys; i++) sums[i] = sums[i] / sum;
  if (remembered.size >= 8) remembered.clear();
  remembered.set(name, sums);
  return sums;
}
const remembered = new Map<string, Float64Array>();

function pickFrom(sums: Float64Array, share: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] <= share) low = middle + 1;
    else high = middle;
  }
  return low;
}
