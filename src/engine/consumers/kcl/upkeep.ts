/**
 * What keeps a KCL application's lease table whole: the auditor, every two minutes at the leader (coordinator/PeriodicShardSyncManager), and
 * the cleaning away of shards that were read to their end (leases/LeaseCleanupManager). https://github.com/awslabs/amazon-kinesis-client
 * Simplified: a worker cleans up what it holds; rows of shards that the stream has forgotten are found only by that.
 */
import { deleteItem, scan } from '../../aws/dynamodb/table.ts';
import { MINUTE } from '../../kernel/time.ts';
import { auditLeases } from './find-hash-range-holes.ts';
import type { At } from './kcl-state.ts';
import { isLeader } from './leader.ts';
import { leasesOf, noticeThrottling } from './lease-table.ts';
import { isAtShardEnd } from './lease.ts';
import { isLeaseDisposable } from './lease-cleanup.ts';
import { syncShards } from './shard-sync.ts';
import { laterFor } from './timers.ts';

const AUDIT_US = 2 * MINUTE;
const CLEANUP_US = 5 * MINUTE;

export function audit(at: At): void {
  const { app, worker, consumers } = at;
  laterFor(at, AUDIT_US, 'audit');
  if (!isLeader(at)) return;
  const leases = scan(app.table, consumers.sim.nowUs);
  if (leases === null) return noticeThrottling(at);
  const found = auditLeases(worker.audit, leases);
  worker.audit = found.audit;
  if (found.sync) syncShards(at, 'audit');
}

export function cleanUp(at: At): void {
  const { app, worker, consumers } = at;
  laterFor(at, CLEANUP_US, 'clean');
  const ended = Object.values(worker.held).filter(({ leaseKey }) => {
    const row = app.table.items[leaseKey];
    return row !== undefined && isAtShardEnd(row);
  });
  if (ended.length === 0) return;
  const rows = new Map(leasesOf(app).map((lease) => [lease.leaseKey, lease]));
  for (const { leaseKey, shard } of ended) {
    if (!isLeaseDisposable(rows.get(leaseKey)!, rows)) continue;
    if (deleteItem(app.table, leaseKey, consumers.sim.nowUs) !== 'ok') return noticeThrottling(at);
    rows.delete(leaseKey);
    delete worker.held[shard];
  }
}
