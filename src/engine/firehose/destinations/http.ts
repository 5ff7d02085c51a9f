/**
 * An HTTP endpoint as a destination: a parcel is sent in requests of at most 64 MiB and 10,000 records, all at once; those that fail are
 * sent again, each under the id it had. https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html
 * The endpoint here answers 200, or 503 where it is down, 413 to what it refuses, and nothing where its answers are lost.
 */
import { nextFloat } from '../../kernel/random.ts';
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import type { DeliveryStreamSpec } from '../delivery-stream-spec.ts';
import type { DeliveryStream, Firehose, Parcel } from '../firehose-state.ts';
import { nextUuid } from '../formats/object-name.ts';
import { recordAt } from '../record-batch.ts';
import type { DeliveryAttempt } from '../steps.ts';
import { EXCHANGES_KEPT, type OpenDelivery, type OpenRequest } from './destination-state.ts';
import {
  bodyBytes,
  httpRequest,
  httpVerdict,
  recordBodyBytes,
  REQUEST_BYTES_MAX,
  REQUEST_RECORDS_MAX,
  RESPONSE_TIMEOUT_SECONDS,
} from './http-protocol.ts';
import { closeDelivery, findOpen, openDelivery } from './open-delivery.ts';
import { eachRecord, recordsBetween } from './parcel-records.ts';
import { attemptsAtDestination } from './retry.ts';
import { arrived, attemptFailed, losesAnswer, networkUs, refused, turnedAway } from './s3.ts';

type HttpSpec = Extract<DeliveryStreamSpec['destination'], { kind: 'http' }>;

/** 0: no answer in three minutes. */
interface Answer {
  status: number;
  body: string;
}

const ERRORS = {
  silent: { code: 'HttpEndpoint.RequestTimeout', message: 'The HTTP endpoint timed out before a response was received.' },
  answered: (status: number) => ({
    code: 'HttpEndpoint.DestinationException',
    message: `The following response was received from the endpoint destination: ${status}.`,
  }),
};
const TOO_LARGE = { code: 'HttpEndpoint.DestinationException', message: 'The endpoint answered 413: the records are not kept.' };

export function attemptHttp(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): DeliveryAttempt {
  const { destination } = stream.spec;
  if (destination.kind !== 'http' || stream.destination.kind !== 'http') throw new Error('no endpoint to deliver to');
  const open = openDelivery(stream, parcel);
  if (open.requests.length === 0) open.requests = divide(stream, parcel);
  let tookUs = 0;
  let duplicates = 0;
  let error: DeliveryAttempt['error'] = null;
  for (const request of open.requests.filter(({ state }) => state === 'open')) {
    const before = request.isThere;
    const sent = send(firehose, stream, parcel, destination, request);
    if (before && request.isThere && sent.isStored) duplicates += request.to - request.from;
    tookUs = Math.max(tookUs, sent.tookUs);
    error = sent.error ?? error;
  }
  if (open.requests.some(({ state }) => state === 'open')) {
    if (parcel.failedUs !== null && error === ERRORS.silent) open.waitedUs += RESPONSE_TIMEOUT_SECONDS * SECOND;
    return { ...refused(tookUs, error!), duplicates };
  }
  return finished(stream, parcel, open, destination.url, tookUs, duplicates);
}

function finished(
  stream: DeliveryStream,
  parcel: Parcel,
  open: OpenDelivery,
  url: string,
  tookUs: number,
  duplicates: number,
): DeliveryAttempt {
  const lost = recordsIn(open, 'refused');
  closeDelivery(stream, parcel);
  const attempt = { ...arrived(tookUs, { bucket: null, key: url, bytes: parcel.bytes }), duplicates };
  if (lost === 0) return attempt;
  const part = { ...attempt, lost: { reason: 'payload-too-large' as const, records: lost } };
  return lost < parcel.records ? part : { ...part, verdict: 'lost', error: TOO_LARGE, place: null };
}

/** What the endpoint did not take of a parcel that is given up goes to the error folder. */
export function backUpHttp(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): DeliveryAttempt {
  const open = findOpen(stream, parcel);
  if (open === undefined || open.requests.length === 0)
    return attemptFailed(firehose, stream, parcel, turnedAway(stream, parcel, parcel.batches));
  const left = open.requests.filter(({ state }) => state === 'open');
  const there = left.filter(({ isThere }) => isThere).reduce((sum, { from, to }) => sum + to - from, 0);
  const lost = recordsIn(open, 'refused');
  const deliveredBefore = recordsIn(open, 'taken');
  const batches = left.flatMap(({ from, to }) => recordsBetween(parcel.batches, from, to));
  const failures = turnedAway(stream, parcel, batches);
  const attempt = attemptFailed(firehose, stream, parcel, failures);
  if (attempt.verdict !== 'delivered') return attempt;
  return { ...attempt, duplicates: there, deliveredBefore, ...(lost > 0 && { lost: { reason: 'payload-too-large', records: lost } }) };
}

