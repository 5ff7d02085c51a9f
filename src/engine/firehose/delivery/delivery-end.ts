/** How a parcel ends: delivered, kept in a bucket, or lost. Here its records are written into the account. */
import type { FailureFolder, LossReason } from '../account.ts';
import { failureFolderOf } from '../destinations/failure-folder.ts';
import { closeDelivery, recordsThere } from '../destinations/open-delivery.ts';
import { countOf } from '../destinations/parcel-records.ts';
import type { DeliveryStream, Firehose, Parcel } from '../firehose-state.ts';
import { noteSought } from '../sought.ts';
import type { DeliveryAttempt } from '../steps.ts';
import { gatherFailures, noteLanded } from './failed-records.ts';
import { noteArrival, noteNoArrival } from './gather.ts';
import { shrinkIfCaughtUp } from './growth.ts';
import { finish, step } from './parcels.ts';
import { tellLost, tellRecovered } from './tell-delivery.ts';

export function endDelivered(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, answer: DeliveryAttempt): void {
  const { place } = answer;
  if (place !== null) {
    const arrival = { atUs: firehose.sim.nowUs, place: place.key, bucket: place.bucket, bytes: place.bytes, attempts: parcel.attempts };
    noteArrival(stream, parcel, arrival);
  }
  step(parcel, { type: parcel.state === 'backingUp' ? 'BACKED_UP' : 'DELIVERED' });
  countDelivered(stream, parcel, answer);
  if (answer.lost !== undefined) tellLost(firehose, stream, answer.lost.reason, answer.lost.records);
  if (parcel.state === 'delivered') {
    tellRecovered(firehose, stream);
    if (parcel.way === 'main') noteObject(stream, parcel);
  }
  noteSought(
    stream,
    parcel,
    answer.failures.map(({ batch }) => batch),
  );
  if (parcel.way !== 'source-backup') noteLanded(stream, parcel, place?.key ?? '');
  leave(firehose, stream, parcel);
  gatherFailures(firehose, stream, answer.failures);
}

function noteObject({ counts }: DeliveryStream, { bytes }: Parcel): void {
  counts.objects++;
  counts.objectRawBytes += bytes;
}

/**
 * Where its records are now. Documents that failed alone are still on their way, to their folder; of what was given up some may have been
 * taken before.
 */
export function countDelivered(stream: DeliveryStream, parcel: Parcel, { failures, lost, deliveredBefore = 0 }: DeliveryAttempt): void {
  const { account } = stream;
  const { way, state, records } = parcel;
  if (way === 'source-backup') {
    account.sourceBackup += records;
    return;
  }
  if (way === 'failed') {
    for (const { folder, batch } of parcel.failures) countFailed(stream, folder, batch.count);
    return;
  }
  if (lost !== undefined) countLost(stream, lost.reason, lost.records);
  const rest = records - countOf(failures) - (lost?.records ?? 0);
  const isBackup = state === 'backingUp' || state === 'backedUp';
  account.delivered += isBackup ? deliveredBefore : rest;
  if (isBackup) countFailed(stream, failureFolderOf(stream.spec) ?? 'processing-failed', rest - deliveredBefore);
}

function countFailed({ account }: DeliveryStream, folder: FailureFolder, records: number): void {
  if (records > 0) account.failed[folder] = (account.failed[folder] ?? 0) + records;
}

export function endLost(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, reason: LossReason): void {
  step(parcel, { type: 'LOSE' });
  const lost = countDropped(stream, parcel, reason);
  if (lost > 0) tellLost(firehose, stream, reason, lost);
  closeDelivery(stream, parcel);
  noteNoArrival(firehose, stream, parcel);
  leave(firehose, stream, parcel);
}

/** Nothing more becomes of it: what the destination has is delivered, though nobody heard of it, and the rest is lost. How many those are. */
export function countDropped(stream: DeliveryStream, parcel: Parcel, reason: LossReason): number {
  if (parcel.way === 'source-backup') return 0;
  const { account, destination } = stream;
  const there = recordsThere(stream, parcel);
  if (destination.kind === 'splunk') destination.awaiting -= there;
  account.delivered += there;
  countLost(stream, reason, parcel.records - there);
  return parcel.records - there;
}

export function countLost({ account }: DeliveryStream, reason: LossReason, records: number): void {
  if (records > 0) account.lost[reason] = (account.lost[reason] ?? 0) + records;
}

function leave(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): void {
  finish(firehose, stream, parcel);
  shrinkIfCaughtUp(stream);
}
