import type { BadRowReason, BadRows } from '../../protocol/import-messages.ts';
import styles from './BadRowReport.module.css';
import shared from './ImportDialog.module.css';
import { count, counted } from './wording.ts';

const REASONS: Record<BadRowReason, string> = {
  'not-json': 'not valid JSON',
  'not-object': 'JSON, but not an object',
  'field-count': 'a wrong number of fields',
  quotes: 'broken quotes',
  'not-utf-8': 'not UTF-8',
  'too-large': 'over 1 MiB',
  'empty-key': 'no partition key',
  'long-key': 'a partition key of more than 256 characters',
  'no-time': 'no readable time',
};

interface BadRowReportProps {
  bad: BadRows;
  goodRows: number;
}

/** How many rows cannot be used, why, and where they stand. */
export function BadRowReport({ bad, goodRows }: BadRowReportProps) {
  if (bad.total === 0) return null;
  return (
    <details className={styles.bad}>
      <summary>
        <span>
          <strong>{counted(bad.total, 'bad row')}</strong> of {count(bad.total + goodRows)}: left out, the rest runs.{' '}
          {bad.byReason.map(({ reason, count: rows }) => `${count(rows)} × ${REASONS[reason]}`).join(', ')}
        </span>
      </summary>
      {/* It scrolls, so the keyboard must be able to get into it. */}
      <ol className={styles.badLines} aria-label="Bad rows" tabIndex={0}>
        {bad.first.map(({ line, detail }) => (
          <li key={line}>
            <span className={shared.mono}>line {count(line)}</span> {detail}
          </li>
        ))}
      </ol>
      {bad.total > bad.first.length && <p className={shared.quiet}>These are the first {count(bad.first.length)}.</p>}
    </details>
  );
}
