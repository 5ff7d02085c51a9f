/**
 * Sealed parcels are sent, one after another in each queue, and sent again until the destination has them or they are given up.
 * https://docs.aws.amazon.com/firehose/latest/dev/retry.html
 * What a destination does not take goes to the backup; while that refuses too, both are asked in turn and the queue waits.
 */
import { attemptDelivery } from '../destinations/attempt-delivery.ts';
import { retryPlan } from '../destinations/retry.ts';
import type { DeliveryStream, Firehose, Parcel } from '../firehose-state.ts';
import type { DeliveryAttempt } from '../steps.ts';
import { endDelivered, endLost } from './delivery-end.ts';
import { noteTurnedAway } from './failed-records.ts';
import { bucketPauseUs, keptUntilUs } from './keep.ts';
import { isItsTurn, step, wakeAt } from './parcels.ts';
import { noteDeliveryOf } from './delivery-metrics.ts';
import { tellDeliveryFailing, tellDuplicates } from './tell-delivery.ts';

export function onDeliveryDue(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): void {
  const answer = parcel.delivery;
  if (answer !== null) return onAnswer(firehose, stream, parcel, answer);
  if (!isItsTurn(stream, parcel)) return; // woken when who goes before it has ended
  if (parcel.failedUs !== null && keptUntilUs(firehose, stream, parcel) <= firehose.sim.nowUs)
    return endLost(firehose, stream, parcel, 'retention');
  if (parcel.state === 'retrying') step(parcel, { type: 'RETRY' });
  send(firehose, stream, parcel);
}

function send(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): void {
  parcel.attempts++;
  if (parcel.way === 'main') stream.counts.deliveries++;
  if (parcel.way === 'main' && parcel.state === 'backingUp') parcel.backupAttempts = (parcel.backupAttempts ?? 0) + 1;
  parcel.delivery = attemptDelivery(firehose, stream, parcel, parcel.file?.bytes ?? null);
  wakeAt(firehose, stream, parcel, firehose.sim.nowUs + parcel.delivery.tookUs);
}

function onAnswer(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, answer: DeliveryAttempt): void {
  parcel.delivery = null;
  const isBackup = parcel.state === 'backingUp';
  if (!isBackup || parcel.way !== 'main') parcel.lastError = answer.error; // what goes to the backup keeps why
  noteDeliveryOf(firehose, stream, parcel, answer);
  if (answer.duplicates > 0) tellDuplicates(firehose, stream, answer.duplicates);
  if (answer.verdict === 'delivered') return endDelivered(firehose, stream, parcel, answer);
  if (parcel.way === 'main') stream.counts.deliveryErrors++;
  if (answer.verdict === 'lost') {
    const reason = stream.spec.destination.kind === 'http' ? 'payload-too-large' : 'copy-errors';
    return endLost(firehose, stream, parcel, answer.lost?.reason ?? reason);
  }
  if (answer.verdict === 'rejected' && !isBackup) {
    step(parcel, { type: 'REJECT' });
    return turnToBackup(firehose, stream, parcel);
  }
  onFailure(firehose, stream, parcel, answer.error);
}

function onFailure(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, error: DeliveryAttempt['error']): void {
  const { nowUs } = firehose.sim;
  const keptUs = keptUntilUs(firehose, stream, parcel);
  const isBackup = parcel.state === 'backingUp';
  parcel.failedUs ??= nowUs;
  step(parcel, { type: 'FAIL' });
  if (isBackup) {
    // Where the backup refuses what the destination has refused, the destination is asked again next time.
    if (parcel.way === 'main') step(parcel, { type: 'RETRY' });
    return wakeAt(firehose, stream, parcel, Math.min(nowUs + bucketPauseUs(parcel.backupAttempts ?? parcel.attempts), keptUs));
  }
  const plan = retryPlan(stream, parcel, nowUs);
  tellDeliveryFailing(firehose, stream, error, plan === null ? null : (plan.untilUs ?? keptUs));
  if (plan !== null) return wakeAt(firehose, stream, parcel, Math.min(plan.nextUs, keptUs));
  step(parcel, { type: 'GIVE_UP' });
  turnToBackup(firehose, stream, parcel);
}

/** All of it goes to the destination's folder of the backup, as one object: it has been gathered already. */
function turnToBackup(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): void {
  noteTurnedAway(firehose, stream, parcel);
  wakeAt(firehose, stream, parcel, firehose.sim.nowUs);
}
