/** Which history of the run one is in, and the list of all of them. The list is fetched when it is first opened. */
import { lazy, Suspense } from 'react';
import { Explain } from '../controls/Explain.tsx';
import { BranchIcon, ChevronIcon } from '../controls/Icons.tsx';
import { useLabState } from '../use-lab.ts';
import { branchCount } from './branch-tree.ts';
import styles from './branches.module.css';

const List = lazy(() => import('./BranchList.tsx').then(({ BranchList }) => ({ default: BranchList })));

export function BranchesControl() {
  const present = useLabState(({ slow }) => slow?.travel.branches.find(({ id }) => id === slow.travel.branchId)?.name);
  const total = useLabState(({ slow }) => slow?.travel.branches.length ?? 0);
  const name = present ?? 'Main';
  return (
    <Explain
      label={`Branches: ${name}, ${branchCount(Math.max(1, total))}`}
      title="Branches"
      isDisabled={total === 0}
      isWide
      scrolls={false}
      placement="top start"
      face={
        <>
          <BranchIcon />
          <span className={styles.face}>
            <bdi className={styles.faceName}>{name}</bdi>
            {total > 1 && <span className={styles.faceCount}>{branchCount(total)}</span>}
          </span>
          <ChevronIcon />
        </>
      }
    >
      <Suspense fallback={<p>Fetching the list.</p>}>
        <List />
      </Suspense>
    </Explain>
  );
}
