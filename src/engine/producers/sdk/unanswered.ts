/**
 * What the SDK does when a call is not answered: it cannot know whether the records are in the stream, and sends all of them again.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html. Simplified: no retry quota; what its caller does
 * with the exception after the last attempt is to give the call up.
 */
import { nextFloat } from '../../kernel/random.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import type { PutOutcome } from '../../kinesis/put-batch.ts';
import { noteLost } from '../fates.ts';
import type { ProducerState, ProducerTimer, SentBatch } from '../producer-state.ts';
import type { Producers } from '../producers.ts';
import { ANSWER_TIMEOUT_US } from './lost-answer.ts';
import { send } from './send.ts';

/** Standard retry mode: three attempts in all, and before the n-th retry a wait of anything up to 100 ms × 2^n, 20 s at most. */
const SDK_ATTEMPTS = 3;
const BACKOFF_BASE_MS = 100;
const BACKOFF_MAX_MS = 20_000;

export function onPutTimesOut(
  producers: Producers,
  producer: ProducerState,
  { batch, outcome, fault }: Extract<ProducerTimer, { kind: 'put-times-out' }>,
): void {
  producer.inFlight -= batch.count;
  if (producer.removed && producer.inFlight === 0) producers.state.leaving.splice(producers.state.leaving.indexOf(producer), 1);
  const acceptedBefore = acceptedByNow(batch, outcome);
  const timeouts = batch.timeouts + 1;
  if (producer.removed || timeouts >= SDK_ATTEMPTS) {
    const failed = acceptedBefore.filter((accepted) => accepted === 0).length;
    if (failed > 0) noteLost(producer, 'attempts', batch, { failed, throttles: outcome.throttles });
    return;
  }
  const { arrivedUs: atUs, count: records, attempt } = batch;
  producer.inFlight += records;
  producer.totals.retried += records;
  const again: SentBatch = {
    ...batch,
    attempt: attempt + 1,
    acceptedBefore,
    unanswered: { atUs, records, attempt, waitedUs: ANSWER_TIMEOUT_US, fault },
    timeouts,
  };
  const ceilingMs = Math.min(BACKOFF_BASE_MS * 2 ** timeouts, BACKOFF_MAX_MS);
  send(producers, producer, again, 1 + Math.floor(nextFloat(producer.random.backoff) * ceilingMs * MILLISECOND));
}

/** 1 for each record that this attempt or an earlier one put into the stream. */
function acceptedByNow({ acceptedBefore, count }: SentBatch, { limit }: PutOutcome): Uint8Array {
  const accepted = acceptedBefore?.slice() ?? new Uint8Array(count);
  for (let i = 0; i < count; i++) if (limit[i] === 0) accepted[i] = 1;
  return accepted;
}
