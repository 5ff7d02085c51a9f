/** Something is due to a sealed parcel: what it is, its state says. */
import type { DeliveryStream, Firehose, Parcel } from '../firehose-state.ts';
import { onConvertDue } from './converting.ts';
import { onDeliveryDue } from './delivering.ts';
import { onTransformDue } from './transforming.ts';

export function onParcelDue(firehose: Firehose, stream: DeliveryStream, parcel: Parcel): void {
  parcel.dueUs = null;
  switch (parcel.state) {
    case 'transforming':
      return onTransformDue(firehose, stream, parcel);
    case 'converting':
      return onConvertDue(firehose, stream, parcel);
    default:
      return onDeliveryDue(firehose, stream, parcel);
  }
}
