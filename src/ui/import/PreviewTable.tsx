import { useEffect, useRef } from 'react';
import type { FileScan } from '../../protocol/import-messages.ts';
import styles from './PreviewTable.module.css';

interface PreviewTableProps {
  scan: FileScan;
  keyField: string | null;
}

/** The first rows, with the line each begins on; the column of the partition key is marked. */
export function PreviewTable({ scan: { fields, preview }, keyField }: PreviewTableProps) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => scrollToKey(box.current), [keyField, fields]);
  const isKey = (name: string): boolean | undefined => name === keyField || undefined;
  return (
    // It scrolls in both directions, so the keyboard must be able to get into it.
    <section className={styles.preview} ref={box} aria-label="First rows" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className={styles.lineNumber}>
              line
            </th>
            {fields.map(({ name }) => (
              <th key={name} scope="col" data-key={isKey(name)}>
                {name} {isKey(name) && <span className={styles.keyMark}>partition key</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.map(({ line, cells }) => (
            <tr key={line}>
              <th scope="row" className={styles.lineNumber}>
                {line}
              </th>
              {fields.map(({ name }, i) => (
                <td key={name} data-key={isKey(name)}>
                  {cells[i] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Brings the marked column in sight, inside the table only. */
function scrollToKey(box: HTMLElement | null): void {
  const column = box?.querySelector<HTMLElement>('thead [data-key]');
  if (box === null || !column) return;
  const left = column.getBoundingClientRect().left - box.getBoundingClientRect().left;
  const right = left + column.offsetWidth - box.clientWidth;
  if (left < 0) box.scrollLeft += left - 60;
  else if (right > 0) box.scrollLeft += Math.min(right + 60, left);
}
