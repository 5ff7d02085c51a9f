/**
 * When a finished shard's row goes from the lease table: once its children are being read, and rows are taken off from the oldest on.
 * https://github.com/awslabs/amazon-kinesis-client (leases/LeaseCleanupManager); looked at every five minutes.
 */
import { isAtShardEnd, type Lease } from './lease.ts';

/** A child at one of these has not been begun. */
const UNREAD = new Set(['TRIM_HORIZON', 'AT_TIMESTAMP']);

/**
 * May the row of a lease that was read to its end be deleted? `leases`: the table. Not while a child is without a row or unread, nor
 * while a parent's own row is still there. `isEnabled`: cleanupLeasesUponShardCompletion.
 */
export function isLeaseDisposable(lease: Lease, leases: ReadonlyMap<string, Lease>, isEnabled = true): boolean {
  if (!isEnabled || !isAtShardEnd(lease) || lease.childShardIds.length === 0) return false;
  if (lease.parentShardIds.some((parent) => leases.has(parent))) return false;
  return lease.childShardIds.every((child) => {
    const row = leases.get(child);
    return row !== undefined && !UNREAD.has(row.checkpoint.sequenceNumber);
  });
}
