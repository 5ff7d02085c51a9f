/** A function tried on the newest records of a delivery stream, beside the run: nothing of the world changes. */
import { firehoseOf, type World } from '../engine/world.ts';
import type { TransformSpec } from '../engine/firehose/delivery-stream-spec.ts';
import type { DeliveryStream, Firehose } from '../engine/firehose/firehose-state.ts';
import { batchOf, createBatch, pickRecords, recordAt, type RecordBatch } from '../engine/firehose/record-batch.ts';
import { callFunction } from '../engine/firehose/transform/call-function.ts';
import { parseTransformResponse } from '../engine/firehose/transform/parse-response.ts';
import { eventJson, requestRecords } from '../engine/firehose/transform/request.ts';
import { valueAt } from '../engine/kernel/record-log.ts';
import { decodeUtf8 } from '../engine/kernel/utf8.ts';
import type { TransformTrial } from '../protocol/delivery-frame.ts';

const RECORDS_TRIED = 8;
/** As an invocation's: the same for every trial, so that two trials of the same code are comparable. */
const TRIAL_ID = '00000000-0000-4000-8000-000000000000';

export function tryTransform(world: World, id: string, transform: TransformSpec): TransformTrial {
  const firehose = firehoseOf(world);
  const stream = firehose.state.list.find(({ spec }) => spec.id === id);
  if (stream === undefined) return refused(`There is no delivery stream named ${id}.`);
  if (firehose.interpreter === null) return refused('Functions cannot be run here.');
  const batches = newestRecords(firehose, stream);
  if (batches.length === 0) return refused('No record is here to try it on: let the run go on until some come in.');
  const records = requestRecords(firehose, stream, batches);
  const event = eventJson(firehose, stream, TRIAL_ID, records);
  const nowEpochMs = firehose.sim.startEpochMs + Math.floor(firehose.sim.nowUs / 1000);
  const { outcome, durationUs, log } = callFunction(firehose.interpreter, transform, event, nowEpochMs, TRIAL_ID);
  const tried: TransformTrial['records'] = records.map(({ batch, index }) => ({
    before: decodeUtf8(recordAt(batch, index)),
    result: null,
    after: null,
    problem: null,
  }));
  if (outcome.json === null) {
    const { name, message, line } = outcome.thrown;
    return { records: tried, error: { code: outcome.errorCode, message: `${name}: ${message}`, line }, log, durationUs };
  }
  const ids = records.map((record) => record.id);
  const answer = parseTransformResponse(ids, outcome.json);
  if (answer.kind === 'refused')
    return { records: tried, error: { code: answer.errorCode, message: answer.errorMessage, line: null }, log, durationUs };
  for (const { place, data } of answer.ok) Object.assign(tried[place], { result: 'Ok', after: decodeUtf8(data) });
  for (const place of answer.dropped) tried[place].result = 'Dropped';
  for (const { place, errorCode, errorMessage } of answer.failed) {
    tried[place].result = errorCode === 'Lambda.ProcessingFailedStatus' ? 'ProcessingFailed' : null;
    tried[place].problem = `${errorCode}: ${errorMessage}`;
  }
  return { records: tried, error: null, log, durationUs };
}

const refused = (message: string): TransformTrial => ({ records: [], error: { code: '', message, line: null }, log: [], durationUs: 0 });

/** As they came in, oldest first. */
function newestRecords(firehose: Firehose, stream: DeliveryStream): RecordBatch[] {
  const waiting = stream.parcels.filter(({ way }) => way === (stream.spec.transform === null ? 'main' : 'transform'));
  const batches = waiting.flatMap((parcel) => parcel.batches).slice(-RECORDS_TRIED);
  const found = lastOf(batches);
  if (found.length > 0) return found;
  const raw = stream.parcels.filter(({ way }) => way === 'source-backup' || way === 'failed').flatMap((parcel) => parcel.batches);
  const kept = lastOf(raw.slice(-RECORDS_TRIED));
  return kept.length > 0 ? kept : fromSource(firehose, stream);
}

function lastOf(batches: readonly RecordBatch[]): RecordBatch[] {
  const picked: RecordBatch[] = [];
  let left = RECORDS_TRIED;
  for (const batch of batches.toReversed()) {
    const count = Math.min(left, batch.count);
    if (count === 0) continue;
    left -= count;
    picked.unshift(
      pickRecords(
        batch,
        Array.from({ length: count }, (_, i) => batch.count - count + i),
      ),
    );
  }
  return picked;
}

/** Of the data stream's first shard that holds some. */
function fromSource({ kinesis, sim }: Firehose, { spec }: DeliveryStream): RecordBatch[] {
  const { source } = spec;
  if (source.kind !== 'kinesis-stream') return [];
  const stream = kinesis.state.streams.find(({ name, life }) => name === source.stream && life.state !== 'GONE');
  const shard = stream?.shards.find(({ log }) => log.count > log.trimmed);
  if (shard === undefined) return [];
  const { log } = shard;
  const from = Math.max(log.trimmed, log.count - RECORDS_TRIED);
  const positions = Array.from({ length: log.count - from }, (_, i) => from + i);
  const read = (name: 'producer' | 'index' | 'sizeBytes' | 'keyId', at: number) => valueAt(log, name, at);
  const bytes = positions.map((at) =>
    kinesis.cache.payload(read('producer', at), read('index', at), read('sizeBytes', at), read('keyId', at)),
  );
  const { heldBytes: _, ...batch } = batchOf(bytes, 0, 0);
  const arrivalMs = Float64Array.from(positions, (at) => sim.startEpochMs + Math.floor(valueAt(log, 'arrivalUs', at) / 1000));
  return [createBatch({ ...batch, arrivalMs, source: { shard: shard.index, positions: from } })];
}
