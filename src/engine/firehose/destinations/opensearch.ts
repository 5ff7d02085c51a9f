/**
 * Amazon OpenSearch Service as a destination: one bulk request a parcel, each record a document.
 * https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html
 * A document has an id that Firehose gives it once, so one that is sent again takes the place of the former: no duplicates. Where the index
 * is to give the ids (NO_DOCUMENT_ID), it is there twice. A document that the index refuses goes to the backup at once, the rest stays
 * delivered.
 */
import { SECOND } from '../../kernel/time.ts';
import type { DeliveryStreamSpec } from '../delivery-stream-spec.ts';
import type { DeliveryStream, Parcel } from '../firehose-state.ts';
import { arrivalMsAt, type RecordBatch } from '../record-batch.ts';
import type { DeliveryAttempt } from '../steps.ts';
import { EXCHANGES_KEPT } from './destination-state.ts';
import { indexName } from './index-name.ts';
import { isOneLine, jsonObjectOf } from './json-text.ts';
import { closeDelivery, openDelivery, recordsThere } from './open-delivery.ts';
import { countOf, refusedRecords, refusesByFault } from './parcel-records.ts';
import { arrived, losesAnswer, networkUs, refused } from './s3.ts';

type OpenSearchSpec = Extract<DeliveryStreamSpec['destination'], { kind: 'opensearch' }>;

/** After which a request without an answer counts as failed: an assumption. */
const NO_ANSWER_US = 60 * SECOND;

const UNAVAILABLE = { code: '503', message: 'The domain answered 503: Service Unavailable.' };
const SILENT = { code: '504', message: 'The domain did not answer the bulk request in time.' };
const UNPARSED = { code: '400', message: '{"type":"mapper_parsing_exception","reason":"failed to parse"}' };
const SEVERAL_LINES = {
  code: '400',
  message: '{"type":"illegal_argument_exception","reason":"a document is one line of the bulk request"}',
};
const REFUSED = { code: '400', message: '{"type":"mapper_parsing_exception","reason":"object mapping tried to parse a field as object"}' };

export function attemptOpenSearch(stream: DeliveryStream, parcel: Parcel): DeliveryAttempt {
  const { spec, broken, destination: state } = stream;
  const { destination } = spec;
  if (destination.kind !== 'opensearch' || state.kind !== 'opensearch') throw new Error('no OpenSearch to deliver to');
  if (broken.destination) return refused(networkUs(stream), UNAVAILABLE);
  const open = openDelivery(stream, parcel);
  const isRefused = refusesByFault(stream);
  const failures = refusedRecords(parcel, 'AmazonOpenSearchService_failed', (data, batch, i) =>
    isRefused(batch, i) ? REFUSED : whyNoDocument(data),
  );
  const failed = countOf(failures);
  const isNew = !open.isThere || destination.documentIds === 'NO_DOCUMENT_ID';
  const taken = parcel.records - failed;
  const before = recordsThere(stream, parcel);
  const name = indexName(destination.index, destination.rotation, arrivalMsAt(parcel.batches[0], 0));
  const duplicates = isNew ? Math.min(before, taken) : 0;
  if (isNew) addDocuments(state.indexes, destination, parcel, failed);
  else if (taken > before) add(state.indexes, name, taken - before);
  if (losesAnswer(stream)) {
    open.isThere = true;
    open.there = Math.max(before, taken);
    return { ...refused(NO_ANSWER_US, SILENT), duplicates };
  }
  closeDelivery(stream, parcel);
  state.failed += failed;
  return { ...arrived(networkUs(stream), { bucket: null, key: name, bytes: parcel.bytes }), failures, duplicates };
}

function whyNoDocument(data: Uint8Array): { code: string; message: string } | null {
  if (jsonObjectOf(data) === null) return UNPARSED;
  return isOneLine(data) ? null : SEVERAL_LINES;
}

/** By the arrival of each; what failed is taken off the first index, which is all of them but at the turn of an hour. */
function addDocuments(indexes: { name: string; documents: number }[], spec: OpenSearchSpec, { batches }: Parcel, failed: number): void {
  for (const batch of batches) for (const [ms, count] of arrivals(batch)) add(indexes, indexName(spec.index, spec.rotation, ms), count);
  add(indexes, indexName(spec.index, spec.rotation, arrivalMsAt(batches[0], 0)), -failed);
  if (indexes.length > EXCHANGES_KEPT) indexes.splice(0, indexes.length - EXCHANGES_KEPT);
}

function add(indexes: { name: string; documents: number }[], name: string, documents: number): void {
  const known = indexes.find((index) => index.name === name);
  if (known === undefined) indexes.push({ name, documents });
  else known.documents += documents;
}

/** How many arrived when; by whole hours, the finest that a name tells. */
function arrivals(batch: RecordBatch): Iterable<[number, number]> {
  if (typeof batch.arrivalMs === 'number') return [[batch.arrivalMs, batch.count]];
  const hours = new Map<number, number>();
  for (const ms of batch.arrivalMs) {
    const hour = Math.floor(ms / 3_600_000) * 3_600_000;
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  return hours;
}
