/**
 * The lease table of a KCL application: the conditional writes by which workers agree, each as KCL does it (leases/dynamodb/DynamoDBLeaseRefresher).
 * https://docs.aws.amazon.com/streams/latest/dev/kcl-dynamoDB.html
 * Simplified: no GSI capacity of its own, no worker metrics rows; the leader's lock is not charged.
 */
import { emit } from '../../kernel/simulation.ts';
import { MINUTE } from '../../kernel/time.ts';
import {
  capacityOf,
  createTable,
  putIfAbsent,
  updateIf,
  type Capacity,
  type TableState,
  type WriteAnswer,
} from '../../aws/dynamodb/table.ts';
import { parseShardId } from '../../kinesis/shard-id.ts';
import type { LeaseTableSpec } from '../consumer-spec.ts';
import type { Consumers } from '../consumer-state.ts';
import type { KclApplication, LeaseMoveHow } from './kcl-state.ts';
import type { Checkpoint, Lease } from './lease.ts';

/** A row with two parents and a checkpoint, roughly. */
const LEASE_BYTES = 400;
/** Throttling that goes on is told once a minute. */
const RETELL_US = MINUTE;
const MOVES_MAX = 200;

export const provisionedOf = (spec: LeaseTableSpec): Capacity | null =>
  spec.billing === 'on-demand' ? null : { readUnits: spec.readUnits, writeUnits: spec.writeUnits };

export const createLeaseTable = (spec: LeaseTableSpec, nowUs: number): TableState<Lease> =>
  createTable<Lease>(LEASE_BYTES, provisionedOf(spec), nowUs);

export const leasesOf = (app: KclApplication): Lease[] => Object.values(app.table.items);

export const shardOf = (leaseKey: string): number => parseShardId(leaseKey) ?? 0;

interface Writer {
  consumers: Consumers;
  app: KclApplication;
}

/** Tells of throttling as it begins; `answer` null: a read that was refused. */
export function noticeThrottling({ consumers: { sim }, app }: Writer): void {
  if (sim.nowUs - app.throttleToldUs < RETELL_US) return;
  app.throttleToldUs = sim.nowUs;
  const limit = capacityOf(app.table);
  emit(
    sim,
    { type: 'lease-table-throttled', consumer: app.spec.id, readUnits: limit?.readUnits ?? 0, writeUnits: limit?.writeUnits ?? 0 },
    app.tableCause,
  );
}

function write(writer: Writer, key: string, condition: (lease: Lease) => boolean, change: (lease: Lease) => void, units = 1): WriteAnswer {
  const { sim } = writer.consumers;
  const answer = updateIf(writer.app.table, key, condition, change, sim.nowUs, units);
  if (answer === 'ok') writer.app.renewedUs[key] = sim.nowUs;
  else if (answer === 'throttled') noticeThrottling(writer);
  return answer;
}

export function createLeaseRow(writer: Writer, lease: Lease): WriteAnswer {
  const answer = putIfAbsent(writer.app.table, lease.leaseKey, lease, writer.consumers.sim.nowUs);
  if (answer === 'throttled') noticeThrottling(writer);
  return answer;
}

/** `inHandoff`: the one renewal more that a worker may do once it has seen that the lease is to go. */
export const renewLease = (writer: Writer, key: string, counter: number, inHandoff: boolean, kBps: number | null): WriteAnswer =>
  write(
    writer,
    key,
    (lease) => lease.leaseCounter === counter && (inHandoff || lease.checkpointOwner === null),
    (lease) => {
      lease.leaseCounter++;
      if (kBps !== null) lease.throughputKBps = lease.throughputKBps === null ? kBps : 0.5 * kBps + 0.5 * lease.throughputKBps;
    },
  );

/** 2.x. */
export const takeLease = (writer: Writer, key: string, counter: number, worker: string): WriteAnswer =>
  write(
    writer,
    key,
    (lease) => lease.leaseCounter === counter,
    (lease) => give(lease, worker),
  );

/** 3.x: `owner` and `checkpointOwner` as the leader, or the worker that hands over, saw them. */
export const assignLease = (
  writer: Writer,
  key: string,
  owner: string | null,
  checkpointOwner: string | null,
  worker: string,
): WriteAnswer =>
  write(
    writer,
    key,
    (lease) => lease.leaseOwner === owner && lease.checkpointOwner === checkpointOwner,
    (lease) => give(lease, worker),
  );

function give(lease: Lease, worker: string): void {
  lease.leaseCounter++;
  if ((lease.checkpointOwner ?? lease.leaseOwner) !== worker) lease.ownerSwitchesSinceCheckpoint++;
  lease.leaseOwner = worker;
  lease.checkpointOwner = null;
}

/** 3.x: the counter stays. */
export const initiateHandoff = (writer: Writer, key: string, owner: string, worker: string): WriteAnswer =>
  write(
    writer,
    key,
    (lease) => lease.leaseOwner === owner && lease.checkpointOwner === null,
    (lease) => {
      lease.checkpointOwner = owner;
      lease.leaseOwner = worker;
    },
  );

/** `units`: how many checkpoints this stands for. */
export const writeCheckpoint = (
  writer: Writer,
  key: string,
  counter: number,
  checkpoint: Checkpoint,
  units: number,
  children: string[] | null,
): WriteAnswer =>
  write(
    writer,
    key,
    (lease) => lease.leaseCounter === counter,
    (lease) => {
      lease.leaseCounter += units;
      lease.checkpoint = checkpoint;
      lease.ownerSwitchesSinceCheckpoint = 0;
      if (children !== null) lease.childShardIds = children;
    },
    units,
  );

export function noteMove({ consumers: { sim }, app }: Writer, leaseKey: string, from: string | null, to: string, how: LeaseMoveHow): void {
  app.moves.push({ atUs: sim.nowUs, leaseKey, from, to, how });
  if (app.moves.length > MOVES_MAX) app.moves.splice(0, app.moves.length - MOVES_MAX);
}
