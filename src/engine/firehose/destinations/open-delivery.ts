/** What is remembered of a parcel between its attempts. */
import type { DeliveryStream, Parcel } from '../firehose-state.ts';
import type { OpenDelivery } from './destination-state.ts';

/** Of parcels that have gone meanwhile nothing is kept. */
export function openDelivery({ destination, parcels }: DeliveryStream, { number }: Parcel): OpenDelivery {
  const known = destination.open.find(({ parcel }) => parcel === number);
  if (known !== undefined) return known;
  const there = new Set(parcels.map((parcel) => parcel.number));
  destination.open = destination.open.filter(({ parcel }) => there.has(parcel));
  const open: OpenDelivery = { parcel: number, isThere: false, waitedUs: 0, file: null, requests: [] };
  destination.open.push(open);
  return open;
}

export const findOpen = ({ destination }: DeliveryStream, { number }: Parcel): OpenDelivery | undefined =>
  destination.open.find(({ parcel }) => parcel === number);

export function closeDelivery({ destination }: DeliveryStream, { number }: Parcel): void {
  const at = destination.open.findIndex(({ parcel }) => parcel === number);
  if (at >= 0) destination.open.splice(at, 1);
}
