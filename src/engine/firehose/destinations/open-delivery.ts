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

/** How many of a parcel's records the destination has already, though nobody heard of it, or heard it of some of its requests only. */
export function recordsThere(stream: DeliveryStream, parcel: Parcel): number {
  const { isThere = false, there = parcel.records, requests = [] } = findOpen(stream, parcel) ?? {};
  if (requests.length === 0) return isThere ? there : 0;
  const taken = requests.filter((request) => request.isThere || request.state === 'taken');
  return taken.reduce((sum, { from, to }) => sum + to - from, 0);
}

export function closeDelivery({ destination }: DeliveryStream, { number }: Parcel): void {
  const at = destination.open.findIndex(({ parcel }) => parcel === number);
  if (at >= 0) destination.open.splice(at, 1);
}
