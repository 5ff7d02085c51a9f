/**
 * Direct PUT: PutRecord and PutRecordBatch, under the region's quota of records, requests and bytes a second.
 * https://docs.aws.amazon.com/firehose/latest/dev/limits.html
 * While throttling lasts the quota is raised by itself, "with delay"; the pace is not published. Here (a choice) the three double when a spell
 * of throttling has lasted a minute, and again every minute that it goes on, up to RAISE_MAX times the region's. Ten seconds without a
 * refusal end a spell.
 */
import { nextUint32 } from '../kernel/random.ts';
import { emit } from '../kernel/simulation.ts';
import { MINUTE, SECOND } from '../kernel/time.ts';
import { refilled } from '../kernel/token-bucket.ts';
import type { PutBatch, PutOutcome } from '../kinesis/put-batch.ts';
import type { DeliveryStream, Firehose, Intake } from './firehose-state.ts';
import { directPutQuota, raisedQuota } from './limits.ts';
import { noteIncoming } from './metrics.ts';
import { batchOf, createBatch } from './record-batch.ts';
import { takeInto } from './take-in.ts';

const MICRO = 1_000_000;
const RAISE_AFTER_US = MINUTE;
const RAISE_MAX = 16;
const SPELL_ENDS_US = 10 * SECOND;

export function startIntake(region: string, nowUs: number): Intake {
  const quota = directPutQuota(region);
  const { recordsPerSecond: records, requestsPerSecond: requests, bytesPerSecond: bytes } = quota;
  return {
    ...quota,
    levels: { records: records * MICRO, requests: requests * MICRO, bytes: bytes * MICRO, updatedUs: nowUs },
    throttledSinceUs: null,
    lastThrottledUs: -Infinity,
  };
}

function refill({ levels, recordsPerSecond, requestsPerSecond, bytesPerSecond }: Intake, nowUs: number): void {
  const elapsedUs = nowUs - levels.updatedUs;
  if (elapsedUs <= 0) return;
  levels.records = refilled(levels.records, elapsedUs, recordsPerSecond, recordsPerSecond);
  levels.requests = refilled(levels.requests, elapsedUs, requestsPerSecond, requestsPerSecond);
  levels.bytes = refilled(levels.bytes, elapsedUs, bytesPerSecond, bytesPerSecond);
  levels.updatedUs = nowUs;
}

/** Per record of a call: 0 accepted, 1 the quota of records is used up, 2 that of bytes; 3 for all of them: that of requests. */
function admit({ intake }: DeliveryStream, sizes: Uint32Array, count: number, limit: Uint8Array): number {
  const { levels } = intake;
  if (levels.requests < MICRO) {
    limit.fill(REQUESTS, 0, count);
    return count;
  }
  levels.requests -= MICRO;
  let refused = 0;
  for (let i = 0; i < count; i++) {
    limit[i] = levels.records < MICRO ? 1 : levels.bytes < sizes[i] * MICRO ? 2 : 0;
    if (limit[i] === 0) {
      levels.records -= MICRO;
      levels.bytes -= sizes[i] * MICRO;
    } else refused++;
  }
  return refused;
}
const REQUESTS = 3;
const LIMITS = { 1: 'records', 2: 'bytes', 3: 'requests' } as const;

/** A spell of throttling begins, goes on, or has ended; while it lasts the quota goes up. */
function noteThrottling({ sim, kinesis }: Firehose, { spec, intake }: DeliveryStream, limit: 1 | 2 | 3 | null): void {
  const { nowUs } = sim;
  if (intake.throttledSinceUs !== null && nowUs - intake.lastThrottledUs >= SPELL_ENDS_US) intake.throttledSinceUs = null;
  if (limit === null) return;
  if (intake.throttledSinceUs === null) {
    intake.throttledSinceUs = nowUs;
    emit(sim, { type: 'direct-put-throttled', deliveryStream: spec.id, limit: LIMITS[limit] });
  }
  intake.lastThrottledUs = nowUs;
  if (nowUs - intake.throttledSinceUs < RAISE_AFTER_US) return;
  const { region } = kinesis.state;
  const bytesPerSecond = Math.min(2 * intake.bytesPerSecond, RAISE_MAX * directPutQuota(region).bytesPerSecond);
  Object.assign(intake, raisedQuota(region, bytesPerSecond));
  intake.throttledSinceUs = nowUs; // the next raise is a minute away
}

/** Takes what the quota lets through; returns how many are refused. */
function admitCall(firehose: Firehose, stream: DeliveryStream, sizes: Uint32Array, count: number, limit: Uint8Array): number {
  refill(stream.intake, firehose.sim.nowUs);
  const refused = admit(stream, sizes, count, limit);
  noteThrottling(firehose, stream, refused === 0 ? null : (limit.find((one) => one > 0) as 1 | 2 | 3));
  return refused;
}

