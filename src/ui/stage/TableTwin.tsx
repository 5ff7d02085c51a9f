import styles from './table-twin.module.css';
import { WordsTable, type WordsTableProps } from './WordsTable.tsx';

/** Below a drawing, the same as a sentence and tables; it scrolls by keyboard. */
export function TableTwin({ label, summary, tables }: { label: string; summary: string; tables: readonly WordsTableProps[] }) {
  return (
    <div className={styles.box} role="group" aria-label={label} tabIndex={0}>
      <p>{summary}</p>
      {tables.map((table) => (
        <WordsTable key={table.caption} {...table} />
      ))}
    </div>
  );
}
