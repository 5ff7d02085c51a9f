/**
 * UpdateShardCount's plan: which splits and merges lead from the open shards to n equal ones. A sweep from left to
 * right: a shard that is too wide is cut at the next bound, one that is too narrow takes the piece that is missing from
 * its right neighbour. AWS publishes no plan; this one gives the very shard ids that were seen for 4 → 3 (6, 9, 10) and
 * recorded for 2 → 3 and 1 → 2.
 */
import { KEY_SPACE, MAX_HASH_KEY } from './hash-key.ts';

export type ScalingStep =
  | { kind: 'split'; shard: number; cut: bigint; children: [number, number] }
  | { kind: 'merge'; lower: number; upper: number; child: number };

interface Piece {
  index: number;
  start: bigint;
  end: bigint;
}

/** A cut nearer than this to a boundary that stands is that boundary: else rounding would make spurious splits. */
const SNAP = 1n << 32n;

/** `open` in the order of their ranges; `nextIndex` is the index of the next new shard. */
export function planScaling(open: readonly Piece[], target: number, nextIndex: number): ScalingStep[] {
  const steps: ScalingStep[] = [];
  const rest = [...open];
  const width = KEY_SPACE / BigInt(target);
  for (let i = 1; i <= target; i++) {
    const end = i === target ? MAX_HASH_KEY : width * BigInt(i) - 1n;
    let piece = rest.shift()!;
    while (i === target ? piece.end !== end : !isNear(piece.end, end)) {
      const wide = piece.end > end ? piece : rest[0];
      if (wide.end > end && !isNear(wide.end, end)) {
        const [low, high] = [nextIndex++, nextIndex++];
        steps.push({ kind: 'split', shard: wide.index, cut: end + 1n, children: [low, high] });
        const left = { index: low, start: wide.start, end };
        const right = { index: high, start: end + 1n, end: wide.end };
        if (wide === piece) {
          piece = left;
          rest.unshift(right);
        } else rest.splice(0, 1, left, right);
      } else {
        const neighbour = rest.shift()!;
        steps.push({ kind: 'merge', lower: piece.index, upper: neighbour.index, child: nextIndex });
        piece = { index: nextIndex++, start: piece.start, end: neighbour.end };
      }
    }
  }
  return steps;
}

const isNear = (a: bigint, b: bigint): boolean => (a > b ? a - b : b - a) < SNAP;
