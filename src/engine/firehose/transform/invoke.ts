/**
 * One invocation of the transform's function, as Firehose invokes it: synchronously, with records up to 6 MiB.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
 * Simplified: what is larger than one event can be goes out as several at once, which succeed or fail together. A record that no event
 * can hold fails alone: no further attempt would make it smaller.
 */
import type { Failure } from '../failure.ts';
import type { DeliveryStream, Firehose } from '../firehose-state.ts';
import { nextUuid } from '../formats/object-name.ts';
import type { RecordBatch } from '../record-batch.ts';
import type { TransformAnswer } from '../steps.ts';
import { callFunction, PAYLOAD_BYTES_MAX } from './call-function.ts';
import { gatherRecords } from './gather-records.ts';
import { FUNCTION_ERROR, parseTransformResponse, type ParsedResponse, type Words } from './parse-response.ts';
import { eventJson, requestRecords, type RequestRecord } from './request.ts';

type Answered = Extract<ParsedResponse, { kind: 'answered' }>;

/** Around the records of an event. */
const ENVELOPE_BYTES = 1024;
/** A refused invocation is answered at once. */
const REFUSED_US = 20_000;

/** Why it could not be invoked at all, in the words of the service. */
const NOT_INVOKED: Record<string, string> = {
  'Lambda.InvokeAccessDenied': 'Access was denied. Ensure that the access policy allows access to the Lambda function.',
  'Lambda.AssumeRoleAccessDenied': 'Access was denied. Ensure that the trust policy of the role allows Amazon Data Firehose to assume it.',
  'Lambda.InvokeLimitExceeded': 'Rate Exceeded.',
  'Lambda.ResourceNotFound': 'The function does not exist.',
};

/** `attempt`: 1 for the first; each is an invocation of its own with the same records. */
export function invoke(firehose: Firehose, stream: DeliveryStream, batches: readonly RecordBatch[], attempt: number): TransformAnswer {
  const { interpreter, sim } = firehose;
  const { transform } = stream.spec;
  const missing = transform === null || interpreter === null ? ('Lambda.ResourceNotFound' as const) : null;
  const broken = stream.broken.transform ?? missing;
  if (transform === null || interpreter === null || broken !== null) return notInvoked(broken!);
  const records = requestRecords(firehose, stream, batches);
  const nowEpochMs = sim.startEpochMs + Math.floor(sim.nowUs / 1000);
  const log: string[] = [];
  let durationUs = 0;
  let requestBytes = 0;
  const parts: { records: RequestRecord[]; answer: Answered }[] = [];
  for (const part of eventsOf(records)) {
    const invocationId = nextUuid(stream.random.ids);
    const event = eventJson(firehose, stream, invocationId, part);
    if (event.length > PAYLOAD_BYTES_MAX) {
      parts.push({
        records: part,
        answer: { kind: 'answered', ok: [], dropped: [], failed: part.map((_, place) => ({ place, ...FUNCTION_ERROR })) },
      });
      continue;
    }
    const call = callFunction(interpreter, transform, event, nowEpochMs, invocationId);
    requestBytes += event.length;
    durationUs = Math.max(durationUs, call.durationUs);
    log.push(...call.log);
    const facts = { durationUs, requestBytes, log };
    if (call.outcome.json === null) return { kind: 'failed', ...wordsOf(call.outcome), retriable: true, ...facts };
    const ids = part.map(({ id }) => id);
    const answer = parseTransformResponse(ids, call.outcome.json);
    if (answer.kind === 'refused') return { kind: 'failed', ...wordsOf(answer), retriable: false, ...facts };
    parts.push({ records: part, answer });
  }
  return { kind: 'answered', ...joined(parts, attempt), durationUs, requestBytes, log };
}

const wordsOf = ({ errorCode, errorMessage }: Words): Words => ({ errorCode, errorMessage });

function notInvoked(errorCode: string): TransformAnswer {
  const retriable = errorCode === 'Lambda.InvokeLimitExceeded';
  return { kind: 'failed', errorCode, errorMessage: NOT_INVOKED[errorCode], retriable, durationUs: REFUSED_US, requestBytes: 0, log: [] };
}

function eventsOf(records: readonly RequestRecord[]): RequestRecord[][] {
  const events: RequestRecord[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    const size = record.json.length + 1;
    if (bytes + size > PAYLOAD_BYTES_MAX - ENVELOPE_BYTES) {
      events.push([]);
      bytes = 0;
    }
    bytes += size;
    events.at(-1)!.push(record);
  }
  return events;
}

/** The answers to all events as one, with the data of what was dropped or failed as it came in. */
function joined(parts: { records: RequestRecord[]; answer: Answered }[], attemptsMade: number) {
  const ok = parts.flatMap(({ records, answer }) => answer.ok.map((one) => ({ ...one, record: records[one.place] })));
  const dropped = parts.flatMap(({ records, answer }) => answer.dropped.map((place) => records[place]));
  const byCode = new Map<string, Words & { records: RequestRecord[] }>();
  for (const { records, answer } of parts)
    for (const { place, ...words } of answer.failed) {
      const group = byCode.get(words.errorCode);
      if (group === undefined) byCode.set(words.errorCode, { ...words, records: [records[place]] });
      else group.records.push(records[place]);
    }
  const failures = Array.from(byCode.values(), ({ records, ...words }): Failure => ({
    folder: 'processing-failed',
    batch: gatherRecords(records, null),
    ...words,
    attemptsMade,
  }));
  const keys = ok.map(({ partitionKeys }) => partitionKeys);
  return {
    ok: gatherRecords(
      ok.map(({ record }) => record),
      ok.map(({ data }) => data),
    ),
    partitionKeys: keys.some((one) => one !== null) ? keys : null,
    dropped: gatherRecords(dropped, null),
    failures,
  };
}
