/**
 * Calls over the network, and what the SDK user does with refusals. A request takes 3 to 9 ms each way (a choice of
 * this model; PutRecords latency inside a region is of that order). Requests of one producer arrive in order.
 */
import { nextBelow, nextFloat } from '../../kernel/random.ts';
import { schedule } from '../../kernel/simulation.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import { putColumns } from '../../kinesis/actions/put-records.ts';
import { createPutOutcome, type PutOutcome } from '../../kinesis/put-batch.ts';
import { noteDuplicates, noteLost } from '../fates.ts';
import type { ProducerState, ProducerTimer, SentBatch } from '../producer-state.ts';
import type { Producers } from '../producers.ts';
import { awaitInVain, losesAnswer } from './lost-answer.ts';

const LEG_MIN_US = 3 * MILLISECOND;
const LEG_SPREAD_US = 6 * MILLISECOND;

/** Sends everything that waits, in as many calls as the limits of a call ask for. */
export function sendWaiting(producers: Producers, producer: ProducerState): void {
  const { waiting, spec } = producer;
  const { quotas } = producers.kinesis.state;
  const perCall = spec.calls.api === 'PutRecords' ? Math.min(spec.calls.batchSize, quotas.putRecordsRecords) : 1;
  const maxBytes = quotas.putRecordsBytes - perCall * 4 * quotas.partitionKeyCharacters;
  const total = waiting.index.length;
  for (let from = 0; from < total;) {
    let to = from;
    let bytes = 0;
    while (to < total && to - from < perCall && (to === from || bytes + waiting.sizeBytes[to] <= maxBytes))
      bytes += waiting.sizeBytes[to++];
    const batch: SentBatch = {
      arrivedUs: 0,
      acceptedBefore: null,
      partlyRefused: null,
      unanswered: null,
      timeouts: 0,
      count: to - from,
      keyId: part(waiting.keyId, from, to),
      sizeBytes: part(waiting.sizeBytes, from, to),
      index: part(waiting.index, from, to),
      producer: producer.source,
      api: spec.calls.api,
      attempt: 1,
    };
    producer.inFlight += batch.count;
    send(producers, producer, batch, 0);
    from = to;
  }
  producer.waiting = { keyId: [], sizeBytes: [], index: [], firstUs: 0 };
}

/** On the way of each call: no slice, and no iterator as in `Uint32Array.from`; nor are batches spread from a pattern here. */
function part(values: readonly number[], from: number, to: number): Uint32Array {
  const column = new Uint32Array(to - from);
  for (let i = from; i < to; i++) column[i - from] = values[i];
  return column;
}

export function send({ sim }: Producers, producer: ProducerState, batch: SentBatch, afterUs: number): void {
  const arrivesUs = sim.nowUs + afterUs + LEG_MIN_US + nextBelow(producer.random.network, LEG_SPREAD_US);
  if (afterUs === 0) producer.lastArrivalUs = Math.max(producer.lastArrivalUs, arrivesUs);
  const atUs = afterUs === 0 ? producer.lastArrivalUs : arrivesUs;
  schedule<ProducerTimer>(sim, atUs, { owner: 'producer', kind: 'put-arrives', producer: producer.number, batch });
}

export function onPutArrives({ sim, kinesis, directPut }: Producers, producer: ProducerState, batch: SentBatch): void {
  const outcome = createPutOutcome(batch.count);
  const { stream, to } = producer.spec;
  if (to === 'delivery-stream') directPut.put(stream, batch, outcome);
  else putColumns(kinesis, stream, batch, outcome);
  producer.totals.sent += batch.count;
  producer.totals.accepted += batch.count - outcome.failed;
  producer.totals.refused += outcome.failed;
  batch.arrivedUs = sim.nowUs;
  noteDuplicates(producer, batch, outcome);
  if (losesAnswer(producer)) return awaitInVain(sim, producer, batch, outcome);
  const returnsUs = sim.nowUs + LEG_MIN_US + nextBelow(producer.random.network, LEG_SPREAD_US);
  schedule<ProducerTimer>(sim, returnsUs, { owner: 'producer', kind: 'put-returns', producer: producer.number, batch, outcome });
}

export function onPutReturns(producers: Producers, producer: ProducerState, batch: SentBatch, outcome: PutOutcome): void {
  producer.inFlight -= batch.count;
  if (producer.removed && producer.inFlight === 0) producers.state.leaving.splice(producers.state.leaving.indexOf(producer), 1);
  if (outcome.failed === 0) return;
  const { resend, maxAttempts } = producer.spec.failures;
  if (producer.removed || resend === 'ignore' || batch.attempt >= maxAttempts) {
    noteLost(producer, resend === 'ignore' ? 'ignored' : 'attempts', batch, outcome);
    return;
  }
  const again = resend === 'all' ? allOf(batch, outcome) : failedOf(batch, outcome);
  producer.inFlight += again.count;
  producer.totals.retried += again.count;
  send(producers, producer, again, backoffUs(producer, batch.attempt));
}

/** The whole call once more, with which of its records are in the stream already. */
function allOf(batch: SentBatch, { failed, limit, throttles }: PutOutcome): SentBatch {
  const again: SentBatch = { ...batch, attempt: batch.attempt + 1, timeouts: 0 };
  if (failed === batch.count) return again;
  again.acceptedBefore = batch.acceptedBefore?.slice() ?? new Uint8Array(batch.count);
  for (let i = 0; i < batch.count; i++) if (limit[i] === 0) again.acceptedBefore[i] = 1;
  again.unanswered = null;
  again.partlyRefused = { atUs: batch.arrivedUs, records: batch.count, refused: failed, attempt: batch.attempt, throttles };
  return again;
}

/** The columns of a batch are never written again: where all failed, the next attempt has the same. */
function failedOf(batch: SentBatch, { failed, limit }: PutOutcome): SentBatch {
  if (failed === batch.count) return { ...batch, arrivedUs: 0, partlyRefused: null, attempt: batch.attempt + 1, timeouts: 0 };
  const again: SentBatch = {
    arrivedUs: 0,
    acceptedBefore: batch.acceptedBefore === null ? null : new Uint8Array(failed),
    partlyRefused: null,
    unanswered: batch.unanswered,
    timeouts: 0,
    count: failed,
    keyId: new Uint32Array(failed),
    sizeBytes: new Uint32Array(failed),
    index: new Uint32Array(failed),
    producer: batch.producer,
    api: batch.api,
    attempt: batch.attempt + 1,
  };
  for (let i = 0, at = 0; i < batch.count; i++) {
    if (limit[i] === 0) continue;
    again.keyId[at] = batch.keyId[i];
    again.sizeBytes[at] = batch.sizeBytes[i];
    if (batch.acceptedBefore !== null) again.acceptedBefore![at] = batch.acceptedBefore[i];
    again.index[at++] = batch.index[i];
  }
  return again;
}

/** Full jitter: anywhere between 0 and base × 2^(attempt − 1), capped. Never 0, so that a retry is a later call. */
function backoffUs({ spec, random }: ProducerState, attempt: number): number {
  const { backoff } = spec.failures;
  if (backoff.kind === 'none') return 1;
  const ceilingUs = Math.min(backoff.baseMs * 2 ** (attempt - 1), backoff.maxMs) * MILLISECOND;
  return 1 + Math.floor(backoff.jitter ? nextFloat(random.backoff) * ceilingUs : ceilingUs);
}
