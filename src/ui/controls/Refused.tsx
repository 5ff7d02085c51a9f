import type { Refusal } from '../../protocol/from-worker.ts';
import styles from './controls.module.css';

/** What the engine refused, in AWS's words, beside the control that asked for it. */
export function Refused({ refusal }: { refusal: Refusal | null }) {
  if (refusal === null) return null;
  return (
    <p className={styles.refusal} role="alert">
      <strong>{refusal.error}</strong> {refusal.message}
    </p>
  );
}
