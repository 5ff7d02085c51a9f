/**
 * Amazon S3 as a destination, and as the place of backups and failed records: one object a parcel.
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html
 * Simplified: one PUT, no multipart upload; an object stands in the bucket from the start of the attempt that wrote it. An answer that is
 * lost is missed after ten seconds, an assumption.
 */
import { nextFloat } from '../../kernel/random.ts';
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import { putObject, type NewObject } from '../../aws/s3/buckets.ts';
import type { S3Spec } from '../delivery-stream-spec.ts';
import type { Failure } from '../failure.ts';
import type { DeliveryStream, Firehose, Parcel } from '../firehose-state.ts';
import { compressBody, contentHeaders, encodeBody } from '../formats/encode-body.ts';
import { failureLines } from '../formats/failure-lines.ts';
import { nextUuid, objectKey, type NameFacts } from '../formats/object-name.ts';
import { oldestMs, originalBytesOf } from '../record-batch.ts';
import type { DeliveryAttempt } from '../steps.ts';
import { backupPlace, failureFolderOf, isOfDestination } from './failure-folder.ts';
import { indexName } from './index-name.ts';
import { closeDelivery, openDelivery } from './open-delivery.ts';
import { attemptsAtDestination } from './retry.ts';

const FASTEST_US = 50 * MILLISECOND;
const SLOWEST_US = 300 * MILLISECOND;
const ANSWER_LOST_US = 10 * SECOND;

export const S3_DOWN = { code: 'S3.ServiceUnavailable', message: 'Service is unable to handle request.' };

/** The parcel's records, or the converted file, as an object of the destination. */
export function attemptS3(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, body: Uint8Array | null): DeliveryAttempt {
  const { destination } = stream.spec;
  if (!('s3' in destination)) throw new Error('no bucket to deliver to');
  return writeOnce(firehose, stream, parcel, recordsObject(stream, parcel, destination.s3, body, 'main'));
}

export function attemptSourceBackup(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): DeliveryAttempt {
  const place = backupPlace(stream.spec, 'source-backup');
  return writeOnce(firehose, stream, parcel, recordsObject(stream, parcel, place, null, 'source-backup'));
}

/** Records that failed, with what Firehose says of each, in the folder of their kind; compressed like all that goes to that place. */
export function attemptFailed(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, failures: readonly Failure[]): DeliveryAttempt {
  const place = backupPlace(stream.spec, 'failed');
  const { sim, kinesis } = firehose;
  const { transform, conversion, destination } = stream.spec;
  const folder = failures[0].folder;
  const content = failureLines(failures, {
    lambdaArn: transform === null ? null : functionArn(firehose, transform.functionName),
    attemptEndingMs: sim.startEpochMs + Math.floor(sim.nowUs / MILLISECOND),
    region: kinesis.state.region,
    accountId: kinesis.state.accountId,
    table: conversion,
    ...(destination.kind === 'opensearch' && { indexAt: (ms: number) => indexName(destination.index, destination.rotation, ms) }),
  });
  const facts = nameFacts(stream, parcel, place, place.compression, folder);
  return writeOnce(firehose, stream, parcel, {
    place,
    facts: { ...facts, atEpochMs: oldestOf(failures.map(({ batch }) => batch)) },
    body: (id) => compressBody(content, place.compression, id),
    role: 'failed',
    batches: failures.map(({ batch }) => batch),
    kind: folder,
  });
}

/** Records of a parcel that was given up, with the last error that the destination gave, and how often it was asked. */
export function turnedAway({ spec }: DeliveryStream, parcel: Parcel, batches: Parcel['batches']): Failure[] {
  const { code, message } = parcel.lastError ?? { code: 'InternalError', message: 'The destination did not take the records.' };
  const folder = failureFolderOf(spec) ?? 'processing-failed';
  const attemptsMade = Math.max(1, attemptsAtDestination(parcel));
  return batches.map((batch) => ({ folder, batch, errorCode: code, errorMessage: message, attemptsMade }));
}

/** A name may bring its version or alias along, as an ARN that was handed to the API does. */
const functionArn = ({ kinesis: { state } }: Firehose, name: string): string =>
  `arn:aws:lambda:${state.region}:${state.accountId}:function:${name.includes(':') ? name : `${name}:$LATEST`}`;

export interface Writing {
  place: S3Spec;
  facts: NameFacts;
  /** Made when it is clear that the bucket takes it. `id`: a UUID. */
  body(id: string): Uint8Array;
  role: 'main' | 'failed' | 'source-backup';
  batches: Parcel['batches'];
  /** As the object tells it. */
  kind: string;
}

