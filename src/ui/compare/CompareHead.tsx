/** Which two are compared, and how. */
import { useId } from 'react';
import { Button } from '../controls/Button.tsx';
import { useLab } from '../use-lab.ts';
import styles from './compare.module.css';
import { Stroke } from './Stroke.tsx';
import { Switch } from './Switch.tsx';
import type { Compared } from './use-compared.ts';

export type CompareLook = 'stages' | 'charts';

const LOOKS = [
  { value: 'stages' as const, label: 'Side by side' },
  { value: 'charts' as const, label: 'Overlaid' },
];

interface CompareHeadProps {
  compared: Compared;
  look: CompareLook;
  onLook(look: CompareLook): void;
}

export function CompareHead({ compared: { here, there, branches }, look, onLook }: CompareHeadProps) {
  const lab = useLab();
  const id = useId();
  // To the other branch, at the moment that is on screen, if it has been run so far.
  const swap = async () => {
    const { nowUs } = lab.feed;
    if (!(await lab.time.go({ kind: 'switch-branch', branchId: there.id }))) return;
    if (nowUs < there.endUs) lab.time.seek(nowUs);
  };
  return (
    <div className={styles.head}>
      <div className={styles.pair}>
        <span className={styles.name}>
          <Stroke side="here" /> {here.name}
        </span>
        <label className={styles.with} htmlFor={id}>
          with
        </label>
        <span className={styles.name}>
          <Stroke side="there" />
          <select
            className={styles.select}
            id={id}
            aria-label="Compare with"
            value={there.id}
            onChange={(change) => lab.store.setState({ comparedWith: Number(change.target.value) })}
          >
            {branches
              .filter(({ id: branchId }) => branchId !== here.id)
              .map((branch) => (
                <option key={branch.id} value={branch.id}>
                  {branch.name}
                </option>
              ))}
          </select>
        </span>
        <Button look="quiet" onPress={() => void swap()}>
          Swap sides
        </Button>
      </div>
      <div className={styles.looks}>
        <Switch label="How to compare" value={look} options={LOOKS} onChange={onLook} />
        <Button onPress={() => lab.time.compareWith(null)}>Close</Button>
      </div>
    </div>
  );
}
