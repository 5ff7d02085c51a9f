/**
 * Where delivery falls behind, more is gathered: "Amazon Data Firehose raises the buffer size dynamically".
 * https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html#frequency
 * No formula is published. Here (a choice) the size hint doubles each time that a lane has more than WAITING_MAX sealed parcels, up to the
 * destination's maximum, and is as hinted again when no lane has any that waits.
 */
import { emit } from '../../kernel/simulation.ts';
import type { DeliveryStream, Firehose, Parcel } from '../firehose-state.ts';
import { hintsOf } from './hints.ts';

const WAITING_MAX = 4;

const isWaiting = ({ way, sealedUs, attempts }: Parcel): boolean => way === 'main' && sealedUs !== null && attempts === 0;

export function growIfBehind({ sim }: Firehose, stream: DeliveryStream, { queue, number }: Parcel): void {
  let waiting = 0;
  for (const other of stream.parcels) if (other.queue === queue && other.number !== number && isWaiting(other)) waiting++;
  if (waiting <= WAITING_MAX) return;
  const before = hintsOf(stream, 'main').sizeBytes;
  stream.growth *= 2;
  const { sizeBytes } = hintsOf(stream, 'main');
  if (sizeBytes === before) {
    stream.growth /= 2; // no larger than the destination takes
    return;
  }
  for (const other of stream.parcels)
    if (other.way === 'main' && other.state === 'buffering') other.sizeHintBytes = Math.max(other.sizeHintBytes, sizeBytes);
  emit(sim, { type: 'buffer-grown', deliveryStream: stream.spec.id, sizeHintBytes: sizeBytes });
}

/** What is being gathered keeps the hint with which it began. */
export function shrinkIfCaughtUp(stream: DeliveryStream): void {
  if (stream.growth > 1 && !stream.parcels.some(isWaiting)) stream.growth = 1;
}
