import styles from './bench.module.css';

/** A setting that is on or off. */
export function YesNo({ label, value, onChange }: { label: string; value: boolean; onChange(value: boolean): void }) {
  return (
    <label className={styles.yesNo}>
      <span>{label}</span>
      <input type="checkbox" checked={value} onChange={(change) => onChange(change.target.checked)} />
    </label>
  );
}
