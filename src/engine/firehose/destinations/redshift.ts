/**
 * Amazon Redshift as a destination: a file in S3 first, which COPY then loads; COPY commands run one after another.
 * https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html
 * Simplified: a record is a row; a COPY loads one file, by a manifest that names it; how long it takes (two seconds, and 50 MiB a second)
 * is an assumption. With `json` among the copy options a record that is no JSON object is a row that cannot be loaded; more of them than
 * MAXERROR (0 where it is not given) fail the COPY.
 */
import { encodeUtf8 } from '../../kernel/utf8.ts';
import { SECOND } from '../../kernel/time.ts';
import { putObject } from '../../aws/s3/buckets.ts';
import type { DeliveryStreamSpec, S3Spec } from '../delivery-stream-spec.ts';
import type { DeliveryStream, Firehose, Parcel } from '../firehose-state.ts';
import { contentHeaders } from '../formats/encode-body.ts';
import { objectKey } from '../formats/object-name.ts';
import { noteStaged } from '../metrics.ts';
import { originalBytesOf } from '../record-batch.ts';
import type { DeliveryAttempt } from '../steps.ts';
import { EXCHANGES_KEPT, type DestinationState } from './destination-state.ts';
import { jsonObjectOf } from './json-text.ts';
import { closeDelivery, openDelivery, recordsThere } from './open-delivery.ts';
import { eachRecord, refusesByFault } from './parcel-records.ts';
import { arrived, losesAnswer, networkUs, oldestOf, recordsObject, refused, write, writeOnce, type Writing } from './s3.ts';

type RedshiftSpec = Extract<DeliveryStreamSpec['destination'], { kind: 'redshift' }>;
type RedshiftState = Extract<DestinationState, { kind: 'redshift' }>;

const COPY_STARTS_US = 2 * SECOND;
const COPY_BYTES_PER_SECOND = 50 * 1024 * 1024;
const NO_ANSWER_US = 60 * SECOND;

const NO_CONNECTION = {
  code: 'Redshift.ConnectionFailed',
  message: 'The connection to the specified Amazon Redshift cluster failed.',
};
const LOAD_FAILED = {
  code: 'Redshift.DataLoadFailed',
  message: 'Loading data into the table failed. Check the STL_LOAD_ERRORS system table.',
};
const CUT_OFF = { code: 'Redshift.OperationTimedOut', message: 'The COPY command was not answered in time. It may have been committed.' };

export function attemptRedshift(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): DeliveryAttempt {
  const { destination: state, spec } = stream;
  const { destination } = spec;
  if (destination.kind !== 'redshift' || state.kind !== 'redshift') throw new Error('no Redshift to deliver to');
  const open = openDelivery(stream, parcel);
  let tookUs = 0;
  if (open.file === null) {
    const refusal = stage(firehose, stream, parcel, destination, state);
    tookUs = networkUs(stream);
    if (refusal !== null) return refused(tookUs, refusal);
  }
  return copy(firehose, stream, parcel, state, destination, tookUs);
}

/** The file that COPY is to load, and the manifest that names it; or in which words S3 refused it. */
function stage(
  firehose: Firehose,
  stream: DeliveryStream,
  parcel: Parcel,
  { s3 }: RedshiftSpec,
  state: RedshiftState,
): DeliveryAttempt['error'] {
  const writing = recordsObject(stream, parcel, s3, null, 'main');
  const written = write(firehose, stream, parcel, writing);
  const { records, batches } = parcel;
  const original = batches.reduce((sum, batch) => sum + originalBytesOf(batch), 0);
  noteStaged(firehose, stream, { records, bytes: original, oldestMs: oldestOf(batches), isSuccess: !('code' in written) });
  if ('code' in written) return written;
  const { key } = written;
  const manifest = manifestOf(stream, parcel, s3, 'manifests/', key);
  const manifestKey = objectKey(manifest.facts, stream.random.ids);
  // the same bucket has taken the file just now
  putObject(firehose.s3, s3.bucket, {
    key: manifestKey,
    body: manifest.body(''),
    ...contentHeaders('UNCOMPRESSED'),
    kmsKeyArn: s3.kmsKeyArn,
    writtenUs: firehose.sim.nowUs,
    about: null,
  });
  openDelivery(stream, parcel).file = { key, bytes: written.bytes, manifest: manifestKey };
  notePending(state);
  return null;
}

