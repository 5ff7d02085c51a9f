import type { RecordDetail } from '../../protocol/from-worker.ts';
import { count } from '../../views/wording.ts';
import styles from './records.module.css';

/** The data as what they are: JSON set out, other text as it is, anything else in hexadecimal. Always text, never markup. */
export function Payload({ record }: { record: RecordDetail }) {
  const { kind, shown } = readable(record);
  return (
    <section aria-label="Payload">
      <h3>Payload</h3>
      <p className={styles.quiet}>
        {kind}
        {record.truncated && `, the first 64 KiB of ${count(record.sizeBytes)} B`}
      </p>
      <pre className={styles.payload} tabIndex={0}>
        {shown}
      </pre>
    </section>
  );
}

function readable({ text, hex, sizeBytes }: RecordDetail): { kind: string; shown: string } {
  if (sizeBytes === 0) return { kind: 'empty', shown: '' };
  if (text === null) return { kind: 'not UTF-8 text: bytes in hexadecimal', shown: hex.replace(/(.{2})(?=.)/g, '$1 ') };
  const json = parsed(text);
  if (json !== null) return { kind: 'JSON, set out', shown: json };
  return { kind: 'text, as it was sent', shown: text };
}

function parsed(text: string): string | null {
  if (!/^\s*[{[]/.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}
