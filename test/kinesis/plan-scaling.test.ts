import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initialRanges, MAX_HASH_KEY } from '../../src/engine/index.ts';
import { planScaling } from '../../src/engine/kinesis/plan-scaling.ts';

interface Piece {
  index: number;
  start: bigint;
  end: bigint;
}

const even = (shards: number): Piece[] => initialRanges(shards).map((range, index) => ({ index, ...range }));
const SNAP = 2n ** 32n;
const distance = (a: bigint, b: bigint) => (a > b ? a - b : b - a);

/** Takes the steps as the service would, and refuses those that it would refuse. Returns what is open then, by range. */
function carryOut(open: readonly Piece[], target: number, nextIndex = open.length): Piece[] {
  const standing = new Map(open.map((piece) => [piece.index, piece]));
  const take = (index: number): Piece => {
    const piece = standing.get(index);
    if (piece === undefined) throw new Error(`shard ${index} is not open`);
    standing.delete(index);
    return piece;
  };
  const give = (piece: Piece): void => {
    if (piece.index !== nextIndex++) throw new Error(`shard ${piece.index} is not the next`);
    standing.set(piece.index, piece);
  };
  for (const step of planScaling(open, target, nextIndex)) {
    if (step.kind === 'split') {
      const { start, end } = take(step.shard);
      if (step.cut < start + 2n || step.cut > end - 1n) throw new Error(`shard ${step.shard} cannot be cut at ${step.cut}`);
      give({ index: step.children[0], start, end: step.cut - 1n });
      give({ index: step.children[1], start: step.cut, end });
    } else {
      const [lower, upper] = [take(step.lower), take(step.upper)];
      if (lower.end + 1n !== upper.start) throw new Error(`shards ${step.lower} and ${step.upper} do not touch`);
      give({ index: step.child, start: lower.start, end: upper.end });
    }
  }
  return [...standing.values()].sort((a, b) => (a.start < b.start ? -1 : 1));
}

const indices = (pieces: readonly Piece[]) => pieces.map(({ index }) => index);

describe('from even shards', () => {
  test.each([
    [1, 2, [1, 2]],
    [2, 1, [2]],
    [2, 3, [2, 6, 5]],
    [3, 1, [4]],
    [4, 2, [4, 5]],
    [4, 3, [6, 9, 10]],
    [4, 8, [4, 5, 6, 7, 8, 9, 10, 11]],
    [3, 3, [0, 1, 2]],
  ])('%i → %i leaves shards %j', (from, to, left) => {
    expect(indices(carryOut(even(from), to))).toEqual(left);
  });

  test('halving and doubling take one step for each shard that comes or goes', () => {
    for (const shards of [1, 3, 7, 32]) {
      expect(planScaling(even(shards), 2 * shards, shards)).toHaveLength(shards);
      expect(planScaling(even(2 * shards), shards, 2 * shards)).toHaveLength(shards);
    }
  });

  test('a cut on a boundary that rounding moved by little is that boundary', () => {
    expect(planScaling(even(3), 6, 3).every(({ kind }) => kind === 'split')).toBe(true);
    expect(planScaling(even(6), 3, 6).every(({ kind }) => kind === 'merge')).toBe(true);
  });
});

describe('from shards that are tiny', () => {
  const split = (...cuts: bigint[]): Piece[] =>
    [0n, ...cuts].map((start, index) => ({ index, start, end: (cuts[index] ?? MAX_HASH_KEY + 1n) - 1n }));

  test.each<[string, Piece[], number]>([
    ['at the lower end', split(2n), 1],
    ['at the upper end', split(MAX_HASH_KEY - 5n), 1],
    ['at the upper end, of three', split(2n ** 127n, MAX_HASH_KEY - 5n), 2],
    ['in the middle', split(2n ** 127n - 3n, 2n ** 127n + 3n), 2],
    ['all at one end', split(2n, 4n, 6n, 8n), 3],
  ])('%s', (_, open, target) => {
    const left = carryOut(open, target);
    expect(left).toHaveLength(target);
    expect(left.at(-1)!.end).toBe(MAX_HASH_KEY);
  });
});

/** Any tiling of the key space, as splits and merges may have left it: cuts anywhere, some of them next to each other. */
const tiling: fc.Arbitrary<Piece[]> = fc
  .record({
    cuts: fc.array(
      fc.oneof(fc.bigInt(2n, MAX_HASH_KEY - 1n), fc.constantFrom(2n, MAX_HASH_KEY - 1n, 2n ** 127n, 2n ** 127n + 2n, 2n ** 126n)),
      {
        maxLength: 40,
      },
    ),
    firstIndex: fc.nat(50),
  })
  .map(({ cuts, firstIndex }) => {
    const starts = [0n, ...new Set(cuts)].sort((a, b) => (a < b ? -1 : 1)).filter((start, i, all) => i === 0 || start - all[i - 1]! >= 2n);
    return starts.map((start, i) => ({ index: firstIndex + i, start, end: (starts[i + 1] ?? MAX_HASH_KEY + 1n) - 1n }));
  });

test('from any tiling to any number: equal ranges that tile the key space, by steps that the service would take one by one', () => {
  fc.assert(
    fc.property(tiling, fc.integer({ min: 1, max: 80 }), (open, target) => {
      const left = carryOut(open, target, open.at(-1)!.index + 1);
      expect(left).toHaveLength(target);
      const wanted = initialRanges(target);
      let next = 0n;
      left.forEach(({ start, end }, i) => {
        expect(start).toBe(next);
        expect(distance(end, wanted[i]!.end) < SNAP).toBe(true);
        next = end + 1n;
      });
      expect(next).toBe(MAX_HASH_KEY + 1n);
    }),
    { numRuns: 300 },
  );
});