const nowMs = ({ sim }: Firehose): number => sim.startEpochMs + Math.floor(sim.nowUs / 1000);

const takesDirect = ({ spec, status }: DeliveryStream): boolean => spec.source.kind === 'direct-put' && status === 'ACTIVE';

/** No such delivery stream, or not one that takes Direct PUT now: the whole call is refused, and no limit is met. */
const NOT_THERE = 255;

/** PutRecordBatch, or PutRecord, of a producer in the world; `outcome` tells of each record. */
export function putDirect(firehose: Firehose, deliveryStream: string, batch: PutBatch, outcome: PutOutcome): void {
  const stream = firehose.state.list.find(({ spec }) => spec.id === deliveryStream);
  const { count, sizeBytes } = batch;
  if (stream === undefined || !takesDirect(stream)) {
    outcome.failed = count;
    outcome.limit.fill(NOT_THERE);
    return;
  }
  outcome.failed = admitCall(firehose, stream, sizeBytes, count, outcome.limit);
  const bytes = takeProduced(firehose, stream, batch, outcome);
  const api = batch.api === 'PutRecord' ? 'PutRecord' : 'PutRecordBatch';
  noteIncoming(firehose, stream, { api, records: count - outcome.failed, bytes, throttled: outcome.failed });
}

/** The bytes of accepted records, one after another. */
function takeProduced(firehose: Firehose, stream: DeliveryStream, batch: PutBatch, { failed, limit }: PutOutcome): number {
  const accepted = batch.count - failed;
  if (accepted === 0) return 0;
  const { payload } = firehose.kinesis.cache;
  const ends = new Uint32Array(accepted);
  let size = 0;
  for (let i = 0, at = 0; i < batch.count; i++) if (limit[i] === 0) ends[at++] = size += batch.sizeBytes[i];
  const bytes = new Uint8Array(size);
  for (let i = 0, at = 0; i < batch.count; i++) {
    if (limit[i] !== 0) continue;
    bytes.set(payload(batch.producer, batch.index[i], batch.sizeBytes[i], batch.keyId[i]), at === 0 ? 0 : ends[at - 1]);
    at++;
  }
  takeInto(
    firehose,
    stream,
    '',
    createBatch({ count: accepted, bytes, ends, arrivalMs: nowMs(firehose), numbers: 0, originalBytes: null, source: null }),
  );
  return size;
}

/** `isWholeCall`: the quota of requests is used up, so that the call itself is refused. */
export type PutEntry = { recordId: string } | { errorCode: 'ServiceUnavailableException' | 'InternalFailure'; isWholeCall?: true };

/**
 * PutRecord and PutRecordBatch of the API, for a delivery stream that is ACTIVE and takes Direct PUT: an answer for each record, in order.
 * Sizes have been checked before.
 */
export function putRecords(firehose: Firehose, stream: DeliveryStream, datas: readonly Uint8Array[], isBatch: boolean): PutEntry[] {
  const limit = new Uint8Array(datas.length);
  const sizes = Uint32Array.from(datas, ({ length }) => length);
  const refused = admitCall(firehose, stream, sizes, datas.length, limit);
  const accepted = datas.filter((_, i) => limit[i] === 0);
  const batch = batchOf(accepted, nowMs(firehose), 0);
  if (accepted.length > 0) takeInto(firehose, stream, '', batch);
  const api = isBatch ? 'PutRecordBatch' : 'PutRecord';
  noteIncoming(firehose, stream, { api, records: accepted.length, bytes: batch.bytes.length, throttled: refused });
  return datas.map((_, i) => {
    if (limit[i] === 0) return { recordId: recordId(stream) };
    const errorCode = 'ServiceUnavailableException';
    return limit[i] === REQUESTS ? { errorCode, isWholeCall: true } : { errorCode };
  });
}

const RECORD_ID_LENGTH = 224;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Opaque. */
function recordId({ random }: DeliveryStream): string {
  let text = '';
  for (let word = 0, i = 0; i < RECORD_ID_LENGTH; i++) {
    if (i % 5 === 0) word = nextUint32(random.ids);
    text += ALPHABET[word & 63];
    word >>>= 6;
  }
  return text;
}

/** As producers know it. */
export const directPutOf = (firehose: Firehose) => ({
  takes: (deliveryStream: string): boolean =>
    firehose.state.list.some(({ spec }) => spec.id === deliveryStream && spec.source.kind === 'direct-put'),
  put: (deliveryStream: string, batch: PutBatch, outcome: PutOutcome): void => putDirect(firehose, deliveryStream, batch, outcome),
});
