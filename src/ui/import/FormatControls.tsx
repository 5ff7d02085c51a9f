import type { FileFormat } from '../../protocol/dataset.ts';
import type { FileScan, FormatChoice } from '../../protocol/import-messages.ts';
import { Choice, type Option } from '../controls/Choice.tsx';
import styles from './ImportDialog.module.css';
import { bytes, count, counted } from './wording.ts';

const FORMATS: readonly Option<FileFormat>[] = [
  { value: 'ndjson', label: 'NDJSON' },
  { value: 'csv', label: 'CSV' },
  { value: 'lines', label: 'log lines' },
];

const DELIMITERS: readonly Option<string>[] = [
  { value: ',', label: 'comma' },
  { value: ';', label: 'semicolon' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'bar |' },
  { value: ' ', label: 'blank' },
];

const HEADERS: readonly Option<'yes' | 'no'>[] = [
  { value: 'yes', label: 'names the fields' },
  { value: 'no', label: 'is a record' },
];

interface FormatControlsProps {
  scan: FileScan;
  isBusy: boolean;
  onChange(choice: FormatChoice): void;
}

/** How the file is read: guessed, and everything can be overruled. */
export function FormatControls({ scan, isBusy, onChange }: FormatControlsProps) {
  const { used, rows, sizeBytes, encoding } = scan;
  const change = (part: Partial<FormatChoice>): void => onChange({ ...used, ...part });
  return (
    <fieldset className={styles.format} disabled={isBusy}>
      <legend className="visually-hidden">How the file is read</legend>
      <Choice label="Format" value={used.format} options={FORMATS} onChange={(format) => change({ format })} />
      {used.format === 'csv' && (
        <>
          <Choice label="Between fields" value={used.delimiter} options={DELIMITERS} onChange={(delimiter) => change({ delimiter })} />
          <Choice
            label="First row"
            value={used.header ? 'yes' : 'no'}
            options={HEADERS}
            onChange={(header) => change({ header: header === 'yes' })}
          />
        </>
      )}
      <p className={styles.facts}>
        <strong>{counted(rows, 'row')}</strong> · {bytes(sizeBytes)} · {count(scan.rowBytes / rows)} B a row
        {encoding === 'utf-16' && ' · UTF-16, sent as UTF-8'}
      </p>
    </fieldset>
  );
}
