import { useRef, useState } from 'react';
import styles from './runs.module.css';

const NAME_CHARACTERS_MAX = 60;

/** The name of a run while it is being changed. Enter and leaving the field keep it, Escape does not; null where it stays as it was. */
export function RunName({ name, onDone }: { name: string; onDone(name: string | null): void }) {
  const [draft, setDraft] = useState(name);
  const isDone = useRef(false);
  // A field that goes away while it has the focus may still tell that it lost it.
  const done = (next: string | null) => {
    if (!isDone.current) onDone(next);
    isDone.current = true;
  };
  return (
    <input
      className={styles.name}
      data-takes-focus
      aria-label="Name of the run"
      value={draft}
      maxLength={NAME_CHARACTERS_MAX}
      onFocus={(focus) => focus.target.select()}
      onChange={(change) => setDraft(change.target.value)}
      onBlur={() => done(draft.trim())}
      onKeyDown={(press) => {
        if (press.key !== 'Enter' && press.key !== 'Escape') return;
        // The key has done its work: it must neither press the button that takes the focus nor close the dialog.
        press.preventDefault();
        press.stopPropagation();
        done(press.key === 'Enter' ? draft.trim() : null);
      }}
    />
  );
}