const recordsIn = ({ requests }: OpenDelivery, state: OpenRequest['state']): number =>
  requests.filter((request) => request.state === state).reduce((sum, { from, to }) => sum + to - from, 0);

function divide({ random }: DeliveryStream, parcel: Parcel): OpenRequest[] {
  const requests: OpenRequest[] = [];
  let held = 0;
  eachRecord(parcel.batches, (data, _batch, _i, place) => {
    const bytes = recordBodyBytes(data.length);
    const last = requests.at(-1);
    if (last === undefined || place - last.from >= REQUEST_RECORDS_MAX || held + bytes > REQUEST_BYTES_MAX - FRAME_BYTES) {
      requests.push({ id: nextUuid(random.ids), from: place, to: place + 1, state: 'open', isThere: false });
      held = bytes;
    } else {
      last.to = place + 1;
      held += bytes;
    }
  });
  return requests;
}

/** Room for the request's id and time. */
const FRAME_BYTES = 128;

interface Sent {
  tookUs: number;
  error: DeliveryAttempt['error'];
  isStored: boolean;
}

function send(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, spec: HttpSpec, request: OpenRequest): Sent {
  const { status, body } = answerTo(stream, request);
  const isSilent = status === 0;
  const verdict = isSilent ? 'retry' : httpVerdict(status, body, request.id);
  const isStored = status === 200 || isSilent;
  if (verdict === 'delivered') request.state = 'taken';
  if (verdict === 'lost') request.state = request.isThere ? 'taken' : 'refused'; // what it has, it has
  if (isStored) request.isThere = true;
  note(firehose, stream, parcel, spec, request, status, verdict);
  const tookUs = isSilent ? RESPONSE_TIMEOUT_SECONDS * SECOND : networkUs(stream);
  return { tookUs, isStored, error: verdict !== 'retry' ? null : isSilent ? ERRORS.silent : ERRORS.answered(status) };
}

function answerTo(stream: DeliveryStream, { id }: OpenRequest): Answer {
  const { broken, random } = stream;
  if (broken.destination) return { status: 503, body: '' };
  if (broken.rejects > 0 && nextFloat(random.failures) < broken.rejects) return { status: 413, body: '' };
  if (losesAnswer(stream)) return { status: 0, body: '' };
  return { status: 200, body: JSON.stringify({ requestId: id, timestamp: 0 }) };
}

function note(
  { sim }: Firehose,
  { destination: state, arn }: DeliveryStream,
  parcel: Parcel,
  spec: HttpSpec,
  request: OpenRequest,
  status: number,
  verdict: string,
): void {
  if (state.kind !== 'http') return;
  const batches = recordsBetween(parcel.batches, request.from, request.to);
  const timestampMs = sim.startEpochMs + Math.floor(sim.nowUs / MILLISECOND);
  const records = request.to - request.from;
  if (verdict === 'delivered') state.records += records;
  state.requests.push({
    atUs: sim.nowUs,
    requestId: request.id,
    attempt: attemptsAtDestination(parcel),
    records,
    bodyBytes:
      spec.contentEncoding === 'GZIP'
        ? gzippedBytes(batches, spec, request.id, timestampMs, arn)
        : plainBytes(batches, request.id, timestampMs),
    status,
    verdict,
  });
  if (state.requests.length > EXCHANGES_KEPT) state.requests.shift();
}

function plainBytes(batches: Parcel['batches'], id: string, timestampMs: number): number {
  let bytes = 0;
  eachRecord(batches, (data) => (bytes += recordBodyBytes(data.length)));
  return bodyBytes(id, timestampMs, bytes);
}

function gzippedBytes(batches: Parcel['batches'], spec: HttpSpec, requestId: string, timestampMs: number, sourceArn: string): number {
  const records = batches.flatMap((batch) => Array.from({ length: batch.count }, (_, i) => recordAt(batch, i)));
  return httpRequest({ ...spec, requestId, timestampMs, sourceArn, records }).body.length;
}
