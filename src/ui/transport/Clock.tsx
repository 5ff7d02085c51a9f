import { useEffect, useRef } from 'react';
import { clock } from '../../views/wording.ts';
import { useLab } from '../use-lab.ts';
import styles from './transport.module.css';

/** Simulated time to the millisecond. Written by each frame, past React. */
export function Clock() {
  const lab = useLab();
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let shown = '';
    const show = (nowUs: number) => {
      const text = clock(nowUs, 3);
      if (text === shown || element.current === null) return;
      shown = text;
      element.current.textContent = text;
    };
    show(lab.feed.nowUs);
    return lab.feed.subscribe((frame) => show(frame.nowUs));
  }, [lab]);
  return (
    <span className={styles.clock} role="timer" aria-label="Simulated time" aria-live="off" ref={element}>
      00:00.000
    </span>
  );
}
