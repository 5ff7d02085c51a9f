import type { CSSProperties, ReactNode } from 'react';
import { fractionOf } from '../../lab/hash-key.ts';
import type { RecordDetail } from '../../protocol/from-worker.ts';
import { clock, count } from '../../views/wording.ts';
import { shardLabel } from '../event-words.ts';
import { useLabState } from '../use-lab.ts';
import { Payload } from './Payload.tsx';
import styles from './records.module.css';

/** One record: from its key to its place, from its sequence number to its bytes. */
export function RecordFields({ record }: { record: RecordDetail }) {
  const startEpochMs = useLabState(({ slow }) => slow?.startEpochMs ?? 0);
  return (
    <div className={styles.detail}>
      <section>
        <h3>Key and place</h3>
        <dl className={styles.fields}>
          <Field name="Partition key" isMono>
            {record.partitionKey}
          </Field>
          <Field name="MD5" isMono>
            {record.md5Hex}
          </Field>
          <Field name={record.explicitHashKey ? 'Explicit hash key' : 'Hash key'} isMono>
            {record.hashKey}
            <Axis hashKey={record.hashKey} />
          </Field>
          <Field name="Shard" isMono>
            {record.shardId}
          </Field>
        </dl>
      </section>
      <section>
        <h3>Arrival</h3>
        <dl className={styles.fields}>
          <Field name="Arrived">
            {clock(record.arrivalUs, 3)} of the run, {new Date(startEpochMs + record.arrivalUs / 1000).toISOString()}
          </Field>
          <Field name="Sent by">
            {record.producer}, its record {count(record.producerIndex + 1)}
            {record.line !== null && `, line ${count(record.line)} of the file`}
          </Field>
          <Field name="Size">
            {count(record.sizeBytes)} B of data; {count(record.sizeWithKeyBytes)} B count against the limit, with the key
          </Field>
          <Field name="Read by">{record.readBy.length > 0 ? record.readBy.join(', ') : 'nobody yet'}</Field>
        </dl>
      </section>
      <SequenceNumber record={record} />
      <Payload record={record} />
    </div>
  );
}

function SequenceNumber({ record: { sequenceNumber, sequence } }: { record: RecordDetail }) {
  return (
    <section>
      <h3>Sequence number</h3>
      <dl className={styles.fields}>
        <Field name="Whole" isMono>
          {sequenceNumber}
        </Field>
        <Field name="Shard created">{instant(sequence.shardCreatedEpochSeconds)}</Field>
        <Field name="Shard">
          {shardLabel(`shardId-${sequence.shardIndex}`)} (index {sequence.shardIndex})
        </Field>
        <Field name="Time">{instant(sequence.epochSeconds)}</Field>
        <Field name="Counter" isMono>
          {sequence.counter}
        </Field>
      </dl>
    </section>
  );
}

function instant(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  return Number.isNaN(date.getTime()) ? String(epochSeconds) : date.toISOString().replace('.000Z', 'Z');
}

function Field({ name, isMono = false, children }: { name: string; isMono?: boolean; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={isMono ? styles.mono : undefined}>{children}</dd>
    </>
  );
}

/** Where the hash key lies between 0 and 2^128 − 1. */
function Axis({ hashKey }: { hashKey: string }) {
  const fraction = fractionOf(BigInt(hashKey));
  return (
    <div role="img" aria-label={`At ${(fraction * 100).toFixed(2)} % of the key space`}>
      <div className={styles.axis} style={{ '--at': `${fraction * 100}%` } as CSSProperties} />
      <div className={styles.ends} aria-hidden="true">
        <span>0000…</span>
        <span>{(fraction * 100).toFixed(2)} %</span>
        <span>ffff…</span>
      </div>
    </div>
  );
}
