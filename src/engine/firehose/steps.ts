/**
 * What the steps of the way promise each other. The way itself (delivery/) asks them; each is a pure function of what it is given,
 * chance coming from the delivery stream's own random streams.
 */
import type { LossReason } from './account.ts';
import type { Failure } from './failure.ts';
import type { RecordBatch } from './record-batch.ts';

/** One invocation of the function. */
export type TransformAnswer = { durationUs: number; requestBytes: number; log: string[] } & (
  | {
      kind: 'answered';
      ok: RecordBatch;
      /** Partition keys that the function handed back, by place in `ok`; null where it gave none. */
      partitionKeys: (Record<string, string> | null)[] | null;
      dropped: RecordBatch;
      failures: Failure[];
    }
  /** It may be invoked again. */
  | { kind: 'failed'; errorCode: string; errorMessage: string; retriable: boolean }
);

/** Records grouped by the values of their keys, in the order of their first record. */
export interface Partitioned {
  groups: { keys: Record<string, string>; batch: RecordBatch }[];
  failures: Failure[];
  /** Records beyond the first that de-aggregation made. */
  split: number;
}

/** A file of a columnar format. */
export interface Converted {
  /** Null where no record could be converted. */
  body: Uint8Array | null;
  records: RecordBatch;
  failures: Failure[];
}

/** One attempt to deliver a parcel. */
export interface DeliveryAttempt {
  /** How long until the destination answers, or nobody did. */
  tookUs: number;
  /**
   * delivered: it has them · failed: try again within the retry duration · rejected: for good, to the backup · lost: for good, and nowhere kept.
   * Documents that failed alone are in `failures`, the rest is delivered.
   */
  verdict: 'delivered' | 'failed' | 'rejected' | 'lost';
  error: { code: string; message: string } | null;
  failures: Failure[];
  /** The destination had them before: they are there twice now. */
  duplicates: number;
  /** Where they are. */
  place: { bucket: string | null; key: string; bytes: number } | null;
  /** Of the parcel's records: lost for good, though the verdict stands for the rest. */
  lost?: { reason: LossReason; records: number };
  /** Of a parcel that was given up and goes to the backup: so many records the destination took before. */
  deliveredBefore?: number;
}
