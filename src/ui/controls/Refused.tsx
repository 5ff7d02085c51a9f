import { useEffect, useRef } from 'react';
import type { Refusal } from '../../protocol/from-worker.ts';
import styles from './controls.module.css';

/** What the engine refused, in AWS's words, beside the control that asked for it; scrolled into sight where that is at the edge. */
export function Refused({ refusal }: { refusal: Refusal | null }) {
  const element = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // In newer browsers the call answers with a promise, which an effect must not.
    element.current?.scrollIntoView({ block: 'nearest' });
  }, [refusal]);
  if (refusal === null) return null;
  return (
    <p className={styles.refusal} role="alert" ref={element}>
      <strong>{refusal.error}</strong> {refusal.message}
    </p>
  );
}
