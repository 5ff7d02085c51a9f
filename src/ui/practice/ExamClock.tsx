import { useEffect, useState } from 'react';
import { clockFace } from '../../lab/exam/exam-time.ts';
import { Button } from '../controls/Button.tsx';
import styles from './practice.module.css';

/** What is left; it can be put out of sight. A reading voice hears of it at the two warnings only. */
export function ExamClock({ endsAtMs }: { endsAtMs: number | null }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  const [isShown, setShown] = useState(true);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  if (endsAtMs === null) return <p className={styles.clock}>Without the clock</p>;
  return (
    <div className={styles.clock}>
      {isShown && (
        <span role="timer" aria-label="Time left" aria-live="off">
          {clockFace(endsAtMs - nowMs)}
        </span>
      )}
      <Button look="quiet" onPress={() => setShown(!isShown)}>
        {isShown ? 'Hide the clock' : 'Show the clock'}
      </Button>
    </div>
  );
}
