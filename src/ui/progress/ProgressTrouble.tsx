import type { KeepingTrouble } from '../../lab/browser-database.ts';
import styles from './progress.module.css';
import { useProgress } from './use-progress.ts';

const TROUBLES: Readonly<Record<KeepingTrouble, string>> = {
  full: 'The storage of this browser is full: what you do now is lost when the page is closed. Export it as a file.',
  forbidden: 'This browser keeps nothing for this page: what you do now is lost when the page is closed. Export it as a file.',
  'older-tab': 'Another tab shows an older version of Kinelab: close it, or what you do now is lost when the page is closed.',
};

/** Said once a page, where it matters; everything works all the same. */
export function ProgressTrouble() {
  const { trouble } = useProgress();
  if (trouble === null) return null;
  return (
    <p className={styles.problem} role="alert">
      {TROUBLES[trouble]}
    </p>
  );
}
