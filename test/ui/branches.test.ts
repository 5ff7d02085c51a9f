import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchTree, spanOf, type BranchNode } from '../../src/ui/branches/branch-tree.ts';
import { firstOwnWords } from '../../src/ui/branches/first-own-words.ts';
import { commandLabel } from '../../src/ui/branches/command-words.ts';
import { branch, SPLIT } from '../lab/travel-frames.ts';

const nested = ({ branch: { id }, children }: BranchNode): unknown => (children.length === 0 ? id : [id, ...children.map(nested)]);

const flat = (nodes: readonly BranchNode[]): number[] => nodes.flatMap((node) => [node.branch.id, ...flat(node.children)]);

describe('the tree of branches', () => {
  it('hangs each branch below the one that it left', () => {
    const branches = [branch(1), branch(2), branch(3, { parentId: 2 }), branch(4), branch(5, { parentId: 3 })];
    expect(branchTree(branches).map(nested)).toEqual([[1, [2, [3, 5]], 4]]);
  });

  it('holds every branch exactly once, each behind its parent', () => {
    const arbitraryParents = fc.array(fc.nat(1000), { maxLength: 30 });
    fc.assert(
      fc.property(arbitraryParents, (parents) => {
        const branches = [branch(1), ...parents.map((parent, i) => branch(i + 2, { parentId: 1 + (parent % (i + 1)) }))];
        const order = flat(branchTree(branches));
        expect(order.toSorted((a, b) => a - b)).toEqual(branches.map(({ id }) => id));
        for (const { id, parentId } of branches.slice(1)) expect(order.indexOf(parentId!)).toBeLessThan(order.indexOf(id));
      }),
    );
  });

  it('shows a branch whose parent is not there', () => {
    expect(branchTree([branch(1), branch(7, { parentId: 6 })]).map(nested)).toEqual([1, 7]);
  });
});

describe('what is said of a branch', () => {
  it('tells where it left its parent, how far it was run, and what was done on it', () => {
    const own = branch(2, { ownCommands: 3, firstOwn: { atUs: 12_300_000, command: SPLIT } });
    expect(spanOf(own, [branch(1), own])).toBe('Left ‘Main’ at 00:12.300, run to 00:41.263, 3 commands of its own');
    expect(firstOwnWords(own)).toBe('00:12.30 SplitShard on shard-2 at 12345. And 2 more.');
  });

  it('has words for a history without commands', () => {
    expect(spanOf(branch(1), [branch(1)])).toBe('From the start, run to 00:41.263, no commands');
    expect(firstOwnWords(branch(1))).toBeNull();
    const single = branch(1, { ownCommands: 1, firstOwn: { atUs: 0, command: SPLIT } });
    expect(spanOf(single, [single])).toBe('From the start, run to 00:41.263, 1 command');
    expect(firstOwnWords(single)).toBe('00:00.00 SplitShard on shard-2 at 12345.');
  });

  it('names what a button would undo', () => {
    expect(commandLabel(SPLIT)).toBe('split shard 2');
    expect(
      commandLabel({ type: 'merge-shards', stream: 'orders', shardId: 'shardId-000000000004', adjacentShardId: 'shardId-000000000011' }),
    ).toBe('merge shard 4 and shard 11');
    expect(commandLabel({ type: 'update-shard-count', stream: 'orders', targetShardCount: 1 })).toBe('scale orders to 1 shard');
    expect(commandLabel({ type: 'update-shard-count', stream: 'orders', targetShardCount: 1200 })).toBe(
      'scale orders to 1\u202F200 shards',
    );
    expect(commandLabel({ type: 'remove-producer', id: 'checkout' })).toBe('remove producer checkout');
  });
});
