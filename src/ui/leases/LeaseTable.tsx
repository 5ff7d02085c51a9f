/** The lease table as the DynamoDB items that it is, and the capacity that it uses. */
import { useEffect, useRef, useState } from 'react';
import type { KclFrame, KclLeaseFrame, KclTableFrame } from '../../protocol/kcl-frame.ts';
import { renewalsPerSecond } from '../../views/leases/failover.ts';
import { inHashOrder, isAtEnd } from '../../views/leases/layout.ts';
import { count, shardNumber } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { useLabState } from '../use-lab.ts';
import styles from './lease-table.module.css';

interface LeaseTableProps {
  kcl: KclFrame;
  /** The application, and so the table's name. */
  consumer: string;
  onLease(leaseKey: string): void;
}

export function LeaseTable({ kcl, consumer, onLease }: LeaseTableProps) {
  const { table, leases, failoverTimeMs } = kcl;
  const owned = leases.filter((lease) => lease.leaseOwner !== null && !isAtEnd(lease)).length;
  const selected = useLabState(({ selection }) => (selection?.kind === 'shard' ? selection.id : null));
  return (
    <section className={styles.table} aria-label={`DynamoDB table ${consumer}`}>
      <div className={styles.head}>
        <h3>
          DynamoDB table <code>{consumer}</code>
        </h3>
        <Budget name="write units/s" used={table.writePerSecond} limit={table.writeLimit} />
        <Budget name="read units/s" used={table.readPerSecond} limit={table.readLimit} />
        <Refusals table={table} />
      </div>
      <p className={styles.note}>
        Renewing {owned} leases takes {count(renewalsPerSecond(owned, failoverTimeMs))} write units/s; each checkpoint takes one more.
        {table.billing === 'on-demand' ? ' On demand: it is charged by the request and has no ceiling here.' : ''}
      </p>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Items of the lease table">
        <table>
          <thead>
            <tr>
              {COLUMNS.map((name) => (
                <th key={name} scope="col">
                  {name.replace('Since', '\u200BSince')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inHashOrder(leases).map((lease) => (
              <Item key={lease.leaseKey} lease={lease} isSelected={lease.leaseKey === selected} onLease={onLease} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const COLUMNS = [
  'leaseKey',
  'leaseOwner',
  'leaseCounter',
  'checkpoint',
  'ownerSwitchesSinceCheckpoint',
  'parentShardId',
  'checkpointOwner',
];

function Item({ lease, isSelected, onLease }: { lease: KclLeaseFrame; isSelected: boolean; onLease(leaseKey: string): void }) {
  const ticked = useTicked(lease.leaseCounter);
  const switched = useTicked(lease.leaseOwner);
  return (
    <tr data-selected={isSelected || undefined}>
      <th scope="row">
        <Button look="link" onPress={() => onLease(lease.leaseKey)} aria-label={`State chart of the shard consumer of ${lease.leaseKey}`}>
          {lease.leaseKey}
        </Button>
      </th>
      <td data-ticked={switched || undefined}>{lease.leaseOwner ?? <Absent />}</td>
      <td className={styles.counter} data-ticked={ticked || undefined}>
        {lease.leaseCounter}
      </td>
      <td title={lease.checkpoint}>{shortened(lease.checkpoint)}</td>
      <td className={styles.counter}>{lease.ownerSwitchesSinceCheckpoint}</td>
      <td>{lease.parentShardIds.length === 0 ? <Absent /> : lease.parentShardIds.map((id) => `shard ${shardNumber(id)}`).join(', ')}</td>
      <td>{lease.checkpointOwner ?? <Absent />}</td>
    </tr>
  );
}

/** The item has no such attribute. */
function Absent() {
  return (
    <span className={styles.absent} aria-label="absent">
      –
    </span>
  );
}

/** Sequence numbers of 56 digits differ in their last ones. */
function shortened(checkpoint: string): string {
  return checkpoint.length > 16 ? `${checkpoint.slice(0, 4)}…${checkpoint.slice(-10)}` : checkpoint;
}

const TICK_MS = 500;

/** True for a moment after the value has changed. */
function useTicked(value: unknown): boolean {
  const before = useRef(value);
  const [ticked, setTicked] = useState(false);
  useEffect(() => {
    if (before.current === value) return undefined;
    before.current = value;
    setTicked(true);
    const timer = setTimeout(() => setTicked(false), TICK_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return ticked;
}

/** Used against the ceiling; on demand there is none, and only the figure stands. */
function Budget({ name, used, limit }: { name: string; used: number; limit: number | null }) {
  const isFull = limit !== null && used >= limit;
  return (
    <span className={styles.budget} data-full={isFull || undefined}>
      <span>
        {count(used)}
        {limit === null ? '' : ` of ${count(limit)}`} {name}
        {isFull ? ', full' : ''}
      </span>
      {limit !== null && (
        <svg className={styles.bar} width="72" height="8" aria-hidden="true">
          <rect className={styles.trough} width="72" height="8" rx="4" />
          <rect className={styles.used} width={72 * Math.min(1, used / limit)} height="8" rx="4" />
        </svg>
      )}
    </span>
  );
}

function Refusals({ table: { throttled, throttledPerSecond, isThrottled, billing } }: { table: KclTableFrame }) {
  if (throttled === 0) return <span className={styles.calm}>{billing === 'on-demand' ? 'on demand' : 'nothing throttled'}</span>;
  return (
    <span className={isThrottled ? styles.throttled : styles.calm}>
      {isThrottled ? `✕ throttled: ${count(throttledPerSecond)} requests/s, ` : 'throttled: '}
      {count(throttled)} since the start
    </span>
  );
}
