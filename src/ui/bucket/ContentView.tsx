/** What an object holds. All of it is somebody's data: it is shown as text and never becomes part of the page. */
import { useState } from 'react';
import { bytesWords } from '../../views/delivery-words.ts';
import { count } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Segmented } from '../controls/Choice.tsx';
import { HEX_LIMIT_BYTES, TEXT_LIMIT_BYTES } from './bounds.ts';
import styles from './bucket.module.css';
import type { FailureLine } from './failure-lines.ts';
import type { ParquetTable } from './parquet.ts';
import type { Content, Line } from './preview.ts';

export function ContentView({ content }: { content: Content }) {
  switch (content.kind) {
    case 'text':
      return <TextView {...content} />;
    case 'failures':
      return <FailureView {...content} />;
    case 'parquet':
      return <ParquetView table={content.table} />;
    case 'hex':
      return (
        <>
          {content.why !== null && <p role="alert">{content.why}</p>}
          <Scrolling label="Bytes of the object">
            <pre className={styles.pre}>{content.rows.join('\n')}</pre>
          </Scrolling>
          {content.isCut && <p className={styles.note}>The first {bytesWords(HEX_LIMIT_BYTES)}. Download it to see all of it.</p>}
        </>
      );
  }
}

function Scrolling({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={styles.scroll} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

const LINES_FIRST = 200;

function TextView({ lines, isJson, isCut }: { lines: Line[]; isJson: boolean; isCut: boolean }) {
  const [look, setLook] = useState<'lines' | 'pretty'>('lines');
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? lines : lines.slice(0, LINES_FIRST);
  return (
    <>
      {isJson && (
        <Segmented<'lines' | 'pretty'>
          label="JSON"
          value={look}
          options={[
            { value: 'lines', label: 'as written' },
            { value: 'pretty', label: 'indented' },
          ]}
          onChange={setLook}
        />
      )}
      <Scrolling label="Text of the object">
        <pre className={styles.pre}>
          {shown.map(({ text, pretty }) => (look === 'pretty' && pretty !== null ? pretty : text)).join('\n')}
        </pre>
      </Scrolling>
      <p className={styles.note}>
        {count(shown.length)} of {count(lines.length)} {lines.length === 1 ? 'line' : 'lines'}
        {isCut && ` in the first ${bytesWords(TEXT_LIMIT_BYTES)}; download it to see all of it`}.{' '}
        {shown.length < lines.length && (
          <Button look="link" onPress={() => setIsWhole(true)}>
            Show all of them
          </Button>
        )}
      </p>
    </>
  );
}

const FAILURES_SHOWN = 100;

function FailureView({ lines, isCut }: { lines: FailureLine[]; isCut: boolean }) {
  const shown = lines.slice(0, FAILURES_SHOWN);
  return (
    <>
      <p className={styles.note}>
        {count(shown.length)} of {count(lines.length)} failed {lines.length === 1 ? 'record' : 'records'}
        {isCut && ` in the first ${bytesWords(TEXT_LIMIT_BYTES)}, download it to see all of them`}; rawData decoded.
      </p>
      <Scrolling label="Failed records">
        <ol className={styles.failures}>
          {shown.map((line, i) => (
            <li key={i}>
              <p className={styles.reason}>
                <strong>{line.errorCode}</strong>
                {line.attemptsMade !== null && ` after ${line.attemptsMade} ${line.attemptsMade === 1 ? 'attempt' : 'attempts'}`}
              </p>
              <p>{line.errorMessage}</p>
              <pre className={styles.pre}>{line.data ?? `${bytesWords(line.dataBytes)} that are not text`}</pre>
              <details>
                <summary>Other fields</summary>
                <dl className={styles.headers}>
                  {Object.entries(line.rest).map(([name, value]) => (
                    <FieldOf key={name} name={name} value={value} />
                  ))}
                </dl>
              </details>
            </li>
          ))}
        </ol>
      </Scrolling>
    </>
  );
}

function FieldOf({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function ParquetView({ table: { columns, rows, rowsInAll, rowGroups, compression, createdBy } }: { table: ParquetTable }) {
  return (
    <>
      <p className={styles.note}>
        The first {count(rows.length)} of {count(rowsInAll)} rows · {rowGroups} row {rowGroups === 1 ? 'group' : 'groups'} · {compression}
        {createdBy !== null && ` · written by ${createdBy}`}
      </p>
      <Scrolling label="Rows of the Parquet file">
        <table className={styles.parquet}>
          <thead>
            <tr>
              {columns.map(({ name, type }, i) => (
                <th key={i} scope="col">
                  {name} <span>{type}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>
                {row.map((cell, column) => (
                  <td key={column}>{cell ?? <span className={styles.absent}>null</span>}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </>
  );
}
