/**
 * Where a shard consumer of the KCL begins: retrieval/IteratorBuilder. https://github.com/awslabs/amazon-kinesis-client
 * Simplified: the KCL knows no start at a sequence number; an application that is given one begins at the oldest record.
 */
import type { StartingPosition } from '../../kinesis/actions/get-shard-iterator.ts';
import type { StartSpec } from '../consumer-spec.ts';
import type { LeaseStart } from './lease.ts';

export const leaseStartOf = (start: StartSpec): LeaseStart =>
  start === 'LATEST' ? 'LATEST' : typeof start === 'object' && start.type === 'AT_TIMESTAMP' ? 'AT_TIMESTAMP' : 'TRIM_HORIZON';

export function startOf(start: StartSpec, checkpoint: string): StartingPosition {
  switch (checkpoint) {
    case 'TRIM_HORIZON':
    case 'LATEST':
      return { type: checkpoint };
    case 'AT_TIMESTAMP':
      return { type: 'AT_TIMESTAMP', timestamp: typeof start === 'object' && 'epochMs' in start ? start.epochMs / 1000 : 0 };
    default:
      return sequencePosition(checkpoint);
  }
}

/** Behind the last record; without one, at the oldest. */
export const sequencePosition = (sequenceNumber: string | null): StartingPosition =>
  sequenceNumber === null ? { type: 'TRIM_HORIZON' } : { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber };
