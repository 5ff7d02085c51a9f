import { count } from '../../views/wording.ts';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './bench.module.css';
import { scalingProgress } from './scaling-progress.ts';

/** An UpdateShardCount under way, step by step. */
export function Scaling() {
  const lab = useLab();
  useLabState(({ eventCount }) => eventCount);
  const isUpdating = useLabState(({ slow }) => slow?.stream.status === 'UPDATING');
  const progress = isUpdating ? scalingProgress(lab.store.getState().events) : null;
  if (progress === null) return null;
  const { fromShards, toShards, steps, begun, settled } = progress;
  return (
    <p className={styles.progress}>
      UpdateShardCount from {count(fromShards)} to {count(toShards)}: {count(begun)} of {count(steps)} {steps === 1 ? 'step' : 'steps'}{' '}
      begun, {count(settled)} done.
    </p>
  );
}
