/**
 * A row of the lease table that the Kinesis Client Library keeps in DynamoDB: who reads a shard, and how far.
 * https://docs.aws.amazon.com/streams/latest/dev/kcl-dynamoDB.html
 * Simplified: one stream an application (the key is the shard id); no pending checkpoint, no entity type. Plain data; attribute
 * names are KCL's own (DynamoDBLeaseSerializer), absent attributes are null or empty.
 */

/** A sequence number, or one of the words that stand for a place without one. */
export interface Checkpoint {
  sequenceNumber: 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP' | 'SHARD_END' | (string & {});
  /** Index inside an aggregate of the KPL; 0 for a record of its own. */
  subSequenceNumber: number;
}

export type LeaseStart = 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP';

export interface Lease {
  leaseKey: string;
  /** Worker id; null where nobody has it. During a graceful handoff already the next owner. */
  leaseOwner: string | null;
  /** Goes up by one with every renewal, checkpoint, taking and assignment: that it moves is the owner's sign of life. */
  leaseCounter: number;
  checkpoint: Checkpoint;
  /** Up by one with each change of owner, back to 0 with a checkpoint. */
  ownerSwitchesSinceCheckpoint: number;
  parentShardIds: string[];
  /** Written when the shard has been read to its end. */
  childShardIds: string[];
  /** Decimal. */
  startingHashKey: string;
  endingHashKey: string;
  /** 3.x: set only during a graceful handoff, to the worker that may still renew and checkpoint. */
  checkpointOwner: string | null;
  /** 3.x: moving average of what the shard delivered; null until it was measured. */
  throughputKBps: number | null;
}

export const SHARD_END: Checkpoint = { sequenceNumber: 'SHARD_END', subSequenceNumber: 0 };

export const startCheckpoint = (start: LeaseStart): Checkpoint => ({ sequenceNumber: start, subSequenceNumber: 0 });

export const isAtShardEnd = ({ checkpoint }: Pick<Lease, 'checkpoint'>): boolean => checkpoint.sequenceNumber === 'SHARD_END';

/** Who works on the shard now: during a handoff not yet the owner that the row names. */
export const actualOwner = ({ checkpointOwner, leaseOwner }: Lease): string | null => checkpointOwner ?? leaseOwner;

export interface NewLease {
  leaseKey: string;
  checkpoint: Checkpoint;
  parentShardIds: string[];
  startingHashKey: string;
  endingHashKey: string;
}

/** As it is put into the table: without an owner. */
export const createLease = (lease: NewLease): Lease => ({
  ...lease,
  leaseOwner: null,
  leaseCounter: 0,
  ownerSwitchesSinceCheckpoint: 0,
  childShardIds: [],
  checkpointOwner: null,
  throughputKBps: null,
});

/** The words come before or behind every number. */
const RANKS: Record<string, number> = { AT_TIMESTAMP: -3, TRIM_HORIZON: -2, LATEST: -1, SHARD_END: 1 };

/** Negative where `a` is before `b`. Two numbers are compared as numbers, ties by the place inside the aggregate. */
export function compareCheckpoints(a: Checkpoint, b: Checkpoint): number {
  const [rankA, rankB] = [RANKS[a.sequenceNumber] ?? 0, RANKS[b.sequenceNumber] ?? 0];
  if (rankA !== rankB) return rankA - rankB;
  const byNumber = rankA === 0 ? compareNumbers(a.sequenceNumber, b.sequenceNumber) : 0;
  return byNumber || a.subSequenceNumber - b.subSequenceNumber;
}

/** Compares two decimal numbers of any length. */
export function compareNumbers(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A number below `bound`, each as likely: a draw from a stream of the simulation, or whatever a test lays down. */
export type Draw = (bound: number) => number;

/** `count` of the items, each as likely, in the order of the draw. */
export function drawSome<T>(items: readonly T[], count: number, draw: Draw): T[] {
  const rest = [...items];
  const drawn: T[] = [];
  while (drawn.length < count && rest.length > 0) {
    const at = draw(rest.length);
    drawn.push(rest[at]);
    rest[at] = rest[rest.length - 1];
    rest.pop();
  }
  return drawn;
}
