/** Error folders of the destinations, for what they did not take. */
import type { FailureFolder } from '../account.ts';
import type { DestinationKind, S3Spec, DeliveryStreamSpec } from '../delivery-stream-spec.ts';

/**
 * `AmazonOpenSearchService_failed` as the guide spells it, not `-failed` as the API reference does. Null of S3, which has no other place
 * to go to.
 */
const FOLDERS: Record<DestinationKind, FailureFolder | null> = {
  s3: null,
  redshift: 'redshift-skipped',
  opensearch: 'AmazonOpenSearchService_failed',
  splunk: 'splunk-failed',
  http: 'http-endpoint-failed',
};

export const failureFolderOf = ({ destination }: DeliveryStreamSpec): FailureFolder | null => FOLDERS[destination.kind];

/** Where failed records and source backups are kept. Of S3 and Redshift failed records go to the destination's own bucket. */
export function backupPlace({ destination }: DeliveryStreamSpec, way: 'failed' | 'source-backup'): S3Spec {
  if ('backup' in destination) return destination.backup;
  return way === 'source-backup' && destination.sourceBackup !== null ? destination.sourceBackup : destination.s3;
}

/** A bucket fails with the destination where that is a bucket itself, else with the backup. */
export const isOfDestination = ({ destination }: DeliveryStreamSpec, way: 'main' | 'failed' | 'source-backup'): boolean =>
  way === 'main' || (way === 'failed' && !('backup' in destination));
