/** Format conversion of a sealed parcel: a file of what can be converted, the rest to its error folder. Time is a choice: AWS publishes none. */
import { hold } from '../../kernel/held.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import type { DeliveryStream, Firehose, Parcel } from '../firehose-state.ts';
import { convert } from '../formats/convert.ts';
import { noteConversion } from '../metrics.ts';
import { originalBytesOf, type RecordBatch } from '../record-batch.ts';
import { gatherFailures } from './failed-records.ts';
import { noteNoArrival } from './gather.ts';
import { finish, step, wakeAt } from './parcels.ts';

const SETUP_US = 50 * MILLISECOND;
const BYTES_PER_US = 100;

export function onConvertDue(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): void {
  const doneUs = parcel.sealedUs! + SETUP_US + Math.ceil(parcel.bytes / BYTES_PER_US);
  if (firehose.sim.nowUs < doneUs) return wakeAt(firehose, stream, parcel, doneUs);
  const { spec, counts } = stream;
  step(parcel, { type: 'CONVERTED' });
  if (spec.conversion === null) return wakeAt(firehose, stream, parcel, doneUs); // turned off meanwhile
  counts.convertedIn += parcel.records;
  const before = originalBytes(parcel.batches);
  const { body, records, failures } = convert(spec.conversion, parcel.batches);
  const converted = body === null ? 0 : records.count;
  const failedBytes = originalBytes(failures.map(({ batch }) => batch));
  const failedRecords = parcel.records - converted;
  noteConversion(firehose, stream, { okRecords: converted, okBytes: before - failedBytes, failedRecords, failedBytes });
  counts.convertedOk += converted;
  parcel.batches = [records];
  parcel.records = converted;
  parcel.file = body === null ? null : hold({ heldBytes: body.length, bytes: body });
  if (body === null) {
    step(parcel, { type: 'DELIVERED' });
    noteNoArrival(firehose, stream, parcel);
    finish(firehose, stream, parcel);
  } else wakeAt(firehose, stream, parcel, doneUs);
  gatherFailures(firehose, stream, failures);
}

const originalBytes = (batches: readonly RecordBatch[]): number => batches.reduce((sum, batch) => sum + originalBytesOf(batch), 0);
