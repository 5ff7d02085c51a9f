/** What may not be changed: seen, standing still, with a lock that says why to pointer, focus and screen reader. */
import { createContext, type ReactNode, useContext, useId } from 'react';
import { type PartOwner, useLocks } from './locks.ts';
import styles from './locks.module.css';

/** Within what is locked already: one lock, with one reason, is enough. */
const InsideLocked = createContext(false);

interface LockedProps {
  /** Null: the children as they are. */
  why: string | null;
  /** They stand in a row with others, at its beginning or its end. */
  inline?: 'start' | 'end';
  children: ReactNode;
}

export function Locked({ why, inline, children }: LockedProps) {
  const id = useId();
  const isInside = useContext(InsideLocked);
  if (why === null || isInside) return children;
  return (
    <div className={inline === undefined ? styles.place : `${styles.place} ${styles.inline}`} data-locked={inline ?? 'block'}>
      <fieldset className={styles.locked} disabled aria-describedby={id}>
        <InsideLocked value={true}>{children}</InsideLocked>
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

interface LockedPartProps {
  of: PartOwner;
  id: string;
  /** What is set here. Of several: locked as one where none of them may be changed, else each of them says so itself. */
  path: string | readonly string[];
  inline?: LockedProps['inline'];
  children: ReactNode;
}

/** A control, or a group of them, of a specification's parts. */
export function LockedPart({ of, id, path, inline, children }: LockedPartProps) {
  const { whyPart } = useLocks();
  const [first = null, ...others] = (typeof path === 'string' ? [path] : path).map((one) => whyPart(of, id, one));
  return (
    <Locked why={others.includes(null) ? null : first} inline={inline}>
      {children}
    </Locked>
  );
}
