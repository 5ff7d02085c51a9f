import styles from './compare.module.css';

/** The line that a branch has in the charts: the present one is drawn through, the other in dashes. */
export function Stroke({ side }: { side: 'here' | 'there' }) {
  return (
    <svg className={styles.stroke} data-side={side} viewBox="0 0 26 8" aria-hidden="true">
      <path d="M1 4H25" />
    </svg>
  );
}
