import type { Lab } from '../../lab/lab.ts';
import { describeTimeline } from '../../views/timeline/text.ts';
import { count } from '../../views/wording.ts';
import { useWords } from './use-words.ts';
import styles from './words.module.css';
import { WordsTable } from './WordsTable.tsx';

/** More rows than this are no reading. */
const ROWS_MAX = 200;

const describe = ({ feed: { slow, nowUs }, store }: Lab) => (slow === null ? null : describeTimeline(slow, store.getState().events, nowUs));

/** What was put, and what is pinned to the timeline, the newest first. */
export function TimelineWords() {
  const text = useWords(describe);
  if (text === null) return null;
  const { caption, columns, rows } = text.table;
  const newest = rows.slice(-ROWS_MAX).toReversed();
  return (
    <div className={styles.body} tabIndex={0} role="group" aria-label="Description of the timeline">
      <p>{text.summary}</p>
      {rows.length === 0 ? (
        <p>Nothing is pinned to it yet.</p>
      ) : (
        <WordsTable
          caption={
            rows.length > ROWS_MAX ? `${caption}: the newest ${count(ROWS_MAX)} of ${count(rows.length)}` : `${caption}, the newest first`
          }
          columns={columns}
          rows={newest}
        />
      )}
    </div>
  );
}
