/** One object: what is known of it, what it holds, and its bytes to take away. */
import { useEffect, useState } from 'react';
import type { ObjectBytes, ObjectSummary } from '../../protocol/delivery-frame.ts';
import { bytesWords } from '../../views/delivery-words.ts';
import { clock, count, percent } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { saveFile } from '../export/save-file.ts';
import { useLabState } from '../use-lab.ts';
import styles from './bucket.module.css';
import { ContentView } from './ContentView.tsx';
import { nameOf, usePlace } from './place.ts';
import type { Preview } from './preview.ts';
import { useObject } from './use-object.ts';

interface ObjectPanelProps {
  bucket: string;
  objectKey: string;
  /** Null: it is known not to be there. */
  writtenUs: number | null;
  summary: ObjectSummary | null;
}

export function ObjectPanel({ bucket, objectKey, writtenUs, summary }: ObjectPanelProps) {
  const opened = useObject(bucket, objectKey, writtenUs);
  const close = () => {
    usePlace.setState({ key: null });
    document.querySelector<HTMLElement>(`[data-path="${CSS.escape(objectKey)}"]`)?.focus();
  };
  return (
    <section className={styles.object} aria-label={`Object ${nameOf(objectKey)}`}>
      <div className={styles.objectHead}>
        <h2>{nameOf(objectKey)}</h2>
        <Button look="quiet" onPress={close}>
          Close
        </Button>
      </div>
      <p className={styles.uri}>
        s3://{bucket}/{objectKey}
      </p>
      {opened.kind === 'loading' && <Loading isKept={summary?.isKept !== false} />}
      {opened.kind === 'gone' && (
        <p className={styles.note} role="status">
          This object is not there at this moment of the run: it is written later, or on another branch.
        </p>
      )}
      {opened.kind === 'unanswered' && (
        <p className={styles.note} role="alert">
          Its bytes could not be had.
        </p>
      )}
      {opened.kind === 'open' && <Opened object={opened.object} preview={opened.preview} />}
    </section>
  );
}

const NOTE_AFTER_MS = 400;

function Loading({ isKept }: { isKept: boolean }) {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), NOTE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const long = isKept ? 'Opening' : 'Its bytes are no longer kept: the run is replayed to make them again.';
  return <p role="status">{isLong || !isKept ? long : ''}</p>;
}

function Opened({ object: { summary, bytes }, preview }: { object: ObjectBytes; preview: Preview }) {
  const startEpochMs = useLabState(({ slow }) => slow?.startEpochMs);
  const save = () => saveFile(nameOf(summary.key), new Blob([bytes.slice()], { type: summary.contentType }));
  return (
    <>
      <div className={styles.objectHead}>
        <p>{factsOf(summary, preview)}</p>
        <Button look="primary" onPress={save}>
          Download
        </Button>
      </div>
      <dl className={styles.headers}>
        <dt>Content-Type</dt>
        <dd>{summary.contentType}</dd>
        <dt>Content-Encoding</dt>
        <dd>{summary.contentEncoding ?? 'none'}</dd>
        <dt>Encryption</dt>
        <dd>{summary.kmsKeyArn === null ? 'no key of its own' : `SSE-KMS, ${summary.kmsKeyArn}`}</dd>
        <dt>Written</dt>
        <dd>
          {clock(summary.writtenUs, 2)} of the run{startEpochMs !== undefined && `, ${utcOf(startEpochMs, summary.writtenUs)}`}
        </dd>
      </dl>
      <ContentView content={preview.content} />
    </>
  );
}

/** As S3 says it: Last-Modified. */
const utcOf = (startEpochMs: number, atUs: number): string => new Date(startEpochMs + atUs / 1000).toUTCString();

const PACKINGS = {
  none: 'not compressed',
  gzip: 'GZIP, unpacked here',
  zip: 'ZIP, unpacked here',
  snappy: 'Snappy (snappy-java’s stream), unpacked here',
  'hadoop-snappy': 'Hadoop-Snappy, unpacked here',
  parquet: 'Parquet',
} as const;

function factsOf({ records, rawBytes, sizeBytes, kind }: ObjectSummary, { packing, entry }: Preview): string {
  const parts = [kind, records === null ? null : `${count(records)} ${records === 1 ? 'record' : 'records'}`, bytesWords(sizeBytes)];
  if (rawBytes !== null && rawBytes > 0 && packing !== 'none') {
    parts.push(`${percent(sizeBytes / rawBytes)} of ${bytesWords(rawBytes)} before`);
  }
  parts.push(PACKINGS[packing], entry === null ? null : `entry ${entry}`);
  return parts.filter((part) => part !== null).join(' · ');
}
