/** A word that is typed: a name, a time, a pattern. Taken over when the field is left or Enter is pressed; what cannot be is said below it. */
import { useEffect, useId, useState } from 'react';
import styles from './bench.module.css';

interface TextRowProps {
  label: string;
  value: string;
  hint?: string;
  isMono?: boolean;
  /** Null where the text is taken over, else a sentence that says what would be right. */
  onCommit(text: string): string | null;
}

export function TextRow({ label, value, hint, isMono = false, onCommit }: TextRowProps) {
  const id = useId();
  const [draft, setDraft] = useState(value);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    setDraft(value);
    setProblem(null);
  }, [value]);
  const settle = () => setProblem(draft === value ? null : onCommit(draft.trim()));
  const note = problem ?? hint ?? '';
  return (
    <div className={styles.textRow}>
      <label htmlFor={id}>{label}</label>
      <input
        className={isMono ? `${styles.textInput} ${styles.mono}` : styles.textInput}
        id={id}
        type="text"
        value={draft}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={note === '' ? undefined : `${id}-note`}
        onChange={(change) => setDraft(change.target.value)}
        onBlur={settle}
        onKeyDown={({ key }) => key === 'Enter' && settle()}
      />
      {note !== '' && (
        <p className={problem === null ? styles.hint : styles.problem} id={`${id}-note`} role={problem === null ? undefined : 'alert'}>
          {note}
        </p>
      )}
    </div>
  );
}
