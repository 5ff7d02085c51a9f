import { useEffect, useRef } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { DISTINCT_MAX } from '../../protocol/import-messages.ts';
import type { FieldSummary, FileScan, LineCount } from '../../protocol/import-messages.ts';
import styles from './FieldList.module.css';
import shared from './ImportDialog.module.css';
import { atLines, count, counted } from './wording.ts';

const WHOLE_ROW = '\u0000row';

interface FieldListProps {
  scan: FileScan;
  keyField: string | null;
  onChange(keyField: string | null): void;
}

/** Which field becomes the partition key. */
export function FieldList({ scan, keyField, onChange }: FieldListProps) {
  const list = useRef<HTMLDivElement>(null);
  // The proposed field may stand far down; what the learner chooses is in sight anyway.
  useEffect(() => scrollToSelected(list.current), [scan]);
  const chosen = scan.fields.find(({ name }) => name === keyField) ?? null;
  return (
    <section className={shared.column}>
      <RadioGroup
        className={styles.fields}
        value={keyField ?? WHOLE_ROW}
        onChange={(value) => onChange(value === WHOLE_ROW ? null : value)}
      >
        <Label className={shared.heading}>Partition key</Label>
        <div className={styles.fieldScroll} ref={list}>
          {scan.fields.map((field) => (
            <Radio key={field.name} value={field.name} className={styles.field} isDisabled={field.distinct === 0}>
              <span className={styles.dot} aria-hidden="true" />
              <span className={styles.fieldName}>{field.name}</span>
              <span className={styles.distinct}>{distinctWords(field, scan.rows)}</span>
              <span className={styles.sample}>{field.samples.join(', ')}</span>
            </Radio>
          ))}
          <Radio value={WHOLE_ROW} className={styles.field}>
            <span className={styles.dot} aria-hidden="true" />
            <span className={styles.fieldName}>the whole row</span>
            <span className={styles.distinct} />
            <span className={styles.sample}>its first 256 characters</span>
          </Radio>
        </div>
      </RadioGroup>
      {chosen !== null && <LeftOut field={chosen} />}
    </section>
  );
}

/** Inside the list only: scrollIntoView would move the dialog too. */
function scrollToSelected(list: HTMLDivElement | null): void {
  const selected = list?.querySelector<HTMLElement>('[data-selected]');
  if (list === null || !selected) return;
  list.scrollTop +=
    selected.getBoundingClientRect().top - list.getBoundingClientRect().top - (list.clientHeight - selected.offsetHeight) / 2;
}

function distinctWords({ distinct, countedRows, type }: FieldSummary, rows: number): string {
  if (distinct === 0) return 'no values';
  const words = countedRows < rows ? `over ${count(DISTINCT_MAX)}` : count(distinct);
  return `${words} ${distinct === 1 ? 'value' : 'values'} · ${type}`;
}

/** Rows that cannot have this partition key. */
function LeftOut({ field: { emptyKeys, longKeys } }: { field: FieldSummary }) {
  const groups: [LineCount, string][] = [
    [emptyKeys, 'no value here'],
    [longKeys, 'more than 256 characters here'],
  ];
  return groups
    .filter(([{ count: rows }]) => rows > 0)
    .map(([{ count: rows, lines }, what]) => (
      <p key={what} className={shared.leftOut}>
        {counted(rows, 'row')} with {what}, left out: {atLines(lines, rows)}.
      </p>
    ));
}
