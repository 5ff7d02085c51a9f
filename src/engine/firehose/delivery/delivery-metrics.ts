/** What CloudWatch is told of an attempt. Files of failed records count as deliveries of an S3 destination (recorded). */
import { SECOND } from '../../kernel/time.ts';
import { failureFolderOf } from '../destinations/failure-folder.ts';
import type { DeliveryStream, Firehose, Parcel } from '../firehose-state.ts';
import { noteAck, noteBackup, noteDelivery, notePartitionThroughput } from '../metrics.ts';
import { oldestMs, originalBytesOf } from '../record-batch.ts';
import type { DeliveryAttempt } from '../steps.ts';

export function noteDeliveryOf(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, { verdict, tookUs }: DeliveryAttempt): void {
  const { way, state, batches, failures, records } = parcel;
  const all = way === 'failed' ? failures.map(({ batch }) => batch) : batches;
  const bytes = all.reduce((sum, batch) => sum + originalBytesOf(batch), 0);
  const oldest = all.reduce((least, batch) => Math.min(least, oldestMs(batch)), Infinity);
  const told = { records, bytes, oldestMs: oldest, isSuccess: verdict === 'delivered' };
  const goesToDestination = (way === 'main' && state !== 'backingUp') || (way === 'failed' && failureFolderOf(stream.spec) === null);
  (goesToDestination ? noteDelivery : noteBackup)(firehose, stream, told);
  if (!told.isSuccess || way !== 'main' || !goesToDestination) return;
  if (stream.spec.destination.kind === 'splunk') noteAck(firehose, stream, tookUs / SECOND);
  const openUs = Math.max(SECOND, (parcel.sealedUs ?? parcel.openedUs) - parcel.openedUs);
  if (parcel.partition !== null) notePartitionThroughput(firehose, stream, (bytes * SECOND) / openUs);
}
