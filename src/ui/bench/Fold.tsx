import type { ReactNode } from 'react';
import { ChevronIcon } from '../controls/Icons.tsx';
import styles from './bench.module.css';

/** Settings that are looked at less often: their value in one line, their controls on demand. */
export function Fold({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <details className={styles.fold}>
      <summary>
        <span>{label}</span>
        <span className={styles.foldValue}>{value}</span>
        <span className={styles.chevron}>
          <ChevronIcon />
        </span>
      </summary>
      <div className={styles.foldBody}>{children}</div>
    </details>
  );
}
