import { useId, useState } from 'react';
import { noteExamDate } from '../../lab/progress/progress.ts';
import { Button } from '../controls/Button.tsx';
import styles from './progress.module.css';
import { useProgress } from './use-progress.ts';

/** A date that is known brings what would come later into the week before it. */
export function ExamDate({ nowMs }: { nowMs: number }) {
  const id = useId();
  const { exam } = useProgress();
  const date = exam?.date ?? '';
  // While a year is typed it passes through years long gone.
  const [draft, setDraft] = useState<string | null>(null);
  const min = new Date(nowMs).toISOString().slice(0, 10);
  const change = (value: string) => {
    const isDate = value >= min;
    setDraft(isDate ? null : value);
    if (isDate) noteExamDate(value, Date.now());
  };
  const remove = () => {
    setDraft(null);
    noteExamDate(null, Date.now());
  };
  return (
    <div className={styles.exam}>
      <label htmlFor={id}>Exam on</label>
      <input id={id} type="date" className={styles.date} value={draft ?? date} min={min} onChange={({ target }) => change(target.value)} />
      {date !== '' && (
        <Button look="link" onPress={remove}>
          No date
        </Button>
      )}
      <span className={styles.quiet}>Not needed. With a date, the last review of everything falls in the week before it.</span>
    </div>
  );
}
