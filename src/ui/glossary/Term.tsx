/** A word in a running text that says on request what it means. What opens is fetched when a pointer or the focus comes near. */
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import styles from './term.module.css';

const fetchNote = () => import('./TermNote.tsx');
const TermNote = lazy(() => fetchNote().then(({ TermNote: component }) => ({ default: component })));

interface TermProps {
  id: string;
  children: ReactNode;
}

export function Term({ id, children }: TermProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  // Once opened it stays, so that it can close as it opened.
  const [wasOpened, setWasOpened] = useState(false);
  const near = () => void fetchNote().catch(() => {});
  const toggle = () => {
    setWasOpened(true);
    setOpen(!isOpen);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.term}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPointerEnter={near}
        onFocus={near}
        onClick={toggle}
      >
        {children}
      </button>
      {wasOpened && (
        <Suspense>
          <TermNote id={id} isOpen={isOpen} setOpen={setOpen} trigger={button} />
        </Suspense>
      )}
    </>
  );
}
