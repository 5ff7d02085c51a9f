import { useState } from 'react';
import type { BranchFrame, TravelFrame } from '../../protocol/travel.ts';
import { Button } from '../controls/Button.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import { spanOf } from './branch-tree.ts';
import styles from './branches.module.css';
import { firstOwnWords } from './first-own-words.ts';
import { RenameForm } from './RenameForm.tsx';
import { useTakenFocus } from './use-taken-focus.ts';

interface BranchRowProps {
  branch: BranchFrame;
  travel: TravelFrame;
  takesFocus: boolean;
  onDelete(): void;
}

type Editing = 'no' | 'yes' | /** Its button takes the focus back. */ 'over';

export function BranchRow({ branch, travel, takesFocus, onDelete }: BranchRowProps) {
  const lab = useLab();
  const [editing, setEditing] = useState<Editing>('no');
  const comparedWith = useLabState((state) => state.comparedWith);
  const switchId = useTakenFocus(takesFocus);
  const renameId = useTakenFocus(editing === 'over');
  const { id, name, parentId } = branch;
  const isPresent = id === travel.branchId;
  const first = firstOwnWords(branch);
  return (
    <div className={styles.row} data-present={isPresent}>
      {editing === 'yes' ? (
        <RenameForm branch={branch} onClose={() => setEditing('over')} />
      ) : (
        <p className={styles.title}>
          <bdi className={styles.name}>{name}</bdi>
          {isPresent && <span className={styles.here}>on screen</span>}
          {comparedWith === id && <span className={styles.here}>compared</span>}
        </p>
      )}
      <p className={styles.span}>{spanOf(branch, travel.branches)}.</p>
      {first !== null && <p className={styles.first}>{first}</p>}
      {editing !== 'yes' && (
        <div className={styles.actions}>
          {!isPresent && (
            <Button id={switchId} slot="close" aria-label={`Switch to ${name}`} onPress={() => lab.time.switchBranch(id)}>
              Switch to it
            </Button>
          )}
          {!isPresent && <CompareButton branch={branch} isCompared={comparedWith === id} />}
          <Button look="quiet" id={renameId} aria-label={`Rename ${name}`} onPress={() => setEditing('yes')}>
            Rename
          </Button>
          {parentId !== null && (
            <Button
              look="quiet"
              aria-label={`Delete ${name}`}
              onPress={() => {
                onDelete();
                lab.time.deleteBranch(id);
              }}
            >
              Delete
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function CompareButton({ branch, isCompared }: { branch: BranchFrame; isCompared: boolean }) {
  const lab = useLab();
  return (
    <Button
      look="quiet"
      slot="close"
      aria-label={isCompared ? `Stop comparing with ${branch.name}` : `Compare with ${branch.name}`}
      onPress={() => lab.time.compareWith(isCompared ? null : branch)}
    >
      {isCompared ? 'Stop comparing' : 'Compare'}
    </Button>
  );
}
