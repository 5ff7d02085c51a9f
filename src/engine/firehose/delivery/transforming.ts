/**
 * The transform's invocations: some at once for each lane, each tried again after an error while retries are left.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
 * Simplified: the next attempt begins when the one before has ended (AWS publishes no pause).
 */
import { emit } from '../../kernel/simulation.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import { RECENT_KEPT, type DeliveryStream, type Firehose, type Parcel } from '../firehose-state.ts';
import { LAMBDA_LIMITS } from '../limits.ts';
import { noteProcessing } from '../metrics.ts';
import { originalBytesOf, type RecordBatch } from '../record-batch.ts';
import type { TransformAnswer } from '../steps.ts';
import { invoke } from '../transform/invoke.ts';
import { gatherFailures } from './failed-records.ts';
import { noteArrival } from './gather.ts';
import { goOn } from './go-on.ts';
import { finish, step, wakeAt } from './parcels.ts';

export function onTransformDue(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): void {
  const answer = parcel.transform;
  if (answer !== null) return onAnswer(firehose, stream, parcel, answer);
  if (stream.spec.transform === null) return passThrough(firehose, stream, parcel);
  const outstanding = stream.parcels.filter(({ queue, transform }) => queue === parcel.queue && transform !== null).length;
  if (outstanding >= LAMBDA_LIMITS.outstanding[stream.spec.destination.kind]) return; // woken when one of them has ended
  begin(firehose, stream, parcel);
}

function begin(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): void {
  const { counts } = stream;
  if (parcel.attempts === 0) counts.transformedIn += parcel.records;
  parcel.attempts++;
  counts.invocations++;
  parcel.transform = invoke(firehose, stream, parcel.batches, parcel.attempts);
  wakeAt(firehose, stream, parcel, firehose.sim.nowUs + parcel.transform.durationUs);
}

function onAnswer(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, answer: TransformAnswer): void {
  parcel.transform = null;
  noteInvocation(firehose, stream, parcel, answer);
  if (answer.kind === 'answered') {
    recover(firehose, stream);
    stream.counts.transformedOk += answer.ok.count;
    stream.account.dropped += answer.dropped.count;
    handOver(firehose, stream, parcel, answer.ok.bytes.length);
    goOn(firehose, stream, parcel.lane, answer.ok, answer.partitionKeys);
    return gatherFailures(firehose, stream, answer.failures);
  }
  const { errorCode, errorMessage, retriable } = answer;
  stream.counts.invocationErrors++;
  parcel.lastError = { code: errorCode, message: errorMessage };
  if (retriable && parcel.attempts <= (stream.spec.transform?.numberOfRetries ?? 0)) {
    step(parcel, { type: 'RETRY' });
    return begin(firehose, stream, parcel);
  }
  tellFailing(firehose, stream, parcel, errorCode, errorMessage);
  handOver(firehose, stream, parcel, 0);
  const { batches, attempts } = parcel;
  const failed = (batch: RecordBatch) => ({ folder: 'processing-failed', batch, errorCode, errorMessage, attemptsMade: attempts }) as const;
  gatherFailures(firehose, stream, batches.map(failed));
}

/** The function was taken away while this waited for it. */
function passThrough(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): void {
  handOver(firehose, stream, parcel, parcel.bytes);
  for (const batch of parcel.batches) goOn(firehose, stream, parcel.lane, batch, null);
}

function handOver(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, bytes: number): void {
  step(parcel, { type: 'TRANSFORMED' });
  const place = stream.spec.transform?.functionName ?? '';
  noteArrival(stream, parcel, { atUs: firehose.sim.nowUs, place, bucket: null, bytes, attempts: parcel.attempts });
  finish(firehose, stream, parcel);
}

function noteInvocation(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, answer: TransformAnswer): void {
  const { sim } = firehose;
  const { recent } = stream;
  const { requestBytes, durationUs, log } = answer;
  const isAnswered = answer.kind === 'answered';
  noteProcessing(firehose, stream, {
    durationMs: durationUs / MILLISECOND,
    isSuccess: isAnswered,
    okRecords: isAnswered ? answer.ok.count : 0,
    okBytes: isAnswered ? originalBytesOf(answer.ok) : 0,
  });
  recent.invocations.push({
    atUs: sim.nowUs,
    attempt: parcel.attempts,
    records: parcel.records,
    requestBytes,
    durationUs,
    error: isAnswered ? null : { code: answer.errorCode, message: answer.errorMessage },
    ok: isAnswered ? answer.ok.count : 0,
    dropped: isAnswered ? answer.dropped.count : 0,
    failed: isAnswered ? answer.failures.reduce((sum, { batch }) => sum + batch.count, 0) : 0,
    log,
  });
  if (recent.invocations.length > RECENT_KEPT) recent.invocations.shift();
}

function tellFailing({ sim }: Firehose, stream: DeliveryStream, parcel: Parcel, errorCode: string, errorMessage: string): void {
  const { spec, trouble, broken } = stream;
  const body = { type: 'transform-failing', deliveryStream: spec.id, errorCode, errorMessage, attempts: parcel.attempts } as const;
  trouble.transform ??= emit(sim, body, broken.since?.transform ?? sim.cause);
}

function recover({ sim }: Firehose, { spec, trouble }: DeliveryStream): void {
  if (trouble.transform === null) return;
  emit(sim, { type: 'transform-recovered', deliveryStream: spec.id }, trouble.transform);
  trouble.transform = null;
}