/** Records as they are, or a converted file. */
export function recordsObject(
  stream: DeliveryStream,
  parcel: Parcel,
  place: S3Spec,
  converted: Uint8Array | null,
  role: 'main' | 'source-backup',
): Writing {
  const { prefix = place.prefix } = role === 'main' ? parcel : place;
  const facts = nameFacts(stream, parcel, { ...place, prefix }, converted === null ? place.compression : 'parquet', null);
  const { compression } = place;
  const delimiter = stream.spec.appendDelimiter && role === 'main';
  const kind = role === 'main' ? 'delivered' : role;
  return {
    place,
    facts,
    body: (id) => converted ?? encodeBody(parcel.batches, { delimiter, compression, id }),
    role,
    batches: parcel.batches,
    kind,
  };
}

function nameFacts(
  { spec, version }: DeliveryStream,
  parcel: Parcel,
  s3: S3Spec,
  format: NameFacts['format'],
  errorOutputType: string | null,
): NameFacts {
  const { partition } = parcel;
  return { s3, deliveryStream: spec.id, version, atEpochMs: oldestOf(parcel.batches), partition, errorOutputType, format };
}

export const oldestOf = (batches: Parcel['batches']): number =>
  batches.reduce((oldest, batch) => Math.min(oldest, oldestMs(batch)), Infinity);

/** One attempt. An object whose answer was lost stands, and the next attempt writes another. */
export function writeOnce(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, writing: Writing): DeliveryAttempt {
  const written = write(firehose, stream, parcel, writing);
  if ('code' in written) return refused(networkUs(stream), written);
  if (writing.role !== 'main') return finish(stream, parcel, written);
  const open = openDelivery(stream, parcel);
  const duplicates = open.isThere ? parcel.records : 0;
  if (losesAnswer(stream)) {
    open.isThere = true;
    return { ...refused(ANSWER_LOST_US, NO_ANSWER), duplicates, place: written };
  }
  return { ...finish(stream, parcel, written), duplicates };
}

function finish(stream: DeliveryStream, parcel: Parcel, written: NonNullable<DeliveryAttempt['place']>): DeliveryAttempt {
  closeDelivery(stream, parcel);
  return arrived(networkUs(stream), written);
}

const NO_ANSWER = { code: 'S3.InternalError', message: 'S3 did not answer in time. The object may have been written.' };

/** PutObject, or in which words S3 refused. */
export function write(
  { sim, s3 }: Firehose,
  stream: DeliveryStream,
  parcel: Parcel,
  { place, facts, body, role, batches, kind }: Writing,
): NonNullable<DeliveryAttempt['place']> | NonNullable<DeliveryAttempt['error']> {
  const { random } = stream;
  if (isDown(stream, role)) return S3_DOWN;
  const key = objectKey(facts, random.ids);
  const content = body(nextUuid(random.ids));
  const object: NewObject = {
    key,
    body: content,
    ...contentHeaders(facts.format),
    kmsKeyArn: place.kmsKeyArn,
    writtenUs: sim.nowUs,
    about: {
      deliveryStream: stream.spec.id,
      records: batches.reduce((sum, { count }) => sum + count, 0),
      rawBytes: batches.reduce((sum, batch) => sum + originalBytesOf(batch), 0),
      kind,
      flush: role === 'failed' ? null : parcel.number,
    },
  };
  const refusal = putObject(s3, place.bucket, object);
  if (refusal === null) return { bucket: place.bucket, key, bytes: content.length };
  return { code: /denied/i.test(refusal) ? 'S3.AccessDenied' : 'S3.InternalError', message: refusal };
}

/** Buckets of Redshift, from which COPY loads, stand even where the cluster does not. */
function isDown({ spec, broken }: DeliveryStream, role: Writing['role']): boolean {
  if (isOfDestination(spec, role)) return broken.destination && spec.destination.kind === 's3';
  return broken.backup;
}

export const networkUs = ({ random }: DeliveryStream): number =>
  Math.round(FASTEST_US + nextFloat(random.network) * (SLOWEST_US - FASTEST_US));

export const losesAnswer = ({ broken, random }: DeliveryStream): boolean =>
  broken.lostAnswers > 0 && nextFloat(random.failures) < broken.lostAnswers;

const SILENT = { failures: [], duplicates: 0 };

export const arrived = (tookUs: number, place: DeliveryAttempt['place']): DeliveryAttempt => ({
  ...SILENT,
  tookUs,
  verdict: 'delivered',
  error: null,
  place,
});

export const refused = (tookUs: number, error: { code: string; message: string }): DeliveryAttempt => ({
  ...SILENT,
  tookUs,
  verdict: 'failed',
  error,
  place: null,
});
