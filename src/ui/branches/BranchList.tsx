/** All histories of the run as a tree: where each left its parent, what was done on it, and what can be done with it. */
import { useState } from 'react';
import { useStore } from 'zustand';
import type { DeletedBranches } from '../../lab/travel-news.ts';
import type { TravelFrame } from '../../protocol/travel.ts';
import { Button } from '../controls/Button.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import { BranchRow } from './BranchRow.tsx';
import { branchCount, branchTree, quoted, type BranchNode } from './branch-tree.ts';
import styles from './branches.module.css';
import { useTakenFocus } from './use-taken-focus.ts';

/** Which row takes the focus, because the button that had it is gone. */
export type Refocus = { branchId: number; on: 'row' | 'restore' } | null;

export function BranchList() {
  const travel = useLabState(({ slow }) => slow?.travel);
  const [refocus, setRefocus] = useState<Refocus>(null);
  if (travel === undefined) return null;
  return (
    <div className={styles.list}>
      <h2 className={styles.head}>Branches</h2>
      {travel.branches.length < 2 && (
        <p className={styles.quiet}>One history so far. Go back and change something: a branch starts there, and this one is kept.</p>
      )}
      <Tree nodes={branchTree(travel.branches)} travel={travel} refocus={refocus} setRefocus={setRefocus} />
      <Deleted refocus={refocus} setRefocus={setRefocus} />
    </div>
  );
}

interface TreeProps {
  nodes: readonly BranchNode[];
  travel: TravelFrame;
  refocus: Refocus;
  setRefocus(refocus: Refocus): void;
}

function Tree({ nodes, travel, refocus, setRefocus }: TreeProps) {
  return (
    <ul className={styles.tree}>
      {nodes.map(({ branch, children }) => (
        <li key={branch.id} aria-current={branch.id === travel.branchId ? 'true' : undefined}>
          <BranchRow
            branch={branch}
            travel={travel}
            takesFocus={refocus?.on === 'row' && refocus.branchId === branch.id}
            onDelete={() => setRefocus({ branchId: branch.id, on: 'restore' })}
          />
          {children.length > 0 && <Tree nodes={children} travel={travel} refocus={refocus} setRefocus={setRefocus} />}
        </li>
      ))}
    </ul>
  );
}

/** What was deleted since the run was opened, the newest first; each can be taken back. */
function Deleted({ refocus, setRefocus }: Pick<TreeProps, 'refocus' | 'setRefocus'>) {
  const lab = useLab();
  const deleted = useStore(lab.time.news, (news) => news.deleted);
  const restore = (branchId: number) => {
    setRefocus({ branchId, on: 'row' });
    lab.time.restoreBranch(branchId);
  };
  return (
    <ul className={styles.deleted} role="status" aria-label="Deleted branches">
      {deleted.toReversed().map((family) => (
        <DeletedRow
          key={family.branchId}
          family={family}
          takesFocus={refocus?.on === 'restore' && refocus.branchId === family.branchId}
          onRestore={() => restore(family.branchId)}
        />
      ))}
    </ul>
  );
}

interface DeletedRowProps {
  family: DeletedBranches;
  takesFocus: boolean;
  onRestore(): void;
}

function DeletedRow({ family: { name, others }, takesFocus, onRestore }: DeletedRowProps) {
  const id = useTakenFocus(takesFocus);
  return (
    <li className={styles.deletedRow}>
      <span className={styles.deletedName}>
        Deleted {quoted(name)}
        {others > 0 && ` and ${branchCount(others)} that left it`}.
      </span>
      <Button id={id} aria-label={`Undo: delete ${name}`} onPress={onRestore}>
        Undo
      </Button>
    </li>
  );
}
