/** What may not be changed: seen, standing still, with a lock that says why to pointer, focus and screen reader. */
import { type ReactNode, useId } from 'react';
import styles from './locks.module.css';

interface LockedProps {
  /** Null: the children as they are. */
  why: string | null;
  /** They stand in a row with others, at its beginning or its end. */
  inline?: 'start' | 'end';
  children: ReactNode;
}

export function Locked({ why, inline, children }: LockedProps) {
  const id = useId();
  if (why === null) return children;
  return (
    <div className={inline === undefined ? styles.place : `${styles.place} ${styles.inline}`} data-locked={inline ?? 'block'}>
      <fieldset className={styles.locked} disabled aria-describedby={id}>
        {children}
      </fieldset>
      <button type="button" className={styles.lock} aria-label="Locked" aria-describedby={id}>
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
          <path d="M3.5 5.5V4a2.5 2.5 0 0 1 5 0v1.5" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <rect x="2" y="5.5" width="8" height="5.5" rx="1.2" fill="currentColor" />
        </svg>
      </button>
      <span className={styles.why} id={id} role="tooltip">
        {why}
      </span>
    </div>
  );
}
