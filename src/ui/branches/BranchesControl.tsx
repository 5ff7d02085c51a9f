/** Which history of the run one is in, and the list of all of them. The list is fetched when it is first opened. */
import { lazy, Suspense } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { Button } from '../controls/Button.tsx';
import controls from '../controls/controls.module.css';
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
    <DialogTrigger>
      <Button look="quiet" isDisabled={total === 0} aria-label={`Branches: ${name}, ${branchCount(Math.max(1, total))}`}>
        <BranchIcon />
        <span className={styles.face}>
          <bdi className={styles.faceName}>{name}</bdi>
          {total > 1 && <span className={styles.faceCount}>{branchCount(total)}</span>}
        </span>
        <ChevronIcon />
      </Button>
      <Popover className={`${controls.popover} ${controls.wide}`} placement="top start" containerPadding={12}>
        <Dialog aria-label="Branches" className={controls.explanation}>
          <Suspense fallback={<p>Fetching the list.</p>}>
            <List />
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
