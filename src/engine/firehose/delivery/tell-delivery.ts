/** Events of deliveries: when trouble begins, and when it is over. */
import { emit } from '../../kernel/simulation.ts';
import type { LossReason } from '../account.ts';
import type { DeliveryStream, Firehose } from '../firehose-state.ts';
import type { DeliveryAttempt } from '../steps.ts';

/** `retryUntilUs`: null where it is not tried again. */
export function tellDeliveryFailing(
  { sim }: Firehose,
  { spec, trouble, broken }: DeliveryStream,
  error: DeliveryAttempt['error'],
  retryUntilUs: number | null,
): void {
  const { code: errorCode, message: errorMessage } = error ?? { code: '', message: '' };
  const body = { type: 'delivery-failing', deliveryStream: spec.id, errorCode, errorMessage, retryUntilUs } as const;
  trouble.delivery ??= emit(sim, body, broken.since?.delivery ?? sim.cause);
}

export function tellRecovered({ sim }: Firehose, { spec, trouble }: DeliveryStream): void {
  if (trouble.delivery === null) return;
  emit(sim, { type: 'delivery-recovered', deliveryStream: spec.id }, trouble.delivery);
  trouble.delivery = null;
}

export function tellDuplicates({ sim }: Firehose, stream: DeliveryStream, records: number): void {
  stream.account.duplicates += records;
  const because = stream.broken.lostAnswers > 0 ? 'answer-lost' : 'partial-retry';
  emit(sim, { type: 'delivery-duplicated', deliveryStream: stream.spec.id, records, because }, stream.broken.since?.delivery ?? sim.cause);
}

export function tellLost({ sim }: Firehose, { spec, trouble }: DeliveryStream, reason: LossReason, records: number): void {
  emit(sim, { type: 'delivery-records-lost', deliveryStream: spec.id, reason, records }, trouble.delivery ?? sim.cause);
}
