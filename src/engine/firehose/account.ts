/**
 * What became of every record, so that it adds up:
 *   accepted = delivered + dropped + failed (by folder) + backedUp + lost (by reason) + on its way.
 * Numbers of records; each counts once, where it finally is. Duplicates and source backups are counted beside.
 */
export type FailureFolder =
  | 'processing-failed'
  | 'format-conversion-failed'
  | 'metadata-extraction-failed'
  | 'decompression-failed'
  | 'AmazonOpenSearchService_failed'
  | 'splunk-failed'
  | 'http-endpoint-failed'
  | 'redshift-skipped';

export type LossReason =
  /** S3 was out of reach for longer than records are kept. */
  | 'retention'
  /** The endpoint answered 413. */
  | 'payload-too-large'
  | 'delivery-stream-deleted'
  /** COPY left rows out (MAXERROR), or skipped files nobody loads. */
  | 'copy-errors';

export interface Account {
  accepted: number;
  /** At the destination. */
  delivered: number;
  /** By the transform: intended. */
  dropped: number;
  /** In an error folder of the backup or destination bucket. */
  failed: Partial<Record<FailureFolder, number>>;
  lost: Partial<Record<LossReason, number>>;
  /** Delivered more than once: beyond the first time. */
  duplicates: number;
  /** Written to the source backup, or as part of all data. */
  sourceBackup: number;
  /** Becoming several records by de-aggregation: those beyond the first. Part of `accepted`. */
  split: number;
}

export const createAccount = (): Account => ({
  accepted: 0,
  delivered: 0,
  dropped: 0,
  failed: {},
  lost: {},
  duplicates: 0,
  sourceBackup: 0,
  split: 0,
});

export const sumOf = (counts: Partial<Record<string, number>>): number =>
  Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);

/** Records that have come to an end. The rest of `accepted` is on its way. */
export const settled = ({ delivered, dropped, failed, lost }: Account): number => delivered + dropped + sumOf(failed) + sumOf(lost);