/** Lists the file for COPY's MANIFEST option. `folder`: behind the prefix of the files. */
function manifestOf(stream: DeliveryStream, parcel: Parcel, s3: S3Spec, folder: string, key: string): Writing {
  const place = { ...s3, prefix: s3.prefix + folder, fileExtension: '', compression: 'UNCOMPRESSED' as const };
  const listed = { entries: [{ url: `s3://${s3.bucket}/${key}`, mandatory: true }] };
  return { ...recordsObject(stream, parcel, place, null, 'main'), body: () => encodeUtf8(JSON.stringify(listed)) };
}

/** COPY, when those before it have ended. */
function copy(
  { sim }: Firehose,
  stream: DeliveryStream,
  parcel: Parcel,
  state: RedshiftState,
  spec: RedshiftSpec,
  writtenUs: number,
): DeliveryAttempt {
  const open = openDelivery(stream, parcel);
  const file = open.file!;
  const loadUs = COPY_STARTS_US + Math.round((file.bytes / COPY_BYTES_PER_SECOND) * SECOND);
  const startUs = Math.max(sim.nowUs + writtenUs, state.busyUntilUs);
  const isLost = !stream.broken.destination && losesAnswer(stream);
  const endUs = startUs + (isLost ? NO_ANSWER_US : loadUs);
  state.busyUntilUs = endUs;
  const bad = stream.broken.destination ? 0 : badRows(stream, parcel, spec);
  const error = stream.broken.destination ? NO_CONNECTION : bad > maxError(spec) ? LOAD_FAILED : isLost ? CUT_OFF : null;
  const loaded = error === null || error === CUT_OFF ? parcel.records - bad : 0;
  const before = recordsThere(stream, parcel);
  const duplicates = Math.min(before, loaded);
  state.rows += loaded;
  note(state, { atUs: startUs, manifest: file.manifest, files: 1, rows: loaded, error: error?.message ?? null });
  if (error !== null) {
    if (loaded > 0) {
      open.isThere = true;
      open.there = Math.max(before, loaded);
    }
    return { ...refused(endUs - sim.nowUs, error), duplicates };
  }
  leave(stream, parcel, state);
  const attempt = { ...arrived(endUs - sim.nowUs, { bucket: spec.s3.bucket, key: file.key, bytes: file.bytes }), duplicates };
  return bad > 0 ? { ...attempt, lost: { reason: 'copy-errors', records: bad } } : attempt;
}

function badRows(stream: DeliveryStream, { batches }: Parcel, { copyOptions }: RedshiftSpec): number {
  const isRefused = refusesByFault(stream);
  const asJson = /\bjson\b/i.test(copyOptions);
  let bad = 0;
  eachRecord(batches, (data, batch, i) => {
    if (isRefused(batch, i) || (asJson && jsonObjectOf(data) === null)) bad++;
  });
  return bad;
}

const maxError = ({ copyOptions }: RedshiftSpec): number => Number(/\bmaxerror\s+(?:as\s+)?(\d+)/i.exec(copyOptions)?.[1] ?? 0);

/**
 * The files of a parcel that is given up stay in S3; a manifest lists them, so that they can be loaded by hand. What another destination had
 * turned away before the delivery stream was changed has none yet.
 */
export function skipFiles(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): DeliveryAttempt {
  const { destination: state, spec } = stream;
  const { destination } = spec;
  if (destination.kind !== 'redshift' || state.kind !== 'redshift') throw new Error('no Redshift to skip');
  const open = openDelivery(stream, parcel);
  const refusal = open.file === null ? stage(firehose, stream, parcel, destination, state) : null;
  if (refusal !== null) return refused(networkUs(stream), refusal);
  const key = open.file!.key;
  const writing = manifestOf(stream, parcel, destination.s3, 'errors/manifests/', key);
  const duplicates = recordsThere(stream, parcel);
  const attempt = writeOnce(firehose, stream, parcel, { ...writing, role: 'failed', kind: 'redshift-skipped' });
  if (attempt.verdict !== 'delivered') return attempt;
  leave(stream, parcel, state);
  return { ...attempt, duplicates };
}

/** Files of parcels that have gone otherwise are not waited for. */
function notePending(state: RedshiftState): void {
  state.pending = state.open.flatMap(({ file }) => (file === null ? [] : [file.key]));
}

function leave(stream: DeliveryStream, parcel: Parcel, state: RedshiftState): void {
  closeDelivery(stream, parcel);
  notePending(state);
}

function note(state: RedshiftState, run: RedshiftState['copies'][number]): void {
  state.copies.push(run);
  if (state.copies.length > EXCHANGES_KEPT) state.copies.shift();
}
