/** The records that a query finds, and one of them in full. */
import { useEffect, useState } from 'react';
import type { RecordDetail } from '../../protocol/from-worker.ts';
import type { RecordQuery } from '../../protocol/to-worker.ts';
import { clock, count } from '../../views/wording.ts';
import { Sheet } from '../controls/Sheet.tsx';
import { shardLabel } from '../event-words.ts';
import { useLab } from '../use-lab.ts';
import { RecordFields } from './RecordFields.tsx';
import styles from './records.module.css';

type Found = { state: 'asking' } | { state: 'found'; records: RecordDetail[] } | { state: 'failed'; message: string };

export function RecordInspector({ query, onClose }: { query: RecordQuery; onClose(): void }) {
  const found = useRecords(query);
  return (
    <Sheet title={`Records in ${shardLabel(query.shardId)}`} onClose={onClose} isWide>
      {found.state === 'asking' && <p role="status">Looking them up.</p>}
      {found.state === 'failed' && <p role="alert">{found.message}</p>}
      {found.state === 'found' && found.records.length === 0 && <p>No record here any more, or none yet.</p>}
      {found.state === 'found' && found.records.length > 0 && <Found records={found.records} query={query} />}
    </Sheet>
  );
}

function useRecords(query: RecordQuery): Found {
  const lab = useLab();
  const [found, setFound] = useState<Found>({ state: 'asking' });
  useEffect(() => {
    let isCurrent = true;
    lab.client.describeRecords(query).then(
      (records) => isCurrent && setFound({ state: 'found', records }),
      (error: unknown) =>
        isCurrent && setFound({ state: 'failed', message: error instanceof Error ? error.message : 'The engine did not answer.' }),
    );
    return () => {
      isCurrent = false;
    };
  }, [lab, query]);
  return found;
}

function Found({ records, query }: { records: RecordDetail[]; query: RecordQuery }) {
  const lab = useLab();
  const [shown, setShown] = useState(0);
  const record = records[shown];
  const choose = (index: number) => {
    setShown(index);
    lab.store.setState({ selection: { kind: 'record', shardId: records[index].shardId, position: records[index].position } });
  };
  return (
    <div className={styles.inspector}>
      <div className={styles.list}>
        <p className={styles.quiet}>
          {records.length === 1 ? '1 record' : `${count(records.length)} records, the newest first`}
          {records.length === query.limit && records.length > 1 && ' (there may be more)'}
        </p>
        <ul className={styles.rows} aria-label="Records">
          {records.map((candidate, index) => (
            <li key={candidate.position}>
              <button type="button" aria-current={index === shown} onClick={() => choose(index)}>
                <span className={styles.key}>{candidate.partitionKey}</span>
                <span className={styles.quiet}>{clock(candidate.arrivalUs, 3)}</span>
                <span className={styles.quiet}>{candidate.producer}</span>
                <span className={styles.quiet}>{count(candidate.sizeBytes)} B</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <RecordFields record={record} />
    </div>
  );
}
