/** Records that leave the main path: gathered for their error folder, and told. */
import { emit } from '../../kernel/simulation.ts';
import { MINUTE } from '../../kernel/time.ts';
import { decodeUtf8 } from '../../kernel/utf8.ts';
import { failureFolderOf } from '../destinations/failure-folder.ts';
import type { Failure } from '../failure.ts';
import { RECENT_KEPT, type DeliveryStream, type Firehose, type Parcel } from '../firehose-state.ts';
import { recordAt } from '../record-batch.ts';
import { noteFill, openFor, seal } from './gather.ts';

const SAMPLE_BYTES = 200;
/** Told again when none has failed for so long (a choice). */
const SPELL_ENDS_US = 5 * MINUTE;

export function gatherFailures(firehose: Firehose, stream: DeliveryStream, failures: readonly Failure[]): void {
  for (const failure of failures) {
    if (failure.batch.count === 0) continue;
    noteFailure(firehose, stream, failure);
    const parcel = openFor(firehose, stream, { way: 'failed', lane: failure.folder, partition: null });
    parcel.failures.push(failure);
    parcel.records += failure.batch.count;
    parcel.bytes += failure.batch.bytes.length;
    noteFill(parcel, firehose.sim.nowUs);
    if (parcel.bytes >= parcel.sizeHintBytes) seal(firehose, stream, parcel, 'size');
  }
}

function noteFailure(
  { sim }: Firehose,
  stream: DeliveryStream,
  { folder, batch, errorCode, errorMessage }: Failure,
  records = batch.count,
): void {
  const { recent, trouble, broken } = stream;
  const sample = decodeUtf8(recordAt(batch, 0).subarray(0, SAMPLE_BYTES));
  recent.failures.push({ atUs: sim.nowUs, folder, errorCode, errorMessage, records, sample, key: null });
  if (recent.failures.length > RECENT_KEPT) recent.failures.shift();
  const spell = trouble.failing[folder];
  if (spell !== undefined && sim.nowUs - spell.lastUs < SPELL_ENDS_US) {
    spell.lastUs = sim.nowUs;
    return;
  }
  const cause =
    folder === 'processing-failed'
      ? trouble.transform
      : folder === failureFolderOf(stream.spec)
        ? (trouble.delivery ?? broken.since?.delivery)
        : null;
  const body = { type: 'records-failing', deliveryStream: stream.spec.id, folder, errorCode, errorMessage, records } as const;
  trouble.failing[folder] = { event: emit(sim, body, cause ?? sim.cause), lastUs: sim.nowUs };
}

/** A destination has refused a parcel for good, or for too long: it goes to the destination's folder. Noted once, however often the backup refuses it. */
export function noteTurnedAway(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): void {
  const folder = failureFolderOf(stream.spec);
  const { code: errorCode, message: errorMessage } = parcel.lastError ?? { code: '', message: '' };
  if (folder === null || parcel.batches.length === 0 || parcel.backupAttempts !== undefined) return;
  noteFailure(
    firehose,
    stream,
    { folder, batch: parcel.batches[0], errorCode, errorMessage, attemptsMade: parcel.attempts },
    parcel.records,
  );
}

const foldersOf = (stream: DeliveryStream, { way, state, failures }: Parcel): Set<string> =>
  new Set(
    way === 'main' && (state === 'backingUp' || state === 'backedUp')
      ? [failureFolderOf(stream.spec) ?? '']
      : failures.map(({ folder }) => folder),
  );

/** They are in their folder. */
export function noteLanded(stream: DeliveryStream, parcel: Parcel, key: string): void {
  const folders = foldersOf(stream, parcel);
  const untilUs = parcel.way === 'failed' ? parcel.sealedUs! : Infinity; // later ones are in the next
  for (const failure of stream.recent.failures)
    if (failure.key === null && folders.has(failure.folder) && failure.atUs <= untilUs) failure.key = key;
}
